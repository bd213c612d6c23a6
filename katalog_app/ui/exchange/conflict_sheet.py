"""One conflict: its values side by side, what was before, the proposal, and one's own words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from katalog_app.model import telling
from katalog_app.model.entries import ConflictingValue
from katalog_app.model.fields import DELETED
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.comparing import Compared
from katalog_app.ui.exchange.own_value import OwnValue, may_be_written
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.prose import MARGIN
from katalog_app.ui.widgets.text import Text, button, frame

if TYPE_CHECKING:
    from katalog_app.model.differences import Stretch
    from katalog_app.ui.exchange.laid import Laid

BESIDE = 300
"""A card narrower than this (pixels at 100 %) stands below the other instead."""


class ConflictSheet(QFrame):
    """Made anew for every conflict."""

    chosen = Signal(str)
    """The value of this change is to hold."""
    written = Signal(object)
    """This value is to hold: the proposal, or one's own."""
    put_off = Signal()
    next_wanted = Signal()
    previous_wanted = Signal()
    many_wanted = Signal()
    """Somebody wants to settle several by one rule."""

    def __init__(self, theme: Theme, found: Laid, number: int, total: int) -> None:
        """Show a conflict, `number` of `total`."""
        super().__init__()
        self._theme, self.conflict = theme, found.conflict
        self._number, self._total = number, total
        self.setProperty("role", "pane")
        self._choices: list[QPushButton] = []
        self._writing = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(8)
        self._add_heading(layout)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(10)
        for at, (value, text) in enumerate(
            zip(found.conflict.values, found.values, strict=True), 1
        ):
            self._cards.addWidget(self._card(at, value, text), 1)
        layout.addLayout(self._cards)
        self._add_before(layout, found.base)
        if found.proposal is not None:
            self._add_proposal(layout, found.proposal)
        self.own: OwnValue | None = None
        if may_be_written(found.conflict):
            self._add_own(layout)
        self._add_keys(layout)
        layout.addStretch(1)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first choice, or where somebody was writing."""
        if self._writing and self.own is not None:
            self.own.take_keyboard()
        else:
            self._choices[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_words_of(self, other: ConflictSheet) -> None:
        """Take over what is being written on another sheet of the same conflict."""
        if self.own is not None and other.own is not None:
            self.own.keep_words_of(other.own)
            self._writing = other.own.isAncestorOf(other.own.window().focusWidget())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards side by side where there is room."""
        super().resizeEvent(event)
        room = self._theme.px(BESIDE) * len(self._choices)
        beside = event.size().width() >= room
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._cards.direction() != way:
            self._cards.setDirection(way)

    def _add_heading(self, layout: QVBoxLayout) -> None:
        one = self.conflict
        words = _("Krock {number} av {total}").format(number=self._number, total=self._total)
        where = wording.dotted(
            phrases.named(one.kind, one.title), telling.field_name(one.kind, one.field)
        )
        layout.addWidget(Text(words, "label"))
        layout.addWidget(Text(where, "heading", selectable=True))
        reason = _(
            "Flera har ändrat samma fält utan att se varandras text. Alla finns kvar i historiken "
            "vad du än väljer."
        )
        if one.field == DELETED:
            reason = _("Någon har tagit bort posten medan någon annan har ändrat den.")
        layout.addWidget(Text(reason, "mute"))

    def _card(self, number: int, value: ConflictingValue, text: tuple[Stretch, ...]) -> QFrame:
        card = frame("quiet")
        author = wording.capital(wording.person(value.author)) or _("Någon utan namn")
        name = _("Värde {number}, {author}").format(number=number, author=author)
        card.setAccessibleName(name)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(4)
        who = Text(_("{number}. {author}").format(number=number, author=author), "strong")
        for label in (who, Text(phrases.moment(value.made_at), "mute")):
            label.setContentsMargins(MARGIN, 0, 0, 0)  # in line with the text below
            layout.addWidget(label)
        if text:
            layout.addWidget(Compared(self._theme, name, text))
        else:
            layout.addWidget(Text(_("(tomt)"), "mute"))
        layout.addStretch(1)
        choose = button(
            _("Välj det här ({number})").format(number=number),
            partial(self.chosen.emit, value.change),
            name=_("Välj värde {number}, {author}").format(number=number, author=author),
        )
        self._choices.append(choose)
        layout.addWidget(choose)
        return card

    def _add_before(self, layout: QVBoxLayout, base: str) -> None:
        if self.conflict.field == DELETED:
            return
        layout.addWidget(Text(_("Före ändringarna"), "label"))
        layout.addWidget(Text(base or _("(tomt)"), "mute", selectable=True))

    def _add_proposal(self, layout: QVBoxLayout, proposal: tuple[Stretch, ...]) -> None:
        layout.addWidget(Text(_("Förslag med båda ändringarna"), "label"))
        card = frame("quiet")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(Compared(self._theme, _("Förslag med båda ändringarna"), proposal))
        words = self.conflict.proposal or ""
        take = button(_("Ta förslaget (F)"), partial(self.written.emit, words), "primary")
        self._add_buttons(inside, take)
        layout.addWidget(card)

    def _add_own(self, layout: QVBoxLayout) -> None:
        self.own = OwnValue(self._theme, self.conflict)
        self.own.used.connect(self.written)
        self.own.left.connect(self._choices[0].setFocus)
        layout.addWidget(self.own)

    def _add_keys(self, layout: QVBoxLayout) -> None:
        later = button(_("Skjut upp (S)"), self.put_off.emit)
        before = button(_("Föregående (P)"), self.previous_wanted.emit)
        after = button(_("Nästa (N)"), self.next_wanted.emit)
        for one in (before, after):
            one.setEnabled(self._total > 1)
        many = button(_("Avgör flera på en gång…"), self.many_wanted.emit)
        several = [many] if self._total > 1 else []
        self._add_buttons(layout, later, before, after, *several)
        keys = [_("1–9 väljer ett kort")]
        if self.conflict.proposal is not None:
            keys.append(_("F tar förslaget"))
        if self.own is not None:
            keys += [_("E skriver ett eget"), _("Esc går tillbaka till korten")]
        keys += [_("S skjuter upp"), _("N visar nästa"), _("P visar den föregående")]
        layout.addWidget(Text(_("Tangenter: {keys}.").format(keys=", ".join(keys)), "mute"))

    def _add_buttons(self, layout: QVBoxLayout, *buttons: QWidget) -> None:
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        for one in buttons:
            flow.addWidget(one)
        layout.addWidget(place)
