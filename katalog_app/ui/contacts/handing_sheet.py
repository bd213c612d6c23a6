"""The sheet in which one chooses who takes over which projects, and sees what that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from katalog_app.model import telling, values
from katalog_app.model.fields import EntryKind
from katalog_app.services import directory, handing_over
from katalog_app.services.directory import Asked, Found
from katalog_app.services.handing_over import FIELD_OF, Held, Holder, Receiver
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.contacts import phrases
from katalog_app.ui.contacts.entry_sheet import EntrySheet
from katalog_app.ui.contacts.ticks import TickedRows
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

OFFERED = 30
"""Contacts offered at a time; words narrow them."""
OFFERS_HIGH, PROJECTS_HIGH = 132, 190
"""Heights of the lists (pixels at 100 %)."""
LONGEST_REASON = 500
"""Characters."""


@dataclass(frozen=True)
class Handing:
    """What somebody has chosen to hand over, and to whom."""

    projects: tuple[Held, ...]
    receiver: Receiver
    title: str
    """What the receiver is called."""
    reason: str


class HandingSheet(Question):
    """Who takes over, which projects, what is changed in each, and why."""

    wanted = Signal(Handing)
    """All is filled in."""

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget, holder: Holder) -> None:
        """Show the projects of one who hands over, all of them ticked."""
        words = _("Nu svarar {what} för projekten. Inget annat i dem ändras.")
        super().__init__(parent, _("Lämna över projekt"), words.format(what=holder.title))
        self._theme, self._workspace, self._holder = theme, workspace, holder
        self._receiver: Receiver | None = None
        self._title = ""
        self._kinds: dict[str, EntryKind] = {}
        self._held = {one.id: one for one in holder.projects}
        self.setObjectName("handing-over")
        self.line = TextLine()
        self.line.setAccessibleName(_("Sök den som tar över"))
        self.line.setPlaceholderText(_("Sök person eller funktion"))
        self._offers = RowModel(self)
        self.offers = RowList(theme, self._offers, _("Vem tar över?"))
        self.chosen = Text("", "strong")
        self.model = TickedRows(self, (_("lämnas över"), _("är kvar")))
        self.projects = RowList(theme, self.model, _("Projekt att lämna över"))
        self.reason = TextLine()
        self.reason.setAccessibleName(_("Skäl"))
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(_("till exempel: Anna har slutat"))
        self._told = self.foot_text("fault")
        self._does = self.add(button("", self._accept, "primary"))
        self.add(button(_("Avbryt"), self.reject))
        self.ask(*self._asked())
        order = (self.line, self.offers, *self._buttons, self.projects, self.reason, self._does)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)
        self._connect()
        self._show_projects([*self._held])
        self._look()

    def _asked(self) -> list[QWidget]:
        px = self._theme.px
        self.offers.setFixedHeight(px(OFFERS_HIGH))
        self.projects.setFixedHeight(px(PROJECTS_HIGH))
        news = QWidget()
        flow = FlowLayout(news, gap=6)
        person = partial(self._make, EntryKind.PERSON)
        function = partial(self._make, EntryKind.CONTACT)
        every, none = partial(self.model.choose, self._held), partial(self.model.choose, ())
        self._buttons = (
            button(_("Ny person…"), person),
            button(_("Ny funktion…"), function),
            button(_("Bocka i alla"), every, "link"),
            button(_("Bocka ur alla"), none, "link"),
        )
        for one in self._buttons[:2]:
            flow.addWidget(one)
        ticks = QWidget()
        flow = FlowLayout(ticks, gap=6)
        for one in self._buttons[2:]:
            flow.addWidget(one)
        reason = Text(_("Skäl (sparas med varje ändring, får vara tomt)"), "label")
        reason.setBuddy(self.reason)
        shown: list[QWidget] = [Text(_("Vem tar över?"), "label"), self.line, self.offers, news]
        shown += [self.chosen, Text(_("Projekt"), "label"), ticks, self.projects]
        return [*shown, reason, self.reason]

    def _connect(self) -> None:
        self.line.textChanged.connect(lambda _text: self._look())
        self.offers.chosen.connect(self._choose)
        self.offers.clicked.connect(lambda index: self._choose(self._offers.rows[index.row()].key))
        self.model.ticked.connect(self._tell)

    def open_with_keyboard(self) -> None:
        """Show the sheet with the keyboard where one searches."""
        self.open()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        asked = Asked(self.line.text(), limit=OFFERED)
        call = partial(directory.find, self._workspace.store, asked)
        self._workspace.jobs.run(call, self._offer, owner=self, newest="handing-offers")

    def _offer(self, found: Found) -> None:
        rows = []
        for card in found.cards:
            if card.entry_kind in FIELD_OF and card.id != self._holder.id:
                does = card.step.unit if card.entry_kind == EntryKind.PERSON else ""
                about = wording.dotted(does, card.municipality, card.step.email)
                self._kinds[card.id] = EntryKind(card.entry_kind)
                rows.append(
                    Row(
                        card.id,
                        card.title or _("(utan namn)"),
                        about,
                        phrases.kind_name(card.kind),
                        phrases.colour(card),
                    )
                )
        self._offers.show(rows)
        if self._receiver is not None and self._receiver.id:
            self.offers.blockSignals(True)
            self.offers.point_at(self._receiver.id)
            self.offers.blockSignals(False)

    def _choose(self, key: str) -> None:
        row = self._offers.row_of(key)
        if row is not None:
            self._take(Receiver(self._kinds[key], key), self._offers.rows[row].title)

    def _make(self, kind: EntryKind) -> None:
        sheet = EntrySheet(self._theme, self._workspace, self, kind, done=_("Använd"))
        sheet.accepted_values.connect(partial(self._take_new, kind))
        sheet.open_with_keyboard()

    def _take_new(self, kind: EntryKind, said: dict[str, Any]) -> None:
        title = _("{what} (ny)").format(what=values.title(kind, said))
        self.offers.clearSelection()
        self._take(Receiver(kind, "", said), title)

    def _take(self, receiver: Receiver, title: str) -> None:
        self._receiver, self._title = receiver, title
        self._told.hide()
        self._show_projects(self.model.chosen)

    def _show_projects(self, chosen: Sequence[str]) -> None:
        locked = [one.id for one in self._holder.projects if one.in_conflict]
        rows = [self._row(one) for one in self._holder.projects]
        self.model.show_choices(rows, chosen=chosen, locked=locked)

    def _row(self, one: Held) -> Row:
        if one.in_conflict:
            about = _("Två har skrivit olika om kontakten. Avgör krocken i Utbyte först.")
            return Row(one.id, one.title, about, _("krock"), "warn")
        return Row(one.id, one.title, self._changes(one))

    def _changes(self, one: Held) -> str:
        """Return what is changed in a project, field by field."""
        if self._receiver is None:
            return one.municipality
        said = []
        for name, value in handing_over.wanted_values(one, self._receiver).items():
            before = one.names.get(name) or _("ingen")
            after = self._title if value is not None else _("ingen")
            words = _("{field}: {before} → {after}")
            field = telling.field_name(EntryKind.PROJECT, name)
            said.append(words.format(field=field, before=before, after=after))
        return wording.dotted(*said)

    def _tell(self) -> None:
        count = len(self.model.chosen)
        words = ngettext("Lämna över {count} projekt", "Lämna över {count} projekt", count)
        self._does.setText(words.format(count=wording.number(count)))
        self._does.setAccessibleName(self._does.text())
        told = _("Tar över: {what}").format(what=self._title) if self._title else ""
        self.chosen.setText(told or _("Ingen är vald än."))

    def _accept(self) -> None:
        chosen = tuple(self._held[key] for key in self._held if self.model.is_ticked(key))
        if self._receiver is None:
            self._complain(_("Välj vem som tar över. Inget är ändrat än."), self.line)
        elif not chosen:
            self._complain(_("Bocka för minst ett projekt. Inget är ändrat än."), self.projects)
        else:
            title = values.title(self._receiver.kind, self._receiver.said) or self._title
            self.accept()
            self.wanted.emit(Handing(chosen, self._receiver, title, self.reason.text()))

    def _complain(self, text: str, control: QWidget) -> None:
        self._told.setText(text)
        self._told.show()
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroller.ensureWidgetVisible(control)
