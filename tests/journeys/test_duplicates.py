"""Duplicates beside each other: told apart, related, made one, and made two again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from katalog_app.services import editing, reading
from katalog_app.ui.exchange.beside_sheet import BesideSheet
from katalog_app.ui.exchange.page import Part
from tests.journeys.exchange_desk import Exchange, aside, at_exchange, value
from tests.profiles import Profile


@pytest.fixture
def sara(tmp_path: Path) -> tuple[Path, str, str, str]:
    """Sara, with two projects that are the same, and an event that names the lesser of them."""
    profile = Profile(tmp_path / "sara", "Sara")
    said = {"municipality": "Bjuv", "keywords": ["bad"]}
    first = profile.new(title="Badvatten", what="Sensorer mäter vattnet.", **said)
    second = profile.new(title="Badvattnet", why="Alger.", **{**said, "keywords": ["alger"]})
    event = editing.create(profile.store, "event", {"title": "Möte", "projects": [second]}).id
    profile.store.close()
    return profile.folder, first, second, event


def sheet(exchange: Exchange) -> BesideSheet:
    found = exchange.page.duplicates.sheet
    assert found is not None
    return found


def pairs(exchange: Exchange) -> dict[str, str]:
    return {row.title: row.tag for row in exchange.page.duplicates.model.rows}


def test_what_is_not_the_same_is_remembered_and_can_be_thought_better_of(
    qtbot: QtBot, sara: tuple[Path, str, str, str]
) -> None:
    folder, *_keys = sara
    with at_exchange(qtbot, folder, "Sara") as exchange:
        exchange.show(Part.DUPLICATES)
        assert exchange.page._buttons[Part.DUPLICATES].text() == "Dubbletter (1)"
        (title,) = pairs(exchange)
        assert set(title.split(" – ")) == {"Badvatten", "Badvattnet"}
        assert "nästan samma namn i samma kommun" in exchange.texts
        exchange.click("Inte samma sak")
        assert pairs(exchange) == {}
        assert "Sparat: inte samma sak." in exchange.texts
        assert "Inga dubbletter att avgöra" in exchange.texts
        exchange.click("Ångra")
        assert list(pairs(exchange)) == [title]
        exchange.click("Släkt, men inte samma")
        assert exchange.page._buttons[Part.DUPLICATES].text() == "Dubbletter (0)"
        exchange.click("Visa också avgjorda")
        assert pairs(exchange) == {title: "släkt"}
        exchange.click("Inte samma sak")
        assert pairs(exchange) == {title: "inte samma sak"}


def test_two_are_made_one_field_by_field_and_undone_in_one_go(
    qtbot: QtBot, sara: tuple[Path, str, str, str]
) -> None:
    folder, first, second, event = sara
    with at_exchange(qtbot, folder, "Sara") as exchange:
        exchange.show(Part.DUPLICATES)
        exchange.click("Samma sak…")
        chosen = sheet(exchange)
        at = [one.id for one in chosen.found.beside.entries].index(first)
        assert chosen.stays[1 - at].isChecked(), "the one that is named stays at first"
        chosen.stays[at].setFocus()
        exchange.desk.press(Qt.Key.Key_Space)
        assert chosen.stays[at].isChecked()
        assert {name: box.combo.currentText() for name, box in chosen.takes.items()} == {
            "title": f"värdet i {at + 1}",
            "what": f"värdet i {at + 1}",
            "why": f"värdet i {2 - at}",
            "keywords": "allt ur båda",
        }
        assert "Nyckelord: bad, alger" in chosen.result.text()
        chosen.takes["title"].choose("other")
        chosen.takes["title"].chosen.emit()
        assert "Namn: Badvattnet" in chosen.result.text()
        exchange.click("Slå ihop")
        assert "De två är nu en: Badvattnet. 1 post pekar om till den." in exchange.texts
        assert pairs(exchange) == {}
        store = exchange.window.workspace.store
        assert aside(lambda: reading.entry(store, second).deleted)
        assert aside(lambda: reading.entry(store, event).fields["projects"]) == [first]
        assert aside(lambda: reading.entry(store, first).fields["keywords"]) == ["bad", "alger"]
        exchange.click("Ångra")
        assert not aside(lambda: reading.entry(store, second).deleted)
        assert len(pairs(exchange)) == 1
    assert value(folder, event, "projects") == [second]
    assert value(folder, first, "why") is None


def test_one_may_change_ones_mind_while_joining(
    qtbot: QtBot, sara: tuple[Path, str, str, str]
) -> None:
    folder, *_keys = sara
    with at_exchange(qtbot, folder, "Sara") as exchange:
        exchange.show(Part.DUPLICATES)
        exchange.click("Samma sak…")
        assert "Vilken ska vara kvar?" in exchange.texts
        exchange.click("Avbryt")
        assert "Vilken ska vara kvar?" not in exchange.texts
        assert sheet(exchange).same.hasFocus()
        exchange.click("Samma sak…")
        assert "Vilken ska vara kvar?" in exchange.texts
