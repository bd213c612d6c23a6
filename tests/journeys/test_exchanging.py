"""Files to and from others, through the widgets of the place Utbyte."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import Store
from katalog_app.services import editing, merging, reading
from katalog_app.services.opening import open_catalogue
from katalog_app.services.uniting import Outcome
from katalog_app.ui.exchange.conflict_sheet import ConflictSheet
from katalog_app.ui.exchange.page import ExchangePage, Part
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.places import Place
from tests.journeys.desk import Desk, opened_desk
from tests.profiles import Profile

ACTION = Qt.DropAction.CopyAction
BUTTON = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Exchange:
    """One person at the place Utbyte."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.window = desk, desk.window
        desk.window.go(Place.EXCHANGE)
        desk.settle()

    @property
    def page(self) -> ExchangePage:
        return self.window.exchange

    @property
    def texts(self) -> str:
        return self.desk.texts(self.page)

    @property
    def files(self) -> dict[str, str]:
        """The inbox: what is said of each file, by name."""
        return {row.title: row.tag for row in self.page.inbox.model.rows}

    @property
    def preview(self) -> dict[str, tuple[str, str]]:
        entries = self.page.inbox.pane.entries
        return {row.title: (row.tag, entries.about(at)) for at, row in enumerate(entries.rows)}

    def drop(self, *paths: Path, over: QWidget | None = None) -> bool:
        """Drag files over a widget of the window and let go; return whether they were accepted."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        enter = QDragEnterEvent(QPoint(300, 300), ACTION, data, BUTTON, NO_KEYS)
        QApplication.sendEvent(over or self.window, enter)
        if enter.isAccepted():
            drop = QDropEvent(QPointF(300, 300), ACTION, data, BUTTON, NO_KEYS)
            QApplication.sendEvent(self.window, drop)
        self.desk.settle()
        return enter.isAccepted()

    @property
    def sheet(self) -> ConflictSheet:
        """The conflict on the desk."""
        sheet = self.page.desk.sheet
        assert sheet is not None
        return sheet

    def show(self, part: Part) -> None:
        self.desk.qtbot.mouseClick(self.page._buttons[part], BUTTON)
        self.desk.settle()

    def click(self, name: str) -> None:
        self.desk.click(name, self.page)

    def save_as(self, path: Path) -> None:
        """Answer the open dialog for files with this file."""
        dialog = self.page.findChild(QFileDialog)
        assert dialog is not None, "no dialog asks for a file"
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setText(str(path))
        dialog.accept()
        self.desk.settle()

    def field(self, name: str) -> QLineEdit:
        for found in self.page.findChildren(QLineEdit):
            if found.accessibleName() == name and found.isVisible():
                return found
        raise AssertionError(f"no field {name!r}")


@contextmanager
def at_exchange(qtbot: QtBot, folder: Path, name: str) -> Iterator[Exchange]:
    """Open the window on somebody's data folder, at Utbyte."""
    folder.mkdir(parents=True, exist_ok=True)
    settings.write(folder, settings.Settings(author=name))
    with opened_desk(qtbot, folder) as desk:
        yield Exchange(desk)


def edited(folder: Path, name: str, slug: str, **values: object) -> None:
    """Let somebody save a change in a data folder, as the form does."""
    store: Store = open_catalogue(folder)
    editing.edit(store, slug, values=values, seen=None, author=name)
    store.close()


@pytest.fixture
def project(tmp_path: Path) -> str:
    """The id of a project that everybody has."""
    return _projects(tmp_path)[0]


def _projects(tmp_path: Path) -> list[str]:
    store = open_catalogue(tmp_path / "look")
    found: list[str] = []

    def look() -> None:
        found.extend(entry.id for entry in reading.entries(store, "project")[:3])

    _aside(look)
    store.close()
    return found


def _aside(call) -> None:
    """Do something with the database in another thread, as the main thread must not."""
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


def value(folder: Path, wanted: str, field: str) -> object:
    store = open_catalogue(folder)
    found: list[object] = []
    _aside(lambda: found.append(reading.entry(store, wanted).fields.get(field)))
    store.close()
    return found[0]


def exported(qtbot: QtBot, folder: Path, name: str, file: Path) -> str:
    """Let somebody export with the window; return the code to read out on the telephone."""
    with at_exchange(qtbot, folder, name) as exchange:
        exchange.show(Part.MINE)
        exchange.click("Exportera…")
        exchange.save_as(file)
        assert f"Filen {file.name} är skriven" in exchange.texts
        exchange.show(Part.SENDERS)
        return exchange.page.senders._own.text()


def adopted(qtbot: QtBot, folder: Path, name: str, edition: Path, code: str) -> None:
    """Let somebody take in the first edition of a coordinator, by the code."""
    with at_exchange(qtbot, folder, name) as exchange:
        exchange.drop(edition)
        assert code in exchange.texts
        assert "Sara Samordnare samordnare" in exchange.texts
        exchange.click("Godkänn")
        assert "Utgåva 2026:9 gäller nu" in exchange.texts
        exchange.show(Part.NEWS)
        assert "Nytt sedan utgåva" in exchange.texts
        assert exchange.page.news.model.rowCount() >= 3
        exchange.show(Part.MINE)
        assert "Du har inget att skicka" in exchange.texts


def test_two_leads_a_coordinator_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    anna, bo, sara = (tmp_path / name for name in ("anna", "bo", "sara"))
    both, only_anna, only_bo = _projects(tmp_path)
    edited(anna, "Anna Ek", both, status="avslutat", what="Annas ord om projektet.")
    edited(anna, "Anna Ek", only_anna, why="Annas skäl.")
    edited(bo, "Bo Al", both, status="idé")
    edited(bo, "Bo Al", only_bo, why="Bos skäl.")
    files = [tmp_path / "anna.katalog", tmp_path / "bo.katalog"]
    codes = [
        exported(qtbot, anna, "Anna Ek", files[0]),
        exported(qtbot, bo, "Bo Al", files[1]),
    ]
    edition = tmp_path / "utgava.katalog"
    with at_exchange(qtbot, sara, "Sara Samordnare") as exchange:
        assert exchange.drop(*files, over=exchange.window.catalogue.search)
        assert exchange.window.catalogue.search.text() == ""
        assert exchange.files == {"anna.katalog": "hålls kvar", "bo.katalog": "hålls kvar"}
        for file, code in zip(files, codes, strict=True):
            exchange.page.inbox.list.point_at(
                next(r.key for r in exchange.page.inbox.model.rows if r.title == file.name)
            )
            exchange.desk.settle()
            assert code in exchange.texts
            assert "Ring" in exchange.texts
            exchange.click("Godkänn")
        assert exchange.files == {"anna.katalog": "sammanförd", "bo.katalog": "sammanförd"}
        assert "1 krock" in exchange.texts
        exchange.click("Avgör 1 krock")
        assert "Krock 1 av 1" in exchange.texts
        assert "Anna Ek" in exchange.texts
        values = {str(one.value): at for at, one in enumerate(exchange.sheet.conflict.values, 1)}
        exchange.desk.press(getattr(Qt.Key, f"Key_{values['avslutat']}"))
        assert "Inga krockar att avgöra" in exchange.texts
        exchange.show(Part.PUBLISH)
        assert "Publicerar du blir du samordnare" in exchange.texts
        assert "Inga öppna krockar." in exchange.texts
        exchange.field("Utgåvans namn").setText("2026:9")
        exchange.field("E-postadress som bidrag skickas till").setText("sara@bjuv.se")
        exchange.desk.click("Publicera utgåva…", exchange.page.publishing)
        exchange.save_as(edition)
        assert "Utgåva 2026:9 är skriven och gäller nu" in exchange.texts
        code = exchange.page.senders._own.text()
        assert "Utgåva 2026:9" in exchange.desk.texts()
    for folder, name in ((anna, "Anna Ek"), (bo, "Bo Al")):
        adopted(qtbot, folder, name, edition, code)
        assert value(folder, both, "status") == "avslutat"
        assert value(folder, only_bo, "why") == "Bos skäl."
        assert value(folder, only_anna, "why") == "Annas skäl."


def trusted(qtbot: QtBot, exchange: Exchange, file: Path) -> None:
    """Take in somebody's first file, and approve the sender."""
    exchange.drop(file)
    exchange.click("Godkänn")
    exchange.click("Ta bort ur listan")


@pytest.fixture
def anna(tmp_path: Path) -> Profile:
    store = open_catalogue(tmp_path / "anna")
    store.close()
    return Profile(tmp_path / "anna", "Anna")


def aside(call):
    """Return what a call answers that reads the database, made in another thread."""
    found: list[object] = []
    _aside(lambda: found.append(call()))
    return found[0]


def test_a_file_is_looked_at_before_it_is_taken_in_and_can_be_undone(
    qtbot: QtBot, tmp_path: Path, anna: Profile, project: str
) -> None:
    first = aside(anna.export)
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        aside(lambda: anna.edit(project, why="Annas skäl."))
        new = aside(lambda: anna.new(title="Badvatten"))
        exchange.drop(aside(anna.export))
        assert next(iter(exchange.files.values())) == "klar att ta in"
        assert exchange.preview["Badvatten"] == ("ny", "Projekt  ·  ny  ·  tas in")
        assert "ändrar Varför" in "".join(about for _tag, about in exchange.preview.values())
        exchange.click("Låt hela filen vänta")
        assert next(iter(exchange.files.values())) == "väntar på dig"
        entries = exchange.page.inbox.pane.entries
        row = entries.row_of(new)
        assert row is not None
        shown = exchange.page.inbox.pane.findChild(RowList)
        assert shown is not None
        shown.setCurrentIndex(entries.index(row))
        shown.setFocus()
        exchange.desk.press(Qt.Key.Key_Space)
        assert exchange.preview["Badvatten"][1].endswith("vårt behålls")
        exchange.click("Ta in")
        assert "Filen är intagen." in exchange.texts
        exchange.click("Ångra importen")
        assert "Importen är ångrad" in exchange.texts
    assert value(tmp_path / "sara", project, "why") != "Annas skäl."


def test_a_file_that_is_no_file_of_ours_is_refused_with_the_reason(
    qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "okänd.katalog"
    broken.write_text("hej", encoding="utf-8")
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.drop(broken)
        assert exchange.files == {"okänd.katalog": "avvisad"}
        assert "Avvisad – inget ändrat" in exchange.texts
        assert "är ingen katalogfil" in exchange.texts
        exchange.click("Ta bort ur listan")
        assert exchange.files == {}


def test_many_deletions_are_taken_in_only_once_their_number_is_typed(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    first = aside(anna.export)
    ids = _many(tmp_path, 25)
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        for key in ids:
            aside(lambda key=key: editing.delete(anna.store, key))
        exchange.drop(aside(anna.export))
        assert "Filen tar bort 25 poster" in exchange.texts
        field = exchange.field("Antal poster som får tas bort")
        field.setText("24")
        exchange.click("Ta in")
        assert "Filen är intagen." not in exchange.texts
        exchange.field("Antal poster som får tas bort").setText("25")
        exchange.click("Ta in")
        assert "Filen är intagen." in exchange.texts


def _many(tmp_path: Path, count: int) -> list[str]:
    store = open_catalogue(tmp_path / "look")
    found: list[str] = []
    _aside(lambda: found.extend(one.id for one in reading.entries(store, "project")[:count]))
    store.close()
    return found


def test_a_conflict_is_settled_with_the_proposal_or_with_own_words_or_put_off(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    one, other, _third = _projects(tmp_path)
    sara = tmp_path / "sara"
    text = "Ett står kvar.\nTvå står kvar.\nTre står kvar."
    for key in (one, other):
        aside(lambda key=key: anna.edit(key, what=text))
    ground = aside(anna.export)
    with at_exchange(qtbot, sara, "Sara") as exchange:
        exchange.drop(ground)
        exchange.click("Godkänn")
    for key in (one, other):
        edited(sara, "Sara", key, what=text.replace("Ett", "Första"))
        aside(lambda key=key: anna.edit(key, what=text.replace("Tre", "Tredje")))
    with at_exchange(qtbot, sara, "Sara") as exchange:
        exchange.drop(aside(anna.export))
        exchange.click("Ta in")
        exchange.click("Avgör 2 krockar")
        assert "Krock 1 av 2" in exchange.texts
        first = exchange.sheet.conflict.id
        exchange.desk.press(Qt.Key.Key_S)
        assert exchange.sheet.conflict.id != first
        exchange.desk.press(Qt.Key.Key_F)
        assert "Krock 1 av 1" in exchange.texts
        second = exchange.sheet
        assert second.conflict.id == first
        assert second.own is not None
        second.own.setPlainText("Sju nya ord.")
        exchange.click("Använd din text")
        assert "Inga krockar att avgöra" in exchange.texts
    texts = {value(sara, key, "what") for key in (one, other)}
    merged = text.replace("Ett", "Första").replace("Tre", "Tredje")
    assert texts == {merged, "Sju nya ord."}


def test_a_contribution_is_sent_to_the_address_of_the_edition(
    qtbot: QtBot, tmp_path: Path, project: str
) -> None:
    edited(tmp_path / "anna", "Anna Ek", project, why="Annas skäl.")
    with at_exchange(qtbot, tmp_path / "anna", "Anna Ek") as exchange:
        exchange.show(Part.MINE)
        assert "2 ändringar att skicka" in exchange.texts
        assert [row.tag for row in exchange.page.mine.model.rows] == ["din", "din"]
        exchange.click("Exportera…")
        dialog = exchange.page.findChild(QFileDialog)
        assert dialog is not None
        assert dialog.selectedFiles()[0].rsplit("/", 1)[1].startswith("bidrag-anna-ek-")
        exchange.save_as(tmp_path / "bidrag.katalog")
        exchange.click("Skicka med e-post")
        assert exchange.desk.outside.opened[0].startswith("mailto:?subject=Bidrag")
        exchange.click("Kopiera sökvägen")
        assert exchange.desk.outside.copied == [str(tmp_path / "bidrag.katalog")]
        exchange.click("Visa i mappen")
        assert exchange.desk.outside.folders == [tmp_path]


def test_a_sender_is_revoked_after_a_question(qtbot: QtBot, tmp_path: Path, anna: Profile) -> None:
    first = aside(anna.export)
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        exchange.show(Part.SENDERS)
        assert [row.tag for row in exchange.page.senders.model.rows] == ["godkänd"]
        exchange.click("Spärra…")
        exchange.click("Ja, spärra")
        assert [row.tag for row in exchange.page.senders.model.rows] == ["spärrad"]
        aside(lambda: anna.new(title="Efteråt"))
        file = aside(anna.export)
        exchange.drop(file)
        assert "avvisad" in exchange.files.values()
        exchange.show(Part.SENDERS)
        exchange.click("Godkänn igen")
        assert [row.tag for row in exchange.page.senders.model.rows] == ["godkänd"]
        exchange.drop(file)
        assert "klar att ta in" in exchange.files.values()


def test_files_named_at_start_are_in_the_inbox(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "brev.katalog"
    broken.write_text("hej", encoding="utf-8")
    missing = tmp_path / "saknas.katalog"
    with opened_desk(qtbot, tmp_path / "sara", files=(broken, missing)) as desk:
        exchange = Exchange(desk)
        assert exchange.files == {"brev.katalog": "avvisad", "saknas.katalog": "avvisad"}


def test_taking_in_a_file_can_be_stopped_and_changes_nothing(
    qtbot: QtBot, tmp_path: Path, anna: Profile, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = aside(anna.export)
    aside(lambda: anna.edit(project, why="Annas skäl."))
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        exchange.drop(aside(anna.export))
        stopped = threading.Event()
        carry_out = merging.carry_out

        def slowly(*asked: Any, report: Callable[[int, int], None], **how: Any) -> Outcome:
            report(1, 2)
            assert stopped.wait(timeout=20)
            return carry_out(*asked, report=report, **how)

        monkeypatch.setattr(merging, "carry_out", slowly)
        qtbot.mouseClick(button_of(exchange, "Ta in"), BUTTON)
        qtbot.waitUntil(lambda: progress(exchange) == (1, 2))
        qtbot.mouseClick(button_of(exchange, "Avbryt"), BUTTON)
        stopped.set()
        exchange.desk.settle()
        assert "Importen är avbruten. Katalogen är som förut." in exchange.texts
        assert "klar att ta in" in exchange.files.values()
    assert value(tmp_path / "sara", project, "why") != "Annas skäl."


def progress(exchange: Exchange) -> tuple[int, int]:
    """Return what the bar says: done, total."""
    (bar,) = [bar for bar in exchange.page.findChildren(QProgressBar) if bar.isVisible()]
    return bar.value(), bar.maximum()


def button_of(exchange: Exchange, name: str) -> QAbstractButton:
    """Return the button of this text that can be seen."""
    for found in exchange.page.findChildren(QAbstractButton):
        if found.text() == name and found.isVisible():
            return found
    raise AssertionError(f"no button {name!r}")


def test_the_rows_keep_to_the_rules_of_qt(qtbot: QtBot) -> None:
    model = RowModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [Row("a", "Ett", "om", "ny", "gron", True), Row("b", "Två")]
    model.show(rows)
    model.setData(model.index(0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.left == {"a"}
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Ett, ny, om  ·  vårt behålls"
    )
    model.show(rows[1:])
    assert (model.left, model.rowCount()) == (frozenset(), 1)
