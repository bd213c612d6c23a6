"""One field in a form: its label, its editor, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.errors import InvalidValueError, ValueFault
from katalog_app.messages import beside_field
from katalog_app.model import values
from katalog_app.texts import _
from katalog_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog_app.model.fields import Field
    from katalog_app.ui.forms.field_editor import FieldEditor


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
        self.advice: Text | None = None
        """A quiet word about how it is written; made when there is one."""

    def filling(self, value: object) -> Iterator[None]:
        """Fill in a value step by step; at the end of all, it is what counts as unchanged."""
        yield from self.editor.filling(value)
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
        self._describe()

    def advise(self, advice: str) -> None:
        """Show a quiet word about how it is written, or take it away."""
        if self.advice is None:
            if not advice:
                return
            self.advice = Text("", "mute")
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self.advice)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self._describe()

    def _describe(self) -> None:
        """Tell a screen reader what is wrong, else how it is written."""
        advice = self.advice.text() if self.advice is not None else ""
        for control in self.editor.controls():
            control.setAccessibleDescription(self.fault.text() or advice)
