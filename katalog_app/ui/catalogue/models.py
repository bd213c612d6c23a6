"""The list of hits as Qt wants it."""

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
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.overriding import override

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


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
        self._more = False
        self._asked = False

    @property
    def hits(self) -> list[Hit]:
        """The hits in order; not to be changed."""
        return self._hits

    def show(self, hits: tuple[Hit, ...], *, more: bool) -> None:
        """Show other hits; `more`: there are further ones to fetch.

        Rows that stay are changed in place, so the view keeps its layout and does no more work
        than painting.
        """
        old, new = len(self._hits), len(hits)
        common = min(old, new)
        self._more, self._asked = more, False
        if new < old:
            self.beginRemoveRows(NOWHERE, new, old - 1)
            del self._hits[new:]
            self.endRemoveRows()
        self._hits[:common] = hits[:common]
        if common:
            self.dataChanged.emit(self.index(0), self.index(common - 1))
        self._insert(hits[common:])

    def append(self, offset: int, hits: tuple[Hit, ...], *, more: bool) -> None:
        """Add the page fetched from `offset`; one that does not continue the list is dropped."""
        if offset != len(self._hits):
            return
        self._more, self._asked = more, False
        self._insert(hits)

    def row_of(self, entry_id: str) -> int | None:
        """Return the row of a project, None where it is not among the hits fetched."""
        return next((row for row, hit in enumerate(self._hits) if hit.id == entry_id), None)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of hits fetched."""
        return 0 if parent.isValid() else len(self._hits)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a hit, its title, or all of it in words for a screen reader."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        match role:
            case HitRole.HIT:
                return hit
            case Qt.ItemDataRole.DisplayRole:
                return hit.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(hit)
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

    def _insert(self, hits: tuple[Hit, ...]) -> None:
        if hits:
            first = len(self._hits)
            self.beginInsertRows(NOWHERE, first, first + len(hits) - 1)
            self._hits.extend(hits)
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
