"""Editors that choose out of a fixed list: one, or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from katalog_app.model import values
from katalog_app.model.fields import FieldKind
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.forms.field_editor import FieldEditor
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.arrow_combo import ArrowCombo
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from katalog_app.model.fields import Field
    from katalog_app.ui.theme import Theme


class StillCombo(ArrowCombo):
    """A combo box that the wheel rolls past: in a form nobody means to turn it so."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the pane."""
        event.ignore()


class ChoiceEditor(FieldEditor):
    """One of the choices, yes or no, or nothing."""

    def __init__(self, theme: Theme, field: Field, name: str) -> None:
        """Offer the choices, and none of them."""
        super().__init__(field, name)
        self._values: list[object] = [None]
        self.box = StillCombo(theme)
        self.box.setAccessibleName(name)
        self.box.addItem(_("Inget valt"))
        offered = (True, False) if field.kind is FieldKind.FLAG else field.choices
        for choice in offered:
            self._add(choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addStretch(1)
        self.box.activated.connect(lambda _number: self.edited.emit())

    @override
    def value(self) -> object:
        """Return the choice."""
        return self._values[max(self.box.currentIndex(), 0)]

    @override
    def show_value(self, value: object) -> None:
        """Choose a value; one that is not among the choices is added to them."""
        if not any(value is known or value == known for known in self._values):
            self._add(value)
        self.box.setCurrentIndex(self._values.index(value))

    @override
    def controls(self) -> list[QWidget]:
        """Return the box."""
        return [self.box]

    @override
    def hint(self, text: str) -> None:
        """Call no choice by what is to be chosen."""
        self.box.setItemText(0, text)

    def _add(self, choice: object) -> None:
        self._values.append(choice)
        called = wording.value(values.plain(self.field, choice))
        self.box.addItem(wording.capital(called))


class ChoicesEditor(FieldEditor):
    """Any of the choices, as check boxes."""

    def __init__(self, theme: Theme, field: Field, name: str) -> None:
        """Offer the choices, none of them ticked."""
        super().__init__(field, name)
        self._theme = theme
        self._boxes: dict[str, TickBox] = {}
        self._flow = FlowLayout(self, gap=10)
        for choice in field.choices:
            self._add(choice)

    @override
    def value(self) -> object:
        """Return the choices ticked, in the order they are shown."""
        return [choice for choice, box in self._boxes.items() if box.isChecked()] or None

    @override
    def show_value(self, value: object) -> None:
        """Tick these; those that are not among the choices are added to them."""
        wanted = [str(item) for item in value] if isinstance(value, list) else []
        for choice in wanted:
            if choice not in self._boxes:
                self._add(choice)
        for choice, box in self._boxes.items():
            box.setChecked(choice in wanted)

    @override
    def controls(self) -> list[QWidget]:
        """Return the boxes."""
        return [*self._boxes.values()]

    def _add(self, choice: str) -> None:
        called = wording.capital(wording.value(choice))
        box = TickBox(self._theme, called, f"{self.name}: {called}")
        box.clicked.connect(lambda _checked: self.edited.emit())
        self._boxes[choice] = box
        self._flow.addWidget(box)
