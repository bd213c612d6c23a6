"""The list of hits as Qt wants it."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from katalog_app.model.query import Hit
from katalog_app.texts import N_, _
from katalog_app.ui import wording
from katalog_app.ui.overriding import override

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
"""Made once: it is asked for many times at every letter typed."""
LIKE = N_("Liknande träffar")
NEAREST = N_("Inget svarar på allt. Det här ligger närmast:")
"""Stand before hits that answer only in part: after others, and alone."""


class HitRole(IntEnum):
    """What can be asked of a row besides Qt's own roles."""

    HIT = Qt.ItemDataRole.UserRole + 1


class HitModel(QAbstractListModel):
    """The hits so far; more are fetched in pages as one scrolls."""

    more_wanted = Signal(int)
    """The view wants the hits from this offset on."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._rows: list[Hit | str] = []
        """The hits, and before the wider ones a text that says so."""
        self.divider: int | None = None
        """The row of that text."""
        self._more = False
        self._asked = False
        self.ticked: frozenset[str] | None = None
        """The ids of the hits that are ticked; None while nothing can be ticked."""

    @property
    def hits(self) -> list[Hit]:
        """The hits in order; not to be changed."""
        return self._hits

    def show(self, hits: tuple[Hit, ...], *, more: bool) -> None:
        """Show other hits; `more`: there are further ones to fetch.

        Rows that stay are changed in place, so the view keeps its layout and only paints those that
        are other than before.
        """
        rows: list[Hit | str] = list(hits)
        self.divider = next((row for row, hit in enumerate(hits) if hit.wider), None)
        if self.divider is not None:
            rows.insert(self.divider, _(LIKE) if self.divider else _(NEAREST))
        old, new = len(self._rows), len(rows)
        common = min(old, new)
        self._more, self._asked = more, False
        self._hits = list(hits)
        if new < old:
            self.beginRemoveRows(NOWHERE, new, old - 1)
            del self._rows[new:]
            self.endRemoveRows()
        changed = [row for row in range(common) if self._rows[row] != rows[row]]
        self._rows[:common] = rows[:common]
        for row in changed:  # one by one: of more than one a view paints all it shows
            self.dataChanged.emit(self.index(row), self.index(row))
        self._insert(rows[common:])

    def append(self, offset: int, hits: tuple[Hit, ...], *, more: bool) -> None:
        """Add the page fetched from `offset`; one that does not continue the list is dropped."""
        if offset != len(self._hits) or self.divider is not None:
            return
        self._more, self._asked = more, False
        self._hits.extend(hits)
        self._insert(hits)

    def row_of(self, entry_id: str) -> int | None:
        """Return the row of a project, None where it is not among the hits fetched."""
        rows = enumerate(self._rows)
        return next((row for row, hit in rows if isinstance(hit, Hit) and hit.id == entry_id), None)

    def hit_at(self, row: int) -> Hit | None:
        """Return the hit of a row, None where there is none."""
        hit = self._rows[row] if 0 <= row < len(self._rows) else None
        return hit if isinstance(hit, Hit) else None

    def row_near(self, row: int, step: int) -> int | None:
        """Return the row of the hit at a row, or of the next one in the direction of `step`."""
        row = min(max(row, 0), len(self._rows) - 1)
        if row != self.divider:
            return row if self._rows else None
        other = row + (1 if step > 0 or row == 0 else -1)
        return other if self.hit_at(other) is not None else None

    def tick(self, ids: frozenset[str] | None) -> None:
        """Show these as ticked; None to take the boxes away."""
        self.ticked = ids
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of hits fetched, and one more for the text before wider ones."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that the text before wider hits only stands there."""
        if not index.isValid() or index.row() == self.divider:
            return Qt.ItemFlag.NoItemFlags
        return ABLE if self.ticked is None else ABLE | Qt.ItemFlag.ItemIsUserCheckable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a hit, its title, or all of it in words for a screen reader."""
        if not index.isValid():
            return None
        hit = self._rows[index.row()]
        if isinstance(hit, str):
            texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return hit if role in texts else None
        match role:
            case HitRole.HIT:
                return hit
            case Qt.ItemDataRole.DisplayRole:
                return hit.title
            case Qt.ItemDataRole.AccessibleTextRole:
                ticked = self.ticked is not None and hit.id in self.ticked
                return f"{_('markerad')}, {spoken(hit)}" if ticked else spoken(hit)
            case Qt.ItemDataRole.CheckStateRole if self.ticked is not None:
                ticked = hit.id in self.ticked
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case _:
                return None

    @override
    def canFetchMore(self, parent: Index) -> bool:
        """Return whether there are further hits that nobody has asked for yet."""
        return not parent.isValid() and self._more and not self._asked

    @override
    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page; it arrives later by `append`."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(len(self._hits))

    def _insert(self, rows: Sequence[Hit | str]) -> None:
        if rows:
            first = len(self._rows)
            self.beginInsertRows(NOWHERE, first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()


def meta_line(hit: Hit) -> str:
    """Return municipality, years and status of a hit on one line."""
    status = "" if hit.status == "okänd" else wording.capital(wording.value(hit.status))
    return wording.dotted(hit.municipality, wording.period(hit.period), status)


def spoken(hit: Hit) -> str:
    """Return all that a card shows, in words."""
    parts = [hit.title, meta_line(hit), *map(wording.value, hit.transformations)]
    if hit.in_conflict:
        parts.append(_("i krock"))
    if hit.wider:
        parts.append(_("närliggande träff"))
    return ", ".join([*filter(None, parts), hit.snippet])
