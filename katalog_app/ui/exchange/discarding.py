"""Throwing away the copy of a file that is kept here, after a question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui.widgets.text import Text, button


class Discarding(QWidget):
    """A button, and the question that it asks."""

    certain = Signal()
    """The copy is to go."""

    def __init__(self) -> None:
        """Show the button alone."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._ask = button(_("Släng filen…"), self._question)
        self._words = Text(
            _(
                "Kopian som Katalogen har sparat raderas. Inget ur den är med i katalogen. "
                "Avsändaren kan skicka en ny fil."
            ),
            "banner",
        )
        self._certain = button(_("Ja, släng filen"), self.certain.emit)
        for one in (self._ask, self._words, self._certain):
            side = Qt.AlignmentFlag(0) if one is self._words else Qt.AlignmentFlag.AlignLeft
            layout.addWidget(one, 0, side)
        self._words.hide()
        self._certain.hide()

    def _question(self) -> None:
        self._words.show()
        self._certain.show()
        self._certain.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask.hide()
