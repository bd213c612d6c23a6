"""Editors made of editors: objects of several parts, and lists with one row for each element."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from katalog_app.model.fields import FieldKind
from katalog_app.texts import _
from katalog_app.ui.forms.field_editor import FieldEditor
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from katalog_app.model.fields import Field

    Make = Callable[[Field, str], FieldEditor]
    """Returns the editor of a field, called so."""


class RecordEditor(FieldEditor):
    """One object: an editor for each part, below each other or in one row."""

    def __init__(self, field: Field, name: str, make: Make, *, in_row: bool = False) -> None:
        """Make empty parts."""
        super().__init__(field, name)
        self._kept: dict[str, object] = {}
        self._parts: dict[str, FieldEditor] = {}
        layout = QHBoxLayout(self) if in_row else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6 if in_row else 2)
        for part in field.parts:
            editor = make(part, f"{_(part.label)}, {name}")
            editor.edited.connect(self.edited)
            editor.reshaped.connect(self.reshaped)
            if in_row:
                editor.hint(_(part.label))
            else:
                layout.addWidget(Text(_(part.label), "mute"))
            layout.addWidget(editor, 0 if part.kind is FieldKind.CHOICE else 1)
            self._parts[part.name] = editor

    @override
    def value(self) -> object:
        """Return the parts that hold something, and those this version does not know."""
        said = {name: editor.value() for name, editor in self._parts.items()}
        return {**self._kept, **{k: v for k, v in said.items() if v is not None}} or None

    @override
    def show_value(self, value: object) -> None:
        """Fill in the parts."""
        for _step in self.filling(value):
            pass

    @override
    def filling(self, value: object) -> Iterator[None]:
        """Fill in one part at a time."""
        said = value if isinstance(value, dict) else {}
        self._kept = {name: part for name, part in said.items() if name not in self._parts}
        for name, editor in self._parts.items():
            yield from editor.filling(said.get(name))

    @override
    def controls(self) -> list[QWidget]:
        """Return the controls of all parts."""
        return [control for part in self._parts.values() for control in part.controls()]

    @override
    def complaint(self) -> str:
        """Return the first complaint of a part."""
        return next(filter(None, (part.complaint() for part in self._parts.values())), "")


class RowsEditor(FieldEditor):
    """A list: one row for each element, and a button for one more."""

    def __init__(self, field: Field, name: str, make: Make) -> None:
        """Make an empty list."""
        super().__init__(field, name)
        self._make = make
        self._editors: dict[FieldEditor, QWidget] = {}
        """Each row's editor, with the button that removes it."""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        more = _("Lägg till rad i {field}").format(field=name)
        self.more = button(_("Lägg till rad"), self._add_row, name=more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._rows)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def value(self) -> object:
        """Return the rows that hold something."""
        said = [editor.value() for editor in self._editors]
        return [element for element in said if element is not None] or None

    @override
    def show_value(self, value: object) -> None:
        """Show one row for each element."""
        for _step in self.filling(value):
            pass

    @override
    def filling(self, value: object) -> Iterator[None]:
        """Show one row more at a time."""
        for editor in list(self._editors):
            self._take_away(editor)
        for element in value if isinstance(value, list) else ():
            self._append().show_value(element)
            yield

    @override
    def controls(self) -> list[QWidget]:
        """Return the controls of all rows, and the button for one more."""
        found: list[QWidget] = []
        for editor, remove in self._editors.items():
            found += [*editor.controls(), remove]
        return [*found, self.more]

    @override
    def complaint(self) -> str:
        """Return the first complaint of a row."""
        return next(filter(None, (editor.complaint() for editor in self._editors)), "")

    def _append(self) -> FieldEditor:
        number = len(self._editors) + 1
        name = _("{field}, rad {number}").format(field=self.name, number=number)
        editor = self._element(name)
        editor.edited.connect(self.edited)
        editor.reshaped.connect(self.reshaped)
        remove = button("✕", lambda: self._remove(editor), name=_("Ta bort {row}").format(row=name))
        remove.setToolTip(_("Ta bort raden"))
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(editor, 1)
        across.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(row)
        self._editors[editor] = remove
        self.reshaped.emit()
        return editor

    def _element(self, name: str) -> FieldEditor:
        if self.field.kind is FieldKind.RECORDS:
            return RecordEditor(self.field, name, self._make, in_row=True)
        return self._make(replace(self.field, kind=FieldKind.TEXT), name)

    def _add_row(self) -> None:
        editor = self._append()
        editor.controls()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, editor: FieldEditor) -> None:
        self._take_away(editor)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _take_away(self, editor: FieldEditor) -> None:
        del self._editors[editor]
        row = editor.parentWidget()
        if row is not None:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
