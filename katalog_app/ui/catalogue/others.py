"""What answers besides projects: parts of the framework, contacts, people, municipalities."""

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import Signal

from katalog_app.model.fields import EntryKind
from katalog_app.model.query import OTHERS, OtherHit
from katalog_app.texts import N_, _
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.chip import Chip
from katalog_app.ui.widgets.flow import FlowStrip
from katalog_app.ui.widgets.text import Text, button

KINDS = {
    EntryKind.NODE: N_("Ramverk"),
    EntryKind.CONTACT: N_("Kontakt"),
    EntryKind.PERSON: N_("Person"),
    EntryKind.MUNICIPALITY: N_("Kommun"),
}
NODES = {
    "vision": N_("Vision"),
    "vision-quality": N_("Visionens kvalitet"),
    "transformation": N_("Transformation"),
    "megatrend": N_("Megatrend"),
    "focal-point": N_("Brännpunkt"),
    "challenge": N_("Utmaning"),
    "steering-document": N_("Styrdokument"),
    "direction": N_("Inriktning"),
    "focus-area": N_("Fokusområde"),
    "priority": N_("Prioritering"),
    "global-goal": N_("Globalt mål"),
    "resident-expectation": N_("Invånarnas förväntan"),
    "resident-insight": N_("Insikt om invånarna"),
    "sustainability-dimension": N_("Hållbarhetsdimension"),
    "shared-question": N_("Gemensam fråga"),
    "regional-strategy": N_("Regional strategi"),
    "environmental-objective": N_("Miljömål"),
    "public-health-goal": N_("Folkhälsomål"),
}
"""What the kinds of nodes are called."""


def kind_of(kind: str, node_kind: str = "") -> str:
    """Return what an entry is, such as "Ramverk: Brännpunkt" or "Kontakt"."""
    called = next((_(name) for known, name in KINDS.items() if known == kind), "")
    if kind == EntryKind.NODE and node_kind in NODES:
        return _("{kind}: {node}").format(kind=called, node=_(NODES[node_kind]))
    return called


def in_turn(hits: Sequence[OtherHit]) -> list[OtherHit]:
    """Return the hits with the best of every kind first, then the second best of every kind."""
    by_kind: dict[str, list[OtherHit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    rounds = zip_longest(*by_kind.values())
    return [hit for some in rounds for hit in some if hit is not None]


class Others(FlowStrip):
    """A few chips, the best of each kind first; the rest are a button away."""

    opened = Signal(str)
    """One was chosen: its id."""

    def __init__(self, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__()
        self._theme = theme
        self._hits: list[OtherHit] = []
        self._chips: list[Chip] = []
        self._all = False
        self.setAccessibleName(_("Annat som passar"))
        self._heading = Text(_("ANNAT SOM PASSAR"), "group", name=_("Annat som passar"))
        self._heading.setWordWrap(False)
        self.flow.addWidget(self._heading)
        self._more = button("", self._show_all, "link")
        self.flow.addWidget(self._more)

    def show_hits(self, hits: Sequence[OtherHit]) -> None:
        """Show other records; chips that are there are used again."""
        ordered = in_turn(hits)
        if ordered != self._hits:
            self._hits, self._all = ordered, False
            self._show()

    def _show(self) -> None:
        shown = self._hits if self._all else self._hits[:OTHERS]
        while len(self._chips) < len(shown):
            self._add_chip(len(self._chips))
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < len(shown))
            if number < len(shown):
                hit = shown[number]
                text = f"{kind_of(hit.kind, hit.label)}: {hit.title}"
                chip.rename(text, _("Öppna {what}").format(what=text))
        hidden = len(self._hits) - len(shown)
        self._more.setVisible(hidden > 0)
        self._more.setText(_("Visa {count} till").format(count=hidden))
        self._more.setAccessibleName(self._more.text())
        self.setVisible(bool(shown))
        self.fit()

    def _add_chip(self, number: int) -> None:
        chip = Chip(self._theme, "")
        chip.clicked.connect(lambda _checked: self.opened.emit(self._hits[number].id))
        self._chips.append(chip)
        self.flow.insert(number + 1, chip)

    def _show_all(self) -> None:
        self._all = True
        first = len(self._hits[:OTHERS])
        self._show()
        self._chips[first].setFocus()
