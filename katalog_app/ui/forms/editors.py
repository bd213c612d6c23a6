"""Which editor goes with which kind of field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from katalog_app.model.fields import IMAGES, FieldKind
from katalog_app.ui.forms.choosing import ChoiceEditor, ChoicesEditor
from katalog_app.ui.forms.images import ImagesEditor
from katalog_app.ui.forms.lines import LineEditor, PeriodEditor
from katalog_app.ui.forms.long_text import LongTextEditor
from katalog_app.ui.forms.picking import PickEditor
from katalog_app.ui.forms.rows import RecordEditor, RowsEditor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog_app.model.fields import Field
    from katalog_app.ui.forms.field_editor import FieldEditor
    from katalog_app.ui.theme import Theme


def editor_of(theme: Theme, called: Mapping[str, str], field: Field, name: str) -> FieldEditor:
    """Return what edits a field of this kind, with nothing filled in.

    Args:
        theme: Where colours and sizes come from.
        called: What entries already linked are called, by id.
        field: The field.
        name: What its controls are called by a screen reader.
    """
    parts = partial(editor_of, theme, called)
    match field.kind:
        case FieldKind.LONG_TEXT:
            return LongTextEditor(field, name)
        case FieldKind.CHOICE | FieldKind.FLAG:
            return ChoiceEditor(theme, field, name)
        case FieldKind.CHOICES:
            return ChoicesEditor(theme, field, name)
        case FieldKind.PERIOD:
            return PeriodEditor(field, name)
        case FieldKind.RECORD:
            return RecordEditor(field, name, parts)
        case FieldKind.RECORDS if field.name == IMAGES.name:
            return ImagesEditor(theme, field, name)
        case FieldKind.RECORDS:
            return RowsEditor(field, name, parts)
        case FieldKind.TEXTS if field.address:
            return RowsEditor(field, name, parts)
        case FieldKind.TEXTS | FieldKind.NUMBERS | FieldKind.ENTRY | FieldKind.ENTRIES:
            return PickEditor(theme, field, name, called)
    return LineEditor(field, name)
