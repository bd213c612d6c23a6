"""A line to try a word in: which groups it meets, and how many projects it finds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from katalog_app.services import synonymising
from katalog_app.texts import _
from katalog_app.ui.settings import synonym_rows
from katalog_app.ui.widgets.search_field import LONGEST
from katalog_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from katalog_app.services.synonymising import Meeting
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

REST_MS = 120
"""A word is tried when nothing has been typed for so long (ms)."""


class Trying(QWidget):
    """The answer stands below the line, and is made anew when the catalogue changes."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Show an empty line."""
        super().__init__()
        self._workspace = workspace
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Pröva ett ord"))
        self.field.setPlaceholderText(_("till exempel: pensionär"))
        self.field.setMaxLength(LONGEST)
        self.field.setMaximumWidth(theme.px(320))
        self.field.setAcceptDrops(False)  # files are dropped on the window
        self.answer = Text("", selectable=True)
        self.answer.hide()
        label = Text(_("Pröva ett ord"), "label")
        label.setBuddy(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (label, self.field, self.answer):
            layout.addWidget(widget)
        self.rest = QTimer(self, singleShot=True, interval=REST_MS)
        self.rest.timeout.connect(self._ask)
        self.field.textEdited.connect(lambda _text: self.rest.start())
        workspace.changed.connect(self.rest.start)

    def _ask(self) -> None:
        word = " ".join(self.field.text().split())
        if not word:
            self._workspace.jobs.forget("synonym-try")
            self.answer.hide()
            return
        call = partial(synonymising.meets, self._workspace.store, word)
        self._workspace.jobs.run(call, partial(self._show, word), owner=self, newest="synonym-try")

    def _show(self, word: str, meeting: Meeting) -> None:
        self.answer.setText(synonym_rows.met(word, meeting))
        self.answer.show()
