"""Going back to a copy of the catalogue, with the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import FILE
from katalog_app.services import editing, restoring
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.settings.loss_question import LossQuestion
from katalog_app.ui.settings.window import Part, SettingsWindow
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.exchange_desk import aside, value
from tests.journeys.form_desk import CTRL

ME = "Sara Berg"


def at_backups(desk: Desk) -> SettingsWindow:
    desk.press(Qt.Key.Key_Comma, CTRL)
    window = QApplication.activeModalWidget()
    assert isinstance(window, SettingsWindow)
    desk.click(window.buttons[Part.BACKUPS].text(), window)
    return window


def chosen(desk: Desk, window: QWidget, path: Path) -> None:
    """Answer the open dialog for files."""
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    dialog.accept()
    desk.settle()


def question(window: SettingsWindow) -> LossQuestion:
    found = [one for one in window.backups.findChildren(LossQuestion) if one.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def project(folder: Path) -> str:
    """A project of one's own, with a copy made before it was changed and another one made."""
    folder.mkdir()
    settings.write(folder, settings.Settings(author=ME))
    store = open_catalogue(folder)
    key = editing.create(store, "project", {"title": "Aaa badvatten", "what": "Först."}, ME).id
    aside(lambda: restoring.back_up(store))
    editing.edit(store, key, values={"what": "Sedan."}, author=ME)
    editing.create(store, "project", {"title": "Aab solceller"}, ME)
    store.close()
    return key


def test_a_copy_takes_the_place_of_the_catalogue_once_one_has_seen_what_goes(
    qtbot: QtBot, folder: Path, project: str
) -> None:
    with opened_desk(qtbot, folder) as desk:
        assert "Aab solceller" in desk.all_titles
        window = at_backups(desk)
        (row,) = window.backups.model.rows
        assert row.tag == "gjord för hand"
        assert "poster" in row.about
        desk.click("Återställ…", window)
        asked = question(window)
        shown = {one.title: (one.tag, one.about) for one in asked.model.rows}
        assert shown["Aaa badvatten"] == ("blir som förut", "Vad")
        assert shown["Aab solceller"][0] == "försvinner"
        assert "2 ändringar som finns nu" in desk.texts(asked)
        assert "2 av dem är gjorda här" in desk.texts(asked)
        desk.click("Avbryt", asked)
        assert "Aab solceller" in desk.all_titles
        desk.click("Återställ…", window)
        desk.click("Återställ", question(window))
        assert "Katalogen är återställd" in desk.texts(window)
        assert [one.tag for one in window.backups.model.rows] == [
            "före återställning",
            "gjord för hand",
        ]
        assert "Aab solceller" not in desk.all_titles
        window.reject()
    assert value(folder, project, "what") == "Först."


def test_a_copy_on_a_stick_is_made_read_back_and_restored(
    qtbot: QtBot, folder: Path, project: str, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    with opened_desk(qtbot, folder) as desk:
        window = at_backups(desk)
        desk.click("Kopiera till en mapp…", window)
        chosen(desk, window, stick)
        (file,) = stick.iterdir()
        assert f"{file.name} är skriven och läst igen" in desk.texts(window)
        desk.click("Säkerhetskopiera nu", window)
        assert len(window.backups.model.rows) == 2
        window.backups.list.setFocus()
        store = desk.window.workspace.store
        aside(lambda: editing.edit(store, project, values={"what": "Sist."}, author=ME))
        desk.click("Återställ från en fil…", window)
        chosen(desk, window, file)
        desk.click("Återställ", question(window))
        window.reject()
    assert value(folder, project, "what") == "Sedan."


def test_a_damaged_copy_is_said_to_be_damaged_and_nothing_happens(
    qtbot: QtBot, folder: Path, project: str
) -> None:
    (copy,) = (folder / "backups").iterdir()
    data = bytearray((copy / FILE).read_bytes())
    data[40_000:60_000] = b"\x07" * 20_000
    (copy / FILE).write_bytes(data)
    with opened_desk(qtbot, folder) as desk:
        window = at_backups(desk)
        desk.click("Återställ…", window)
        assert "är skadad" in desk.texts(window)
        assert "Välj en annan säkerhetskopia" in desk.texts(window)
        assert not window.backups.findChildren(LossQuestion)
        window.reject()
    assert value(folder, project, "what") == "Sedan."
