"""The small window in which a group of synonyms is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from katalog_app.messages import message
from katalog_app.services import synonymising
from katalog_app.texts import _
from katalog_app.ui.settings import synonym_rows
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.errors import KatalogError
    from katalog_app.services.synonymising import Look, Shelf
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

LINES = 3
"""Height of the field (lines of text)."""


class GroupWriting(QWidget):
    """The words of one group, with what is to be mended said while they are written."""

    told = Signal()
    """Something else is said than before."""

    def __init__(
        self, theme: Theme, workspace: Workspace, words: tuple[str, ...], others: Shelf
    ) -> None:
        """Show the words of a group."""
        super().__init__()
        self._workspace, self._others = workspace, others
        self.field = QPlainTextEdit(", ".join(words))
        self.field.setAccessibleName(_("Ord och fraser"))
        self.field.setPlaceholderText(_("till exempel: grusväg, skogsbilväg, enskild väg"))
        self.field.setTabChangesFocus(True)
        self.field.setAcceptDrops(False)  # files are dropped on the window
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        room = self.field.fontMetrics().lineSpacing() * LINES + theme.px(24)
        self.field.setFixedHeight(room)
        self._fault = Text("", "fault")
        self._met = Text("", "mute")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.field, self._fault, self._met):
            layout.addWidget(widget)
        self._fault.hide()
        self._met.hide()
        self.field.textChanged.connect(self._look)

    def look(self) -> Look:
        """Return what would become of what is written."""
        return synonymising.look(self.field.toPlainText(), self._others)

    def tell(self, look: Look, *, begun: bool = True) -> None:
        """Say what is to be mended, if something is `begun`, and which groups the words meet."""
        self._say(self._fault, synonym_rows.faults(look) if begun else "")
        self._say(self._met, synonym_rows.overlaps(look))
        self.told.emit()

    def _look(self) -> None:
        call = partial(synonymising.look, self.field.toPlainText(), self._others)
        self._workspace.jobs.run(call, self._show, owner=self, newest="synonym-look")

    def _show(self, look: Look) -> None:
        self.tell(look, begun=bool(self.field.toPlainText().strip()))

    @staticmethod
    def _say(where: Text, words: str) -> None:
        where.setText(words)
        where.setVisible(bool(words))


class GroupQuestion(Question):
    """Asks for the words of a group; stays until they are saved or it is left."""

    wanted = Signal(tuple)
    """Save these words."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        workspace: Workspace,
        words: tuple[str, ...],
        others: Shelf,
    ) -> None:
        """Ask for a new group, or for what a group with words shall say now."""
        self.writing = GroupWriting(theme, workspace, words, others)
        super().__init__(
            window,
            _("Ändra gruppen") if words else _("Ny grupp av synonymer"),
            _(
                "Skriv ord och fraser som betyder ungefär samma sak för den som söker, med komma "
                "mellan. Grundformen räcker: vanliga böjningar hittas ändå. Orden gäller genast i "
                "din sökning och följer med nästa fil du skickar."
            ),
            self.writing,
        )
        self.setObjectName("synonyms")
        self._failure = self.foot_text("fault")
        self.save = self.add(button(_("Spara"), self._save, "primary"))
        self.add(button(_("Avbryt"), self.reject))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)
        self.writing.told.connect(self.grow)
        self.writing.field.setFocus()

    def tell_fault(self, error: KatalogError) -> None:
        """Say why the group could not be saved; what is written stays."""
        words = message(error)
        self._failure.setText(" ".join((words.text, words.unchanged, words.remedy)))
        self._failure.show()

    def _save(self) -> None:
        self._failure.hide()
        look = self.writing.look()
        self.writing.tell(look)
        if look.findings:
            self.writing.field.setFocus()
        else:
            self.wanted.emit(look.words)
