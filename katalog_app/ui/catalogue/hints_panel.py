"""The score of what is written, which opens the hints behind it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from katalog_app.services.advising import NO_ADVICE, Advice
from katalog_app.texts import _
from katalog_app.ui.catalogue import advice_words
from katalog_app.ui.catalogue.hint_list import HIGH, HintList
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.services.advising import Hint
    from katalog_app.ui.theme import Theme

ROOMY = 560
"""Height of the form (pixels at 100 %) from which hints fit above it; else they have a window."""


class HintsPanel(QWidget):
    """One line with the score; pressed, the hints and the parts of the score."""

    wanted = Signal(object)
    """Go to what this hint is about: `Hint`."""

    def __init__(self, theme: Theme) -> None:
        """Show nothing before the first advice."""
        super().__init__()
        self._theme, self._advice = theme, NO_ADVICE
        self.opener = button("", self._turn, "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 0, 26, 0)
        layout.setSpacing(4)
        layout.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @cached_property
    def list(self) -> HintList:
        """The hints; made when they are looked at first, as an opening form has much to make."""
        made = HintList()
        made.setFixedHeight(self._theme.px(HIGH))
        made.itemActivated.connect(self._go)
        made.itemClicked.connect(self._go)
        return made

    @cached_property
    def _inside(self) -> QFrame:
        made = QFrame()
        made.setProperty("role", "quiet")
        inside = QVBoxLayout(made)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(self._parts)
        inside.addWidget(self.list)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(made)
        made.hide()
        return made

    @cached_property
    def _parts(self) -> Text:
        return Text("", "mute")

    @property
    def _is_open(self) -> bool:
        return "_inside" in self.__dict__ and not self._inside.isHidden()

    def show_advice(self, advice: Advice) -> None:
        """Show the score, and the hints if they are opened."""
        self._advice = advice
        self._name()
        if self._is_open:
            self._list()
        self.setVisible(bool(advice.parts))

    def _list(self) -> None:
        parts = (advice_words.part(part, self._advice.lix) for part in self._advice.parts)
        self._parts.setText("  ·  ".join(parts))
        self.list.show_advice(self._advice)
        self.list.setVisible(bool(self._advice.hints))

    def _name(self) -> None:
        opened = self._is_open
        score = advice_words.score(self._advice)
        self.opener.setText(f"{score} · {_('Dölj') if opened else _('Visa')}")
        self.opener.setAccessibleName(
            _("{score}. Dölj tipsen.").format(score=score)
            if opened
            else _("{score}. Visa tipsen.").format(score=score)
        )

    def _turn(self) -> None:
        opened = not self._is_open
        if opened and self._has_little_room():
            self._open_window()
            return
        inside = self._inside  # made now, if it is not: nothing in it may be a window of its own
        if opened:
            self._list()
        inside.setVisible(opened)
        self._name()
        if opened and self._advice.hints:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_little_room(self) -> bool:
        pane = self.parentWidget()
        return pane is not None and pane.height() < self._theme.px(ROOMY)

    def _open_window(self) -> None:
        from katalog_app.ui.catalogue.advice_window import AdviceWindow

        def go(hint: Hint | None) -> None:
            if hint is not None:
                self.wanted.emit(hint)

        AdviceWindow(self._theme, self._advice, go, self, _("Gå dit")).open()

    def _go(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._advice.hints):
            self.wanted.emit(self._advice.hints[row])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the hints with Escape, before the form."""
        if event.key() == Qt.Key.Key_Escape and self._is_open:
            self._turn()
            self.opener.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
