"""A form for one entry: the fields of its kind in their order, checked as one types."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.errors import InvalidValueError, ValueFault
from katalog_app.messages import beside_field
from katalog_app.model import values
from katalog_app.model.fields import FIELDS, SLUG, Field, FieldKind
from katalog_app.texts import _
from katalog_app.ui.forms.choosing import ChoiceEditor, ChoicesEditor
from katalog_app.ui.forms.lines import LineEditor, PeriodEditor
from katalog_app.ui.forms.long_text import LongTextEditor
from katalog_app.ui.forms.picking import PickEditor
from katalog_app.ui.forms.rows import RecordEditor, RowsEditor
from katalog_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from katalog_app.services.offering import Offers
    from katalog_app.ui.forms.field_editor import FieldEditor
    from katalog_app.ui.theme import Theme

PAUSE_MS = 300
"""Typing rests this long before a value is complained about (ms); praise comes at once."""


class FormRow(QWidget):
    """One field: its label, its editor, and what is wrong with it in words."""

    def __init__(self, field: Field, editor: FieldEditor, note: str) -> None:
        """Show a field; `note` says something about it that is no fault."""
        super().__init__()
        self.field, self.editor = field, editor
        self._before: object = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        label = _("{field} (måste fyllas i)") if field.required else "{field}"
        shown = Text(label.format(field=_(field.label)), "label")
        layout.addWidget(shown)
        controls = editor.controls()
        if len(controls) == 1:  # some screen readers name a combo box by its label alone
            shown.setBuddy(controls[0])
        if note:
            layout.addWidget(Text(note, "clash"))
        layout.addWidget(editor)
        self.fault = Text("", "fault")
        self.fault.hide()
        layout.addWidget(self.fault)

    def show_value(self, value: object) -> None:
        """Fill in a value, which is what counts as unchanged."""
        self.editor.show_value(value)
        self._before = self.editor.value()

    @property
    def changed(self) -> bool:
        """Whether something else is filled in than at first."""
        return bool(self.editor.complaint()) or self.editor.value() != self._before

    def checked(self) -> object:
        """Return the value as it may be stored.

        Raises:
            InvalidValueError: It does not fit the field.
        """
        value = values.check(self.field, self.editor.value())
        if value is None and self.field.required:
            raise InvalidValueError(self.field.name, ValueFault.REQUIRED)
        return value

    def complaint(self) -> str:
        """Return what is wrong with the value and what to do, "" for nothing."""
        said = self.editor.complaint()
        if said:
            return said
        try:
            self.checked()
        except InvalidValueError as error:
            return beside_field(error)
        return ""

    def say(self, complaint: str) -> None:
        """Show a complaint beside the field, or take it away."""
        self.fault.setText(complaint)
        self.fault.setVisible(bool(complaint))
        for control in self.editor.controls():
            control.setAccessibleDescription(complaint)


class Form(QWidget):
    """Editors for the fields of a kind; knows what has been changed and what is wrong."""

    edited = Signal()

    def __init__(
        self,
        theme: Theme,
        kind: str,
        said: Mapping[str, object],
        *,
        called: Mapping[str, str] | None = None,
        notes: Mapping[str, str] | None = None,
        only: Collection[str] = (),
    ) -> None:
        """Show the fields of a kind.

        Args:
            theme: Where colours and sizes come from.
            kind: One of `EntryKind`.
            said: The values the entry has now, by field name.
            called: What entries it links to are called, by id.
            notes: What to say about a field beside it, by field name.
            only: Names of the fields to show; all but the short name where none are given.
        """
        super().__init__()
        self._theme, self._called = theme, called or {}
        self._rows: list[FormRow] = []
        self._waits: set[FormRow] = set()
        self._rest = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest.timeout.connect(self._complain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for field in FIELDS[kind]:
            if field.name in only or (not only and field.name != SLUG):
                row = FormRow(
                    field, self._editor(field, _(field.label)), (notes or {}).get(field.name, "")
                )
                row.show_value(said.get(field.name))
                row.editor.edited.connect(partial(self._edited, row))
                row.editor.reshaped.connect(self._order_tabs)
                layout.addWidget(row)
                self._rows.append(row)
        self._order_tabs()

    def row(self, name: str) -> FormRow:
        """Return the row of a field."""
        return next(row for row in self._rows if row.field.name == name)

    @property
    def dirty(self) -> bool:
        """Whether something would be lost if the form went away."""
        return any(row.changed for row in self._rows)

    def changed_labels(self) -> list[str]:
        """Return what the changed fields are called."""
        return [_(row.field.label) for row in self._rows if row.changed]

    def changes(self) -> dict[str, object]:
        """Return the checked values of the changed fields; None clears a field.

        Raises:
            InvalidValueError: One of them does not fit its field.
        """
        return {row.field.name: row.checked() for row in self._rows if row.changed}

    def typed(self) -> dict[str, object]:
        """Return what is filled in in the changed fields, unchecked."""
        return {row.field.name: row.editor.value() for row in self._rows if row.changed}

    def fill_in(self, typed: Mapping[str, object]) -> None:
        """Fill in what was typed before, as if it were typed now; unknown fields are left out."""
        for row in self._rows:
            if row.field.name in typed:
                row.editor.show_value(typed[row.field.name])
        self.edited.emit()

    def complaints(self, *, new: bool) -> list[FormRow]:
        """Show every complaint, and return the rows that have one.

        Args:
            new: Ask for required fields too that nobody has touched.
        """
        wrong = []
        for row in self._rows:
            asked = row.changed or (new and row.field.required)
            complaint = row.complaint() if asked else ""
            row.say(complaint)
            if complaint:
                wrong.append(row)
        return wrong

    def offer(self, offers: Offers) -> None:
        """Take what the catalogue can offer."""
        for row in self._rows:
            row.editor.offer(offers)

    def take_keyboard(self, row: FormRow | None = None) -> None:
        """Take the keyboard to a row, the first one where none is given."""
        (row or self._rows[0]).editor.controls()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _order_tabs(self) -> None:
        controls = [control for row in self._rows for control in row.editor.controls()]
        for first, second in pairwise(controls):
            QWidget.setTabOrder(first, second)

    def _edited(self, row: FormRow) -> None:
        if not row.complaint() or not row.changed:
            row.say("")
            self._waits.discard(row)
        else:
            self._waits.add(row)
            self._rest.start()
        self.edited.emit()

    def _complain(self) -> None:
        for row in self._waits:
            row.say(row.complaint())
        self._waits.clear()

    def _editor(self, field: Field, name: str) -> FieldEditor:
        """Return what edits a field of this kind."""
        match field.kind:
            case FieldKind.LONG_TEXT:
                return LongTextEditor(field, name)
            case FieldKind.CHOICE | FieldKind.FLAG:
                return ChoiceEditor(self._theme, field, name)
            case FieldKind.CHOICES:
                return ChoicesEditor(self._theme, field, name)
            case FieldKind.PERIOD:
                return PeriodEditor(field, name)
            case FieldKind.RECORD:
                return RecordEditor(field, name, self._editor)
            case FieldKind.RECORDS:
                return RowsEditor(field, name, self._editor)
            case FieldKind.TEXTS if field.address:
                return RowsEditor(field, name, self._editor)
            case FieldKind.TEXTS | FieldKind.NUMBERS | FieldKind.ENTRY | FieldKind.ENTRIES:
                return PickEditor(self._theme, field, name, self._called)
        return LineEditor(field, name)
