"""A small window that asks one thing."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

WIDE = 64
"""Wanted width (letters of the interface font)."""
AROUND = 24
"""Seen of the window around this one where it needs all the room there is (pixels)."""


class Question(QDialog):
    """A heading, a text, what is to be filled in, and the answers; Escape answers nothing."""

    def __init__(self, parent: QWidget, heading: str, text: str, *inside: QWidget) -> None:
        """Ask; the answers are added with `answer`, and the window is shown with `open`."""
        super().__init__(parent)
        self._behind = parent.window()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self._body = QWidget()
        body = self._inside = QVBoxLayout(self._body)
        body.setContentsMargins(24, 22, 20, 4)
        body.setSpacing(12)
        body.addWidget(Text(heading, "heading"))
        body.addWidget(Text(text))
        for widget in inside:
            body.addWidget(widget)
        body.addStretch(1)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(self._body)
        self._answers = QWidget()
        self._flow = FlowLayout(self._answers, gap=8)
        self._answers.setContentsMargins(24, 0, 24, 0)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 16)
        self._whole.setSpacing(10)
        self._whole.addWidget(self.scroller, 1)
        self._whole.addWidget(self._answers)

    def answer(self, text: str, act: Callable[[], object], role: str = "") -> QPushButton:
        """Add an answer: the window closes, then this is done."""

        def answered() -> None:
            self.accept()
            act()

        return self.add(button(text, answered, role))

    def ask(self, *inside: QWidget) -> None:
        """Put more to be filled in below what is there."""
        for widget in inside:
            self._inside.insertWidget(self._inside.count() - 1, widget)  # what is last stretches

    def foot_text(self, role: str) -> Text:
        """Return a hidden text above the answers, in sight wherever one has scrolled."""
        text = Text("", role)
        text.setContentsMargins(24, 0, 24, 0)
        text.hide()
        self._whole.insertWidget(self._whole.count() - 1, text)
        return text

    def add(self, made: QPushButton) -> QPushButton:
        """Add a button of another kind, such as one that closes nothing before all is filled in."""
        made.setDefault(made.property("role") == "primary")
        self._flow.addWidget(made)
        return made

    @override
    def setVisible(self, visible: bool) -> None:
        """Take the room that is needed, if the window behind has it; what does not fit scrolls."""
        if visible and not self.isVisible():
            self.ensurePolished()
            self.resize(self._room())
        super().setVisible(visible)

    def grow(self) -> None:
        """Take more room if what is in the window needs it now, and the window behind has it."""
        self.resize(self.size().expandedTo(self._room()))

    def _room(self) -> QSize:
        room = self._behind.size() - QSize(2 * AROUND, 2 * AROUND)
        width = min(WIDE * self.fontMetrics().averageCharWidth(), room.width())
        foot = self._answers.heightForWidth(width) + 16 + 10
        return QSize(width, min(self._inside.totalHeightForWidth(width) + foot, room.height()))
