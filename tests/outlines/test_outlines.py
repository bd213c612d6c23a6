"""What a screen reader meets, against a checked-in file.

Write the files anew with KATALOG_OUTLINES=write, and look at the difference before it is committed.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from katalog_app.model.query import Facet
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.places import Place
from katalog_app.ui.settings.window import SettingsWindow
from tests.journeys.contacts_desk import Contacts
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.exchange_desk import in_the_background
from tests.outlines.outline import outline
from tests.profiles import Profile

HERE = Path(__file__).parent
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def compare(name: str, now: str) -> None:
    file = HERE / f"{name}.txt"
    if os.environ.get("KATALOG_OUTLINES") == "write":
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8")


def test_the_first_page(desk: Desk) -> None:
    compare("first-page", outline(desk.window))


def test_a_project_as_a_form(desk: Desk) -> None:
    desk.type("höganäs digitala tvilling")
    desk.click("Redigera")
    desk.qtbot.waitUntil(desk.page.reading.form.hints.isVisible)
    compare("form", outline(desk.page.reading))


def test_a_search_with_a_filter_and_a_project(desk: Desk) -> None:
    desk.type("digital tvilling")
    desk.tick(Facet.STATUS, "i drift")
    compare("project", outline(desk.window))


def test_the_place_for_exchange(desk: Desk) -> None:
    desk.window.go(Place.EXCHANGE)
    desk.settle()
    compare("exchange", outline(desk.window.exchange))


def test_the_place_for_contacts(desk: Desk) -> None:
    contacts = Contacts(desk)
    contacts.search("höganäs")
    compare("contacts", outline(contacts.page))
    contacts.click("Register över personuppgifter")
    contacts.search("perstorp")
    compare("register", outline(contacts.page))


def test_the_settings_at_the_synonyms(desk: Desk) -> None:
    desk.window.open_settings()
    window = QApplication.activeModalWidget()
    assert isinstance(window, SettingsWindow)
    desk.click("Synonymer", window)
    compare("settings", outline(window))


def conflict_at(folder: Path) -> None:
    """Let Anna and Sara change the same text without seeing each other's words."""
    anna, sara = Profile(folder / "anna", "Anna"), Profile(folder / "sara", "Sara")
    entry = anna.new(title="Solceller", why="Det är bra. Det är billigt.")
    sara.trust(anna)
    anna.edit(entry, why="Det är mycket bra. Det är billigt.")
    sara.edit(entry, why="Det är bra. Det är dyrt.")
    sara.take(anna.export())
    sara.store.close()


def test_the_desk_with_a_conflict(qtbot: QtBot, tmp_path: Path) -> None:
    in_the_background(lambda: conflict_at(tmp_path))
    with opened_desk(qtbot, tmp_path / "sara") as desk:
        desk.window.go(Place.EXCHANGE)
        desk.window.exchange.show_part(Part.CONFLICTS)
        desk.settle()
        shown = outline(desk.window.exchange.desk)
    for name in (
        "Välj värde 1, ",
        "Välj värde 2, ",
        "Ta förslaget (F)",
        "Använd ditt eget (Ctrl+Enter)",
    ):
        assert name in shown
