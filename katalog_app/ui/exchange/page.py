"""The place Utbyte: what is to be sent, what has come, what is in conflict, what is published."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from katalog_app.texts import _
from katalog_app.ui.exchange.answers_pane import AnswersPane
from katalog_app.ui.exchange.conflict_desk import ConflictDesk
from katalog_app.ui.exchange.conflict_place import ConflictPlace
from katalog_app.ui.exchange.duplicates_pane import DuplicatesPane
from katalog_app.ui.exchange.files import files_to_take, paths
from katalog_app.ui.exchange.inbox import Inbox
from katalog_app.ui.exchange.my_changes import MyChanges
from katalog_app.ui.exchange.news import NewsList
from katalog_app.ui.exchange.news_place import NewsPlace
from katalog_app.ui.exchange.publish_pane import PublishPane
from katalog_app.ui.exchange.requests_pane import RequestsPane
from katalog_app.ui.exchange.senders import Senders
from katalog_app.ui.exchange.table_work import is_table
from katalog_app.ui.exchange.tables_pane import TablesPane
from katalog_app.ui.outside import Outside
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.message_bar import MessageBar
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace

MARGINS = (20, 16, 20, 6)


class Part(StrEnum):
    """The parts of the place, in the order of their buttons."""

    INBOX = "inbox"
    MINE = "mine"
    CONFLICTS = "conflicts"
    DUPLICATES = "duplicates"
    NEWS = "news"
    ANSWERS = "answers"
    SENDERS = "senders"
    TABLES = "tables"
    PUBLISH = "publish"
    ERASURE = "erasure"
    """Only there while somebody asks for something to be erased."""


class ExchangePage(QWidget):
    """One part at a time, chosen by buttons that count what is in each."""

    shown = Signal(Part)
    """Another part is shown."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make the parts, and read what they show."""
        super().__init__()
        self._workspace = workspace
        self.setAccessibleName(_("Utbyte"))
        self.messages = MessageBar()
        self.inbox = Inbox(theme, workspace, outside)
        self.mine = MyChanges(theme, workspace, outside)
        self.desk = ConflictDesk(theme, workspace)
        self.conflicts = ConflictPlace(theme, workspace, self.desk)
        self.duplicates = DuplicatesPane(theme, workspace)
        self.news = NewsList(theme, workspace)
        self.news_place = NewsPlace(theme, workspace, outside, self.news)
        self.answers = AnswersPane(theme, workspace, outside)
        self.senders = Senders(theme, workspace)
        self.tables = TablesPane(theme, workspace)
        self.publishing = PublishPane(theme, workspace)
        self.requests = RequestsPane(theme, workspace)
        self._parts: dict[Part, QWidget] = {
            Part.INBOX: self.inbox,
            Part.MINE: self.mine,
            Part.CONFLICTS: self.conflicts,
            Part.DUPLICATES: self.duplicates,
            Part.NEWS: self.news_place,
            Part.ANSWERS: self.answers,
            Part.SENDERS: self.senders,
            Part.TABLES: self.tables,
            Part.PUBLISH: self.publishing,
            Part.ERASURE: self.requests,
        }
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._buttons: dict[Part, QRadioButton] = {}
        self._arrange()
        self._connect()
        self.inbox.begin()
        self._read()
        self.show_part(Part.INBOX)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*MARGINS)
        layout.setSpacing(10)
        head = QHBoxLayout()
        title = Text(_("Utbyte"), "title")
        title.setWordWrap(False)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(button(_("Ta in filer…"), self.choose_files))
        layout.addLayout(head)
        layout.addWidget(self.messages.widget)
        tabs = QWidget()
        tabs.setAccessibleName(_("Delar av Utbyte"))
        flow = FlowLayout(tabs, gap=6)
        names = {
            Part.INBOX: _("Inkorg"),
            Part.MINE: _("Mina ändringar"),
            Part.CONFLICTS: _("Krockar"),
            Part.DUPLICATES: _("Dubbletter"),
            Part.NEWS: _("Nyheter"),
            Part.ANSWERS: _("Vem har svarat"),
            Part.SENDERS: _("Avsändare"),
            Part.TABLES: _("Tabeller"),
            Part.PUBLISH: _("Publicera…"),
            Part.ERASURE: _("Radering"),
        }
        for part, name in names.items():
            made = QRadioButton(name)
            made.setProperty("role", "tab")
            made.setAccessibleName(name)
            made.clicked.connect(lambda _checked, part=part: self.show_part(part))
            self._group.addButton(made)
            self._buttons[part] = made
            flow.addWidget(made)
            self._stack.addWidget(self._parts[part])
        self._buttons[Part.ERASURE].hide()
        layout.addWidget(tabs)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        for part in (
            self.inbox,
            self.mine,
            self.conflicts,
            self.duplicates,
            self.news_place,
            self.answers,
            self.senders,
            self.tables,
            self.publishing,
            self.requests,
        ):
            part.said.connect(self.messages.say)
        for offering in (self.conflicts, self.duplicates):
            offering.undo_offered.connect(self._offer_undo)
        self.inbox.files_wanted.connect(self.choose_files)
        self.inbox.conflicts_wanted.connect(self._settle)
        self.tables.conflicts_wanted.connect(self._settle)
        self.publishing.conflicts_wanted.connect(self._settle)
        self.inbox.receipt_kept.connect(self.mine.begin)
        self.inbox.counted.connect(self._count_files)
        self.mine.counted.connect(self._count_changes)
        self.desk.counted.connect(self._count_conflicts)
        self.requests.counted.connect(self._count_requests)
        self.duplicates.counted.connect(self._count_duplicates)
        self.desk.counted.connect(self.inbox.counters.tell_conflicts)
        self._workspace.changed.connect(self._read)

    def _read(self) -> None:
        """Let every part read anew; the inbox does so itself."""
        for part in (
            self.mine,
            self.conflicts,
            self.duplicates,
            self.news_place,
            self.answers,
            self.senders,
            self.tables,
            self.publishing,
            self.requests,
        ):
            part.begin()

    def show_part(self, part: Part) -> None:
        """Show a part."""
        self._buttons[part].setChecked(True)
        self._stack.setCurrentWidget(self._parts[part])
        self._show_way_to_requests()
        self.shown.emit(part)

    def receive(self, files: list[Path]) -> None:
        """Take files that were dropped, chosen or named at start, to the inbox; tables apart."""
        found = [one for one in files if is_table(one)]
        others = [one for one in files if one not in found]
        if others:
            self.show_part(Part.INBOX)
            self.inbox.receive(others)
        if found:
            self.show_part(Part.TABLES)
            self.tables.receive(found)

    def choose_files(self) -> None:
        """Ask for files to take in."""
        dialog = files_to_take(self)
        dialog.filesSelected.connect(lambda names: self.receive(paths(names)))
        dialog.open()

    def take_keyboard(self) -> None:
        """Put the keyboard on the button of the part that is shown."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        self.show_part(Part.CONFLICTS)
        self.desk.take_keyboard()

    def _count_files(self, count: int) -> None:
        self._name(Part.INBOX, _("Inkorg ({count})").format(count=count))

    def _count_changes(self, count: int) -> None:
        self._name(Part.MINE, _("Mina ändringar ({count})").format(count=count))

    def _count_conflicts(self, count: int) -> None:
        self._name(Part.CONFLICTS, _("Krockar ({count})").format(count=count))

    def _offer_undo(self, said: str, undo: Callable[[], object]) -> None:
        self.messages.offer(said, _("Ångra"), undo)

    def _count_duplicates(self, count: int) -> None:
        self._name(Part.DUPLICATES, _("Dubbletter ({count})").format(count=count))

    def _count_requests(self, count: int) -> None:
        self._name(Part.ERASURE, _("Radering ({count})").format(count=count))
        self._show_way_to_requests()

    def _show_way_to_requests(self) -> None:
        """Let the last button be there while there are requests, or one stands among them."""
        shown = self._stack.currentWidget() is self.requests
        self._buttons[Part.ERASURE].setVisible(shown or self.requests.model.rowCount() > 0)

    def _name(self, part: Part, name: str) -> None:
        self._buttons[part].setText(name.replace("&", "&&"))
        self._buttons[part].setAccessibleName(name)
