"""Editors of one line: text, numbers, dates, and the two ends of a period."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from katalog_app.model import values
from katalog_app.model.fields import FieldKind
from katalog_app.texts import _
from katalog_app.ui.forms.completing import CompletingLine
from katalog_app.ui.forms.field_editor import FieldEditor
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from katalog_app.model.fields import Field
    from katalog_app.services.offering import Offers

_WHOLE = re.compile(r"-?\d{1,18}\Z", re.ASCII)


def _row(place: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    return row


class LineEditor(FieldEditor):
    """One line of text, a number, a date or a moment."""

    def __init__(self, field: Field, name: str) -> None:
        """Make an empty line."""
        super().__init__(field, name)
        self.line = CompletingLine(name)
        row = _row(self)
        row.addWidget(self.line, 1)
        self.line.setPlaceholderText(_example(field))
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self._today = None
        if field.kind is FieldKind.DATE:
            self._today = button(
                _("I dag"), self._fill_today, name=_("I dag, i {field}").format(field=name)
            )
            row.addWidget(self._today)

    @override
    def value(self) -> object:
        """Return the text, a whole number as one."""
        text = self.line.text()
        if not text.strip():
            return None
        if self.field.kind is FieldKind.NUMBER and _WHOLE.match(text.strip()):
            return int(text)
        return text

    @override
    def show_value(self, value: object) -> None:
        """Fill in a text, or whatever else stands there as text."""
        self.line.setText(values.plain(self.field, value))
        self.line.setCursorPosition(0)

    @override
    def controls(self) -> list[QWidget]:
        """Return the line, and the button for today."""
        return [self.line, *([self._today] if self._today else [])]

    @override
    def hint(self, text: str) -> None:
        """Show what is meant in the empty line."""
        self.line.setPlaceholderText(text)

    @override
    def offer(self, offers: Offers) -> None:
        """Offer what others have written in the same field."""
        known = offers.texts.get(self.field.name)
        if known and self.field.kind is FieldKind.TEXT:
            self.line.offer([(text, text) for text in known])
            self.line.picked.connect(lambda *_: self.edited.emit())

    def _fill_today(self) -> None:
        self.line.setText(date.today().isoformat())
        self.edited.emit()


def _example(field: Field) -> str:
    match field.kind:
        case FieldKind.DATE:
            return _("till exempel 2026-11-24")
        case FieldKind.MOMENT:
            return _("till exempel 2026-11-24T13:00")
    return "https://" if field.address else ""


class PeriodEditor(FieldEditor):
    """From one year to another; either may be open, and a year may be a whole date."""

    def __init__(self, field: Field, name: str) -> None:
        """Make two empty lines."""
        super().__init__(field, name)
        self._ends = [TextLine(), TextLine()]
        row = _row(self)
        labels = (_("från"), _("till"))
        for line, label in zip(self._ends, labels, strict=True):
            line.setAccessibleName(f"{name}, {label}")
            line.setPlaceholderText(_("ÅÅÅÅ"))
            line.textEdited.connect(lambda _text: self.edited.emit())
            shown = Text(label, "mute")
            shown.setWordWrap(False)
            row.addWidget(shown)
            row.addWidget(line, 1)

    @override
    def value(self) -> object:
        """Return an ISO 8601 interval."""
        first, last = (line.text().strip() for line in self._ends)
        return f"{first}/{last}" if first or last else None

    @override
    def show_value(self, value: object) -> None:
        """Fill in the ends of an interval."""
        text = value if isinstance(value, str) else ""
        for line, end in zip(self._ends, text.partition("/")[::2], strict=True):
            line.setText(end)

    @override
    def controls(self) -> list[QWidget]:
        """Return the two lines."""
        return [*self._ends]
