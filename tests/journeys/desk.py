"""One user at the window: what a test needs to act as one, and to see what one sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.model.query import Facet
from katalog_app.services.opening import open_catalogue
from katalog_app.ui import app as starting
from katalog_app.ui.catalogue.facets import RowKind
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.outside import Outside
from katalog_app.ui.theme import Theme

__all__ = ["Desk", "OutsideSeen", "opened_desk"]

PATIENCE_MS = 10_000


class OutsideSeen(Outside):
    """Notes what left the window; `answers` says whether other programs take it."""

    def __init__(self) -> None:
        self.answers = True
        self.opened: list[str] = []
        self.copied: list[str] = []
        self.folders: list[Path] = []

    def open(self, address: str) -> bool:
        self.opened.append(address)
        return self.answers

    def copy(self, text: str) -> None:
        self.copied.append(text)

    def show_folder(self, folder: Path) -> bool:
        self.folders.append(folder)
        return self.answers


class Desk:
    """The window, the hands and the eyes."""

    def __init__(self, qtbot: QtBot, window: MainWindow, outside: OutsideSeen) -> None:
        self.qtbot, self.window, self.outside = qtbot, window, outside

    @property
    def page(self):
        return self.window.catalogue.browsing

    @property
    def search(self):
        return self.window.catalogue.search

    def settle(self) -> None:
        """Wait until nothing is under way and the pane has followed the list."""
        jobs = self.window.workspace.jobs

        def at_rest() -> bool:
            page = self.page
            timers = (page._rest, page._counts, page._later, page.reading._similar)
            waiting = any(timer.isActive() for timer in timers) or not jobs.idle
            form = page.reading.form
            waiting = waiting or (form is not None and not form.form.complete)
            return not waiting and page._result is not None and page._all is not None

        self.qtbot.waitUntil(
            lambda: hasattr(self.window.catalogue, "browsing"), timeout=PATIENCE_MS
        )
        self.qtbot.waitUntil(at_rest, timeout=PATIENCE_MS)
        QApplication.processEvents()
        self.qtbot.waitUntil(at_rest, timeout=PATIENCE_MS)

    def type(self, words: str) -> None:
        self.search.clear()
        for letter in words:  # QTest's own keys are ASCII only
            for what in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(what, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.search, key)
        self.settle()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, held)
        self.settle()

    def tick(self, facet: Facet, value: str) -> None:
        """Click a facet's value with the mouse."""
        facets = self.page.facets
        row = self.page.facet_model.row_of(RowKind.VALUE, facet, value)
        assert row is not None, f"{value} cannot be seen"
        index = self.page.facet_model.index(row)
        facets.scrollTo(index)
        place = facets.visualRect(index).center()
        self.qtbot.mouseClick(facets.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        self.settle()

    def click(self, name: str, inside: QWidget | None = None) -> None:
        """Click the button of this text or accessible name that can be seen."""
        for found in (inside or self.window).findChildren(QAbstractButton):
            if name in (found.text(), found.accessibleName()) and found.isVisible():
                self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
                self.settle()
                return
        raise AssertionError(f"no button {name!r}")

    def texts(self, inside: QWidget | None = None) -> str:
        """Return every text on labels and buttons that can be seen, one a line."""
        found = [
            child.text()
            for child in (inside or self.window).findChildren(QWidget)
            if isinstance(child, QLabel | QAbstractButton) and child.isVisible()
        ]
        return "\n".join(found)

    @property
    def count(self) -> str:
        return f"{self.page.bar.count.accessibleName()}"

    @property
    def titles(self) -> list[str]:
        """Those of the projects that match; wider ones apart."""
        return [hit.title for hit in self.page.hit_model.hits if not hit.wider]

    @property
    def all_titles(self) -> list[str]:
        """Those of all projects in the list."""
        return [hit.title for hit in self.page.hit_model.hits]

    @property
    def reading(self) -> str:
        """The title in the reading pane, "" on the first page."""
        sheet = self.page.reading.scroller.widget()
        return f"{sheet.title.text()}" if self.page.reading.project else ""

    @property
    def chips(self) -> list[str]:
        return [chip.text() for chip in self.page.bar._chips]


@contextmanager
def opened_desk(
    qtbot: QtBot,
    folder: Path,
    size: tuple[int, int] = (1440, 900),
    files: tuple[Path, ...] = (),
) -> Iterator[Desk]:
    """Open the window on a data folder with files named at start; close it as a user does."""
    application = starting.application()
    store = open_catalogue(folder)
    outside = OutsideSeen()
    window = starting.dressed_window(application, store, settings.read(folder), outside=outside)
    starting.show_files(window, list(files))
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    desk = Desk(qtbot, window, outside)
    desk.settle()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    try:
        yield desk
    finally:
        window.close()
        window.workspace.close()
        for theme in application.findChildren(Theme):
            theme.deleteLater()
        window.deleteLater()
        application.sendPostedEvents()
