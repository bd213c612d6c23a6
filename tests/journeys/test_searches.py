"""Saved and recent searches, a search as text, and projects like the one opened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import Store
from katalog_app.model.query import Facet
from katalog_app.services import editing
from katalog_app.settings import MOST_RECENT
from katalog_app.ui.catalogue.recent import with_used
from katalog_app.ui.catalogue.similar_projects import SimilarProjects
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.exchange_desk import in_the_background

TWINS = "digital tvilling"


def menu(desk: Desk) -> QMenu:
    """Return the open menu."""
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    return shown


def lines(desk: Desk) -> list[str]:
    return [action.text() for action in menu(desk).actions() if action.text()]


def choose(desk: Desk, text: str) -> None:
    """Choose a line of the open menu with the keyboard."""
    shown = menu(desk)
    action = next(one for one in shown.actions() if one.text() == text)
    shown.setActiveAction(action)
    desk.qtbot.keyClick(shown, Qt.Key.Key_Return)
    desk.settle()


def open_menu(desk: Desk) -> None:
    buttons = desk.page.searches.buttons
    desk.qtbot.mouseClick(buttons.opener, Qt.MouseButton.LeftButton)


def save(desk: Desk, words: str = TWINS) -> None:
    desk.type(words)
    desk.click("Spara sökningen")


def come(desk: Desk, elsewhere: Store, title: str) -> None:
    """Let a project come to the catalogue from somebody else."""
    in_the_background(lambda: editing.create(elsewhere, "project", {"title": title}))
    desk.window.workspace.changed.emit()
    desk.settle()


def go_to_the_first_page(desk: Desk) -> None:
    desk.search.setFocus()
    desk.type("")
    desk.press(Qt.Key.Key_Escape)
    assert desk.reading == ""


def test_a_saved_search_tells_what_is_new_since_it_was_opened(desk: Desk, elsewhere: Store) -> None:
    save(desk)
    assert "Sökningen är sparad" in desk.texts()
    go_to_the_first_page(desk)
    first_page = desk.page.reading.first_page
    assert "projekt" in desk.texts(desk.page.searches.mine)
    assert "sedan sist" not in desk.texts(first_page)
    come(desk, elsewhere, "Digital tvilling för hamnen")
    come(desk, elsewhere, "Digital tvilling för torget")
    assert "2 nya sedan sist" in desk.texts(first_page)
    assert "Sökningar · 2 nya ▾" in desk.texts()
    desk.click(f"Öppna sökningen {TWINS}: 2 nya")
    assert desk.search.text() == TWINS
    assert "Digital tvilling för hamnen" in desk.titles
    assert "Sökningar ▾" in desk.texts()


def test_saved_searches_are_there_at_the_next_start(qtbot: QtBot, folder: Path) -> None:
    with opened_desk(qtbot, folder) as desk:
        save(desk)
    with opened_desk(qtbot, folder) as desk:
        assert TWINS in desk.texts(desk.page.searches.mine)
        desk.type(TWINS)
        assert "★ Sparad" in desk.texts()


def test_a_saved_search_keeps_its_filters_and_is_called_by_them(desk: Desk) -> None:
    desk.type("digital")
    desk.tick(Facet.STATUS, "i drift")
    before = desk.titles
    desk.click("Spara sökningen")
    desk.type("")
    desk.click("Ta bort filtret Status: I drift")
    open_menu(desk)
    choose(desk, "digital · I drift")
    assert desk.titles == before


def test_a_removed_search_can_be_put_back(desk: Desk) -> None:
    save(desk)
    desk.click("Ta bort ur sparade sökningar")
    assert f"Sökningen ”{TWINS}” är borttagen." in desk.texts()
    assert "☆ Spara sökningen" in desk.texts()
    desk.click("Ångra")
    assert "★ Sparad" in desk.texts()


def test_a_saved_search_is_renamed_from_the_menu(desk: Desk) -> None:
    save(desk)
    open_menu(desk)
    choose(desk, f"Byt namn på ”{TWINS}” …")
    window = QApplication.activeModalWidget()
    assert window is not None
    field = window.findChild(QLineEdit)
    assert field is not None
    assert field.text() == TWINS
    field.setText("Tvillingar")
    desk.click("Spara namnet", window)
    open_menu(desk)
    assert "Tvillingar" in lines(desk)
    assert TWINS not in lines(desk)
    menu(desk).close()


def test_a_saved_search_is_removed_on_the_first_page(desk: Desk) -> None:
    save(desk)
    go_to_the_first_page(desk)
    desk.click(f"Ta bort sökningen {TWINS}")
    assert "SPARADE SÖKNINGAR" not in desk.texts()


def test_a_broken_file_of_searches_stops_nothing(qtbot: QtBot, folder: Path) -> None:
    folder.mkdir()
    (folder / "searches.json").write_bytes(b"\xff broken")
    with opened_desk(qtbot, folder) as desk:
        assert desk.count == "304 projekt"
        assert "Alla sparade sökningar kunde inte läsas." in desk.texts()
        save(desk)
        assert "★ Sparad" in desk.texts()
    assert (folder / "searches.broken-1.json").read_bytes() == b"\xff broken"


def test_a_search_is_recent_when_a_hit_is_opened_or_enter_is_pressed(desk: Desk) -> None:
    recent = desk.page.searches.recent
    desk.type("solceller")
    assert recent.searches == ()
    desk.press(Qt.Key.Key_Return)
    assert recent.searches == ("solceller",)
    desk.search.setFocus()
    desk.type("ensamhet")
    desk.press(Qt.Key.Key_Down)
    assert recent.searches == ("ensamhet", "solceller")


def test_a_search_that_rests_is_recent_if_it_has_hits(desk: Desk) -> None:
    recent = desk.page.searches.recent
    recent._rest.setInterval(10)
    desk.type("xyzzyx qwertyq")
    assert desk.page._result is not None
    assert desk.page._result.total == 0
    assert not recent._rest.isActive()
    desk.type("solceller")
    desk.qtbot.waitUntil(lambda: recent.searches == ("solceller",))


def test_arrow_down_in_an_empty_field_offers_recent_searches(desk: Desk) -> None:
    for words in ("solceller", "ensamhet"):
        desk.search.setFocus()
        desk.type(words)
        desk.press(Qt.Key.Key_Return)
    go_to_the_first_page(desk)
    desk.qtbot.keyClick(desk.search, Qt.Key.Key_Down)
    assert lines(desk) == ["Senaste sökningar", "ensamhet", "solceller"]
    desk.qtbot.keyClick(menu(desk), Qt.Key.Key_Down)
    desk.qtbot.keyClick(menu(desk), Qt.Key.Key_Return)
    desk.settle()
    assert desk.search.text() == "solceller"
    assert desk.reading == desk.titles[0]


def test_arrow_down_goes_to_the_hits_where_nothing_is_recent(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    assert QApplication.activePopupWidget() is None
    assert desk.reading == desk.titles[0]


def test_recent_searches_are_cleared_and_turned_off(qtbot: QtBot, folder: Path) -> None:
    folder.mkdir()
    settings.write(folder, settings.Settings(recent=("solceller", "kommun:Bjuv")))
    with opened_desk(qtbot, folder) as desk:
        assert "Bjuv" in desk.texts(desk.page.searches.mine)
        open_menu(desk)
        choose(desk, "Kom ihåg mina senaste sökningar")
        assert not desk.page.searches.mine.isVisible()
        desk.type("ensamhet")
        desk.press(Qt.Key.Key_Return)
    kept = settings.read(folder)
    assert (kept.keeps_recent, kept.recent) == (False, ())


def test_the_first_page_offers_recent_searches_and_clears_them(desk: Desk) -> None:
    desk.type("solceller")
    desk.press(Qt.Key.Key_Return)
    go_to_the_first_page(desk)
    mine = desk.page.searches.mine
    desk.click("Sök solceller", mine)
    assert desk.search.text() == "solceller"
    go_to_the_first_page(desk)
    desk.click("Rensa senaste sökningar", mine)
    assert not mine.isVisible()


@pytest.mark.parametrize(
    ("before", "used", "after"),
    [
        ((), "sol", ("sol",)),
        (("sol", "radio"), "solceller", ("solceller", "radio")),
        (("radio", "sol"), "solceller", ("solceller", "radio", "sol")),
        (("radio", "sol"), "sol", ("sol", "radio")),
        (("sol ",), "sol", ("sol",)),
        (tuple(map(str, range(10))), "ny", ("ny", *map(str, range(9)))),
    ],
)
def test_the_last_ten_are_kept_and_no_steps_on_the_way(
    before: tuple[str, ...], used: str, after: tuple[str, ...]
) -> None:
    assert with_used(before, used) == after
    assert len(after) <= MOST_RECENT


def test_a_search_copied_as_text_gives_the_same_when_pasted(desk: Desk) -> None:
    desk.type("digital")
    desk.tick(Facet.STATUS, "i drift")
    desk.tick(Facet.TRANSFORMATION, "teknologisk")
    before, count = desk.titles, desk.count
    open_menu(desk)
    choose(desk, "Kopiera sökningen som text")
    (text,) = desk.outside.copied
    assert text == 'transformation:teknologisk status:"i drift" digital'
    desk.click("Rensa alla filter")
    desk.search.setText("")
    desk.search.insert(text)
    desk.settle()
    assert (desk.titles, desk.count) == (before, count)


def similar(desk: Desk) -> SimilarProjects:
    (found,) = desk.page.reading.scroller.findChildren(SimilarProjects)
    assert isinstance(found, SimilarProjects)
    return found


def test_similar_projects_are_read_one_after_the_other_and_back(desk: Desk) -> None:
    desk.type("uppkopplade papperskorgar uppsala")
    first = desk.reading
    seen = desk.texts(similar(desk)).splitlines()
    assert seen[0] == "LIKNANDE PROJEKT"
    assert "delar: papperskorg" in seen[2]
    button = similar(desk).findChildren(type(desk.page.new))[0]
    button.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.reading == seen[1] != first
    assert first in desk.texts(similar(desk))
    desk.window.catalogue.back()
    desk.settle()
    assert desk.reading == first
    assert desk.search.text() == "uppkopplade papperskorgar uppsala"


def test_similar_projects_come_once_however_often_the_pane_is_drawn(desk: Desk) -> None:
    desk.type("uppkopplade papperskorgar uppsala")
    desk.window._theme.resize(125)
    desk.settle()
    similar(desk)
    desk.window._theme.resize(100)
    desk.settle()
    similar(desk)
