"""The window: the rail, the present place, the line at the bottom, and the keys."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from katalog_app.texts import _, ngettext
from katalog_app.ui.catalogue.page import CataloguePage
from katalog_app.ui.overriding import override
from katalog_app.ui.places import NAMES, Place
from katalog_app.ui.theme import STEP, Theme
from katalog_app.ui.widgets.rail import Rail
from katalog_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from katalog_app.db.store import Store
    from katalog_app.errors import KatalogError
    from katalog_app.model.entries import CatalogueSummary
    from katalog_app.ui.contacts.page import ContactsPage
    from katalog_app.ui.exchange.awaiting import Awaiting
    from katalog_app.ui.exchange.page import ExchangePage
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.settings.window import SettingsWindow
    from katalog_app.ui.workspace import Workspace

SIZE = QSize(1440, 900)
"""Before the user has chosen (pixels)."""
LEAST = QSize(720, 480)


class MainWindow(QMainWindow):
    """One window, five places."""

    painted = Signal()
    """The window has been painted for the first time."""
    filled = Signal()
    """List and facets have been painted for the first time."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make the window with the place Katalog; the others are made when one goes there."""
        super().__init__()
        self._theme, self.workspace, self._outside = theme, workspace, outside
        self._has_painted = self._has_keys = False
        self._awaiting: Awaiting | None = None
        self._settings: SettingsWindow | None = None
        self.setWindowTitle(_("Katalogen"))
        self.setMinimumSize(LEAST)
        self.rail = Rail(theme)
        self.catalogue = CataloguePage(theme, workspace, outside)
        self._stack = QStackedWidget()
        self._pages: dict[Place, QWidget] = {Place.CATALOGUE: self.catalogue}
        self._stack.addWidget(self.catalogue)
        self._edition, self._own = Text("", "mute"), Text("", "mute")
        self._arrange()
        self.rail.chosen.connect(self.go)
        self.catalogue.export_wanted.connect(self._export)
        workspace.failed.connect(self._warn)
        workspace.changed.connect(self._ask_summary)
        self.painted.connect(self._begin)
        self.filled.connect(self._ask_summary)
        self._restore()

    def _arrange(self) -> None:
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        down = QVBoxLayout()
        down.setContentsMargins(0, 0, 0, 8)
        down.setSpacing(4)
        down.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(22, 0, 22, 0)
        self._edition.setWordWrap(False)
        self._own.setWordWrap(False)
        foot.addWidget(self._edition)
        foot.addStretch(1)
        foot.addWidget(self._own)
        down.addLayout(foot)
        across.addLayout(down, 1)
        self.setCentralWidget(whole)

    def _take_keys(self, *_: object) -> None:
        if self._has_keys:
            return
        self._has_keys = True
        self._take_drops()
        places = list(NAMES)
        for number, place in enumerate(places, 1):
            self._key(f"Ctrl+{number}", partial(self.go, place))
        self._key("Ctrl+K", self._search)
        self._key("Alt+Left", self.catalogue.back)
        self._key("Alt+Right", self.catalogue.forward)
        self._key("Ctrl+N", self._new)
        self._key("Ctrl+E", partial(self._in_catalogue, self.catalogue.edit))
        self._key("Ctrl+S", partial(self._in_catalogue, self.catalogue.save))
        for keys, back in (("Ctrl+Z", True), ("Ctrl+Y", False), ("Ctrl+Shift+Z", False)):
            turn = partial(self.catalogue.turn, back=back)
            self._key(keys, partial(self._in_catalogue, turn))
        self._key("Ctrl+P", partial(self._in_catalogue, self.catalogue.print))
        self._key("Ctrl+L", partial(self._in_catalogue, self.catalogue.keep))
        self._key("F1", self._help)
        self._key("Ctrl+,", self.open_settings)
        self.rail.add_settings(self.open_settings)
        for keys in ("Ctrl++", "Ctrl+="):
            self._key(keys, partial(self._resize_text, STEP))
        self._key("Ctrl+-", partial(self._resize_text, -STEP))
        self._key("Ctrl+0", partial(self._resize_text, 0))

    def _take_drops(self) -> None:
        """Let files be dropped anywhere; the search field would write their names."""
        self.setAcceptDrops(True)
        self.catalogue.search.setAcceptDrops(False)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut  # not needed to start

        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    @cached_property
    def exchange(self) -> ExchangePage:
        """The place Utbyte, made when one goes there."""
        from katalog_app.ui.exchange.page import ExchangePage

        if self._awaiting is not None:
            self._awaiting.end()
        return ExchangePage(self._theme, self.workspace, self._outside)

    @cached_property
    def contacts(self) -> ContactsPage:
        """The place Kontakter, made when one goes there."""
        from katalog_app.ui.contacts.page import ContactsPage

        made = ContactsPage(self._theme, self.workspace, self._outside)
        made.project_wanted.connect(self._open_project)
        return made

    def _open_project(self, entry_id: str) -> None:
        self.go(Place.CATALOGUE)
        self.catalogue.open(entry_id)

    def _made(self, place: Place) -> QWidget:
        """Return the page of a place that one goes to for the first time."""
        if place is Place.EXCHANGE:
            return self.exchange
        if place is Place.CONTACTS:
            return self.contacts
        from katalog_app.ui.widgets.placeholder import placeholder

        return placeholder(place)

    def receive(self, files: list[Path]) -> None:
        """Go to Utbyte with files from others; none of them is taken in before one says so."""
        self.go(Place.EXCHANGE)
        self.exchange.receive(files)

    def go(self, place: Place) -> None:
        """Show a place; Katalog and Kontakter take the keyboard to their search field."""
        if place not in self._pages:
            self._pages[place] = self._made(place)
            self._stack.addWidget(self._pages[place])
        self._stack.setCurrentWidget(self._pages[place])
        self.rail.show_place(place)
        self.workspace.choose(place=place.value)
        if place in (Place.CATALOGUE, Place.CONTACTS):
            search = self.contacts.search if place is Place.CONTACTS else self.catalogue.search
            search.take_keyboard()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the window is there: only then does the work begin."""
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is dragged if it is files."""
        if _files(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Go to Utbyte with the files that are dropped."""
        files = _files(event)
        if files:
            event.acceptProposedAction()
            self.receive(files)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep place and size of the window; stay while something is written and not saved."""
        if not self.catalogue.may_close(self.close):
            self.go(Place.CATALOGUE)
            event.ignore()
            return
        state = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.workspace.choose(window=state)
        super().closeEvent(event)

    def _restore(self) -> None:
        self.resize(SIZE)
        kept = self.workspace.settings.window
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))
        known = {place.value: place for place in Place}
        self.go(known.get(self.workspace.settings.place, Place.CATALOGUE))

    def _begin(self) -> None:
        self.catalogue.begin()
        self.catalogue.browsing.filled.connect(self.filled)
        # The keys cost as much as a tenth of the start; a catalogue that fails has them too.
        self.filled.connect(self._take_keys)
        self.filled.connect(self._use_leisure)
        self.workspace.failed.connect(self._take_keys)

    def _use_leisure(self) -> None:
        """Go on with an erasure that was stopped, and look into the watched folder."""
        leisure = self.workspace.leisure
        leisure.add(partial(_finish_erasing, self.workspace.store), owner=self)
        leisure.add(_load_awaiting, self._await_files, owner=self)

    def _await_files(self, _nothing: None) -> None:
        if Place.EXCHANGE not in self._pages:
            from katalog_app.ui.exchange.awaiting import Awaiting

            self._awaiting = Awaiting(self.workspace, self)
            self._awaiting.told.connect(self._offer_exchange)

    def _offer_exchange(self, words: str) -> None:
        bar = self.catalogue.messages
        bar.offer(words, _("Visa"), partial(self.go, Place.EXCHANGE))

    def _ask_summary(self) -> None:
        call = partial(_summary, self.workspace.store)
        self.workspace.jobs.run(call, self._tell, owner=self, newest="summary")

    def _tell(self, summary: CatalogueSummary) -> None:
        from katalog_app.ui import wording

        self.catalogue.browsing.tell(summary)
        edition = _("Utgåva {edition}").format(edition=summary.edition) if summary.edition else ""
        day = wording.long_date(summary.edition_date) if summary.edition_date else ""
        self._edition.setText(wording.dotted(edition, day) or _("Ingen utgåva"))
        own = summary.own_changes
        words = ngettext("{count} egen ändring", "{count} egna ändringar", own).format(count=own)
        self._own.setText(words if own else "")

    def _search(self) -> None:
        self.go(Place.CATALOGUE)

    def _new(self) -> None:
        self.go(Place.CATALOGUE)
        self.catalogue.new()

    def _export(self) -> None:
        from katalog_app.ui.exchange.page import Part

        self.go(Place.EXCHANGE)
        self.exchange.show_part(Part.MINE)

    def _in_catalogue(self, act: Callable[[], object]) -> None:
        if self._stack.currentWidget() is self.catalogue:
            act()

    def _resize_text(self, step: int) -> None:
        percent = self._theme.percent + step if step else 100
        self._theme.resize(percent)
        self.workspace.choose(scale=self._theme.percent)

    def open_settings(self) -> None:
        """Open the window of the user's choices."""
        from katalog_app.ui.settings.window import SettingsWindow

        self._settings = SettingsWindow(self._theme, self.workspace, self)
        self._settings.finished.connect(self._forget_settings)
        self._settings.open()

    def _forget_settings(self) -> None:
        self._settings = None

    def _warn(self, error: KatalogError) -> None:
        from katalog_app.messages import message

        words = message(error)
        bar = getattr(self._stack.currentWidget(), "messages", self.catalogue.messages)
        if self._settings is not None:
            bar = self._settings.messages
        bar.warn(words.text, words.remedy)

    def _help(self) -> None:
        if self.catalogue.search.hasFocus():
            self.catalogue.browsing.guiding.show_card()
            return
        from katalog_app.ui.help import HelpDialog

        HelpDialog(self).open()


def _files(event: QDropEvent) -> list[Path]:
    """Return the files that are dragged, folders and addresses left out."""
    from pathlib import Path

    named = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in named if path.is_file()]


def _load_awaiting() -> None:
    from katalog_app.ui.exchange import awaiting  # noqa: F401 - loaded is all it should be


def _finish_erasing(store: Store) -> None:
    from katalog_app.services import erasing  # not needed to start

    erasing.clean(store)


def _summary(store: Store) -> CatalogueSummary:
    from katalog_app.services import reading  # not needed to start

    return reading.catalogue_summary(store)
