"""The inbox: files dropped or chosen, what each would do, and what has been done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal

from katalog_app.services import holding, merging, receiving, watching
from katalog_app.services.watching import Found
from katalog_app.texts import _, ngettext
from katalog_app.ui.exchange import seen
from katalog_app.ui.exchange.inbox_frame import InboxFrame
from katalog_app.ui.exchange.items import Item, figures
from katalog_app.ui.exchange.laid import proposals
from katalog_app.ui.exchange.past import Past
from katalog_app.ui.exchange.seen import Choice, Seen, StoppedError
from katalog_app.ui.exchange.together import Together
from katalog_app.ui.exchange.working import Working
from katalog_app.ui.outside import Outside
from katalog_app.ui.theme import Theme
from katalog_app.ui.workspace import Workspace


class Inbox(InboxFrame):
    """The files on the left, the current one on the right."""

    said = Signal(str)
    """What just happened, for the message bar."""
    counted = Signal(int)
    """So many files wait for somebody to decide."""
    files_wanted = Signal()
    conflicts_wanted = Signal()
    receipt_kept = Signal()
    """A receipt has come for what was sent from here."""
    _progressed = Signal(str, int, int)  # key, done, total; from the thread that works

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make an empty inbox; `begin` fetches what was held back before."""
        super().__init__(theme, workspace)
        self._workspace = workspace
        self._items: dict[str, Item] = {}
        self.past = Past(workspace, self)
        self._working = Working(workspace, self)
        self._numbers = 0
        self._shown = ""
        self.together = Together(workspace, outside, self.summary, self._items)
        self.list.chosen.connect(self._show)
        self.pane.files_wanted.connect(self.files_wanted)
        self.pane.conflicts_wanted.connect(self.conflicts_wanted)
        self.pane.take_wanted.connect(self._take)
        self.pane.wait_wanted.connect(self._let_wait)
        self.pane.approve_wanted.connect(self._approve)
        self.pane.undo_wanted.connect(self._undo)
        self.pane.forget_wanted.connect(self._forget)
        self.pane.stop_wanted.connect(self._stop)
        self.pane.look_wanted.connect(self._look_at_entry)
        self._progressed.connect(self._tell_progress)
        self.pane.retry_wanted.connect(lambda key: self._look(self._items[key]))
        self.past.changed.connect(self._list)
        self.past.missed.connect(self._see_gone)
        self.together.said.connect(self.said)
        self.together.altered.connect(self._list)
        self.together.taken.connect(self._were_taken)
        self.summary.file_wanted.connect(self._open)
        self.summary.list_wanted.connect(lambda: self._open(""))
        self.summary.conflicts_wanted.connect(self.conflicts_wanted)
        self.watched.said.connect(self.said)
        self.watched.found.connect(self._receive_found)
        theme.changed.connect(self._dress)

    def begin(self) -> None:
        """Fetch the files held back and those taken in earlier."""
        self.pane.show_nothing()
        held = partial(seen.held, self._workspace.store)
        self._workspace.jobs.run(held, self._show_held, owner=self)
        self.past.read()
        self.watched.begin()

    def receive(self, paths: list[Path]) -> None:
        """Look at files; a file that is here already is looked at again."""
        for path in paths:
            known = next((i for i in self._items.values() if i.path == path and not i.busy), None)
            item = known or self._new(path)
            item.undone = False
            self._look(item)
        self._list()
        if len(paths) > 1:
            self.show_together()
        elif paths:
            last = next(item for item in self._items.values() if item.path == paths[0])
            self.list.point_at(last.key)
            self._show(last.key)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_together(self) -> None:
        """Show all files in a table, in place of the one that was shown."""
        super().show_together()
        self._shown = ""
        self.list.setCurrentIndex(QModelIndex())
        self.together.show()
        self.summary.take_keyboard()

    def _open(self, key: str) -> None:
        """Leave the table for the list, and a file in it."""
        self.show_one()
        if key:
            self.list.point_at(key)
        else:
            self.pane.show_nothing()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _receive_found(self, found: list[Found]) -> None:
        """Look at files of the watched folder; each is shown once it is clear that it is new."""
        for one in found:
            call = partial(seen.arrived, self._workspace.store, one)
            self._working.queue(call, partial(self._arrived, one), lambda: None)

    def _arrived(self, one: Found, found: Seen | None) -> None:
        here = {item.watched or item.sha256 for item in self._items.values()}
        if found is not None and one.sha256 not in here:
            item = self._new(one.path)
            item.seen, item.busy, item.watched = found, False, one.sha256
            self._tell_receipt(found)
            self._list()

    def _new(self, path: Path) -> Item:
        self._numbers += 1
        item = Item(f"file-{self._numbers}", path)
        self._items[item.key] = item
        return item

    def _look(self, item: Item) -> None:
        name = item.arrival.name if item.arrival else ""
        item.busy = True
        call = partial(seen.looked, self._workspace.store, item.path, name)
        self._working.queue(call, partial(self._looked, item), partial(self._failed, item))
        self._refresh(item.key)

    def _failed(self, item: Item) -> None:
        """Let go of a file whose work met a fault, so that it can be tried again."""
        item.busy = item.taking = False
        self._refresh(item.key)

    def _looked(self, item: Item, found: Seen) -> None:
        if item.key not in self._items:
            return
        item.seen, item.busy = found, False
        self._tell_receipt(found)
        self._drop_twins(item)
        self._refresh(item.key)

    def _tell_receipt(self, found: Seen) -> None:
        if found.arrival.acknowledged is not None:
            self.receipt_kept.emit()

    def _drop_twins(self, item: Item) -> None:
        """Let the same file stand once in the list: as the one looked at last."""
        same = item.arrival.sha256 if item.arrival else ""
        for other in list(self._items.values()):
            twin = other is not item and not other.busy and other.arrival is not None
            if same and twin and other.arrival and other.arrival.sha256 == same:
                del self._items[other.key]

    def _show_held(self, held: list[Seen]) -> None:
        here = {item.arrival.sha256 for item in self._items.values() if item.arrival}
        for found in held:
            if not found.arrival.sha256 or found.arrival.sha256 not in here:
                item = self._new(found.arrival.path)
                item.seen, item.busy = found, False
        self._list()

    def _see_gone(self) -> None:
        """Look again at files whose copies have had to go."""
        folder = self._workspace.store.folder / holding.QUARANTINE
        for item in list(self._items.values()):
            outcome = item.arrival.outcome if item.arrival else None
            if item.busy or outcome is None or not outcome.kept or item.sha256 not in self._missed:
                continue
            if item.path.parent == folder:
                del self._items[item.key]
                if self._shown == item.key:
                    self._show(f"gone-{item.sha256}")
            else:
                self._look(item)
        self._list()

    @property
    def _missed(self) -> set[str]:
        return {one.sha256 for one in self.past.gone.values()}

    def _take(self, key: str, choice: Choice) -> None:
        item = self._items[key]
        if item.arrival is None or item.busy:
            return
        self._begin_work(item, taking=True)
        call = partial(
            seen.taken,
            self._workspace.store,
            item.arrival,
            choice,
            self._workspace.settings.author or None,
            partial(self._report, item),
        )
        self._working.run(call, partial(self._was_taken, item), partial(self._failed, item))

    def _begin_work(self, item: Item, *, taking: bool) -> None:
        item.busy, item.taking = True, taking
        item.stop.clear()
        self._refresh(item.key)

    def _report(self, item: Item, done: int, total: int) -> None:
        """Tell how far it is, from the thread that works; stop there if the user wants it."""
        if item.stop.is_set():
            raise StoppedError
        self._progressed.emit(item.key, done, total)

    def _tell_progress(self, key: str, done: int, total: int) -> None:
        if key == self._shown:
            self.pane.show_progress(done, total)

    def _stop(self, key: str) -> None:
        self._items[key].stop.set()

    def _was_taken(self, item: Item, found: Seen | None) -> None:
        item.busy = item.taking = False
        if found is None:
            self.said.emit(_("Importen är avbruten. Katalogen är som förut."))
            self._refresh(item.key)
            return
        item.seen = found
        self._forget_author([found])
        self._after_merging(item.key)

    def _were_taken(self, done: list[Item]) -> None:
        """Let everybody read anew after several files."""
        self._forget_author([item.seen for item in done if item.seen is not None])
        self._after_merging("")

    def _forget_author(self, found: list[Seen]) -> None:
        """Let go of one's own name if files that were taken in have erased it."""
        for one in found:
            if one.arrival.outcome is not None:
                self._workspace.forget_erased(one.arrival.outcome.erased)

    def _after_merging(self, key: str) -> None:
        """Let everybody read anew, and look again at the files not taken in yet."""
        self._refresh(key)
        self._workspace.changed.emit()
        for item in self._items.values():
            arrival = item.arrival
            if item.key == key or item.busy or arrival is None:
                continue
            if item.is_open:
                self._look(item)

    def _look_at_entry(self, key: str, entry: str) -> None:
        item = self._items.get(key)
        if item is None or item.arrival is None or item.arrival.taken:
            return
        call = partial(proposals, self._workspace.store, item.arrival, entry)
        show = partial(self.pane.show_details, key)
        self._workspace.jobs.run(call, show, owner=self, newest="exchange-entry")

    def _dress(self) -> None:
        """Show the current file anew, in the colours and sizes that hold now."""
        if self._shown:
            self._show(self._shown)
        elif self.right.currentWidget() is self.pane:
            self.pane.show_nothing()

    def _let_wait(self, key: str) -> None:
        item = self._items[key]
        if item.seen is None or item.busy:
            return
        item.busy = True
        call = partial(seen.waiting, self._workspace.store, item.seen)
        self._working.run(call, partial(self._now_waits, item), partial(self._failed, item))

    def _now_waits(self, item: Item, found: Seen) -> None:
        item.seen, item.busy, item.path = found, False, found.arrival.path
        self._refresh(item.key)
        self.said.emit(_("Filen väntar. Inget ur den är med i katalogen."))

    def _approve(self, key: str, take_in: bool) -> None:
        item = self._items[key]
        if item.arrival is None or item.busy:
            return
        self._begin_work(item, taking=take_in)
        author = self._workspace.settings.author or None
        report = partial(self._report, item)
        call = partial(
            seen.approved, self._workspace.store, item.arrival, author, report, take_in=take_in
        )
        self._working.run(call, partial(self._approved, item), partial(self._failed, item))

    def _approved(self, item: Item, found: list[Seen] | None) -> None:
        item.busy = item.taking = False
        if found is None:
            words = _("Importen är avbruten. Avsändaren är godkänd, och filen går att ta in.")
            self.said.emit(words)
        by_hash = {one.arrival.sha256: one for one in found or ()}
        for other in self._items.values():
            if other.arrival and other.arrival.sha256 in by_hash:
                other.seen = by_hash[other.arrival.sha256]
        self._forget_author(found or [])
        self._after_merging(item.key if found else "")

    def _undo(self, key: str) -> None:
        item, earlier = self._items.get(key), self.past.earlier.get(key)
        number = earlier.number if earlier else None
        if item is not None and item.arrival is not None:
            number = item.arrival.number
        if number is None:
            return
        author = self._workspace.settings.author or None
        call = partial(merging.undo, self._workspace.store, number, author)
        self._workspace.jobs.run(call, partial(self._undone, key), owner=self)

    def _undone(self, key: str, made: int) -> None:
        if key in self._items:
            self._items[key].undone = True
        if made:
            words = ngettext(
                "Importen är ångrad med {count} ny ändring. Filens ändringar syns i historiken.",
                "Importen är ångrad med {count} nya ändringar. Filens ändringar syns i historiken.",
                made,
            )
            self.said.emit(words.format(count=made))
        else:
            self.said.emit(_("Det finns inget att ångra: katalogen säger redan det den sa förut."))
        self._after_merging(key)

    def _forget(self, key: str) -> None:
        """Take a file out of the list; its copy, if one is kept here, goes too."""
        item = self._items.pop(key, None)
        if item is not None and item.arrival is not None and item.arrival.kept is not None:
            call = partial(receiving.discard, self._workspace.store, item.arrival)
            self._workspace.jobs.run(call, lambda _nothing: None, owner=self)
        if item is not None and item.watched:
            call = partial(watching.leave, self._workspace.store, [item.watched])
            self._workspace.jobs.run(call, lambda _nothing: None, owner=self)
        if key in self.past.gone:
            self.past.forget_gone(key)
        self._list()
        self._shown = ""
        self.pane.show_nothing()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self, key: str) -> None:
        self._list()
        if key and key == self._shown:
            self._show(key)

    def _list(self) -> None:
        rows = [item.row() for item in self._items.values()]
        gone = self.past.gone_rows({item.sha256 for item in self._items.values()})
        rows += self.past.earlier_rows(
            {item.arrival.number for item in self._items.values() if item.arrival}
        )
        self.model.show([*gone, *rows])
        if self._shown:
            self.list.blockSignals(True)
            self.list.point_at(self._shown)
            self.list.blockSignals(False)
        self.all_files.setVisible(len(self._items) > 1)
        if self.right.currentWidget() is self.summary:
            self.together.show()
        self.counters.tell(figures(self._items.values()))
        self.counted.emit(len(gone) + sum(item.is_open for item in self._items.values()))

    def _show(self, key: str) -> None:
        self._shown = key
        self.show_one()
        if key in self.past.earlier:
            self.pane.show_earlier(key, self.past.earlier[key])
        elif key in self.past.gone:
            self.pane.show_gone(key, self.past.gone[key])
        elif key in self._items:
            item = self._items[key]
            if item.seen is None and not item.busy:
                self.pane.show_failed(key, item.name)
            elif item.seen is None or item.busy:
                self.pane.show_busy(key, item.name, taking=item.taking)
            else:
                also = [other.name for other in self._items.values() if _held_too(other, item)]
                self.pane.show_arrival(key, item.seen, undone=item.undone, also=also)


def _held_too(other: Item, item: Item) -> bool:
    """Return whether another file is held back, of the same signer as this one."""
    return other is not item and item.held_signer != "" and other.held_signer == item.held_signer
