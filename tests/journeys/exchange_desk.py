"""One person at the place Utbyte: hands and eyes, and what others do meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
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
from katalog_app.services import editing, reading
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.exchange.comparing import Compared
from katalog_app.ui.exchange.conflict_sheet import ConflictSheet
from katalog_app.ui.exchange.page import ExchangePage, Part
from katalog_app.ui.places import Place
from tests.journeys.desk import Desk, opened_desk

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
    def details(self) -> dict[str, str]:
        """What the file says of the current entry, by field; with what is new and gone."""
        shown = [one for one in self.page.inbox.pane.findChildren(Compared) if one.isVisible()]
        return {one.accessibleName(): one.accessibleDescription() for one in shown}

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


def projects(tmp_path: Path) -> list[str]:
    store = open_catalogue(tmp_path / "look")
    found: list[str] = []

    def look() -> None:
        found.extend(entry.id for entry in reading.entries(store, "project")[:3])

    in_the_background(look)
    store.close()
    return found


def in_the_background(call) -> None:
    """Do something with the database in another thread, as the main thread must not."""
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()


def value(folder: Path, wanted: str, field: str) -> object:
    store = open_catalogue(folder)
    found: list[object] = []
    in_the_background(lambda: found.append(reading.entry(store, wanted).fields.get(field)))
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


def trusted(qtbot: QtBot, exchange: Exchange, file: Path) -> None:
    """Take in somebody's first file, and approve the sender."""
    exchange.drop(file)
    exchange.click("Godkänn och ta in")
    exchange.click("Ta bort ur listan")


def aside(call):
    """Return what a call answers that reads the database, made in another thread."""
    found: list[object] = []
    in_the_background(lambda: found.append(call()))
    return found[0]


def many(tmp_path: Path, count: int) -> list[str]:
    store = open_catalogue(tmp_path / "look")
    found: list[str] = []
    in_the_background(
        lambda: found.extend(one.id for one in reading.entries(store, "project")[:count])
    )
    store.close()
    return found


def progress(exchange: Exchange) -> tuple[int, int]:
    """Return what the bar says: done, total; (0, 0) where there is none."""
    bars = [bar for bar in exchange.page.findChildren(QProgressBar) if bar.isVisible()]
    return (bars[0].value(), bars[0].maximum()) if bars else (0, 0)


def button_of(exchange: Exchange, name: str) -> QAbstractButton:
    """Return the button of this text that can be seen."""
    for found in exchange.page.findChildren(QAbstractButton):
        if found.text() == name and found.isVisible():
            return found
    raise AssertionError(f"no button {name!r}")
