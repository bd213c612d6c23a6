"""The desk where conflicts are settled, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from katalog_app.db.store import Store
from katalog_app.model.fields import DELETED
from katalog_app.services import offering, settling
from katalog_app.services.settling import OpenConflict
from katalog_app.texts import _, ngettext
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.conflict_sheet import ConflictSheet
from katalog_app.ui.exchange.laid import Laid, laid
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.text import Text
from katalog_app.ui.workspace import Workspace

MOST_CARDS = 9
"""Values that have a number key."""


class ConflictDesk(Sheet):
    """One conflict on the desk; the rest wait in order, those put off last."""

    said = Signal(str)
    """What just happened, for the message bar."""
    counted = Signal(int)
    """So many conflicts are open."""
    many_wanted = Signal()
    """Somebody wants to settle several by one rule."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty desk; `begin` lays the first conflict on it."""
        super().__init__(_("Krockar att avgöra"))
        self._theme, self._workspace = theme, workspace
        self._open: list[OpenConflict] = []
        self._put_off: list[tuple[str, str]] = []
        self._at = 0
        self._busy = self._takes_keyboard = False
        self.sheet: ConflictSheet | None = None
        self._take_keys()
        theme.changed.connect(self._lay)

    def _take_keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            str(number): partial(self._choose, number) for number in range(1, MOST_CARDS + 1)
        }
        acts |= {
            "F": self._take_proposal,
            "E": self._write_own,
            "S": self.put_off,
            "N": self.go_on,
            "P": partial(self.go_on, -1),
        }
        for key, act in acts.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def begin(self) -> None:
        """Read which conflicts are open."""
        call = partial(settling.conflicts, self._workspace.store)
        self._workspace.jobs.run(call, self._take_list, owner=self, newest="exchange-conflicts")

    def take_keyboard(self) -> None:
        """Let the keys of the desk work, now or once a conflict lies on it."""
        self._takes_keyboard = True
        if self.sheet is not None:
            self.sheet.take_keyboard()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_list(self, found: list[OpenConflict]) -> None:
        self._busy = False
        now = self._current
        self._open = sorted(found, key=lambda one: _place(one) in self._put_off)
        self.counted.emit(len(found))
        places = [_place(one) for one in self._open]
        if now is not None and _place(now) in places:
            self._at = places.index(_place(now))
        self._at = min(self._at, max(len(self._open) - 1, 0))
        self._lay()

    @property
    def _current(self) -> OpenConflict | None:
        return self.sheet.conflict if self.sheet is not None else None

    def _lay(self) -> None:
        if not self._open:
            self.sheet = None
            self._show_empty()
            return
        call = partial(laid, self._open[self._at])
        self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-desk")

    def _show_empty(self) -> None:
        layout = self.fresh()
        layout.addWidget(Text(_("Inga krockar att avgöra"), "heading"))
        layout.addWidget(
            Text(
                _(
                    "En krock uppstår när två har ändrat samma fält utan att se varandras "
                    "ändring. Då visas den här, och båda ändringarna finns kvar i historiken."
                ),
                "mute",
            )
        )
        layout.addStretch(1)

    def _show(self, found: Laid) -> None:
        had_focus = self._takes_keyboard or self._holds_focus()
        sheet = ConflictSheet(self._theme, found, self._at + 1, len(self._open))
        sheet.chosen.connect(self._resolve_by_taking)
        sheet.written.connect(self._resolve_as_written)
        sheet.put_off.connect(self.put_off)
        sheet.many_wanted.connect(self.many_wanted)
        sheet.next_wanted.connect(self.go_on)
        sheet.previous_wanted.connect(partial(self.go_on, -1))
        before = self.sheet
        if before is not None and before.conflict == sheet.conflict:
            sheet.keep_words_of(before)
        self.sheet = sheet
        self.lay(sheet)
        self.ensureVisible(0, 0)
        if sheet.own is not None:
            call = partial(offering.offers, self._workspace.store, sheet.conflict.kind)
            self._workspace.jobs.run(call, sheet.own.offer, owner=sheet, newest="exchange-offers")
        if had_focus and self.isVisible():
            self._takes_keyboard = False
            sheet.take_keyboard()

    def _holds_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is self or self.isAncestorOf(focused)

    def _choose(self, number: int) -> None:
        if self.sheet is not None and number <= len(self.sheet.conflict.values):
            self._resolve_by_taking(self.sheet.conflict.values[number - 1].change)

    def _take_proposal(self) -> None:
        if self.sheet is not None and self.sheet.conflict.proposal is not None:
            self._resolve_as_written(self.sheet.conflict.proposal)

    def _write_own(self) -> None:
        if self.sheet is not None and self.sheet.own is not None:
            self.sheet.own.take_keyboard()

    def put_off(self) -> None:
        """Leave the conflict open, and lay it last."""
        now = self._current
        if now is None:
            return
        self._put_off = [one for one in self._put_off if one != _place(now)] + [_place(now)]
        self.said.emit(_("Krocken är uppskjuten. Den är fortfarande öppen."))
        self._open = [*(one for one in self._open if one is not now), now]
        self._at = min(self._at, len(self._open) - 1)
        self._takes_keyboard = True
        self._lay()

    def go_on(self, steps: int = 1) -> None:
        """Lay the next conflict on the desk, or the one before."""
        if self._open:
            self._at = (self._at + steps) % len(self._open)
            self._takes_keyboard = True
            self._lay()

    def _resolve_by_taking(self, change: str) -> None:
        now = self._current
        if now is not None and not self._busy:
            self._settle(partial(settling.resolve, take=change), now)

    def _resolve_as_written(self, value: object) -> None:
        now = self._current
        if now is not None and not self._busy and now.field != DELETED:
            self._settle(partial(settling.resolve, value=value), now)

    def _settle(self, resolve: partial[str], now: OpenConflict) -> None:
        self._takes_keyboard = True
        author = self._workspace.settings.author or None
        call = partial(_settled, resolve, self._workspace.store, now, author)
        self._workspace.jobs.run(call, self._was_settled, owner=self)

    def _was_settled(self, title: str) -> None:
        self._busy = True
        left = len(self._open) - 1
        words = ngettext(
            "Krocken i {title} är avgjord. {count} krock är kvar.",
            "Krocken i {title} är avgjord. {count} krockar är kvar.",
            left,
        )
        self.said.emit(words.format(title=title, count=left))
        self._workspace.changed.emit()


def _place(conflict: OpenConflict) -> tuple[str, str]:
    return conflict.id, conflict.field


def _settled(
    resolve: partial[str], store: Store, conflict: OpenConflict, author: str | None
) -> str:
    resolve(store, conflict.id, conflict.field, author=author)
    return phrases.named(conflict.kind, conflict.title)
