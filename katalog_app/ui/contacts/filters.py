"""The two filters above the list: municipality and subject, each with how many one would see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.forms.choosing import StillCombo
from katalog_app.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from katalog_app.services.directory import Found
    from katalog_app.ui.theme import Theme

LETTERS = 13
"""Width of a filter; longer values are shortened while it is shut."""
SEEN = 18
"""Values in sight when it is open."""


class Filters(QWidget):
    """Two boxes to choose from."""

    changed = Signal()
    """Something else is chosen."""

    def __init__(self, theme: Theme) -> None:
        """Let everything through."""
        super().__init__()
        self.place = self._box(theme, _("Kommun"))
        self.subject = self._box(theme, _("Ämne"))
        self._shown: dict[QComboBox, Mapping[str, int]] = {}
        self.flow = FlowLayout(self, gap=8)
        self.flow.addWidget(self.place)
        self.flow.addWidget(self.subject)
        self._fill(self.place, {}, _("Alla kommuner"))
        self._fill(self.subject, {}, _("Alla ämnen"))

    @property
    def municipality(self) -> str:
        """The municipality chosen, "" for all."""
        return str(self.place.currentData() or "")

    @property
    def about(self) -> str:
        """The subject chosen, "" for all."""
        return str(self.subject.currentData() or "")

    def show_counts(self, found: Found) -> None:
        """Offer the values there are; what is chosen stays."""
        self._fill(self.place, found.municipalities, _("Alla kommuner"))
        self._fill(self.subject, found.subjects, _("Alla ämnen"))

    def clear(self) -> None:
        """Let everything through."""
        self.place.setCurrentIndex(0)
        self.subject.setCurrentIndex(0)
        self.changed.emit()

    def _box(self, theme: Theme, name: str) -> StillCombo:
        box = StillCombo(theme)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(LETTERS)
        box.setMaxVisibleItems(SEEN)
        box.activated.connect(lambda _row: self.changed.emit())
        return box

    def _fill(self, box: QComboBox, counts: Mapping[str, int], every: str) -> None:
        if self._shown.get(box) == counts:
            return
        self._shown[box] = dict(counts)
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(every, "")
        for value, count in counts.items():
            words = _("{value} ({count})")
            box.addItem(words.format(value=value, count=wording.number(count)), value)
        box.setCurrentIndex(max(box.findData(chosen), 0) if chosen else 0)
        box.blockSignals(False)
