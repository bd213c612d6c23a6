"""Editors of what is picked: keywords, goals and other entries, each a chip to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.model.fields import FieldKind
from katalog_app.texts import _
from katalog_app.ui.forms.completing import CompletingLine
from katalog_app.ui.forms.field_editor import FieldEditor
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.chip import Chip
from katalog_app.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog_app.model.fields import Field
    from katalog_app.services.offering import Offers
    from katalog_app.ui.theme import Theme


class PickEditor(FieldEditor):
    """Chips for what is picked, and a line to find more; keywords may be new, the rest may not."""

    def __init__(self, theme: Theme, field: Field, name: str, called: Mapping[str, str]) -> None:
        """Pick nothing; `called` is what entries already linked are called, by id."""
        super().__init__(field, name)
        self._theme = theme
        self._free = field.kind is FieldKind.TEXTS
        self._one = field.kind is FieldKind.ENTRY
        self._called: dict[object, str] = {}
        self._called.update(called.items())
        self._meant: dict[str, object] = {}
        """What each offer stands for, by its name in small letters."""
        self._picked: dict[object, Chip] = {}
        self._place = QWidget()
        self._flow = FlowLayout(self._place)
        self.line = CompletingLine(_("Lägg till i {field}").format(field=name))
        self.line.setPlaceholderText(_hint(field))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._place)
        layout.addWidget(self.line)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.picked.connect(self._take)
        self.line.entered.connect(self._take_typed)

    @override
    def value(self) -> object:
        """Return what is picked, and what is typed in full and not yet entered."""
        found = list(self._picked)
        typed = self._typed()
        if typed is not None and typed not in found:
            found = [typed] if self._one else [*found, typed]
        if self._one:
            return found[0] if found else None
        return found or None

    @override
    def show_value(self, value: object) -> None:
        """Pick these."""
        for chip in self._picked.values():
            self._drop(chip)
        self._picked.clear()
        wanted = value if isinstance(value, list) else [value] if value is not None else []
        for item in wanted:
            if isinstance(item, str | int):
                self._add(item)
        self._place.setVisible(bool(self._picked))

    @override
    def controls(self) -> list[QWidget]:
        """Return the chips and the line."""
        return [*self._picked.values(), self.line]

    @override
    def complaint(self) -> str:
        """Say that what is typed is not among the offers."""
        typed = self.line.text().strip()
        if not typed or self._typed() is not None:
            return ""
        words = _("”{typed}” är inte valt än. Välj i listan (pil ned), eller ta bort texten.")
        return words.format(typed=typed)

    @override
    def offer(self, offers: Offers) -> None:
        """Offer what is in use, what there is to link to, or what the numbers are called."""
        name = self.field.name
        offered: list[tuple[object, str]]
        if self._free:
            offered = [(text, text) for text in offers.texts.get(name, ())]
        elif self.field.kind is FieldKind.NUMBERS:
            called = offers.numbers.get(name, {})
            numbers = range(self.field.least, self.field.most + 1)
            offered = [(n, f"{n} {called[n]}" if n in called else str(n)) for n in numbers]
        else:
            offered = [*offers.entries.get(name, {}).items()]
        self._called.update(offered)
        self._meant = {called.casefold(): item for item, called in reversed(offered)}
        self.line.offer(offered)
        for item, chip in self._picked.items():
            chip.rename(self._name(item), _removal(self._name(item), self.name))

    def _take(self, item: object) -> None:
        if self._one:
            self.show_value(item)
        elif item not in self._picked:
            self._add(item)
        # The completer writes its choice into the line after this; the line is emptied after that.
        QTimer.singleShot(0, self._clear_line)

    def _clear_line(self) -> None:
        self.line.clear()
        self._place.setVisible(bool(self._picked))
        self.edited.emit()

    def _take_typed(self) -> None:
        typed = self._typed()
        if typed is not None:
            self._take(typed)

    def _typed(self) -> object:
        """Return what the words in the line stand for, None where they stand for nothing."""
        typed = " ".join(self.line.text().split())
        return self._meant.get(typed.casefold()) or (typed if self._free and typed else None)

    def _add(self, item: object) -> None:
        called = self._name(item)
        chip = Chip(self._theme, called, name=_removal(called, self.name), removes=True)
        chip.clicked.connect(lambda _checked: self._remove(item))
        self._picked[item] = chip
        self._flow.addWidget(chip)
        chip.show()
        self._place.setVisible(True)
        self._place.updateGeometry()
        self.reshaped.emit()

    def _remove(self, item: object) -> None:
        self._drop(self._picked.pop(item))
        self._place.setVisible(bool(self._picked))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, chip: Chip) -> None:
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._place.updateGeometry()

    def _name(self, item: object) -> str:
        return self._called.get(item) or str(item)


def _removal(called: str, name: str) -> str:
    return _("Ta bort {what} ur {field}").format(what=called, field=name)


def _hint(field: Field) -> str:
    if field.kind is FieldKind.TEXTS:
        return _("Skriv ett ord och tryck Enter")
    if field.kind is FieldKind.ENTRY:
        return _("Sök och välj")
    return _("Sök och välj, en i taget")
