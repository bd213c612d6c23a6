"""The part Dubbletter: pairs that may be the same thing, and saying what they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app import messages
from katalog_app.db.store import Store
from katalog_app.model.duplicates import Pair, Verdict
from katalog_app.model.entries import Entry
from katalog_app.services import joining, pairing
from katalog_app.services.joining import Joined, Take
from katalog_app.services.pairing import Decision, Suspects
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import beside_sheet
from katalog_app.ui.exchange.beside_sheet import SIGNS, VERDICTS, BesideSheet, Laid
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.splitter import Splitter
from katalog_app.ui.widgets.text import Text, frame
from katalog_app.ui.widgets.tick_box import TickBox
from katalog_app.ui.workspace import Workspace

LEAST = (200, 120)
"""Least width and height of the list (pixels)."""


class DuplicatesPane(QWidget):
    """The pairs on the left, the current one beside each other on the right."""

    said = Signal(str)
    """What just happened, for the message bar."""
    undo_offered = Signal(str, object)
    """What just happened, and what takes it back."""
    counted = Signal(int)
    """So many pairs nobody has decided."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__()
        self._theme, self._workspace = theme, workspace
        self._found: dict[str, Suspects] = {}
        self._busy = self._takes_keyboard = False
        self.sheet: BesideSheet | None = None
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Poster som kan vara samma sak"))
        self.decided_too = TickBox(theme, _("Visa också avgjorda"), _("Visa också avgjorda"))
        self.pane = Sheet(_("Två poster bredvid varandra"))
        self._arrange()
        self.list.chosen.connect(self._look)
        self.decided_too.toggled.connect(lambda _on: self._fill())
        workspace.failed.connect(self._rest)

    def _rest(self) -> None:
        """Let somebody try again what could not be done."""
        self._busy = False

    def _arrange(self) -> None:
        left = frame("pane")
        left.setMinimumWidth(LEAST[0])
        inside = QVBoxLayout(left)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(Text(_("Kan vara samma sak"), "label"))
        inside.addWidget(self.list, 1)
        inside.addWidget(self.decided_too)
        self.list.setMinimumHeight(LEAST[1])
        panes = Splitter(self._workspace, "exchange-duplicates")
        panes.addWidget(_aligned(left))
        panes.addWidget(self.pane)
        panes.setStretchFactor(1, 1)
        panes.restore([360, 840])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)

    def begin(self) -> None:
        """Look for pairs."""
        call = partial(pairing.suspects, self._workspace.store)
        self._workspace.jobs.run(call, self._take, owner=self, newest="exchange-duplicates")

    def _take(self, found: list[Suspects]) -> None:
        self._found = {one.pair.id: one for one in found}
        self.counted.emit(sum(one.decision is None for one in found))
        self._fill()

    def _fill(self) -> None:
        index = self.list.currentIndex()
        before = index.row() if index.isValid() else 0
        every = self.decided_too.isChecked()
        rows = [_row(one) for one in self._found.values() if every or one.decision is None]
        self.model.show(rows)
        if not rows:
            self._show_nothing()
            return
        key = rows[min(before, len(rows) - 1)].key
        self.list.point_at(key)
        self._look(key)

    def _show_nothing(self) -> None:
        self.sheet = None
        layout = self.pane.fresh()
        layout.addWidget(Text(_("Inga dubbletter att avgöra"), "heading"))
        layout.addWidget(
            Text(
                _(
                    "Här visas poster som kan vara samma sak: de har samma eller nästan samma "
                    "namn, mycket lika texter eller samma e-postadress. Det du svarar följer med "
                    "dina filer, så att ingen annan behöver svara igen."
                ),
                "mute",
            )
        )
        layout.addStretch(1)

    def _look(self, key: str) -> None:
        one = self._found.get(key)
        if one is not None:
            call = partial(_laid, self._workspace.store, one)
            self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-beside")

    def _show(self, found: Laid) -> None:
        before = self.sheet
        if before is not None and before.found == found:
            return  # what is being chosen stays
        sheet = BesideSheet(self._theme, found)
        sheet.decided.connect(partial(self._decide, found))
        sheet.joined.connect(partial(self._join, found))
        self.sheet = sheet
        self.pane.lay(sheet)
        self.pane.ensureVisible(0, 0)
        if self._takes_keyboard:
            self._takes_keyboard = False
            sheet.take_keyboard()

    def _decide(self, found: Laid, verdict: Verdict) -> None:
        if self._busy:
            return
        self._busy = self._takes_keyboard = True
        pair, seen = found.suspects.pair, found.suspects.decision
        call = partial(_decided, self._workspace.store, pair, verdict, seen, self._author)
        self._workspace.jobs.run(call, self._was_decided, owner=self)

    @property
    def _author(self) -> str | None:
        return self._workspace.settings.author or None

    def _was_decided(self, done: tuple[Verdict, dict[str, frozenset[str]]]) -> None:
        self._busy = False
        verdict, changes = done
        told = _("Sparat: {verdict}. Det följer med dina filer, så att ingen annan behöver svara.")
        reason = _("Ångrade vad som sades om två poster.")
        undo = partial(pairing.take_back, self._workspace.store, changes, reason, self._author)
        said = told.format(verdict=_(VERDICTS[verdict]))
        self.undo_offered.emit(said, partial(self._undo, undo))
        self._workspace.changed.emit()

    def _join(self, found: Laid, kept: Entry, gone: Entry, takes: Mapping[str, Take]) -> None:
        if self._busy:
            return
        self._busy = self._takes_keyboard = True
        call = partial(
            joining.join,
            self._workspace.store,
            kept,
            gone,
            takes,
            seen=found.suspects.decision,
            author=self._author,
        )
        self._workspace.jobs.run(call, self._was_joined, owner=self)

    def _was_joined(self, done: Joined) -> None:
        self._busy = False
        told = [_("De två är nu en: {title}.").format(title=done.title)]
        if done.moved:
            words = ngettext(
                "{count} post pekar om till den.", "{count} poster pekar om till den.", done.moved
            )
            told.append(words.format(count=done.moved))
        if done.left:
            words = ngettext(
                "{count} post pekar kvar på den andra, eftersom fältet är i krock.",
                "{count} poster pekar kvar på den andra, eftersom fälten är i krock.",
                done.left,
            )
            told.append(words.format(count=done.left))
        undo = partial(joining.undo, self._workspace.store, done, self._author)
        self.undo_offered.emit(" ".join(told), partial(self._undo, undo))
        self._workspace.changed.emit()

    def _undo(self, undo: partial[int]) -> None:
        self._workspace.jobs.run(undo, self._was_undone, owner=self)

    def _was_undone(self, _count: int) -> None:
        self.said.emit(_("Ångrat: de två är som förut."))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._workspace.changed.emit()


def _aligned(pane: QWidget) -> QWidget:
    """Return a pane with the room around it that the other one leaves for its ring of focus."""
    place = QWidget()
    layout = QVBoxLayout(place)
    layout.setContentsMargins(2, 2, 2, 2)
    layout.addWidget(pane)
    return place


def _row(one: Suspects) -> Row:
    first, second = one.titles
    title = _("{first} – {second}").format(first=first, second=second)
    places = wording.dotted(*dict.fromkeys(place for place in one.places if place))
    why = wording.listed(*(_(SIGNS[sign]) for sign in one.signs))
    about = wording.dotted(wording.capital(messages.kind_name(one.kind)), places, why)
    if one.decision is None:
        return Row(one.pair.id, title, about)
    if one.decision.disputed:
        return Row(one.pair.id, title, about, _("krock"), "warn")
    return Row(one.pair.id, title, about, _(VERDICTS[one.decision.verdict]), "mute")


def _laid(store: Store, one: Suspects) -> Laid:
    return beside_sheet.laid(one, joining.beside(store, one.pair))


def _decided(
    store: Store, pair: Pair, verdict: Verdict, seen: Decision | None, author: str | None
) -> tuple[Verdict, dict[str, frozenset[str]]]:
    change = pairing.decide(store, pair, verdict, seen=seen, author=author)
    return verdict, {pair.id: frozenset({change})} if change else {}
