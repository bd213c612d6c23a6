"""What one version did to one field, to read: struck through what went, underlined what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.model.differences import Mark
from katalog_app.texts import _
from katalog_app.ui.exchange.comparing import Compared as ComparedText
from katalog_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from katalog_app.ui.catalogue.field_history import Compared
    from katalog_app.ui.theme import Theme


class FieldDifference(QWidget):
    """The texts of a field with their differences marked, and what the marks mean."""

    def __init__(self, theme: Theme, label: str, compared: Compared) -> None:
        """Show what a version did to the field of this name."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Text(label, "label"))
        marks = {stretch.mark for part in compared.parts for stretch in part}
        told = ""
        if marks & {Mark.ADDED, Mark.REMOVED}:
            told = _("Understruket har kommit till, genomstruket är borttaget.")
        elif compared.is_first:
            told = _("Det finns ingen tidigare version att jämföra med.")
        elif marks:
            told = _("Samma text som i versionen före.")
        self.texts = []
        name = _("{field}, jämfört med versionen före").format(field=label)
        for part in compared.parts:
            text = ComparedText(theme, name, part)
            self.texts.append(text)
            layout.addWidget(text)
        if not any(compared.parts):
            layout.addWidget(Text(_("inget")))
        if told:
            layout.addWidget(Text(told, "mute"))
        layout.addStretch(1)
