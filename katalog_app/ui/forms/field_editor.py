"""What every editor of one field can do, whatever it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog_app.model.fields import Field
    from katalog_app.services.offering import Offers


class FieldEditor(QWidget):
    """Shows the value of one field and lets it be changed."""

    edited = Signal()
    """The user has changed something."""
    reshaped = Signal()
    """There are other controls than before."""

    def __init__(self, field: Field, name: str) -> None:
        """Take the field; `name` is what its controls are called by a screen reader."""
        super().__init__()
        self.field, self.name = field, name

    def value(self) -> object:
        """Return what is filled in, unchecked; None for nothing."""
        raise NotImplementedError

    def show_value(self, value: object) -> None:
        """Fill in a value, of whatever type; None for nothing."""
        raise NotImplementedError

    def filling(self, value: object) -> Iterator[None]:
        """Fill in a value step by step, each of a few ms; it is there at the end of all steps."""
        self.show_value(value)
        yield

    def controls(self) -> list[QWidget]:
        """Return what takes the keyboard, in order; never empty."""
        raise NotImplementedError

    def complaint(self) -> str:
        """Return what hinders that the value is read at all, "" for nothing."""
        return ""

    def hint(self, text: str) -> None:
        """Show within the editor what is meant, where there is no label beside it."""

    def select(self, start: int, end: int, quote: str) -> None:
        """Select from..to (characters) of the text, if that is what stands there."""

    def offer(self, offers: Offers) -> None:
        """Take what the catalogue can offer; what is filled in stays as it is."""
