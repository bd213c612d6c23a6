"""A form gives back exactly what it was given, for every kind of entry and every field."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from katalog_app.db.store import Store
from katalog_app.model.fields import FIELDS, SLUG, EntryKind, FieldKind
from katalog_app.services import offering, reading
from katalog_app.ui import app as starting
from katalog_app.ui.forms.form import Form
from katalog_app.ui.theme import Theme

MANY = 25
"""Entries of each kind that are tried."""


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme(starting.application(), "light", 100)


def drop(form: Form) -> None:
    form.deleteLater()
    QApplication.sendPostedEvents()


@pytest.mark.parametrize("kind", EntryKind)
def test_what_nobody_touches_is_not_changed_and_can_be_read_back(
    theme: Theme, store: Store, kind: EntryKind
) -> None:
    found = reading.entries(store, kind)
    step = max(len(found) // MANY, 1)
    for summary in found[::step]:
        fields = reading.entry(store, summary.id).fields
        form = Form(theme, kind, fields)
        assert not form.dirty
        assert form.complaints(new=True) == []
        for field in FIELDS[kind]:
            if field.name != SLUG:
                stored, given = fields.get(field.name), form.row(field.name).checked()
                if field.kind is FieldKind.CHOICES and isinstance(given, list):
                    given.sort(key=stored.index if isinstance(stored, list) else None)
                assert given == stored, field.name
        drop(form)


@pytest.mark.parametrize("kind", EntryKind)
def test_every_control_has_a_name_and_can_be_reached(
    theme: Theme, empty_store: Store, kind: EntryKind
) -> None:
    form = Form(theme, kind, {})
    form.offer(offering.offers(empty_store, kind))
    for field in FIELDS[kind]:
        if field.name != SLUG:
            for control in form.row(field.name).editor.controls():
                assert control.accessibleName()
                assert control.focusPolicy().value & 1, control.accessibleName()
    drop(form)


@pytest.mark.parametrize("value", ["text", 7, True, ["a", 1], {"x": [1]}, [{"name": 3}], [None]])
def test_a_value_of_the_wrong_type_is_shown_and_left_alone(theme: Theme, value: object) -> None:
    for kind, fields in FIELDS.items():
        form = Form(theme, kind, {field.name: value for field in fields})
        assert not form.dirty
        assert form.changes() == {}
        drop(form)


def test_only_changed_fields_are_given_and_none_clears_one(theme: Theme) -> None:
    said = {"title": "Solceller", "what": "Ett", "keywords": ["sol"], "period": "2019/"}
    form = Form(theme, EntryKind.PROJECT, said)
    form.row("what").editor.show_value("Två")
    form.row("period").editor.show_value(None)
    form.row("keywords").editor.show_value(["sol", "tak"])
    assert form.changes() == {"what": "Två", "period": None, "keywords": ["sol", "tak"]}
    assert form.changed_labels() == ["Period", "Vad", "Nyckelord"]
    drop(form)


def test_offers_name_what_is_picked_already(theme: Theme, store: Store) -> None:
    with ThreadPoolExecutor(1) as other:
        offers = other.submit(offering.offers, store, EntryKind.PROJECT).result()
    node, title = next(iter(offers.entries["framework"].items()))
    form = Form(theme, EntryKind.PROJECT, {"framework": [node], "global_goals": [11]})
    form.offer(offers)
    names = [
        control.accessibleName()
        for name in ("framework", "global_goals")
        for control in form.row(name).editor.controls()
    ]
    assert f"Ta bort {title} ur Ramverk" in names
    assert "Ta bort 11 Hållbara städer och samhällen ur Globala mål" in names
    assert not form.dirty
    drop(form)


def test_every_kind_of_field_has_an_editor_of_its_own_kind(theme: Theme) -> None:
    kinds = {field.kind for fields in FIELDS.values() for field in fields}
    form = Form(theme, EntryKind.PROJECT, {})
    made = {kind: set[type]() for kind in FieldKind}
    for fields in FIELDS.values():
        for field in fields:
            made[field.kind].add(type(form._make(field, field.label)))
    assert all(made[kind] for kind in kinds)
    assert made[FieldKind.LONG_TEXT].isdisjoint(made[FieldKind.TEXT])
    assert made[FieldKind.PERIOD].isdisjoint(made[FieldKind.TEXT])
    drop(form)
