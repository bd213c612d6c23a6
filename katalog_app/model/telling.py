"""What the fields of entries and their values are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog_app.model import values, wording
from katalog_app.model.fields import DELETED, NOTE, field_of
from katalog_app.texts import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def field_name(kind: str, name: str) -> str:
    """Return what people call a field; its name where this version does not know it."""
    if name == DELETED:
        return _("Borttagning")
    if name == NOTE:
        return _("Skäl")
    described = field_of(kind, name)
    return _(described.label) if described else name


def readable(kind: str, name: str, value: object, names: Mapping[str, str]) -> str:
    """Return a field's value as text to read; "" for none.

    Args:
        kind: The kind of entry.
        name: The field.
        value: Its value.
        names: What entries named by id are called.
    """
    if name == DELETED:
        return _("Posten tas bort.") if value is True else _("Posten behålls.")
    if isinstance(value, list):
        return "\n".join(readable(kind, name, part, names) for part in value)
    if isinstance(value, str):
        return names.get(value, wording.value(value))
    described = field_of(kind, name)
    return values.plain(described, value) if described else str(value or "")
