"""A form is made a few rows at a time; whoever asks early gets all of it, and nothing is lost."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from katalog_app.model.fields import FIELDS, SLUG, EntryKind
from katalog_app.ui import app as starting
from katalog_app.ui.forms.form import Form
from katalog_app.ui.forms.form_row import FormRow
from katalog_app.ui.theme import Theme

SAID = {
    "title": "Solceller",
    "what": "Ett",
    "partners": [{"name": f"Part {number}", "sector": "stat"} for number in range(9)],
    "keywords": ["sol"],
    "sources": ["https://a.se", "https://b.se"],
}


@pytest.fixture
def form(qtbot: QtBot):
    """A form that is not made further until somebody asks."""
    made = Form(Theme(starting.application(), "light", 100), EntryKind.PROJECT, SAID)
    made._slices.stop()
    yield made
    made.deleteLater()
    QApplication.sendPostedEvents()


def test_the_rows_come_between_the_events_from_the_top(qtbot: QtBot, form: Form) -> None:
    counts, said = [0], list[bool]()
    form.completed.connect(lambda: said.append(form.complete))
    form._slices.timeout.connect(lambda: counts.append(len(form._rows)))
    form._slices.start()
    qtbot.waitUntil(lambda: form.complete)
    assert counts[1] < counts[-1] == len(FIELDS[EntryKind.PROJECT]) - 1
    assert counts == sorted(counts)
    assert said == [True]
    names = [field.name for field in FIELDS[EntryKind.PROJECT] if field.name != SLUG]
    assert [row.field.name for row in form._rows] == names


def test_a_row_is_seen_only_when_its_value_is_there(qtbot: QtBot, form: Form) -> None:
    while not form.complete:
        form._step()
        seen = [row for row in form.findChildren(FormRow) if row.isVisibleTo(form)]
        assert seen == form._rows
        assert all(row.editor.value() == SAID.get(row.field.name) for row in form._rows)
    assert not form.dirty


def test_what_is_written_in_the_first_row_is_a_change_before_the_rest_is_there(form: Form) -> None:
    form.take_keyboard()
    first = form._rows[0]
    first.editor.show_value("Vind")
    assert len(form._rows) == 1
    assert form.dirty
    assert form.changes() == {"title": "Vind"}
    assert form.complete


def test_what_was_typed_before_is_kept_for_rows_that_are_not_there_yet(form: Form) -> None:
    typed = {"title": "Vind", "reviewed": "i går", "partners": [{"name": "Ny"}], "okänt": 1}
    form.fill_in(typed)
    assert form.dirty
    assert form.typed() == {name: typed[name] for name in ("title", "reviewed", "partners")}
    assert form.changed_labels() == ["Namn", "Samarbetspartner", "Senast granskad"]
    assert [row.field.name for row in form.complaints(new=False)] == ["reviewed"]


def test_what_was_typed_before_is_never_out_of_sight_on_its_way(form: Form) -> None:
    form.fill_in({"partners": [{"name": "A"}, {"name": "B"}]})

    def half_there() -> bool:
        made = {row.field.name: row.editor for row in form.findChildren(FormRow)}
        return "partners" in made and made["partners"].value() == [{"name": "A"}]

    while not half_there():
        form._step()
    assert form.dirty
    assert form.changes() == {"partners": [{"name": "A"}, {"name": "B"}]}


def test_a_required_row_that_is_not_there_yet_is_asked_for(qtbot: QtBot) -> None:
    theme = Theme(starting.application(), "light", 100)
    form = Form(theme, EntryKind.LINK, {"to": "0" * 32})
    wrong = [row.field.name for row in form.complaints(new=True)]
    assert wrong == ["from", "relation"]
    form.deleteLater()
    QApplication.sendPostedEvents()
