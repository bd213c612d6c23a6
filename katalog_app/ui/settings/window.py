"""The window Inställningar: one part at a time, chosen by buttons."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from katalog_app.texts import N_, _
from katalog_app.ui.overriding import override
from katalog_app.ui.settings.backup_pane import BackupPane
from katalog_app.ui.settings.looks_pane import LooksPane
from katalog_app.ui.settings.search_pane import SearchPane
from katalog_app.ui.settings.synonym_pane import SynonymPane
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.message_bar import MessageBar
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from katalog_app.ui.exchange.sheets import Sheet
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

SIZE = (820, 700)
"""Wanted width and height (pixels at 100 %)."""
AROUND = 24
"""Seen of the window around this one where it needs all the room there is (pixels)."""


class Part(StrEnum):
    """The parts, in the order of their buttons."""

    LOOKS = "looks"
    SYNONYMS = "synonyms"
    SEARCH = "search"
    BACKUPS = "backups"


NAMES = {
    Part.LOOKS: N_("Utseende"),
    Part.SYNONYMS: N_("Synonymer"),
    Part.SEARCH: N_("Sökning"),
    Part.BACKUPS: N_("Säkerhetskopior"),
}


class SettingsWindow(QDialog):
    """What is chosen holds at once; there is nothing to save."""

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget) -> None:
        """Make the parts and show the first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Inställningar"))
        self._theme, self._behind = theme, parent.window()
        self.messages = MessageBar()
        self.looks = LooksPane(theme, workspace)
        self.synonyms = SynonymPane(theme, workspace)
        self.search = SearchPane(workspace)
        self.backups = BackupPane(theme, workspace)
        self._parts: dict[Part, Sheet] = {
            Part.LOOKS: self.looks,
            Part.SYNONYMS: self.synonyms,
            Part.SEARCH: self.search,
            Part.BACKUPS: self.backups,
        }
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self.buttons: dict[Part, QRadioButton] = {}
        self._arrange()
        self.synonyms.said.connect(self.messages.say)
        self.synonyms.undo_offered.connect(self._offer)
        self.search.said.connect(self.messages.say)
        self.backups.said.connect(self.messages.say)
        theme.changed.connect(self._take_room)
        self._take_room()
        self.synonyms.begin()
        self.backups.begin()
        self.show_part(Part.LOOKS)
        self.buttons[Part.LOOKS].setFocus()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(Text(_("Inställningar"), "title"))
        layout.addWidget(self.messages.widget)
        tabs = QWidget()
        tabs.setAccessibleName(_("Delar av inställningarna"))
        flow = FlowLayout(tabs, gap=6)
        for part, name in NAMES.items():
            made = self.buttons[part] = QRadioButton(_(name))
            made.setProperty("role", "tab")
            made.setAccessibleName(_(name))
            made.toggled.connect(lambda on, part=part: self.show_part(part) if on else None)
            self._group.addButton(made)
            flow.addWidget(made)
            self._stack.addWidget(self._parts[part])
        layout.addWidget(tabs)
        layout.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Stäng"), self.reject))
        layout.addLayout(foot)

    def show_part(self, part: Part) -> None:
        """Show a part."""
        self.buttons[part].setChecked(True)
        self._stack.setCurrentWidget(self._parts[part])

    @override
    def done(self, result: int) -> None:
        """Close; what the search index is in the middle of is given up."""
        self.search.stop()
        self.backups.working.stop()
        super().done(result)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard and no other: here one only writes."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _offer(self, said: str, undo: Callable[[], object]) -> None:
        self.messages.offer(said, _("Ångra"), undo)

    def _take_room(self) -> None:
        """Be as large as the text asks for, as far as the window behind has the room."""
        room = self._behind.size() - QSize(2 * AROUND, 2 * AROUND)
        wanted = QSize(self._theme.px(SIZE[0]), self._theme.px(SIZE[1]))
        self.resize(wanted.boundedTo(room))
