"""What is done before and in the window for the pictures of erasure and of who one is."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from katalog_app import paths
from katalog_app.services import editing, erasing, reading
from katalog_app.ui.catalogue.acts import Act
from katalog_app.ui.catalogue.history_window import HistoryWindow
from katalog_app.ui.erasure.sheet import ErasureSheet
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.places import Place
from tests.pictures_of_exchange import exchanged, rest
from tests.profiles import Profile

SECRET = "Berit Svensson, 070-000 00 00, svarar på frågor."


def to_erase(data: Path) -> None:
    """Make a coordinator of who has the catalogue, with a text to erase and a request for it."""
    exchanged(data)
    sara = Profile(data, "Sara Berg", paths.bundled_edition())
    lead = Profile(data.with_name(f"{data.name}-Bjuv"), "Bo Al, Bjuv", paths.bundled_edition())
    project = next(
        one.id
        for one in reading.entries(sara.store, "project")
        if one.title.startswith("Höganäs digitala")
    )
    person = editing.create(
        sara.store, "person", {"name": "Berit Svensson", "function": "Kartingenjör"}, "Sara Berg"
    ).id
    sara.edit(project, lessons=SECRET, contact_person=person)
    sara.edit(project, lessons="Fråga kartavdelningen.")
    lead.take(sara.export(everything=True))
    erasing.erase(
        lead.store,
        project,
        ["lessons"],
        reason="Berit Svensson har slutat och begär det",
        decision="KS 2026-12",
    )
    sara.trust(lead)
    sara.take(lead.export())
    for person_ in (sara, lead):
        person_.store.close()


def at_the_sheet(window: MainWindow) -> None:
    """Open the sheet of erasure from the history of a project."""
    reading_pane = window.catalogue.browsing.reading
    window.catalogue.browsing.editing.act(Act.HISTORY)
    rest(window)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, HistoryWindow)
    asked.accept()
    assert reading_pane.project is not None
    asked.erasure_wanted.emit()
    rest(window)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ErasureSheet)
    sheet.boxes["lessons"].setChecked(True)
    sheet.reason.setText("Personen har slutat och begär det")
    sheet.decision.setText("KS 2026-12")


def at_its_end(window: MainWindow) -> None:
    """Scroll the sheet to what will happen."""
    at_the_sheet(window)
    rest(window)
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    bar = sheet.findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())


def at_requests(window: MainWindow) -> None:
    """Go to what others ask to have erased."""
    window.go(Place.EXCHANGE)
    rest(window)
    window.exchange.show_part(Part.ERASURE)


def after_erasing(window: MainWindow) -> None:
    """Erase, and look at the project."""
    at_the_sheet(window)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ErasureSheet)
    sheet.boxes["status"].setChecked(True)
    sheet.certain.setChecked(True)
    next(one for one in sheet.findChildren(QPushButton) if one.text() == "Radera för gott").click()
    rest(window)
    pane = window.catalogue.browsing.reading
    pane.scroller.verticalScrollBar().setValue(260)


def who_writes(window: MainWindow) -> None:
    """Say that somebody else writes."""
    window.go(Place.EXCHANGE)
    rest(window)
    window.exchange.show_part(Part.MINE)
    window.exchange.mine.author.change.click()
