"""Changing who one is, where one sends one's changes."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.services import authoring, editing, reading
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.exchange.page import Part
from tests.journeys.desk import opened_desk
from tests.journeys.exchange_desk import Exchange, aside, at_exchange
from tests.journeys.form_desk import dialog, find, write
from tests.profiles import Profile

ME = "Åsa Öberg"


def made(folder: Path) -> Profile:
    """Return the data folder of somebody who has edited."""
    mine = Profile(folder, ME)
    authoring.introduce(mine.store, {"name": ME, "function": "Kartingenjör"})
    mine.new(title="Badvatten")
    settings.write(folder, settings.Settings(author=ME))
    return mine


def asked(exchange: Exchange, name: str) -> QWidget:
    exchange.show(Part.MINE)
    exchange.click(name)
    return dialog("author")


def authors(profile: Profile) -> list[str | None]:
    def found() -> list[str | None]:
        (project,) = reading.entries(profile.store, "project")
        return [step.author for step in reading.history(profile.store, project.id)]

    told: list[str | None] = aside(found)
    return told


def test_one_and_the_same_person_gets_other_facts(qtbot: QtBot, tmp_path: Path) -> None:
    mine = aside(lambda: made(tmp_path / "asa"))
    with opened_desk(qtbot, mine.folder) as desk:
        exchange = Exchange(desk)
        sheet = asked(exchange, "Ändra")
        assert "Du skriver som Åsa Öberg, Kartingenjör" in exchange.texts
        write(find(sheet, QLineEdit, "Namn"), "")  # all of it is marked
        desk.press(Qt.Key.Key_Delete)
        desk.click("Spara", sheet)
        assert "Det måste ha ett värde." in desk.texts(sheet)
        write(find(sheet, QLineEdit, "Namn"), "Åsa Lind")
        write(find(sheet, QLineEdit, "Kommun"), "Bjuv")
        desk.click("Spara", sheet)
        assert QApplication.activeModalWidget() is None
        assert "Du skriver som Åsa Lind, Kartingenjör, Bjuv" in exchange.texts
        assert "Du skriver nu som Åsa Lind." in exchange.texts
    assert settings.read(mine.folder).author == "Åsa Lind"
    assert set(authors(mine)) == {"Åsa Lind"}
    assert [one.title for one in aside(lambda: reading.entries(mine.store, "person"))] == [
        "Åsa Lind"
    ]


def test_another_person_leaves_what_the_first_has_written(qtbot: QtBot, tmp_path: Path) -> None:
    mine = aside(lambda: made(tmp_path / "asa"))
    aside(lambda: editing.create(mine.store, "person", {"name": "Bo Al"}, ME))
    with opened_desk(qtbot, mine.folder) as desk:
        exchange = Exchange(desk)
        sheet = asked(exchange, "Ändra")
        write(find(sheet, QLineEdit, "Namn"), "Bo Al")
        desk.click("Spara", sheet)
        assert "Det finns redan en annan person som heter ”Bo Al”." in desk.texts(sheet)
        find(sheet, QRadioButton, "Någon annan skriver nu").click()
        assert "Det som Åsa Öberg har skrivit står kvar" in desk.texts(sheet)
        write(find(sheet, QLineEdit, "Namn"), "Bo Al")
        write(find(sheet, QLineEdit, "Funktion"), "Miljöstrateg")
        desk.click("Spara", sheet)
        assert "Du skriver som Bo Al, Miljöstrateg" in exchange.texts
    assert settings.read(mine.folder).author == "Bo Al"
    assert set(authors(mine)) == {ME}


def test_who_has_said_nothing_yet_can_say_it_before_sending(qtbot: QtBot, tmp_path: Path) -> None:
    with at_exchange(qtbot, tmp_path / "ny", "") as exchange:
        sheet = asked(exchange, "Säg vem du är")
        assert not find_all(sheet)
        write(find(sheet, QLineEdit, "Namn"), ME)
        exchange.desk.click("Spara", sheet)
        assert f"Du skriver som {ME}" in exchange.texts
    store = open_catalogue(tmp_path / "ny")
    assert aside(lambda: authoring.author(store, ME).person)
    store.close()


def find_all(sheet: QWidget) -> list[QRadioButton]:
    return [one for one in sheet.findChildren(QRadioButton) if one.isVisible()]
