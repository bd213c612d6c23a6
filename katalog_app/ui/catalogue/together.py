"""Changing several projects at once: tick, say what, look, save, and undo all as one."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from katalog_app.errors import KatalogError
from katalog_app.model.fields import EntryKind
from katalog_app.services import altering
from katalog_app.services.altering import Altered, Plan, Undone, Wish
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.authorship import Authorship
from katalog_app.ui.catalogue.alter_preview import AlterPreview
from katalog_app.ui.catalogue.alter_sheet import AlterSheet
from katalog_app.ui.catalogue.tick_bar import TickBar
from katalog_app.ui.catalogue.ticking import Ticking
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from katalog_app.db.store import Store
    from katalog_app.model.query import Query
    from katalog_app.services.offering import Offers
    from katalog_app.services.progressing import Report
    from katalog_app.ui.catalogue.browsing import Browsing
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.workspace import Workspace

ALL, LOOKING = "tick-all", "alter-look"
MOST = 100_000
"""More hits than a catalogue has."""


class StoppedError(Exception):
    """Ends the work where the user has said stop; nothing of it is kept."""


class Together(QObject):
    """Wires the boxes in the list to the sheets, and those to the catalogue."""

    _progressed = Signal(int, int)  # done, total; from the thread that works

    def __init__(
        self, theme: Theme, workspace: Workspace, browsing: Browsing, messages: MessageBar
    ) -> None:
        """Put the way in beside the order of the hits."""
        super().__init__(browsing)
        self._theme, self._workspace, self._browsing = theme, workspace, browsing
        self._messages = messages
        self._authorship = Authorship(theme, workspace, browsing)
        self._last: Mapping[str, str] = {}
        """The changes that undoing takes back, by project."""
        self._stop = threading.Event()
        self._busy = False
        self._sheet: AlterSheet | None = None
        self.ticking = Ticking(browsing.hits, browsing.hit_model)
        self.ticking.changed.connect(self._tell)
        self.begin: QPushButton = button(_("Markera flera"), self._begin, "link")
        self.begin.setToolTip(_("Markera flera projekt (Ctrl+mellanslag i listan)"))
        self.bar = TickBar()
        self.bar.alter_wanted.connect(self.choose)
        self.bar.all_wanted.connect(self._tick_all)
        self.bar.undo_wanted.connect(self.undo)
        self.bar.done.connect(self._end)
        self.bar.hide()
        browsing.bar.keep_last(self.begin)
        above = browsing.middle.layout()
        if isinstance(above, QBoxLayout):
            above.insertWidget(0, self.bar)
        QWidget.setTabOrder(browsing.facets, self.bar.alter)
        QWidget.setTabOrder(self.bar.leave, browsing.hits)

    def _begin(self) -> None:
        self.ticking.turn(on=True)
        self._browsing.panes.go_to_reading(there=False)
        self._browsing.hits.setFocus()

    def _end(self) -> None:
        self.ticking.turn(on=False)
        self._browsing.hits.setFocus()

    def _tell(self) -> None:
        self.bar.setVisible(self.ticking.on)
        self.begin.setVisible(not self.ticking.on)
        self.bar.tell(len(self.ticking.ids))
        self.bar.fit()

    def _tick_all(self) -> None:
        """Tick every hit, also those that are not fetched yet."""
        query = replace(
            self._browsing.searches.asking.query(), offset=0, limit=MOST, with_facets=False
        )
        call = partial(_all_ids, self._workspace.store, query)
        self._workspace.jobs.run(call, self._tick, owner=self, newest=ALL)

    def _tick(self, ids: tuple[str, ...]) -> None:
        if self.ticking.on:
            self.ticking.tick(ids)

    def choose(self) -> None:
        """Ask what the ticked projects are to say."""
        if not self.ticking.ids or self._busy:
            return
        if self._browsing.unsaved:
            self._messages.say(_("Spara eller avbryt det du skriver först."))
            return
        sheet = self._sheet = AlterSheet(self._theme, self._browsing, len(self.ticking.ids))
        sheet.wanted.connect(partial(self._look, sheet))
        self._workspace.jobs.run(
            partial(_offers, self._workspace.store), sheet.offer, owner=sheet, newest="alter-offers"
        )
        sheet.open()

    def _look(self, sheet: AlterSheet, wishes: list[Wish]) -> None:
        sheet.rest(resting=True)
        call = partial(altering.preview, self._workspace.store, self.ticking.ids, wishes)
        self._workspace.jobs.run(
            partial(_ended, call), partial(self._show, sheet), owner=sheet, newest=LOOKING
        )

    def _show(self, sheet: AlterSheet, found: Plan | Exception | None) -> None:
        sheet.rest(resting=False)
        if isinstance(found, Exception):
            self._fail(found)
        elif found is not None:
            preview = AlterPreview(self._theme, sheet, found)
            preview.wanted.connect(partial(self._ask_who, preview, found))
            preview.stop_wanted.connect(self._stop.set)
            self._progressed.connect(preview.tell_progress)
            preview.open()

    def _ask_who(self, preview: AlterPreview, plan: Plan, reason: str) -> None:
        self._authorship.ask(partial(self._save, preview, plan, reason))

    def _save(self, preview: AlterPreview, plan: Plan, reason: str) -> None:
        preview.rest()
        introduction = self._authorship.introduction()
        call = partial(
            _carried_out,
            self._workspace.store,
            introduction,
            plan,
            self._workspace.settings.author,
            reason,
            self._report,
        )
        self._work(partial(_ended, call), partial(self._saved, preview))

    def _work(self, call: Callable[[], object], then: Callable[..., None]) -> None:
        self._busy = True
        self._stop.clear()
        self._workspace.jobs.run(call, then, owner=self)

    def _report(self, done: int, total: int) -> None:
        """Tell how far it is, from the thread that works; stop there if the user wants it."""
        if self._stop.is_set():
            raise StoppedError
        self._progressed.emit(done, total)

    def _saved(self, preview: AlterPreview, done: Altered | Exception | None) -> None:
        self._busy = False
        there = isValid(preview)
        if not isinstance(done, Altered):
            if there:
                preview.wake()
            if done is None:
                self._messages.say(_("Avbrutet. Inget projekt är ändrat."))
            else:
                self._fail(done)
            return
        self._authorship.introduced()
        if there:
            preview.accept()
        if self._sheet is not None and isValid(self._sheet):
            self._sheet.accept()
        self._last = done.changes
        self.bar.offer_undo(bool(done.changes))
        self._workspace.changed.emit()
        self._tell_saved(done)

    def _tell_saved(self, done: Altered) -> None:
        count = len(done.changes)
        words = ngettext("{count} projekt är ändrat.", "{count} projekt är ändrade.", count)
        text = words.format(count=wording.number(count))
        if done.clashes:
            text += " " + _("I krock med vad någon annan skrev samtidigt: {titles}.").format(
                titles=wording.listed(*done.clashes)
            )
        if count:
            self._messages.offer(text, _("Ångra alla"), self.undo)
        else:
            self._messages.say(text)

    def undo(self) -> None:
        """Take back what was changed last, all of it."""
        if not self._last or self._busy:
            return
        author = self._workspace.settings.author
        call = partial(
            altering.undo, self._workspace.store, self._last, author, report=self._report
        )
        self._work(partial(_ended, call), self._undone)

    def _undone(self, done: Undone | Exception | None) -> None:
        self._busy = False
        if not isinstance(done, Undone):
            if isinstance(done, Exception):
                self._fail(done)
            return
        self._last = {}
        self.bar.offer_undo(can=False)
        self._workspace.changed.emit()
        count = len(done.changes)
        words = ngettext(
            "Ändringen är ångrad i {count} projekt.",
            "Ändringen är ångrad i {count} projekt.",
            count,
        )
        text = words.format(count=wording.number(count))
        if done.left:
            text += " " + _("Det som har ändrats igen sedan dess är kvar: {titles}.").format(
                titles=wording.listed(*done.left)
            )
        self._messages.say(text)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KatalogError):
            raise error
        self._workspace.failed.emit(error)


def _ended(call: Callable[[], object]) -> object:
    """Return what a call returns, None where it was stopped, and a fault as it is."""
    try:
        return call()
    except StoppedError:
        return None
    except Exception as error:  # noqa: BLE001 - told or raised again in the main thread
        return error


def _carried_out(
    store: Store,
    introduction: Callable[[Store], str] | None,
    plan: Plan,
    author: str,
    reason: str,
    report: Report,
) -> Altered:
    if introduction is not None:
        introduction(store)
    return altering.carry_out(store, plan, author, reason, report)


def _all_ids(store: Store, query: Query) -> tuple[str, ...]:
    from katalog_app.services import searching  # loaded long ago with the first answer

    return tuple(hit.id for hit in searching.find(store, query).hits if not hit.wider)


def _offers(store: Store) -> Offers:
    from katalog_app.services import offering  # not needed to start

    return offering.offers(store, EntryKind.PROJECT)
