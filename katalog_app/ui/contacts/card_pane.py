"""One contact: the ways in, its projects, how sure it is, where it comes from, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from katalog_app.model.fields import EntryKind
from katalog_app.services import addresses
from katalog_app.services.directory import CardKind
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.contacts import phrases
from katalog_app.ui.contacts.code_view import CodeView
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button, clear

if TYPE_CHECKING:
    from katalog_app.ui.contacts.opened import OpenedCard
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme

SHOWN = 12
"""Projects shown at first; as many more each time one asks."""
SOURCES = 3
"""Sources shown."""


class CardPane(Sheet):
    """What is shown beside the list."""

    said = Signal(str)
    """What just happened, for the message bar."""
    project_wanted = Signal(str)
    """Open the project with this id in Katalog."""
    confirm_wanted = Signal()
    correct_wanted = Signal()
    hand_over_wanted = Signal()
    erase_wanted = Signal()
    card_wanted = Signal()
    """Save it as a vCard."""
    code_wanted = Signal()
    """Save the code as a picture."""

    def __init__(self, theme: Theme, outside: Outside) -> None:
        """Show nothing yet."""
        super().__init__(_("Kontakt"))
        self._theme, self._outside = theme, outside
        self._codes_shown = False
        self._titles = 0
        self.opened: OpenedCard | None = None
        """What is shown, None for nothing."""
        self.back: QPushButton | None = None
        self.show_nothing()

    def show_nothing(self, words: str = "") -> None:
        """Show that no contact is chosen, or other words."""
        self.opened = None
        layout = self.fresh()
        layout.addWidget(Text(words or _("Välj en kontakt i listan."), "mute"))
        layout.addStretch(1)

    def show_card(self, opened: OpenedCard) -> None:
        """Show a contact; the same one stays scrolled as it is."""
        same = self.opened is not None and self.opened.card.id == opened.card.id
        height = self.verticalScrollBar().value() if same else 0
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self.opened = opened
        if not same:
            self._titles = SHOWN
        layout = self.fresh()
        self._add_head(layout, opened)
        self._add_ways(layout, opened)
        self._add_projects(layout, opened)
        self._add_origin(layout, opened)
        layout.addStretch(1)
        self.verticalScrollBar().setValue(height)
        if had_keyboard:
            self.setFocus()

    def _add_head(self, layout: QVBoxLayout, opened: OpenedCard) -> None:
        card = opened.card
        kind = wording.capital(phrases.kind_name(card.kind))
        layout.addWidget(Text(wording.dotted(kind, card.municipality), "mute"))
        layout.addWidget(Text(card.title or _("(utan namn)"), "title", selectable=True))
        if card.kind is CardKind.PERSON and card.step.unit:
            layout.addWidget(Text(card.step.unit, selectable=True))
        today = date.today()
        by = wording.person(opened.confirmed_by)
        fresh = phrases.is_fresh(card.confirmed, today)
        role = "confirmed" if fresh else "banner"
        layout.addWidget(Text(phrases.freshness(card, by, today), role))
        if opened.is_erased:
            layout.addWidget(Text(_("Uppgifter är raderade enligt dataskydd."), "mute"))
        if opened.entry.conflicts:
            words = _("Två har skrivit olika om kontakten. Avgör krocken i Utbyte.")
            layout.addWidget(Text(words, "clash"))
        acts = [button(_("Stämmer fortfarande"), self.confirm_wanted.emit)]
        if opened.can_hand_over:
            name = _("Lämna över projekten till någon annan")
            acts.append(button(_("Lämna över…"), self.hand_over_wanted.emit, name=name))
        acts.append(button(_("Rätta…"), self.correct_wanted.emit, name=_("Rätta kontakten")))
        if card.entry_kind == EntryKind.MUNICIPALITY:
            acts.pop()  # a municipality is more than its contact centre
        self._add_row(layout, acts)

    def _add_ways(self, layout: QVBoxLayout, opened: OpenedCard) -> None:
        card, step = opened.card, opened.card.step
        self._heading(layout, _("Vägar in"))
        made: list[QWidget] = []
        if step.email:
            write = partial(self._open, f"mailto:{step.email}", step.email)
            name = _("Mejla {what}").format(what=step.email)
            made.append(button(_("Mejla"), write, "primary", name))
        if opened.tel:
            call = partial(self._open, opened.tel, step.phone)
            made.append(button(_("Ring"), call, name=_("Ring {what}").format(what=step.phone)))
        if step.website:
            host = wording.host(step.website)
            visit = partial(self._open, step.website, step.website)
            made.append(button(_("Webb"), visit, name=_("Öppna {what}").format(what=host)))
        save = _("Spara {what} som vCard").format(what=card.title)
        made.append(button(_("vCard…"), self.card_wanted.emit, name=save))
        show = button(_("QR-kod"), self._turn_code, name=_("Visa kontakten som QR-kod"))
        show.setCheckable(True)
        show.setChecked(self._codes_shown)
        made.append(show)
        self._add_row(layout, made)
        ways = (step.email, step.phone, wording.host(step.website) if step.website else "")
        for text in filter(None, ways):
            layout.addWidget(Text(text, selectable=True))
        if not step.reachable:
            layout.addWidget(Text(_("Varken adress, telefon eller webbplats är känd."), "mute"))
        if opened.hours:
            layout.addWidget(Text(wording.capital(opened.hours), "mute"))
        if self._codes_shown:
            self._add_code(layout, opened)

    def _add_code(self, layout: QVBoxLayout, opened: OpenedCard) -> None:
        if opened.code is None:
            words = _("Kontakten har för mycket text för en QR-kod. Spara den som vCard i stället.")
            layout.addWidget(Text(words, "mute"))
            return
        layout.addWidget(CodeView(self._theme, opened.code, opened.card.title))
        if not opened.code.is_whole:
            words = _("Öppettider och annat som inte får plats är utelämnat.")
            layout.addWidget(Text(words, "mute"))
        self._add_row(layout, [button(_("Spara QR-koden…"), self.code_wanted.emit)])

    def _add_projects(self, layout: QVBoxLayout, opened: OpenedCard) -> None:
        card = opened.card
        self._heading(layout, wording.capital(phrases.projects(card)))
        place = QWidget()
        inside = QVBoxLayout(place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        layout.addWidget(place)
        self._fill(place, opened)

    def _fill(self, place: QWidget, opened: OpenedCard) -> None:
        """Show the first projects, and a way to more of them."""
        inside = place.layout()
        assert inside is not None  # noqa: S101 - made with the widget
        projects = opened.card.projects
        for project in projects[: self._titles]:
            act = partial(self.project_wanted.emit, project.id)
            title = project.title or _("(utan namn)")
            name = _("Öppna projektet {what}").format(what=title)
            inside.addWidget(_wrapped(button(title, act, "link", name)))
        left = len(projects) - self._titles
        if left > 0:
            more = button(
                _("Visa fler ({count} kvar)").format(count=wording.number(left)),
                partial(self._show_more, place, opened),
                "link",
            )
            inside.addWidget(_wrapped(more))

    def _show_more(self, place: QWidget, opened: OpenedCard) -> None:
        before, self._titles = self._titles, self._titles + SHOWN
        clear(place)
        self._fill(place, opened)
        links = [one for one in place.findChildren(QPushButton) if not one.isHidden()]
        if before < len(links):
            links[before].setFocus()

    def _add_origin(self, layout: QVBoxLayout, opened: OpenedCard) -> None:
        self._heading(layout, _("Varför kontakten finns här"))
        layout.addWidget(Text(phrases.why(opened.card)))
        if opened.since is not None:
            day = wording.day(opened.since)
            by = wording.person(opened.by)
            told = _("Här sedan {day}, inskriven av {name}.") if by else _("Här sedan {day}.")
            layout.addWidget(Text(told.format(day=day, name=by), "mute"))
        sources = [one for one in opened.entry.texts("sources") if addresses.web_address(one)]
        links: list[QWidget] = []
        for address in sources[:SOURCES]:
            name = _("Öppna källan {what}").format(what=address)
            act = partial(self._open, address, address)
            links.append(button(wording.host(address), act, "link", name))
        if links:
            layout.addWidget(Text(_("Källor"), "label"))
            if len(sources) > SOURCES:
                rest = _("och {count} till").format(count=len(sources) - SOURCES)
                links.append(Text(rest, "mute"))
            self._add_row(layout, links)
        erase = button(_("Radera…"), self.erase_wanted.emit)
        erase.setAccessibleName(_("Radera personuppgifter för gott"))
        self._add_row(layout, [erase])

    def _heading(self, layout: QVBoxLayout, text: str) -> None:
        layout.addSpacing(8)
        layout.addWidget(Text(text.upper(), "group", name=text))

    def _add_row(self, layout: QVBoxLayout, widgets: Iterable[QWidget]) -> None:
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        for widget in widgets:
            flow.addWidget(widget)
        layout.addWidget(place)

    def _turn_code(self) -> None:
        self._codes_shown = not self._codes_shown
        if self.opened is not None:
            self.show_card(self.opened)

    def _open(self, address: str, copied: str) -> None:
        if not self._outside.open(address):
            self._outside.copy(copied)
            words = _("Inget program kunde öppna {what}. Det är kopierat.")
            self.said.emit(words.format(what=copied))


def _wrapped(link: QPushButton) -> QWidget:
    """Return a link in a line of its own, shortened by nothing but the width."""
    place = QWidget()
    FlowLayout(place).addWidget(link)
    return place
