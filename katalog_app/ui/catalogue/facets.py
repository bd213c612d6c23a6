"""What the list can be narrowed by: the groups, their values, counts and ticks, as a list."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from katalog_app.model.fields import EXPECTATIONS, STATUSES, TRANSFORMATIONS
from katalog_app.model.query import Facet
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.rows import changed_runs

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
FEW = 5
"""Values of a long group that are shown at first."""
LONG = 18
"""Labels with more characters are shown in full as a tooltip."""
WHOLE = {
    Facet.TRANSFORMATION: TRANSFORMATIONS,
    Facet.EXPECTATION: EXPECTATIONS,
    Facet.STATUS: STATUSES,
    Facet.FAMILY: ("true", "false"),
}
"""Short groups, always shown whole, so that nothing moves under the pointer."""


class RowKind(StrEnum):
    """What a row of the list is."""

    HEADING = "heading"
    VALUE = "value"
    MORE = "more"


@dataclass(frozen=True)
class FacetRow:
    """One row."""

    kind: RowKind
    facet: Facet
    label: str
    value: str = ""
    count: int = 0
    share: float = 0.0
    """Length of the bar: 1.0 for the largest of the group."""
    ticked: bool = False


class FacetRole(IntEnum):
    """What can be asked of a row besides Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1


Where = Mapping[Facet, frozenset[str]]
Labels = Callable[[Facet, str], str]


def facet_rows(
    counts: Mapping[Facet, Mapping[str, int]], where: Where, opened: Iterable[Facet], label: Labels
) -> list[FacetRow]:
    """Return the rows to show: every group with its heading, long ones shortened unless opened."""
    rows: list[FacetRow] = []
    whole = set(opened)
    for facet in wording.FACETS:
        found = dict(counts.get(facet, {}))
        ticked = where.get(facet, frozenset())
        for value in (*WHOLE.get(facet, ()), *ticked):
            found.setdefault(value, 0)
        if not any(found.values()) and not ticked and facet not in WHOLE:
            continue
        rows.append(FacetRow(RowKind.HEADING, facet, _(wording.FACETS[facet]).upper()))
        rows.extend(_values(facet, found, ticked, whole, label))
    return rows


def _values(
    facet: Facet, found: dict[str, int], ticked: frozenset[str], opened: set[Facet], label: Labels
) -> Iterable[FacetRow]:
    order = _order(facet, found)
    shown = order
    if facet not in WHOLE and facet not in opened and len(order) > FEW + 1:
        shown = [*order[:FEW], *(value for value in order[FEW:] if value in ticked)]
    elif facet in opened and facet not in (Facet.YEAR, *WHOLE):
        shown = sorted(order, key=lambda value: _by_name(facet, value, label(facet, value)))
    most = max(found.values(), default=0) or 1
    for value in shown:
        count = found[value]
        yield FacetRow(
            RowKind.VALUE,
            facet,
            label(facet, value),
            value,
            count,
            count / most,
            value in ticked,
        )
    if len(shown) < len(order):
        text = _("Visa alla ({count})").format(count=len(order))
        yield FacetRow(RowKind.MORE, facet, text)
    elif facet in opened and len(order) > FEW + 1:
        yield FacetRow(RowKind.MORE, facet, _("Visa färre"))


def _order(facet: Facet, found: Mapping[str, int]) -> list[str]:
    if facet is Facet.YEAR:
        return sorted(found, reverse=True)
    if facet in WHOLE:
        fixed = WHOLE[facet]
        return sorted(found, key=lambda v: (fixed.index(v) if v in fixed else len(fixed), v))
    return sorted(found, key=lambda value: (-found[value], value.casefold()))


def _by_name(facet: Facet, value: str, label: str) -> tuple[int, str]:
    number = int(value) if facet is Facet.GOAL and value.isdecimal() else 0
    folded = label.casefold()
    return number, folded.translate(str.maketrans("åäö", "{|}"))  # they come after z


class FacetModel(QAbstractListModel):
    """The rows; ticking one asks the page to change the question."""

    toggled = Signal(Facet, str)
    opened = Signal(Facet)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._rows: list[FacetRow] = []

    @property
    def rows(self) -> list[FacetRow]:
        """The rows in order; not to be changed."""
        return self._rows

    def show(self, rows: list[FacetRow]) -> None:
        """Show other rows, those that stay changed in place."""
        old, new = len(self._rows), len(rows)
        common = min(old, new)
        if new < old:
            self.beginRemoveRows(NOWHERE, new, old - 1)
            del self._rows[new:]
            self.endRemoveRows()
        runs = list(changed_runs(self._rows, rows))
        self._rows[:common] = rows[:common]
        for first, last in runs:
            self.dataChanged.emit(self.index(first), self.index(last))
        if new > old:
            self.beginInsertRows(NOWHERE, old, new - 1)
            self._rows.extend(rows[old:])
            self.endInsertRows()

    def row_of(self, kind: RowKind, facet: Facet, value: str) -> int | None:
        """Return where a row stands now, None where it does not."""
        wanted = (kind, facet, value)
        found = (
            i for i, row in enumerate(self._rows) if (row.kind, row.facet, row.value) == wanted
        )
        return next(found, None)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that headings only stand there, and that values can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        match self._rows[index.row()].kind:
            case RowKind.HEADING:
                return Qt.ItemFlag.ItemIsEnabled
            case RowKind.MORE:
                return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return able | Qt.ItemFlag.ItemIsUserCheckable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, its text, its tick, or all of it in words for a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case FacetRole.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.label
            case Qt.ItemDataRole.CheckStateRole if row.kind is RowKind.VALUE:
                return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole if len(row.label) > LONG:
                return row.label
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(row)
            case _:
                return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick: the page asks anew and shows other rows."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.press(index.row())
        return True

    def press(self, number: int) -> None:
        """Do what a row does when it is pressed: tick, untick, show all or fewer."""
        row = self._rows[number]
        if row.kind is RowKind.VALUE:
            self.toggled.emit(row.facet, row.value)
        elif row.kind is RowKind.MORE:
            self.opened.emit(row.facet)


def _spoken(row: FacetRow) -> str:
    name = _(wording.FACETS[row.facet])
    if row.kind is RowKind.HEADING:
        return name
    if row.kind is RowKind.MORE:
        return f"{name}: {row.label}"
    return _("{facet}: {value}, {count} projekt").format(
        facet=name, value=row.label, count=row.count
    )
