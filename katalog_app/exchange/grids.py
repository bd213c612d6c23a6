"""Entries as lines of cells under a line of headings, as spreadsheets and csv files have them.

The headings are the names of the fields, which never change; coming back, what people call the
fields is known as well. What a cell has no room for goes on in columns named "what (2)" and so on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from katalog_app.errors import BadCell, InvalidValueError, ValueFault
from katalog_app.exchange import cells
from katalog_app.exchange.cells import Cell
from katalog_app.model.fields import (
    DELETED,
    FIELDS,
    NODE_KINDS,
    SLUG,
    EntryKind,
    Field,
    FieldKind,
    field_of,
)

SEEN = "seen"
CONFLICTS = "conflicts"
"""Written, never taken in: editing a field with what was seen settles its conflict by itself."""
OWN_COLUMNS = ("kind", DELETED, CONFLICTS, "id", SEEN)
"""Columns that are no field's, in their order; they stand last."""
YEARS = frozenset({"start_year", "end_year", "valid_from", "valid_to"})
MOST_ROWS = 1_048_576
"""Rows that a sheet has room for, the headings among them."""
ROOM = 32_767
"""What a spreadsheet's cell has room for (UTF-16 units)."""
ONE_UNIT = "\uffff"
"""The last character that is one UTF-16 unit."""
_FURTHER = re.compile(r"(.+) \((\d{1,4})\)\Z")
_DELETED = Field(DELETED, FieldKind.FLAG, DELETED)
_FROM_YEARS = frozenset({"period", "validity"})


@dataclass(frozen=True)
class TableRow:
    """One row of a table, as it was read."""

    number: int
    """As `BadCell.row` has it."""
    values: Mapping[str, object]
    """Values by the name of their column, as in a JSON table."""
    sheet: str = ""
    letters: Mapping[str, str] | None = None
    """The spreadsheet's letter of each column by its name; None for a JSON table."""
    bad: tuple[BadCell, ...] = ()
    """Cells that stand for no value."""
    headings: Mapping[str, str] | None = None
    """What stands above each column by its name; None for a JSON table."""

    def refuse(self, error: InvalidValueError) -> BadCell:
        """Return the cell of this row that a value stood in which does not fit."""
        letter = (self.letters or {}).get(error.field)
        if self.letters and letter is None and error.field in _FROM_YEARS:
            letter = next((self.letters[name] for name in YEARS if name in self.letters), "")
        address = f"{letter}{self.number}" if letter else ""
        column = (self.headings or {}).get(error.field, error.field)
        return BadCell(
            self.number, column, error.fault, error.value, error.allowed, self.sheet, address
        )


class HeadingsError(Exception):
    """The headings cannot be read: the cells that are wrong; none where nothing is a heading."""

    def __init__(self, *bad: BadCell) -> None:
        """Take the cells."""
        super().__init__()
        self.bad = bad


class Layout:
    """The columns of one kind of entry, and more of them where an entry has no room in those."""

    def __init__(self, kind: str, only: Sequence[str] | None = None) -> None:
        """Begin with one column for each field, or for each of these names."""
        names = only or [*(field.name for field in FIELDS[kind]), *OWN_COLUMNS]
        self.kind = kind
        self._only = None if only is None else frozenset(only)
        self.pieces = dict.fromkeys(names, 1)
        """How many columns each name has."""

    @property
    def headings(self) -> list[str]:
        """The headings, in order: further columns stand beside the first."""
        return [
            name if piece == 1 else f"{name} ({piece})"
            for name, count in self.pieces.items()
            for piece in range(1, count + 1)
        ]

    def cells(self, row: Mapping[str, object]) -> list[Cell | None] | None:
        """Return an entry's cells in order; None where it needs columns, which are added."""
        told = {
            name: _pieces(_written(self.kind, name, value))
            for name, value in row.items()
            if self._only is None or name in self._only
        }
        wider = False
        for name, pieces in told.items():
            if len(pieces) > self.pieces.get(name, 0):
                self.pieces[name] = len(pieces)
                wider = True
        if wider:
            return None
        return [
            pieces[at] if at < len(pieces) else None
            for name, count in self.pieces.items()
            for pieces in (told.get(name, []),)
            for at in range(count)
        ]


class WiderError(Exception):
    """The layout has got more columns while lines were made: all of them are to be made anew."""


def lines(layout: Layout, entries: Iterable[Mapping[str, object]]) -> Iterator[list[Cell | None]]:
    """Yield a line of cells for each entry.

    Raises:
        WiderError: At the end, where an entry needed more columns than the layout had.
    """
    wider = False
    for entry in entries:
        line = layout.cells(entry)
        wider = wider or line is None
        if line is not None and not wider:
            yield line
    if wider:
        raise WiderError


def _written(kind: str, name: str, value: object) -> Cell | None:
    if name == DELETED:
        return cells.YES if value else None
    if name in (SEEN, CONFLICTS) and isinstance(value, list):
        return (" " if name == SEEN else cells.BETWEEN).join(map(str, value)) or None
    return cells.written(field_of(kind, name), value)


def _pieces(cell: Cell | None) -> list[Cell | None]:
    """Return a text in as many pieces as it needs cells, each as long as a cell has room for."""
    if not isinstance(cell, str) or len(cell) <= ROOM // 2:
        return [] if cell is None else [cell]
    pieces: list[Cell | None] = []
    begin = taken = 0
    for at, character in enumerate(cell):
        size = 2 if character > ONE_UNIT else 1
        if taken + size > ROOM:
            pieces.append(cell[begin:at])
            begin, taken = at, 0
        taken += size
    return [*pieces, cell[begin:]]


def rows(
    lines: Iterable[tuple[int, Sequence[object]]],
    kind: str | None,
    sheet: str = "",
    kind_of_sheet: str | None = None,
) -> Iterator[TableRow]:
    """Return the rows below the first line that has any cell filled; empty ones are left out.

    Args:
        lines: Number and cells of each line, in order.
        kind: The kind of all rows; where not given, the row's own, else the sheet's.
        sheet: The sheet's name.
        kind_of_sheet: The kind its name stands for.

    Raises:
        HeadingsError: No heading is a field's, or one stands twice.
    """
    headings: _Headings | None = None
    for number, line in lines:
        if all(_is_blank(cell) for cell in line):
            continue
        if headings is None:
            headings = _Headings(number, line, kind, sheet, kind_of_sheet)
        else:
            yield headings.row(number, line)
    if headings is None:
        raise HeadingsError


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


class _Headings:
    """The first line of a table: what each column holds."""

    def __init__(
        self,
        number: int,
        line: Sequence[object],
        kind: str | None,
        sheet: str,
        kind_of_sheet: str | None,
    ) -> None:
        self._kind, self._sheet = kind, sheet
        self._otherwise = kind_of_sheet or EntryKind.PROJECT
        told = [_text(cell).strip() for cell in line]
        names = [_named(one, kind or self._otherwise, set(told)) for one in told]
        self._columns: dict[str, list[int]] = {}
        self.letters: dict[str, str] = {}
        self.headings: dict[str, str] = {}
        bad = []
        for at, (name, piece) in enumerate(names):
            if not name:
                continue
            places = self._columns.setdefault(name, [])
            if piece != len(places) + 1:
                fault = ValueFault.DOUBLE_COLUMN
                bad.append(BadCell(number, told[at], fault, told[at], (), sheet, f"{letter(at)}1"))
            places.append(at)
            self.letters.setdefault(name, letter(at))
            self.headings.setdefault(name, told[at].rstrip("* "))
        known = {field.name for field in FIELDS[kind or self._otherwise]}
        if bad or not self._columns.keys() & (known | {"id", SLUG} | YEARS | _every_name()):
            raise HeadingsError(*bad)
        self._width = len(told)
        self._named = {at for places in self._columns.values() for at in places}

    def row(self, number: int, line: Sequence[object]) -> TableRow:
        kind = self._kind_of(line)
        values: dict[str, object] = {}
        faulty: list[InvalidValueError] = []
        for name, places in self._columns.items():
            held = [line[at] for at in places if at < len(line) and not _is_empty(line[at])]
            cell = "".join(map(_text, held)) if len(held) > 1 else held[0] if held else None
            if name == "kind" and _is_blank(cell):
                continue
            try:
                if kind is None or not _is_blank(cell) or _may_be_cleared(kind, name):
                    values[name] = _read(kind, name, cell)
            except InvalidValueError as error:
                faulty.append(error)
        if kind is not None:
            values.setdefault("kind", kind)
        row = TableRow(number, values, self._sheet, self.letters, headings=self.headings)
        bad = [row.refuse(error) for error in faulty]
        bad += [
            BadCell(
                number,
                letter(at),
                ValueFault.NO_COLUMN,
                cells.shown(cell),
                (),
                self._sheet,
                f"{letter(at)}{number}",
            )
            for at, cell in enumerate(line)
            if at not in self._named and not _is_blank(cell)
        ]
        return replace(row, bad=tuple(bad))

    def _kind_of(self, line: Sequence[object]) -> str | None:
        """Return the kind of a row; None where its cell names none."""
        if self._kind:
            return self._kind
        places = self._columns.get("kind", [])
        said = _text(line[places[0]]).strip() if places and places[0] < len(line) else ""
        if not said:
            return self._otherwise
        if said in NODE_KINDS:
            return EntryKind.NODE
        return said if said in FIELDS else None


def _named(heading: str, kind: str, all_of_them: set[str]) -> tuple[str, int]:
    """Return the column that a heading stands for, and which of its pieces."""
    further = _FURTHER.match(heading)
    if further and further[1] in all_of_them:
        return _named(further[1], kind, set())[0], int(further[2])
    label = heading.rstrip("* ").casefold()
    for field in FIELDS[kind]:
        if label == field.label.casefold():
            return field.name, 1
    return heading, 1


def _every_name() -> frozenset[str]:
    return frozenset(field.name for fields in FIELDS.values() for field in fields)


def _may_be_cleared(kind: str, name: str) -> bool:
    return field_of(kind, name) is not None or name in (SEEN, DELETED)


def _is_empty(cell: object) -> bool:
    return cell is None or cell == ""


def _read(kind: str | None, name: str, cell: object) -> object:
    described = field_of(kind, name) if kind is not None else None
    if name == DELETED:
        return cells.read(_DELETED, cell)
    if described is not None:
        return cells.read(described, cell)
    return cells.number(cell) if name in YEARS else _text(cell) or None


def _text(cell: object) -> str:
    return "" if cell is None else cell if isinstance(cell, str) else cells.shown(cell)


def letter(at: int) -> str:
    """Return what spreadsheets call a column: "A" for 0, "AA" for 26."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
