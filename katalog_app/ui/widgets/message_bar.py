"""A line above the page that says what happened, and what to do now."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from katalog_app.texts import _
from katalog_app.ui.widgets.text import Text, button, frame

READABLE_MS = 6_000
"""How long a passing word stays (ms); a fault stays until it is closed."""
OFFERED_MS = 20_000
"""How long it stays with something to press, which takes longer to reach (ms)."""


class MessageBar:
    """One message at a time; hidden where there is none."""

    def __init__(self) -> None:
        """Make a hidden bar; `widget` belongs above a page."""
        self.widget = frame("notice")
        self.widget.setAccessibleName(_("Meddelande"))
        self._text = Text()
        layout = self._layout = QHBoxLayout(self.widget)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._text, 1)
        self._act: Callable[[], object] = lambda: None
        self._offer: QPushButton | None = None
        layout.addWidget(button(_("Stäng"), self.widget.hide, name=_("Stäng meddelandet")))
        self._rest = QTimer(self.widget, singleShot=True, interval=READABLE_MS)
        self._rest.timeout.connect(self.widget.hide)
        self.widget.hide()

    def say(self, text: str) -> None:
        """Show a passing word, such as "Kopierat."."""
        self._show(text)
        self._rest.start(READABLE_MS)

    def offer(self, text: str, answer: str, act: Callable[[], object]) -> None:
        """Show what happened and one thing to do about it, such as "Ångra", for longer."""
        self._show(text)
        self._rest.start(OFFERED_MS)
        self._act = act
        if self._offer is None:  # links load what a start does without
            self._offer = button(answer, self._answer, "link")
            self._layout.insertWidget(1, self._offer)
        self._offer.setText(answer)
        self._offer.setAccessibleName(f"{answer}: {text}")
        self._offer.show()

    def _answer(self) -> None:
        self.widget.hide()
        self._act()

    def warn(self, text: str, remedy: str) -> None:
        """Show a fault and what to do about it until it is closed."""
        self._rest.stop()
        self._show(f"{text} {remedy}".strip())

    def _show(self, text: str) -> None:
        if self._offer is not None:
            self._offer.hide()
        self._text.setText(text)
        self.widget.show()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not needed to start

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.widget, text))
