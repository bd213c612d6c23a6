"""The coordinator's day: thirty files at once, receipts back, and a sender who reads hers."""

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.errors import StoreFault, StoreUnavailableError
from katalog_app.services import publishing, receiving
from katalog_app.services.opening import open_catalogue
from katalog_app.services.receiving import Arrival
from katalog_app.ui.exchange import awaiting, watched
from katalog_app.ui.exchange.choices import WATCHED_FOLDER
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.exchange.summary_pane import SummaryPane
from katalog_app.ui.exchange.summary_table import Column, SummaryModel, SummaryRow
from tests.journeys.desk import opened_desk
from tests.journeys.exchange_desk import (
    BUTTON,
    Exchange,
    aside,
    at_exchange,
    button_of,
    value,
)
from tests.profiles import Profile
from tests.thirty import Thirty, thirty


@pytest.fixture
def made(tmp_path: Path) -> Thirty:
    found = aside(lambda: thirty(tmp_path / "folk", tmp_path / "sara"))
    assert isinstance(found, Thirty)
    return found


def few(tmp_path: Path, count: int = 8) -> Thirty:
    found = aside(lambda: thirty(tmp_path / "folk", tmp_path / "sara", count))
    assert isinstance(found, Thirty)
    return found


def pane(exchange: Exchange) -> SummaryPane:
    return exchange.page.inbox.summary


def standings(exchange: Exchange) -> list[str]:
    return [row.standing.split(",")[0] for row in pane(exchange).model.rows]


def counted(exchange: Exchange) -> dict[str, int]:
    found = standings(exchange)
    return {word: found.count(word) for word in dict.fromkeys(found)}


def stand_on(exchange: Exchange, row: int) -> None:
    table = pane(exchange).table
    table.setCurrentIndex(pane(exchange).model.index(row, 0))
    table.setFocus()


def stand_on_file(exchange: Exchange, row: int) -> None:
    inbox = exchange.page.inbox
    inbox.list.point_at(inbox.model.rows[row].key)
    exchange.desk.settle()


def choose_folder(exchange: Exchange, folder: Path) -> None:
    """Answer the open dialog for folders."""
    dialog = exchange.page.findChild(QFileDialog)
    assert dialog is not None, "no dialog asks for a folder"
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(folder))
    dialog.accept()
    exchange.desk.settle()


def test_thirty_files_are_summed_up_taken_in_and_answered_with_receipts(
    qtbot: QtBot, tmp_path: Path, made: Thirty
) -> None:
    folder = tmp_path / "kvitton"
    folder.mkdir()
    with at_exchange(qtbot, tmp_path / "sara", "Sara Berg") as exchange:
        exchange.drop(*made.files)
        assert counted(exchange) == {"avvisad": 2, "hålls kvar": 3, "klar att ta in": 25}
        rows = pane(exchange).model.rows
        assert rows[5].whose == "Klippan, Person 03"
        assert (rows[5].new, rows[5].edited, rows[5].conflicts) == (2, 0, 0)
        exchange.click("Ta in alla 25")
        assert counted(exchange) == {"avvisad": 2, "hålls kvar": 3, "sammanförd": 25}
        assert "25 filer är intagna." in exchange.texts
        assert button_of(exchange, "Avgör 1 krock").isVisible()
        stand_on(exchange, 2)
        code = aside(lambda: made.senders[0].code)
        assert f"Koden är {code}." in exchange.texts
        assert pane(exchange).model.rows[2].standing == f"hålls kvar, kod {code}"
        exchange.click("Avvisa filen…")
        pane(exchange).why.setText("Fel katalog, ring mig.")
        exchange.click("Avvisa")
        assert standings(exchange)[2] == "avvisad av dig"
        exchange.click("Skapa kvitton…")
        choose_folder(exchange, folder)
        assert "28 kvitton är skrivna" in exchange.texts
        assert exchange.desk.outside.folders == [folder]
        exchange.click("Kopiera sammanfattningen")
        report = exchange.desk.outside.copied[-1]
        assert "bidrag-03.katalog  ·  Klippan, Person 03  ·  sammanförd  ·  Nya: 2" in report
        assert "avvisad av dig" in report
        exchange.click("Spara sammanfattningen…")
        exchange.save_as(tmp_path / "dagen.html")
        page = (tmp_path / "dagen.html").read_text(encoding="utf-8")
        assert page.count("<tr>") == 1 + 30 + 5
    assert value(tmp_path / "sara", made.project, "why") in ("Skäl nummer 26.", "Skäl nummer 27.")
    refused, taken, clashing = made.senders[0], made.senders[3], made.senders[-1]
    assert "avvisad av Sara Berg" in seen_by(qtbot, refused, folder, tmp_path)
    told = seen_by(qtbot, taken, folder, tmp_path)
    assert "mottagen av Sara Berg" in told
    assert "i krock hos Sara Berg" in seen_by(qtbot, clashing, folder, tmp_path)


def seen_by(qtbot: QtBot, sender: Profile, folder: Path, tmp_path: Path) -> str:
    """Let a sender take in her receipt; return what her list of changes says then."""
    edition = tmp_path / f"utgava-{sender.name}.katalog"
    publish_once(tmp_path, edition)
    (receipt,) = folder.glob(f"kvitto-person-{sender.name.split()[1]}-*.katalog")
    aside(sender.store.close)
    with at_exchange(qtbot, sender.folder, sender.name) as exchange:
        exchange.drop(receipt)
        assert exchange.files == {receipt.name: "avvisad"}
        assert "Ta först in en utgåva från samordnaren" in exchange.texts
        exchange.drop(edition)
        exchange.click("Godkänn utan att ta in")
        exchange.drop(receipt)
        assert exchange.files[receipt.name] == "kvitto"
        assert "Kvitto från Sara Berg" in exchange.texts
        exchange.show(Part.MINE)
        rows = exchange.page.mine.model.rows
        return "\n".join(f"{row.title}: {row.about}" for row in rows)


def publish_once(tmp_path: Path, edition: Path) -> None:
    def publish() -> None:
        store = open_catalogue(tmp_path / "sara")
        publishing.publish(store, edition, "2026:4", "Sara Berg")
        store.close()

    aside(publish)


def test_what_is_unticked_is_left_and_the_rows_come_one_by_one(
    qtbot: QtBot, tmp_path: Path
) -> None:
    made = few(tmp_path)
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.drop(*made.files)
        assert counted(exchange) == {"avvisad": 2, "hålls kvar": 3, "klar att ta in": 3}
        stand_on(exchange, 5)
        exchange.desk.press(Qt.Key.Key_Space)
        stand_on(exchange, 2)
        exchange.desk.press(Qt.Key.Key_Space)
        exchange.click("Ta in 2 filer")
        assert counted(exchange)["klar att ta in"] == 1
        stand_on(exchange, 5)
        exchange.click("Visa filen")
        assert "Ta bort bocken" in exchange.texts
        exchange.click("Visa alla tillsammans")
        stand_on(exchange, 5)
        exchange.desk.press(Qt.Key.Key_Space)
        exchange.click("Ta in 1 fil")
        assert counted(exchange)["sammanförd"] == 3


def test_taking_in_many_can_be_stopped_between_files(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = few(tmp_path)
    first, stopped = threading.Event(), threading.Event()
    take = receiving.take

    def slowly(*asked, **how) -> Arrival:
        found = take(*asked, **how)
        if not first.is_set():
            first.set()
            assert stopped.wait(timeout=20)
        return found

    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.drop(*made.files)
        monkeypatch.setattr(receiving, "take", slowly)
        qtbot.mouseClick(button_of(exchange, "Ta in alla 3"), BUTTON)
        qtbot.waitUntil(first.is_set)
        qtbot.mouseClick(button_of(exchange, "Avbryt"), BUTTON)
        stopped.set()
        exchange.desk.settle()
        assert counted(exchange)["klar att ta in"] == 2
        assert "1 fil är intagen. Avbrutet: 2 filer är som förut." in exchange.texts


def test_a_full_disk_in_the_middle_keeps_what_is_taken_in_and_lets_one_go_on(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = few(tmp_path)
    take, calls = receiving.take, []

    def full(*asked, **how) -> Arrival:
        calls.append(asked)
        if len(calls) == 2:
            raise StoreUnavailableError(StoreFault.DISK_FULL, tmp_path)
        return take(*asked, **how)

    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.drop(*made.files)
        monkeypatch.setattr(receiving, "take", full)
        exchange.click("Ta in alla 3")
        assert counted(exchange)["klar att ta in"] == 2
        assert "Disken är full" in exchange.texts
        exchange.click("Ta in alla 2")
        assert counted(exchange)["sammanförd"] == 3


def test_a_file_that_could_not_be_looked_at_can_be_tried_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = few(tmp_path)
    look = receiving.look

    def full(*_asked: object) -> Arrival:
        raise StoreUnavailableError(StoreFault.DISK_FULL, tmp_path)

    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        monkeypatch.setattr(receiving, "look", full)
        exchange.drop(made.files[-1])
        assert exchange.files == {made.files[-1].name: "inte läst"}
        monkeypatch.setattr(receiving, "look", look)
        exchange.click("Försök igen")
        assert exchange.files == {made.files[-1].name: "klar att ta in"}
        exchange.click("Ta in")
        assert "Filen är intagen." in exchange.texts


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "EVERY_MS", 40)


def put(file: Path, folder: Path) -> Path:
    """Save a file in a folder as if long ago."""
    path = Path(shutil.copy(file, folder / file.name))
    os.utime(path, (time.time() - 3_600,) * 2)
    return path


def test_files_saved_in_the_watched_folder_come_by_themselves(
    qtbot: QtBot, tmp_path: Path, quick: None
) -> None:
    made = few(tmp_path)
    folder = tmp_path / "hämtat"
    folder.mkdir()
    put(made.files[0], folder)
    sara = tmp_path / "sara"
    with at_exchange(qtbot, sara, "Sara") as exchange:
        exchange.click("Bevaka en mapp…")
        choose_folder(exchange, folder)
        assert "Bevakar mappen hämtat." in exchange.texts
        qtbot.waitUntil(lambda: exchange.files == {"trasig-0.katalog": "avvisad"})
        put(made.files[-1], folder)
        qtbot.waitUntil(lambda: exchange.files.get(made.files[-1].name) == "klar att ta in")
        stand_on_file(exchange, 0)
        exchange.click("Ta bort ur listan")
        stand_on_file(exchange, 0)
        exchange.click("Ta in")
        assert "Filen är intagen." in exchange.texts
        moved = folder.with_name("borta")
        folder.rename(moved)
        qtbot.waitUntil(lambda: "går inte att läsa just nu" in exchange.texts)
        moved.rename(folder)
        qtbot.waitUntil(lambda: "Bevakar mappen hämtat." in exchange.texts)
    assert {file.name for file in folder.iterdir()} == {"trasig-0.katalog", made.files[-1].name}
    put(made.files[-2], folder)
    with opened_desk(qtbot, sara) as desk:
        exchange = Exchange(desk)
        qtbot.waitUntil(lambda: made.files[-2].name in exchange.files)
        assert "trasig-0.katalog" not in exchange.files
        assert exchange.files[made.files[-1].name] == "sammanförd"
        exchange.click("Sluta bevaka mappen")
        assert "Bevakar" not in exchange.texts


def test_what_comes_to_the_watched_folder_is_told_of_before_one_goes_to_the_inbox(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awaiting, "EVERY_MS", 40)
    made, folder, sara = few(tmp_path), tmp_path / "hämtat", tmp_path / "sara"
    folder.mkdir()
    kept = {WATCHED_FOLDER: str(folder)}
    settings.write(sara, settings.Settings(author="Sara", unknown=kept))
    with opened_desk(qtbot, sara) as desk:
        qtbot.wait(100)
        assert "bevakade mappen" not in desk.texts()
        put(made.files[-1], folder)
        qtbot.waitUntil(lambda: "1 ny fil i den bevakade mappen." in desk.texts())
        desk.click("Visa: 1 ny fil i den bevakade mappen.")
        page = desk.window.exchange
        assert desk.window._awaiting is not None
        assert not desk.window._awaiting._timer.isActive()
        qtbot.waitUntil(lambda: made.files[-1].name in Exchange(desk).files)
        assert page.isVisible()


def test_the_folder_of_the_catalogue_itself_is_not_watched(qtbot: QtBot, tmp_path: Path) -> None:
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.page.inbox.watched.watch(tmp_path / "sara" / "quarantine")
        assert "Katalogens egen mapp går inte att bevaka." in exchange.texts
        assert exchange.page.inbox.watched.folder is None


def test_the_table_keeps_to_the_rules_of_qt(qtbot: QtBot) -> None:
    model = SummaryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [
        SummaryRow("a", "a.katalog", "Bjuv", new=2, standing="klar", choosable=True),
        SummaryRow("b", "b.katalog", "", standing="avvisad"),
    ]
    model.show(rows)
    model.show([*rows, SummaryRow("c", "c", "", choosable=True, aside=True)])
    assert model.chosen == ["a"]
    assert model.setData(
        model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole
    )
    model.toggle(1)
    model.toggle(2)
    assert model.chosen == ["c"]
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == (
        "a.katalog, Bjuv, Nya: 2, klar, lämnas"
    )
    assert model.data(model.index(0, Column.NEW)) == "2"
    model.show(rows[1:])
    assert (model.chosen, model.rowCount()) == ([], 1)
