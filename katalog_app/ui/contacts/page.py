"""The place Kontakter: whom to ask, and the register of personal data."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.contacts.acting import Acting, load_sheets
from katalog_app.ui.contacts.browsing import Browsing
from katalog_app.ui.contacts.progress_strip import ProgressStrip
from katalog_app.ui.contacts.register_pane import RegisterPane
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.message_bar import MessageBar
from katalog_app.ui.widgets.search_field import SearchField
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

MARGINS = (20, 16, 20, 6)


class Part(StrEnum):
    """The parts of the place, in the order of their buttons."""

    CONTACTS = "contacts"
    REGISTER = "register"


class ContactsPage(QWidget):
    """A search field on top; below it the contacts, or the register."""

    project_wanted = Signal(str)
    """Open the project with this id in Katalog."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make the parts, and read what they show."""
        super().__init__()
        self.setAccessibleName(_("Kontakter"))
        self.search = SearchField()
        self.search.setAccessibleName(_("Sök kontakter"))
        self.search.setPlaceholderText(_("Sök namn, funktion, förvaltning, ämne eller kommun"))
        self.search.setToolTip(_("Sök. Pil upp och ned bläddrar bland kontakterna."))
        self.search.setAcceptDrops(False)
        self.messages = MessageBar()
        self.browsing = Browsing(theme, workspace, outside)
        self.register = RegisterPane(theme, workspace)
        self.acting = Acting(theme, workspace, outside, self, self.messages)
        self.progress = ProgressStrip(self.acting.doing)
        self.progress.said.connect(self.messages.say)
        self._parts: dict[Part, QWidget] = {
            Part.CONTACTS: self.browsing,
            Part.REGISTER: self.register,
        }
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._buttons: dict[Part, QRadioButton] = {}
        self._workspace = workspace
        self._arrange()
        self._connect()
        self.browsing.begin()
        workspace.jobs.run(load_sheets, lambda _nothing: None, owner=self)
        self.show_part(Part.CONTACTS)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*MARGINS)
        layout.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.search, 1)
        new = button(_("+ Ny kontakt"), self.acting.new, "primary", _("Ny kontakt"))
        policy = new.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # as high as the field beside it
        new.setSizePolicy(policy)
        top.addWidget(new)
        layout.addLayout(top)
        layout.addWidget(self.messages.widget)
        layout.addWidget(self.progress)
        tabs = QWidget()
        tabs.setAccessibleName(_("Delar av Kontakter"))
        flow = FlowLayout(tabs, gap=6)
        names = {
            Part.CONTACTS: _("Kontakter"),
            Part.REGISTER: _("Register över personuppgifter"),
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
        layout.addWidget(tabs)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.moved.connect(self._step)
        self.search.earlier_wanted.connect(partial(self._step, 1))
        self.search.entered.connect(self._enter)
        self.browsing.counted.connect(self._count)
        self.browsing.write_wanted.connect(self.acting.write_to)
        self.browsing.cards_wanted.connect(self.acting.save_cards)
        pane = self.browsing.pane
        pane.said.connect(self.messages.say)
        pane.project_wanted.connect(self.project_wanted)
        pane.confirm_wanted.connect(lambda: self.acting.confirm(pane.opened))
        pane.correct_wanted.connect(lambda: self.acting.correct(pane.opened))
        pane.hand_over_wanted.connect(lambda: self.acting.hand_over(pane.opened))
        pane.erase_wanted.connect(lambda: self.acting.erase(pane.opened))
        pane.card_wanted.connect(lambda: self.acting.save_card(pane.opened))
        pane.code_wanted.connect(lambda: self.acting.save_code(pane.opened))
        self.acting.made.connect(self._show_made)
        self.register.said.connect(self.messages.say)
        self.register.erase_wanted.connect(self.acting.erase_entry)
        self._workspace.changed.connect(self._read)

    def _show_made(self, key: str) -> None:
        self.show_part(Part.CONTACTS)
        self.search.clear()
        self.browsing.show_entry(key)

    def _read(self) -> None:
        self.browsing.begin()
        if self._stack.currentWidget() is self.register:
            self.register.begin()

    def show_part(self, part: Part) -> None:
        """Show a part; the register is read whenever one goes there."""
        self._buttons[part].setChecked(True)
        self._stack.setCurrentWidget(self._parts[part])
        self._search(self.search.text())
        if part is Part.REGISTER:
            self.register.begin()

    def _search(self, words: str) -> None:
        if self._stack.currentWidget() is self.register:
            self.register.search(words)
        else:
            self.browsing.search(words)

    def _step(self, rows: int) -> None:
        if self._stack.currentWidget() is self.browsing:
            self.browsing.step(rows)

    def _enter(self) -> None:
        part = self._stack.currentWidget()
        if part is self.browsing:
            self.browsing.enter()
        else:
            self.register.enter()

    def _count(self, count: int) -> None:
        name = _("Kontakter ({count})").format(count=wording.number(count))
        self._buttons[Part.CONTACTS].setText(name)
        self._buttons[Part.CONTACTS].setAccessibleName(name)
