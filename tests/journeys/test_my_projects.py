"""Mina projekt, and a project as a start for another; as a person uses them."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import Store
from katalog_app.model.entries import Entry
from katalog_app.services import drafting, editing, reading
from katalog_app.ui.catalogue.my_projects_window import MyProjectsWindow
from katalog_app.ui.forms.long_text import GrowingText
from katalog_app.ui.places import Place
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.form_desk import (
    CTRL,
    ME,
    TWIN,
    choose,
    dialog,
    field,
    find,
    in_background,
    now,
    pane,
    shown,
    write,
)

OLD = {"title": "Åkermyntan", "municipality": "Bjuv", "status": "pågående", "period": "2020/2022"}


def opened(desk: Desk) -> MyProjectsWindow:
    """Open the window with its key."""
    desk.press(Qt.Key.Key_M, CTRL)
    return window_of(desk)


def window_of(desk: Desk) -> MyProjectsWindow:
    """Return the window once all is in it."""
    window = QApplication.activeModalWidget()
    assert isinstance(window, MyProjectsWindow)
    desk.qtbot.waitUntil(lambda: window.complete)
    return window


def rows(desk: Desk, kind: str, **values: object) -> list[Entry]:
    """Return the entries of a kind with these values."""
    store = desk.window.workspace.store

    def read() -> list[Entry]:
        every = [reading.entry(store, one.id) for one in reading.entries(store, kind)]
        return [e for e in every if all(e.fields.get(k) == v for k, v in values.items())]

    found = in_background(desk, read)
    assert isinstance(found, list)
    return found


def press(desk: Desk, window: MyProjectsWindow, name: str) -> None:
    """Press the button whose accessible name begins so."""
    for found in window.findChildren(QAbstractButton):
        if found.accessibleName().startswith(name) and found.isVisible():
            desk.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
            desk.settle()
            if QApplication.activeModalWidget() is None:  # offscreen no window comes forward
                desk.window.activateWindow()
                desk.qtbot.waitUntil(desk.window.isActiveWindow)
            return
    raise AssertionError(name)


def mine(folder: Path, store: Store, **values: object) -> str:
    folder.mkdir(exist_ok=True)
    settings.write(folder, settings.Settings(author=ME))
    editing.create(store, "person", {"name": ME, "municipality": "Bjuv"}, ME)
    return editing.create(store, "project", {**OLD, **values}, ME).id


def test_what_is_due_is_counted_on_the_first_page_and_done_from_the_window(
    qtbot: QtBot, folder: Path, elsewhere: Store
) -> None:
    key = mine(folder, elsewhere)
    with opened_desk(qtbot, folder) as desk:
        assert "Mina projekt (1 att se över)" in shown(desk)
        desk.click("Mina projekt (1 att se över)")
        window = window_of(desk)
        told = desk.texts(window)
        order = [
            "Perioden är slut, men statusen är ”pågående”.",
            "Ingen att kontakta är angiven.",
            "Uppgifterna har aldrig granskats.",
            "1 ändring som ingen utgåva har än.",
        ]
        assert sorted(order, key=told.index) == order
        assert "Mina (1)" in told
        press(desk, window, "Stämmer fortfarande: Åkermyntan")
        assert now(desk, key).text("reviewed") == date.today().isoformat()
        qtbot.waitUntil(lambda: window.complete)
        assert "Uppgifterna har aldrig granskats." not in desk.texts(window)
        press(desk, window, "Redigera fältet: Åkermyntan. Perioden")
        assert QApplication.activeModalWidget() is None
        assert desk.window.focusWidget() is field(desk, "Status", QComboBox)
        assert desk.page.reading.project == key
        desk.press(Qt.Key.Key_Escape)
        window = opened(desk)
        press(desk, window, "Exportera: Åkermyntan")
        assert desk.window._stack.currentWidget() is desk.window._pages[Place.EXCHANGE]
        assert "ändringar att skicka" in desk.texts(desk.window.exchange.mine)


def test_the_projects_of_my_municipality_are_on_a_second_tab(
    qtbot: QtBot, folder: Path, elsewhere: Store
) -> None:
    mine(folder, elsewhere)
    with opened_desk(qtbot, folder) as desk:
        window = opened(desk)
        bjuv = rows(desk, "project", municipality="Bjuv")
        name = f"Bjuv ({len(bjuv)})"
        window.tabs[0].setFocus()
        assert window.tabs[1].accessibleName() == name
        desk.press(Qt.Key.Key_Right)
        window.tabs[1].click()
        qtbot.waitUntil(lambda: window.complete)
        cards = [found for found in window.findChildren(QAbstractButton) if found.isVisible()]
        opening = [b.accessibleName() for b in cards if b.accessibleName().startswith("Öppna ")]
        assert len(opening) == min(len(bjuv), 25)
        press(desk, window, opening[0])
        assert f"Öppna {desk.reading}" == opening[0]


def test_who_has_not_said_who_they_are_is_asked(desk: Desk) -> None:
    window = opened(desk)
    press(desk, window, "Säg vem du är")
    asked = dialog("who")
    write(find(asked, QLineEdit, "Namn"), ME)
    choose(desk, "Spara och fortsätt", asked)
    window = window_of(desk)
    assert desk.window.workspace.settings.author == ME
    assert "Här samlas projekt som du har skrivit" in desk.texts(window)
    desk.press(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_a_project_is_used_as_a_start_and_nothing_is_saved_before_one_saves(known: Desk) -> None:
    source = now(known)
    known.click("Använd som mall")
    title: QLineEdit = field(known, "Namn")
    assert known.window.focusWidget() is title
    assert title.selectedText() == "Kopia av Höganäs digitala tvilling"
    assert field(known, "Vad", GrowingText).toPlainText() == source.text("what")
    assert field(known, "Effekter", GrowingText).toPlainText() == ""
    assert known.count.startswith("1 av 304")
    write(title, "Bjuvs digitala tvilling")
    known.click("Spara")
    assert known.reading == "Bjuvs digitala tvilling"
    made = now(known)
    assert made.text("status") == "idé"
    assert made.fields.get("keywords") == source.fields.get("keywords")
    assert "sources" not in made.fields
    links = rows(known, "link", **{"from": made.id, "to": source.id})
    assert [link.text("relation") for link in links] == ["related"]


def test_a_copy_that_was_not_saved_is_there_again_and_knows_its_source(
    qtbot: QtBot, folder: Path
) -> None:
    folder.mkdir()
    settings.write(folder, settings.Settings(author=ME))
    drafts = folder / drafting.FOLDER
    with opened_desk(qtbot, folder) as desk:
        desk.type(TWIN)
        source = desk.page.reading.project
        desk.click("Använd som mall")
        write(field(desk, "Namn"), "Halvskriven kopia")
        qtbot.waitUntil(lambda: any("Halvskriven" in p.read_text() for p in drafts.glob("*.json")))
        (draft,) = drafts.glob("*.json")
        kept = draft.read_bytes()
        desk.page.reading.close_form()
        qtbot.waitUntil(lambda: not draft.exists())
    draft.write_bytes(kept)  # as a killed program leaves it
    with opened_desk(qtbot, folder) as desk:
        assert field(desk, "Namn").text() == "Halvskriven kopia"
        assert pane(desk).source == source
        desk.click("Spara")
        assert desk.reading == "Halvskriven kopia"
        (link,) = rows(desk, "link", to=source, relation="related")
        assert link.text("from") == desk.page.reading.project
