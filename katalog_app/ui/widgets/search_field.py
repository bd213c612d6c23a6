"""The search field: the front door."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from katalog_app.texts import _
from katalog_app.ui.overriding import override

LONGEST = 1_000
"""Characters that may be typed or pasted."""


class SearchField(QLineEdit):
    """A field that keeps the focus while arrows move through the results."""

    moved = Signal(int)
    """Up or Down was pressed: move so many results."""
    earlier_wanted = Signal()
    """Down was pressed in an empty field."""
    entered = Signal()
    left = Signal()
    """Escape was pressed in an empty field."""
    finished = Signal()
    """Typing has come to its end: Enter was pressed, or the keyboard went elsewhere."""
    reopened = Signal()
    """Backspace was pressed at the very beginning."""
    help_wanted = Signal()
    """A question mark was typed in an empty field."""

    def __init__(self) -> None:
        """Make an empty field."""
        super().__init__()
        self.first_look: Callable[[int], bool] | None = None
        """Is shown every key (Qt.Key) first, and says whether it has been dealt with."""
        self.setProperty("role", "search")
        self.setMaxLength(LONGEST)
        self.setAccessibleName(_("Sök projekt"))
        self.setPlaceholderText(_("Sök bland projekten, till exempel digital tvilling"))
        self.setToolTip(_("Sök (Ctrl+K). Pil upp och ned bläddrar bland träffarna."))

    def take_keyboard(self) -> None:
        """Take the keyboard, with what stands in the field selected."""
        self.setFocus()
        self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send arrows, Enter and Escape to whoever listens."""
        from PySide6.QtCore import Qt  # costs 20-40 ms, too much before the first paint

        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 5,
            Qt.Key.Key_PageUp: -5,
        }
        key = event.key()
        if self.first_look is not None and self.first_look(key):
            return
        if key == Qt.Key.Key_Down and not self.text():
            self.earlier_wanted.emit()
        elif key in steps:
            self.moved.emit(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            self.entered.emit()
        elif key == Qt.Key.Key_Backspace and not (self.cursorPosition() or self.hasSelectedText()):
            self.reopened.emit()
        elif event.text() == "?" and not self.text():
            self.help_wanted.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab choose where something is offered, else go on."""
        from PySide6.QtCore import Qt  # too costly before the first paint

        if forward and self.first_look is not None and self.first_look(Qt.Key.Key_Tab):
            return True
        return super().focusNextPrevChild(forward)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that typing has come to its end."""
        super().focusOutEvent(event)
        self.finished.emit()
