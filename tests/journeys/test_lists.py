"""Lists of one's own: made, annotated, opened, sent without notes, removed and put back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from katalog_app.db.store import Store
from katalog_app.model.query import Facet
from katalog_app.services import editing, private_lists
from katalog_app.services.private_lists import PrivateList
from katalog_app.ui.widgets.question import Question
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.exchange_desk import in_the_background
from tests.journeys.test_taking import choose, menu

TWIN = "digital tvilling"
CTRL = Qt.KeyboardModifier.ControlModifier


def kept(desk: Desk) -> list[PrivateList]:
    return private_lists.kept(desk.window.workspace.store)


def window(desk: Desk) -> Question:
    """Return the small window that is open."""
    return next(one for one in desk.window.findChildren(Question) if one.isVisible())


def answer(desk: Desk, text: str) -> None:
    desk.click(text, window(desk))
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def write(desk: Desk, text: str) -> None:
    """Write in the field of the small window."""
    field = window(desk).findChild(QLineEdit) or window(desk).findChild(QPlainTextEdit)
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText(text)


def make_list(desk: Desk, name: str = "Att besöka") -> str:
    """Put the project that is read in a new list; return its title."""
    desk.type(TWIN)
    title = desk.reading
    desk.press(Qt.Key.Key_L, CTRL)
    write(desk, name)
    answer(desk, "Spara listan")
    return title


def open_list(desk: Desk, text: str) -> None:
    desk.click("Dina listor")
    choose(desk, text)


def test_a_project_is_kept_with_one_key_and_undone(desk: Desk) -> None:
    make_list(desk)
    assert "Listan ”Att besöka” är gjord." in desk.texts()
    desk.press(Qt.Key.Key_L, CTRL)
    assert "Redan med i listan ”Att besöka”." in desk.texts()
    desk.page.hits.step(1)
    desk.settle()
    desk.press(Qt.Key.Key_L, CTRL)
    assert len(kept(desk)[0].ids) == 2
    assert kept(desk)[0].ids[1] == desk.page.reading.project
    desk.click("Ångra: 1 projekt är lagt i listan ”Att besöka”.")
    assert len(kept(desk)[0].ids) == 1


def test_all_hits_are_put_in_a_list(desk: Desk) -> None:
    desk.tick(Facet.MUNICIPALITY, "Helsingborg")
    desk.click("Ta med träffarna")
    shown = menu()
    action = next(a for a in shown.actions() if a.text() == "Lägg alla i en lista")
    inner = action.menu()
    assert isinstance(inner, QMenu)
    inner.actions()[-1].trigger()
    shown.close()
    write(desk, "Helsingborg")
    answer(desk, "Spara listan")
    total = int(desk.page.bar.number.text())
    assert total > 50
    assert len(kept(desk)[0].ids) == total


def test_a_list_is_opened_in_place_of_the_hits_with_its_notes(desk: Desk) -> None:
    title = make_list(desk)
    open_list(desk, "Att besöka   (1)")
    assert desk.all_titles == [title]
    assert "Listan ”Att besöka”: 1 projekt" in desk.texts()
    assert desk.search.text() == ""
    desk.click("Anteckning…")
    write(desk, "Ring Anna först")
    answer(desk, "Spara anteckningen")
    assert desk.page.hit_model.hits[0].snippet == "Ring Anna först"
    desk.click("Ändra listan")
    choose(desk, "Anteckning om listan…")
    write(desk, "Till mötet i mars")
    answer(desk, "Spara anteckningen")
    assert "Till mötet i mars" in desk.texts()
    desk.type("solceller")
    assert not desk.window.catalogue.along.lists.banner.isVisible()
    assert title not in desk.titles


def test_what_comes_from_others_leaves_the_list_open(desk: Desk, elsewhere: Store) -> None:
    title = make_list(desk)
    open_list(desk, "Att besöka   (1)")
    key = kept(desk)[0].ids[0]
    in_the_background(lambda: editing.edit(elsewhere, key, values={"title": "Nytt namn"}, seen=[]))
    desk.window.workspace.changed.emit()
    desk.settle()
    assert len(desk.all_titles) == 1
    assert desk.all_titles != [title] or "krock" in desk.texts().casefold()
    assert "Listan ”Att besöka”: 1 projekt" in desk.texts()
    desk.click("Stäng listan")
    assert len(desk.all_titles) > 1


def test_a_list_is_sent_without_notes_unless_one_says_so(desk: Desk) -> None:
    title = make_list(desk)
    open_list(desk, "Att besöka   (1)")
    desk.click("Anteckning…")
    write(desk, "Ring Anna först")
    answer(desk, "Spara anteckningen")
    desk.click("Skicka listan…")
    answer(desk, "Kopiera som text")
    assert title in desk.outside.copied[-1]
    assert "Ring Anna" not in desk.outside.copied[-1]
    desk.click("Ta med träffarna")
    choose(desk, "Kopiera som text")
    assert "Ring Anna" not in desk.outside.copied[-1]
    desk.click("Skicka listan…")
    desk.click("Ta med mina anteckningar", window(desk))
    answer(desk, "Kopiera som text")
    assert "Egen anteckning: Ring Anna först" in desk.outside.copied[-1]


def test_a_list_is_renamed_emptied_removed_and_put_back(desk: Desk) -> None:
    make_list(desk)
    open_list(desk, "Att besöka   (1)")
    desk.click("Ändra listan")
    choose(desk, "Byt namn…")
    write(desk, "Resan")
    answer(desk, "Spara listan")
    assert "Listan ”Resan”: 1 projekt" in desk.texts()
    desk.click("Ta ur listan")
    assert kept(desk)[0].ids == ()
    assert "Listan är tom." in desk.texts()
    assert "Inga projekt passar" not in desk.texts()
    desk.click("Ångra: Projektet är taget ur listan.")
    assert len(kept(desk)[0].ids) == 1
    desk.click("Ändra listan")
    choose(desk, "Ta bort listan")
    assert kept(desk) == []
    assert not desk.window.catalogue.along.lists.banner.isVisible()
    desk.click("Ångra: Listan ”Resan” är borttagen.")
    assert [one.name for one in kept(desk)] == ["Resan"]


def test_lists_are_on_the_first_page_at_the_next_start(qtbot: QtBot, folder: Path) -> None:
    with opened_desk(qtbot, folder) as desk:
        make_list(desk)
    with opened_desk(qtbot, folder) as desk:
        assert "DINA LISTOR" in desk.texts(desk.page.reading.first_page)
        desk.click("Öppna listan Att besöka: 1 projekt")
        assert "Listan ”Att besöka”: 1 projekt" in desk.texts()
        assert desk.reading in desk.all_titles


def test_every_control_of_an_open_list_can_be_reached_and_has_a_name(desk: Desk) -> None:
    make_list(desk)
    open_list(desk, "Att besöka   (1)")
    for control in desk.window.catalogue.along.above.findChildren(QAbstractButton):
        if control.isVisible():
            assert control.accessibleName(), control.text()
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
