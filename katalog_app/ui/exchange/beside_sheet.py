"""Two entries that may be the same, beside each other, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from katalog_app.model import telling
from katalog_app.model.differences import Mark, Stretch, stretches
from katalog_app.model.duplicates import Sign, Verdict
from katalog_app.model.entries import Entry
from katalog_app.model.fields import field_of
from katalog_app.services import joining
from katalog_app.services.joining import Beside, Compared, Take
from katalog_app.services.pairing import Suspects
from katalog_app.texts import N_, _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange.comparing import Compared as ComparedText
from katalog_app.ui.exchange.filter_box import FilterBox
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.prose import MARGIN
from katalog_app.ui.widgets.text import Text, button, frame

BESIDE = 520
"""A sheet narrower than this (pixels at 100 %) has the two below each other."""
LONGEST = 200
"""Letters of a value that are shown of what the entry becomes."""
SIGNS = {
    Sign.TITLE: N_("samma namn i samma kommun"),
    Sign.NEAR_TITLE: N_("nästan samma namn i samma kommun"),
    Sign.ADDRESS: N_("samma källa"),
    Sign.TEXT: N_("mycket lika text"),
    Sign.EMAIL: N_("samma e-postadress"),
}
VERDICTS = {
    Verdict.SAME: N_("samma sak"),
    Verdict.RELATED: N_("släkt"),
    Verdict.NOT_SAME: N_("inte samma sak"),
}


@dataclass(frozen=True)
class Laid:
    """Two entries with the words of each field that only one of them has."""

    suspects: Suspects
    beside: Beside
    differing: tuple[tuple[Compared, tuple[tuple[Stretch, ...], tuple[Stretch, ...]]], ...]
    equal: tuple[str, ...]
    """Names of the fields that say the same."""


def laid(suspects: Suspects, beside: Beside) -> Laid:
    """Return two entries with their differences; made in the background, for it takes time."""
    kind = suspects.kind
    differing = []
    for one in beside.fields:
        if one.equal:
            continue
        texts = [telling.readable(kind, one.field, value, beside.names) for value in one.values]
        both = stretches(*texts) if all(texts) else tuple(Stretch(t, Mark.SAME) for t in texts)
        left = tuple(s for s in both if s.mark is not Mark.ADDED)
        right = tuple(s for s in both if s.mark is not Mark.REMOVED)
        if not all(texts):
            left, right = ((Stretch(t, Mark.SAME),) if t else () for t in texts)
        differing.append((one, (left, right)))
    equal = tuple(telling.field_name(kind, one.field) for one in beside.fields if one.equal)
    return Laid(suspects, beside, tuple(differing), equal)


class BesideSheet(QFrame):
    """Made anew for every pair; first to decide, then, for two that are the same, to join them."""

    decided = Signal(object)
    """The verdict: related, or not the same."""
    joined = Signal(object, object, object)
    """The entry that stays, the one that goes, and what is taken of each field."""

    def __init__(self, theme: Theme, found: Laid) -> None:
        """Show a pair."""
        super().__init__()
        self.setProperty("role", "pane")
        self._theme, self.found = theme, found
        self._rows: list[QBoxLayout] = []
        self.takes: dict[str, FilterBox] = {}
        self.stays: list[QRadioButton] = []
        self.result = Text("")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(18, 16, 18, 16)
        self._layout.setSpacing(8)
        self._add_heading()
        self._choices = QWidget()
        self._add_choices()
        self._joining = QWidget()
        self._joining.hide()
        self._layout.addWidget(self._joining)
        self._add_fields()
        self._layout.addStretch(1)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first answer."""
        self.same.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two side by side where there is room."""
        super().resizeEvent(event)
        beside = event.size().width() >= self._theme.px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for row in self._rows:
            if row.direction() != way:
                row.setDirection(way)

    def _add_heading(self) -> None:
        suspects = self.found.suspects
        if suspects.decision is None:
            signs = wording.listed(*(_(SIGNS[one]) for one in suspects.signs))
            told = _("Kan vara samma sak: {signs}.").format(signs=signs)
        elif suspects.decision.disputed:
            told = _("Olika personer har sagt olika. Avgör det här eller under Krockar.")
        else:
            said = _(VERDICTS[suspects.decision.verdict])
            told = _("Någon har sagt: {verdict}. Du kan säga något annat.").format(verdict=said)
        self._layout.addWidget(Text(told, "label"))
        cards = self._row()
        for at, entry in enumerate(self.found.beside.entries):
            cards.addWidget(self._card(at, entry), 1)
        self._layout.addLayout(cards)

    def _row(self) -> QBoxLayout:
        made = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        made.setSpacing(10)
        self._rows.append(made)
        return made

    def _card(self, at: int, entry: Entry) -> QFrame:
        card = frame("quiet")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(2)
        layout.addWidget(Text(self.name(at), "strong", selectable=True))
        named = self.found.beside.named_by[at]
        told = ngettext("nämns av {count} post", "nämns av {count} poster", named)
        about = [entry.text("municipality"), told.format(count=named) if named else ""]
        if any(about):
            layout.addWidget(Text(wording.dotted(*about), "mute"))
        return card

    def name(self, at: int) -> str:
        """Return what one of the two is called, so that they can be told apart."""
        return _("{number}. {title}").format(
            number=at + 1, title=self.found.beside.entries[at].title or _("(utan namn)")
        )

    def _add_choices(self) -> None:
        flow = FlowLayout(self._choices, gap=6)
        self.same = button(_("Samma sak…"), self.begin_joining, "primary")
        related = button(_("Släkt, men inte samma"), partial(self.decided.emit, Verdict.RELATED))
        other = button(_("Inte samma sak"), partial(self.decided.emit, Verdict.NOT_SAME))
        for one in (self.same, related, other):
            flow.addWidget(one)
        self._layout.addWidget(self._choices)

    def _add_fields(self) -> None:
        for compared, texts in self.found.differing:
            name = telling.field_name(self.found.suspects.kind, compared.field)
            self._layout.addWidget(Text(name, "label"))
            row = self._row()
            for at, told in enumerate(texts):
                card = frame("quiet")
                inside = QHBoxLayout(card)
                inside.setContentsMargins(10, 6, 10, 6)
                number = Text(_("{number}.").format(number=at + 1), "mute")
                number.setContentsMargins(0, MARGIN, 0, 0)
                inside.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
                title = f"{name}, {self.name(at)}"
                shown = (
                    ComparedText(self._theme, title, told) if told else Text(_("(tomt)"), "mute")
                )
                if not told:
                    shown.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)  # as the text has
                inside.addWidget(shown)
                inside.addStretch(1)
                row.addWidget(card, 1)
            self._layout.addLayout(row)
        if self.found.equal:
            words = _("Lika i båda: {fields}.").format(fields=wording.listed(*self.found.equal))
            self._layout.addWidget(Text(words, "mute"))

    def begin_joining(self) -> None:
        """Ask which of the two stays, and what it takes over."""
        if self._joining.layout() is not None:
            return
        self._choices.hide()
        layout = QVBoxLayout(self._joining)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Text(_("Vilken ska vara kvar?"), "label"))
        group = QButtonGroup(self)
        sides = QWidget()
        beside = FlowLayout(sides, gap=6)
        most = self.found.beside.named_by
        for at in (0, 1):
            radio = QRadioButton(self.name(at).replace("&", "&&"))
            radio.setProperty("role", "tab")
            radio.setAccessibleName(_("Behåll {name}").format(name=self.name(at)))
            radio.setChecked(at == int(most[1] > most[0]))
            radio.toggled.connect(lambda on: self._offer_takes() if on else None)
            group.addButton(radio)
            self.stays.append(radio)
            beside.addWidget(radio)
        layout.addWidget(sides)
        layout.addWidget(Text(_("Vad ska gälla i fälten som skiljer sig?"), "label"))
        kind = self.found.suspects.kind
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        for compared, _texts in self.found.differing:
            if field_of(kind, compared.field) is not None and compared.field != "slug":
                box = FilterBox(self._theme, telling.field_name(kind, compared.field))
                box.chosen.connect(self._preview)
                self.takes[compared.field] = box
                flow.addWidget(box)
        layout.addWidget(place)
        self.result = Text("", selectable=True)
        layout.addWidget(self.result)
        layout.addWidget(
            Text(
                _(
                    "Allt som pekar på den andra pekar sedan på den som är kvar. Den andra tas "
                    "bort, med skälet att de är samma. Allt sparas som en enda ändring att ångra."
                ),
                "mute",
            )
        )
        answers = QWidget()
        line = FlowLayout(answers, gap=6)
        join = button(_("Slå ihop"), self._join, "primary")
        line.addWidget(join)
        line.addWidget(button(_("Avbryt"), self._leave_joining))
        layout.addWidget(answers)
        self._offer_takes()
        self._joining.show()
        next(one for one in self.stays if one.isChecked()).setFocus()

    def _leave_joining(self) -> None:
        old = self._joining
        self._joining = QWidget()
        self._joining.hide()
        self._layout.replaceWidget(old, self._joining)
        old.hide()
        old.deleteLater()
        self.takes, self.stays = {}, []
        self._choices.show()
        self.take_keyboard()

    def _sides(self) -> tuple[Entry, Entry]:
        """Return the entry that stays and the one that goes."""
        one, other = self.found.beside.entries
        return (other, one) if self.stays[1].isChecked() else (one, other)

    def _offer_takes(self) -> None:
        """Offer each field's values by the names of the two; the best guess is chosen."""
        kept, gone = self._sides()
        own = int(self.stays[1].isChecked())
        guess = joining.proposed(kept, gone)
        for name, box in self.takes.items():
            described = field_of(kept.kind, name)
            offered: list[tuple[str, str]] = [
                (_("värdet i {number}").format(number=own + 1), Take.OWN),
                (_("värdet i {number}").format(number=2 - own), Take.OTHER),
            ]
            both = kept.fields.get(name) is not None and gone.fields.get(name) is not None
            if described is not None and described.is_set and both:
                offered.append((_("allt ur båda"), Take.BOTH))
            box.offer(offered)
            box.choose(guess[name])
        self._preview()

    def _preview(self) -> None:
        """Show what the fields that differ would say."""
        kept, gone = self._sides()
        lines = []
        for name, box in self.takes.items():
            value = joining.value(kept, gone, name, Take(box.value))
            told = telling.readable(kept.kind, name, value, self.found.beside.names)
            shown = ", ".join(told.split("\n")) or _("(tomt)")
            short = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
            words = _("{field}: {value}")
            lines.append(words.format(field=telling.field_name(kept.kind, name), value=short))
        self.result.setText(_("Det blir:\n{lines}").format(lines="\n".join(lines)))
        self.result.setVisible(bool(lines))

    def _join(self) -> None:
        kept, gone = self._sides()
        takes = joining.proposed(kept, gone)
        for name, box in self.takes.items():
            takes[name] = Take(box.value)
        self.joined.emit(kept, gone, takes)
