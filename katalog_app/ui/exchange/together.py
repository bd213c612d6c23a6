"""Acts on all files of the inbox: taking in those ticked, refusing, receipts, the report."""

from __future__ import annotations

import threading
import time
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from katalog_app.db.store import Store
from katalog_app.messages import receipts
from katalog_app.services import acknowledging, batching, receiving
from katalog_app.services.acknowledging import Answers
from katalog_app.services.receiving import Arrival
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases, seen, summary_rows
from katalog_app.ui.exchange.files import folder_to_write_in, place_to_save
from katalog_app.ui.exchange.items import Item
from katalog_app.ui.exchange.seen import Seen, StoppedError
from katalog_app.ui.exchange.summary_pane import SummaryPane
from katalog_app.ui.exchange.working import Working
from katalog_app.ui.outside import Outside
from katalog_app.ui.workspace import Workspace


class Together(QObject):
    """Works on the items of an inbox, and shows them in a pane."""

    said = Signal(str)
    """What just happened, for the message bar."""
    taken = Signal(list)
    """Files were taken in: their items, which say so already."""
    altered = Signal()
    """The items say something else than before."""
    _each = Signal(int, object)  # place, Seen; from the thread that works
    _progressed = Signal(int, int)  # done, total changes; from the thread that works

    def __init__(
        self, workspace: Workspace, outside: Outside, pane: SummaryPane, items: dict[str, Item]
    ) -> None:
        """Take the pane, and the items by key as the inbox keeps them."""
        super().__init__(pane)
        self._workspace, self._outside, self._pane, self._items = workspace, outside, pane, items
        self._working = Working(workspace, self)
        self._stop = threading.Event()
        self._under_way: list[Item] = []
        self._at = 0
        pane.take_wanted.connect(self.take)
        pane.stop_wanted.connect(self._ask_to_stop)
        pane.decline_wanted.connect(self._decline)
        pane.receipts_wanted.connect(self._ask_where_to)
        pane.copy_wanted.connect(self._copy)
        pane.save_wanted.connect(self._ask_where_to_save)
        self._each.connect(self._show_one)
        self._progressed.connect(self._show_progress)

    def show(self) -> None:
        """Show the items as they are now."""
        rows = [summary_rows.row_of(item) for item in self._items.values()]
        self._pane.show_rows(rows, summary_rows.counted(self._items.values()))

    def take(self) -> None:
        """Take in the files that are ticked, one after another."""
        chosen = [self._items[key] for key in self._pane.model.chosen]
        arrivals = [item.arrival for item in chosen if item.arrival is not None]
        if not arrivals or self._under_way:
            return
        self._under_way, self._at = chosen, 0
        self._stop.clear()
        for item in chosen:
            item.busy = item.taking = True
        self._pane.begin_work()
        self.altered.emit()
        call = partial(
            _taken,
            self._workspace.store,
            arrivals,
            self._workspace.settings.author or None,
            self,
        )
        self._working.run(call, lambda _done: self._end(), self._end)

    def tell_one(self, at: int, arrival: Arrival) -> None:
        """Tell what became of a file, from the thread that works."""
        self._each.emit(at, seen.of(arrival))

    def tell_progress(self, done: int, total: int) -> None:
        """Tell how far it is, from the thread that works; stop within a file if asked to.

        Raises:
            StoppedError: Somebody has asked to stop; the file is left as it was.
        """
        if self._stop.is_set():
            raise StoppedError
        self._progressed.emit(done, total)

    @property
    def stopped(self) -> bool:
        """Whether somebody has asked to stop."""
        return self._stop.is_set()

    def _show_one(self, at: int, found: Seen) -> None:
        item = self._under_way[at]
        item.seen, item.busy, item.taking = found, False, False
        self._at = at + 1
        self.altered.emit()

    def _show_progress(self, done: int, total: int) -> None:
        if self._at < len(self._under_way) and not self._stop.is_set():
            name = self._under_way[self._at].name
            self._pane.show_progress(name, self._at, len(self._under_way), done, total)

    def _ask_to_stop(self) -> None:
        self._stop.set()
        self._pane.show_stopping()

    def _end(self) -> None:
        """Say what came of it; those not begun are as they were."""
        done, left = self._under_way[: self._at], self._under_way[self._at :]
        for item in left:
            item.busy = item.taking = False
        self._under_way = []
        self._pane.end_work()
        conflicts = sum(
            item.arrival.outcome.conflicts
            for item in done
            if item.arrival is not None and item.arrival.outcome is not None
        )
        self._pane.show_done(self._told(done, left), conflicts)
        self.taken.emit(done)

    @staticmethod
    def _told(done: list[Item], left: list[Item]) -> str:
        taken = [item for item in done if item.arrival is not None and item.arrival.taken]
        count = ngettext("{count} fil är intagen.", "{count} filer är intagna.", len(taken))
        parts = [count.format(count=len(taken))]
        if len(taken) < len(done):
            rest = len(done) - len(taken)
            words = ngettext(
                "{count} fil togs inte in: se raden.",
                "{count} filer togs inte in: se raderna.",
                rest,
            )
            parts.append(words.format(count=rest))
        if left:
            words = ngettext(
                "Avbrutet: {count} fil är som förut.",
                "Avbrutet: {count} filer är som förut.",
                len(left),
            )
            parts.append(words.format(count=len(left)))
        return " ".join(parts)

    def _decline(self, key: str, why: str) -> None:
        item = self._items.get(key)
        if item is None or item.arrival is None or item.busy:
            return
        item.busy = True

        def done(found: Seen) -> None:
            item.seen, item.busy = found, False
            self.altered.emit()
            self.said.emit(_("Filen är avvisad. Skälet står i kvittot, när du skapar ett."))

        def failed() -> None:
            item.busy = False
            self.altered.emit()

        call = partial(_declined, self._workspace.store, item.arrival, why)
        self._working.run(call, done, failed)

    def _ask_where_to(self) -> None:
        dialog = folder_to_write_in(self._pane, _("Mapp för kvittona"))
        dialog.fileSelected.connect(lambda chosen: self.write_receipts(Path(chosen)))
        dialog.open()

    def write_receipts(self, folder: Path) -> None:
        """Write one receipt for each sender of the files into a folder."""
        arrivals = [item.arrival for item in self._items.values() if item.arrival is not None]
        answered = [one for one in arrivals if one.acknowledged is None]
        call = partial(
            acknowledging.write,
            self._workspace.store,
            answered,
            folder,
            self._workspace.settings.author,
            date.today(),
        )
        self._working.run(call, partial(self._written, folder), lambda: None)

    def _written(self, folder: Path, answers: Answers) -> None:
        count = len(answers.written)
        words = ngettext(
            "{count} kvitto är skrivet i mappen {folder}. Skicka det till avsändaren.",
            "{count} kvitton är skrivna i mappen {folder}. Skicka dem till avsändarna.",
            count,
        )
        told = [words.format(count=count, folder=folder.name)]
        for one in answers.written:
            who = ", ".join(filter(None, (one.to, one.email)))
            told.append(wording.dotted(one.path.name, who, receipts.counted(one.counts)))
        if answers.unanswered:
            none = _("Utan kvitto, eftersom avsändaren inte går att läsa: {names}.")
            told.append(none.format(names=wording.listed(*answers.unanswered)))
        self._pane.show_done("\n".join(told), 0)
        if count and not self._outside.show_folder(folder):
            self.said.emit(
                _("Mappen kunde inte öppnas. Kvittona ligger i {folder}.").format(folder=folder)
            )

    def _heading(self) -> str:
        return _("Filer i inkorgen {moment}").format(moment=phrases.moment(int(time.time())))

    def _copy(self) -> None:
        self._outside.copy(summary_rows.as_text(self._heading(), self._pane.model.rows))
        self.said.emit(_("Sammanfattningen är kopierad."))

    def _ask_where_to_save(self) -> None:
        name = f"inkorg-{date.today().isoformat()}.html"
        dialog = place_to_save(self._pane, _("Spara sammanfattningen"), name)
        dialog.setNameFilters([_("Webbsida (*.html)"), _("Text (*.txt)")])
        dialog.setDefaultSuffix("html")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the report, as plain text where the name ends so."""
        make = summary_rows.as_text if path.suffix.lower() == ".txt" else summary_rows.as_html
        text = make(self._heading(), self._pane.model.rows)
        told = _("Sammanfattningen är sparad som {file}.").format(file=path.name)
        self._working.run(
            partial(batching.save, path, text), lambda _n: self.said.emit(told), lambda: None
        )


def _taken(store: Store, arrivals: list[Arrival], author: str | None, asker: Together) -> None:
    try:
        batching.take_all(
            store,
            arrivals,
            author,
            each=asker.tell_one,
            report=asker.tell_progress,
            stop=lambda: asker.stopped,
        )
    except StoppedError:
        return


def _declined(store: Store, arrival: Arrival, why: str) -> Seen:
    return seen.of(receiving.decline(store, arrival, why))
