"""What can be done with tables: export one, make a fill-in sheet, take one in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app import messages
from katalog_app.model.fields import FIELDS
from katalog_app.services.filling_in import Place
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.arrow_combo import ArrowCombo
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

APART = 10
"""Between what can be done (pixels at 100 %)."""


class TablesStart(QWidget):
    """Three things to do, each with what it is for."""

    export_wanted = Signal()
    sheet_wanted = Signal()
    table_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        """Make it with no municipality to choose yet."""
        super().__init__()
        self.kind, self.place = ArrowCombo(theme), ArrowCombo(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Text(_("Tabeller"), "heading"))
        self._add_export(layout)
        layout.addSpacing(theme.px(APART))
        self._add_fill_in(layout)
        layout.addSpacing(theme.px(APART))
        layout.addWidget(Text(_("Ta in en tabell"), "label"))
        layout.addWidget(
            Text(
                _(
                    "Släpp den i fönstret, eller välj den. Du får först se vad den gör. Är den "
                    "gammal blir det krockar att avgöra, och inget skrivs över."
                ),
                "mute",
            )
        )
        take = button(_("Ta in tabell…"), self.table_wanted.emit, "primary")
        layout.addWidget(in_a_row(take))
        layout.addStretch(1)

    def _add_export(self, layout: QVBoxLayout) -> None:
        layout.addWidget(Text(_("Exportera till Excel"), "label"))
        layout.addWidget(
            Text(
                _(
                    "Tabellen går att ändra i och ta in igen. Rör inte kolumnerna id och seen: "
                    "de säger vad du såg."
                ),
                "mute",
            )
        )
        self.kind.setAccessibleName(_("Vad som exporteras"))
        self.kind.addItem(_("Hela katalogen"), None)
        for kind in FIELDS:
            self.kind.addItem(wording.capital(messages.kind_name(kind)), kind)
        export = button(_("Exportera tabell…"), self.export_wanted.emit)
        layout.addWidget(in_a_row(self.kind, export))

    def _add_fill_in(self, layout: QVBoxLayout) -> None:
        layout.addWidget(Text(_("Ifyllnadsblad för den som saknar programmet"), "label"))
        layout.addWidget(
            Text(
                _(
                    "Ett Excel-blad med listor att välja i och en förklaring. Det tas in som "
                    "andra tabeller, och följer med ditt nästa bidrag."
                ),
                "mute",
            )
        )
        self.place.setAccessibleName(_("Kommunens projekt i bladet"))
        self.offer(())
        make = button(_("Gör ifyllnadsblad…"), self.sheet_wanted.emit)
        layout.addWidget(in_a_row(self.place, make))

    def offer(self, places: Sequence[Place]) -> None:
        """Offer these municipalities, and leave what is chosen."""
        chosen = self.place.currentData()
        self.place.clear()
        self.place.addItem(_("Tomt blad för nya projekt"), "")
        for one in places:
            words = _("{place} ({count})").format(place=one.name, count=one.projects)
            self.place.addItem(words, one.name)
        self.place.setCurrentIndex(max(self.place.findData(chosen), 0))


def in_a_row(*widgets: QWidget) -> QWidget:
    """Return widgets side by side, below each other where there is no room."""
    place = QWidget()
    flow = FlowLayout(place, gap=6)
    for widget in widgets:
        flow.addWidget(widget)
    return place
