"""A box to choose what a list shows, with a label before it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.arrow_combo import ArrowCombo
from katalog_app.ui.widgets.text import Text


class FilterBox(QWidget):
    """One choice out of a few; the first is usually "all"."""

    chosen = Signal()
    """Somebody has chosen something."""

    def __init__(self, theme: Theme, label: str) -> None:
        """Make an empty box; `offer` fills it."""
        super().__init__()
        self.combo = ArrowCombo(theme)
        self.combo.setAccessibleName(label)
        self.combo.setMaximumWidth(theme.px(320))
        told = Text(label, "mute")
        told.setWordWrap(False)
        told.setBuddy(self.combo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(6)
        layout.addWidget(told)
        layout.addWidget(self.combo)
        self.combo.activated.connect(lambda _at: self.chosen.emit())

    @property
    def value(self) -> str:
        """What is chosen, as plain text whatever kind of text it was; "" in an empty box."""
        value = self.combo.currentData()
        return str(value) if value is not None else ""

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer (name, value); what was chosen stays where it is still offered."""
        before, had = self.value, self.combo.count() > 0
        self.combo.clear()
        for name, value in choices:
            self.combo.addItem(name, value)
        at = next((n for n in range(self.combo.count()) if self.combo.itemData(n) == before), 0)
        if had:
            self.combo.setCurrentIndex(at)

    def choose(self, value: str) -> None:
        """Choose one of the values offered."""
        for at in range(self.combo.count()):
            if self.combo.itemData(at) == value:
                self.combo.setCurrentIndex(at)
