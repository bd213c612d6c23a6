"""Erasing personal data for good, and asking for it, through the widgets a person sees."""

import zlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db import holdings
from katalog_app.services import editing, erasing, merging, reading
from katalog_app.ui.catalogue.history_window import HistoryWindow
from katalog_app.ui.erasure.sheet import ErasureSheet
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.places import Place
from katalog_app.ui.widgets.prose import Prose
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.exchange_desk import Exchange, aside
from tests.journeys.form_desk import dialog, find, shown, write
from tests.profiles import Profile

ME = "Sara Samordnare"
SECRET = "Zebrafinken"
DECISION = "KS 2026-12"


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    """A coordinator with a project and the person to ask about it."""
    made: Profile = aside(lambda: published(tmp_path / "sara"))
    return made


def published(folder: Path) -> Profile:
    made = Profile(folder, ME)
    person = editing.create(made.store, "person", {"name": f"{SECRET} Ek"}, ME).id
    project = made.new(title="Badvatten", what=f"{SECRET} gör allt.", contact_person=person)
    made.edit(project, what=f"{SECRET} gör det mesta.", why="Därför.")
    made.publish()
    settings.write(folder, settings.Settings(author=ME))
    return made


def erasure() -> ErasureSheet:
    sheet = dialog("erasure")
    assert isinstance(sheet, ErasureSheet)
    return sheet


def test_an_erasure_that_was_stopped_goes_on_when_the_window_opens(
    sara: Profile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = aside(lambda: editing.create(sara.store, "project", {"title": SECRET}, ME).id)
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "clean", lambda _store: ())
        erasing.erase(sara.store, project, [], reason="begäran", decision=DECISION)
    assert aside(lambda: owed(sara)) is not None
    with opened_desk(qtbot, sara.folder):
        qtbot.waitUntil(lambda: aside(lambda: owed(sara)) is None, timeout=10_000)


def owed(profile: Profile) -> frozenset[str] | None:
    with profile.store.reading() as connection:
        return holdings.owed_cleaning(connection)


def at_the_sheet(desk: Desk) -> ErasureSheet:
    """Go from an open project to the sheet."""
    desk.click("Historik")
    window = QApplication.activeModalWidget()
    assert window is not None
    desk.click("Radera uppgifter för gott…", window)
    return erasure()


def fill_in(desk: Desk, sheet: ErasureSheet) -> None:
    write(find(sheet, QLineEdit, "Skäl"), "Personen har begärt det")
    write(find(sheet, QLineEdit, "Beslutets nummer"), DECISION)


def traces(folder: Path) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if data.startswith(b"katalog 1 "):
            data += zlib.decompress(data[data.index(b"\n") + 1 :], 31)
        if SECRET.encode() in data or SECRET.lower().encode() in data:
            found.append(str(path.relative_to(folder)))
    return found


def test_a_coordinator_erases_a_text_and_a_person_from_the_history(
    qtbot: QtBot, sara: Profile
) -> None:
    with opened_desk(qtbot, sara.folder) as desk:
        desk.type("badvatten")
        sheet = at_the_sheet(desk)
        seen = desk.texts(sheet)
        assert f"Nu: {SECRET} gör det mesta.\nFörut: {SECRET} gör allt." in seen
        assert "Det går inte att ångra." in seen
        desk.click("Radera för gott", sheet)
        assert "Bocka för minst ett fält. Inget är raderat än." in desk.texts(sheet)
        desk.click("Vad", sheet)
        desk.click("Radera för gott", sheet)
        assert "Skriv ett skäl. Inget är raderat än." in desk.texts(sheet)
        fill_in(desk, sheet)
        desk.click("Radera för gott", sheet)
        assert "Bocka för att du vill radera för gott." in desk.texts(sheet)
        desk.click("Ja, radera för gott", sheet)
        desk.click("Radera för gott", sheet)
        assert QApplication.activeModalWidget() is None
        assert "2 uppgifter är raderade för gott." in desk.texts()
        prose = desk.page.reading.scroller.widget().findChild(Prose)
        assert "Vad\nRaderat enligt dataskydd" in prose.toPlainText()
        sheet = at_the_sheet(desk)
        assert "Vad" not in sheet.boxes
        names = [sheet.entries.itemText(row) for row in range(sheet.entries.count())]
        assert names == ["Projekt: Badvatten", f"Person: {ME}", f"Person: {SECRET} Ek"]
        sheet.entries.setCurrentIndex(2)
        desk.settle()
        desk.click("Namn", sheet)
        fill_in(desk, sheet)
        desk.click("Ja, radera för gott", sheet)
        desk.click("Radera för gott", sheet)
        assert "Uppgifter om kontakten är raderade enligt dataskydd." in shown(desk)
    assert traces(sara.folder) == []


def test_who_erases_her_own_name_is_asked_anew_who_she_is(qtbot: QtBot, sara: Profile) -> None:
    with opened_desk(qtbot, sara.folder) as desk:
        desk.type("badvatten")
        sheet = at_the_sheet(desk)
        sheet.entries.setCurrentIndex(1)
        desk.settle()
        desk.click("Namn", sheet)
        fill_in(desk, sheet)
        desk.click("Ja, radera för gott", sheet)
        desk.click("Radera för gott", sheet)
        assert desk.window.workspace.settings.author == ""
        desk.click("Historik")
        window = QApplication.activeModalWidget()
        assert isinstance(window, HistoryWindow)
        assert "Någon vars namn är raderat" in window.versions.item(0).text()
        desk.click("Stäng", window)
        desk.click("Stämmer fortfarande")
        desk.click("Avbryt", dialog("who"))
    assert settings.read(sara.folder).author == ""


def test_another_asks_for_it_and_the_coordinator_does_it_from_the_request(
    qtbot: QtBot, tmp_path: Path, sara: Profile
) -> None:
    anna = aside(lambda: member(tmp_path / "anna", sara))
    with opened_desk(qtbot, anna.folder) as desk:
        desk.type("badvatten")
        sheet = at_the_sheet(desk)
        assert "Bara en samordnare kan radera för gott." in desk.texts(sheet)
        assert "Ja, radera för gott" not in desk.texts(sheet)
        desk.click("Vad", sheet)
        fill_in(desk, sheet)
        desk.click("Spara begäran", sheet)
        assert "Begäran om att radera 2 uppgifter följer med" in desk.texts()
        exchange = Exchange(desk)
        assert "Radering (1)" in exchange.texts
        exchange.show(Part.ERASURE)
        assert "Bara en samordnare kan radera." in exchange.texts
        assert "Granska och radera…" not in exchange.texts
    file = aside(anna.export)
    aside(lambda: sara.trust(anna))
    with opened_desk(qtbot, sara.folder) as desk:
        exchange = Exchange(desk)
        exchange.drop(file)
        exchange.show(Part.ERASURE)
        seen = exchange.texts
        assert "Anna Ek begär att detta raderas: Vad." in seen
        assert f"Beslutets nummer: {DECISION}" in seen
        exchange.click("Granska och radera…")
        sheet = erasure()
        assert [name for name, box in sheet.boxes.items() if box.isChecked()] == ["what"]
        assert (sheet.reason.text(), sheet.decision.text()) == (
            "Personen har begärt det",
            DECISION,
        )
        desk.click("Ja, radera för gott", sheet)
        desk.click("Radera för gott", sheet)
        assert "Ingen begär att något raderas." in exchange.texts
        exchange.show(Part.INBOX)
        assert "Radering" not in exchange.texts
    project = aside(lambda: reading.entries(sara.store, "project")[0].id)
    assert aside(lambda: sara.value(project, "what")) is None


def member(folder: Path, sara: Profile) -> Profile:
    anna = Profile(folder, "Anna Ek")
    anna.take(sara.export(everything=True))
    merging.approve(anna.store, sara.code)
    anna.new(title="Annas eget")
    settings.write(folder, settings.Settings(author="Anna Ek"))
    return anna


def held(folder: Path, sara: Profile) -> str:
    """Let somebody unknown send a file with the secret in it; return its name."""
    bo = Profile(folder, "Bo Al")
    bo.trust(sara)
    bo.take(sara.export(everything=True))
    file = bo.export(everything=True)
    sara.take(file)
    return file.name


def test_a_held_file_that_had_to_go_is_told_of_until_one_puts_it_away(
    qtbot: QtBot, tmp_path: Path, sara: Profile
) -> None:
    name = aside(lambda: held(tmp_path / "bo", sara))
    with opened_desk(qtbot, sara.folder) as desk:
        exchange = Exchange(desk)
        assert exchange.files == {name: "hålls kvar"}
        desk.window.go(Place.CATALOGUE)
        desk.type("badvatten")
        sheet = at_the_sheet(desk)
        desk.click("Vad", sheet)
        fill_in(desk, sheet)
        desk.click("Ja, radera för gott", sheet)
        desk.click("Radera för gott", sheet)
        assert "1 fil som hölls kvar hade uppgiften och är borttagen." in desk.texts()
        desk.window.go(Place.EXCHANGE)
        desk.settle()
        assert exchange.files == {name: "borttagen"}
        exchange.page.inbox.list.point_at(exchange.page.inbox.model.rows[0].key)
        desk.settle()
        assert f"Filen {name} innehöll en uppgift som har raderats" in exchange.texts
        assert "Be Bo Al skicka en ny fil." in exchange.texts
        exchange.show(Part.SENDERS)
        rows = exchange.page.senders.model.rows
        assert "be om en ny fil" in next(row.about for row in rows if row.title == "Bo Al")
        exchange.show(Part.INBOX)
        exchange.click("Ta bort ur listan")
        assert exchange.files == {}
    with opened_desk(qtbot, sara.folder) as desk:
        assert Exchange(desk).files == {}
