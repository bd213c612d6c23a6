"""The first thing one sees: what the catalogue holds, and three searches to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from katalog_app.model.fields import EntryKind
from katalog_app.texts import N_, _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.chip import Chip
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from datetime import date

    from katalog_app.model.entries import CatalogueSummary

EXAMPLES = (N_("digital tvilling"), N_("ensamhet bland äldre"), N_("solceller"))
"""Searches that give something in the bundled edition, each about another trade."""


class FirstPage(QScrollArea):
    """Stands in the reading pane until something is typed, ticked or opened."""

    searched = Signal(str)
    family_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        """Show what needs no catalogue; the numbers come with `tell`."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setAccessibleName(_("Välkommen"))
        layout = QVBoxLayout(body)
        layout.setContentsMargins(24, 22, 20, 20)
        layout.setSpacing(8)
        layout.addWidget(Text(_("Vad har andra kommuner redan gjort?"), "title"))
        self._holds = Text("", "mute")
        layout.addWidget(self._holds)
        self._layout, self._mine = layout, layout.count()
        layout.addSpacing(14)
        layout.addWidget(Text(_("PROVA ATT SÖKA PÅ"), "group", name=_("Prova att söka på")))
        examples = QWidget()
        flow = FlowLayout(examples, gap=8)
        for words in EXAMPLES:
            chip = Chip(theme, _(words), name=_("Sök {word}").format(word=_(words)))
            chip.clicked.connect(lambda _checked, words=words: self.searched.emit(_(words)))
            flow.addWidget(chip)
        layout.addWidget(examples)
        layout.addSpacing(14)
        layout.addWidget(Text(_("ELLER BLÄDDRA"), "group", name=_("Eller bläddra")))
        self._all = button(_("Alla projekt"), self.all_wanted.emit, "link")
        self._family = button(_("Familjen Helsingborg"), self.family_wanted.emit, "link")
        layout.addWidget(self._all)
        layout.addWidget(self._family)
        layout.addStretch(1)
        self._edition = Text("", "mute")
        layout.addWidget(self._edition)
        self.setWidget(body)

    def show_mine(self, searches: QWidget) -> None:
        """Let the user's own searches stand before the examples."""
        self._layout.insertWidget(self._mine, searches)

    def tell(self, summary: CatalogueSummary) -> None:
        """Say what the catalogue holds, and from which edition."""
        projects = summary.counts.get(EntryKind.PROJECT, 0)
        places = summary.counts.get(EntryKind.MUNICIPALITY, 0)
        nodes = summary.counts.get(EntryKind.NODE, 0)
        self._holds.setText(
            _(
                "Här finns {projects} projekt från {places} kommuner, och {nodes} mål, visioner "
                "och utmaningar som projekten kan bidra till."
            ).format(projects=projects, places=places, nodes=nodes)
        )
        many = ngettext("Alla {count} projekt", "Alla {count} projekt", projects)
        self._all.setText(many.format(count=projects))
        self._family.setText(
            _("{count} projekt i Familjen Helsingborg").format(count=summary.family_projects)
        )
        self._family.setVisible(summary.family_projects > 0)
        self._all.setAccessibleName(self._all.text())
        self._family.setAccessibleName(self._family.text())
        self._edition.setText(_origin(summary.edition, summary.edition_date))


def _origin(edition: str, day: date | None) -> str:
    if not edition:
        return _("Katalogen har ingen utgåva än.")
    when = wording.long_date(day) if day else ""
    text = _("Uppgifterna kommer från utgåva {edition}").format(edition=edition)
    text += _(", {day}").format(day=when) if when else ""
    return text + ". " + _("Allt ligger i din dator och fungerar utan nät.")
