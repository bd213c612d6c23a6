"""Many conflicts settled by one rule, with the window and the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from katalog_app.model.bulk import Rule
from katalog_app.services import settling
from katalog_app.ui.exchange.page import Part
from tests.journeys.exchange_desk import Exchange, aside, at_exchange, value
from tests.profiles import Profile


@pytest.fixture
def sara(tmp_path: Path) -> tuple[Path, list[str]]:
    """Sara, with conflicts in three projects, made by Anna and herself."""
    anna, profile = Profile(tmp_path / "anna", "Anna"), Profile(tmp_path / "sara", "Sara")
    places = ("Bjuv", "Bjuv", "Höganäs")
    keys = [profile.new(title=f"Projekt {n}", municipality=p) for n, p in enumerate(places)]

    def exchange() -> None:
        anna.trust(profile)
        profile.trust(anna)
        for number, key in enumerate(keys):
            anna.edit(key, why=f"Annas {number}.")
            profile.edit(key, why=f"Saras {number}.")
        profile.take(anna.export())

    aside(exchange)
    for one in (anna, profile):
        one.store.close()
    return profile.folder, keys


def previewed(exchange: Exchange) -> dict[str, str]:
    bulk = exchange.page.conflicts.bulk
    return {row.title: bulk.model.about(at) for at, row in enumerate(bulk.model.rows)}


def test_one_rule_settles_what_is_ticked_and_all_of_it_is_undone(
    qtbot: QtBot, sara: tuple[Path, list[str]]
) -> None:
    folder, keys = sara
    with at_exchange(qtbot, folder, "Sara") as exchange:
        exchange.show(Part.CONFLICTS)
        exchange.click("Avgör flera på en gång…")
        bulk = exchange.page.conflicts.bulk
        assert exchange.window.focusWidget() is bulk.filters["field"].combo
        bulk.filters["place"].choose("Bjuv")
        bulk.filters["place"].chosen.emit()
        bulk.rule.choose(Rule.THEIRS)
        bulk.rule.chosen.emit()
        exchange.desk.settle()
        assert list(previewed(exchange)) == ["Projekt 0  ·  Varför", "Projekt 1  ·  Varför"]
        assert "Gäller: Annas 0." in previewed(exchange)["Projekt 0  ·  Varför"]
        assert "Går bort: Saras 0. (Sara)" in previewed(exchange)["Projekt 0  ·  Varför"]
        bulk.list.setFocus()
        bulk.list.setCurrentIndex(bulk.model.index(1))
        exchange.desk.press(Qt.Key.Key_Space)
        assert previewed(exchange)["Projekt 1  ·  Varför"].endswith("lämnas öppen")
        exchange.click("Avgör 1 krock")
        assert "1 krock är avgjord." in exchange.texts
        assert exchange.page._buttons[Part.CONFLICTS].text() == "Krockar (2)"
        exchange.click("Ångra")
        assert "1 krock är öppen igen." in exchange.texts
        assert exchange.page._buttons[Part.CONFLICTS].text() == "Krockar (3)"
        exchange.click("Avgör flera på en gång…")
        bulk.filters["place"].choose("")
        bulk.rule.choose(Rule.LATEST_BY)
        bulk.rule.chosen.emit()
        bulk.who.choose("Sara")
        bulk.who.chosen.emit()
        exchange.desk.settle()
        # What was opened again was said twice by Sara at one moment; and one has no tick still.
        assert "1 krock kan den inte avgöra" in exchange.texts
        exchange.click("Avgör 1 krock")
        assert exchange.page._buttons[Part.CONFLICTS].text() == "Krockar (2)"
    assert value(folder, keys[2], "why") == "Saras 2."


def test_what_somebody_settled_meanwhile_is_skipped(
    qtbot: QtBot, sara: tuple[Path, list[str]]
) -> None:
    folder, keys = sara
    with at_exchange(qtbot, folder, "Sara") as exchange:
        exchange.show(Part.CONFLICTS)
        exchange.click("Avgör flera på en gång…")
        store = exchange.window.workspace.store
        aside(lambda: settling.resolve(store, keys[0], "why", value="Mitt."))
        bulk = exchange.page.conflicts.bulk
        bulk.rule.choose(Rule.OURS)
        bulk.rule.chosen.emit()
        exchange.desk.settle()
        exchange.click("Avgör 3 krockar")
        assert "2 krockar är avgjorda. 1 hoppades över" in exchange.texts
    assert value(folder, keys[0], "why") == "Mitt."
