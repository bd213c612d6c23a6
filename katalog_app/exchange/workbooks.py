"""Tables as Excel files: a sheet for each kind of entry, every cell text, nothing to be run."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import python_calamine
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from katalog_app.errors import BadCell, TableFault, TableRefusedError
from katalog_app.exchange import cells, grids, workbook_parts
from katalog_app.exchange.cells import Cell
from katalog_app.exchange.grids import TableRow
from katalog_app.exchange.workbook_parts import FoundCell, SheetParts
from katalog_app.model.fields import FIELDS, EntryKind, FieldKind, field_of
from katalog_app.texts import N_, _

SHEETS: dict[str, str] = {
    EntryKind.PROJECT: "Projekt",
    EntryKind.CONTACT: "Kontakter",
    EntryKind.PERSON: "Personer",
    EntryKind.MUNICIPALITY: "Kommuner",
    EntryKind.NODE: "Ramverk",
    EntryKind.LINK: "Samband",
    EntryKind.EVENT: "Händelser",
    EntryKind.SYNONYMS: "Synonymer",
}
"""What the sheet of each kind is called; the same in every language, since it is read again."""
OWN_HINTS = {
    "kind": N_("Vad raden är. Rör inte."),
    "deleted": N_("Skriv ja för att ta bort posten."),
    "conflicts": N_("Fält där två har skrivit olika. Läses inte: ett nytt värde avgör krocken."),
    "id": N_("Vilken post raden är. Rör inte. Tomt för en ny post."),
    "seen": N_(
        "Vad du såg när tabellen skrevs. Rör inte: så blir det en krock, och inget skrivs över, "
        "om någon annan har ändrat sedan dess."
    ),
}
"""What is said at the headings of columns that are no field's, as message ids."""
GUIDE, CHOICES = "Så fyller du i", "Val"
"""Sheets that hold no entries."""
_KINDS = {name.casefold(): kind for kind, name in SHEETS.items()} | {kind: kind for kind in FIELDS}
_BESIDE = {GUIDE.casefold(), CHOICES.casefold()}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
WIDTHS = {FieldKind.LONG_TEXT: 44, FieldKind.NUMBER: 9, FieldKind.FLAG: 9, FieldKind.DATE: 13}
"""Of columns (characters)."""
WIDE, WIDEST, OWN = 22, 44, 12
_NONCHARACTER = re.compile("[\ufffe\uffff]")
_ESCAPED = re.compile(r"_((?:x005F_)*)(xFFF[EF]_)")
"""XML holds no such character, and what it is written as could stand in a text."""


@dataclass(frozen=True)
class Formats:
    """How cells look; every one of them holds text."""

    text: Format
    heading: Format
    own: Format
    """Of what the program needs and nobody writes."""


@contextmanager
def opened(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """Give a workbook to write in, written over what is at `path` when all is well.

    Its rows wait in a folder of their own, which goes whatever happens.

    Raises:
        OSError: It cannot be written.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": folder})
        try:
            yield book
            book.close()
        except XlsxWriterException as error:
            raise OSError(str(error)[:200]) from None
        finally:
            for sheet in book.worksheets():  # of a workbook that was given up: its waiting rows
                if not sheet.row_data_fh_closed:
                    sheet.row_data_fh.close()


def formats(book: xlsxwriter.Workbook) -> Formats:
    """Return the looks of the cells of a workbook."""
    text = {"num_format": "@", "valign": "top"}
    return Formats(
        book.add_format(text),
        book.add_format({**text, "bold": True, "bottom": 1, "bg_color": "#E3ECEF"}),
        book.add_format({**text, "font_color": "#6B6B6B", "bg_color": "#EDEDED"}),
    )


def write(
    book: xlsxwriter.Workbook,
    looks: Formats,
    kind: str,
    headings: Sequence[str],
    lines: Iterable[Sequence[Cell | None]],
) -> None:
    """Write the sheet of one kind of entry.

    Raises:
        TableRefusedError: A sheet has no room for so many.
        OSError: It cannot be written.
    """
    sheet = book.add_worksheet(SHEETS[kind])
    sheet.freeze_panes(1, 2)
    columns = [one.partition(" (")[0] for one in headings]
    for at, name in enumerate(columns):
        own = name in grids.OWN_COLUMNS
        sheet.set_column(at, at, width(kind, name), looks.own if own else looks.text)
        described = field_of(kind, name)
        if described is not None:
            sheet.write_comment(0, at, described.label, {"x_scale": 1.2, "y_scale": 0.4})
        elif own:
            sheet.write_comment(0, at, _(OWN_HINTS[name]), {"x_scale": 1.6})
    keep_digits(sheet)
    for at, heading in enumerate(headings):
        sheet.write_string(0, at, heading, looks.heading)
    row = 0
    for row, line in enumerate(lines, 1):
        if row >= grids.MOST_ROWS:
            limit = grids.MOST_ROWS
            raise TableRefusedError(Path(), TableFault.TOO_LARGE, detail="rows", limit=limit)
        write_line(sheet, looks, row, columns, line)
    sheet.autofilter(0, 0, max(row, 1), len(headings) - 1)


def keep_digits(sheet: Worksheet) -> None:
    """Let Excel not warn of digits that are text, such as codes and telephone numbers."""
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def write_line(
    sheet: Worksheet,
    looks: Formats,
    row: int,
    columns: Sequence[str],
    line: Sequence[Cell | None],
) -> None:
    """Write one entry's cells; `columns` are their names, without the number of further ones."""
    for at, cell in enumerate(line):
        if isinstance(cell, int):
            sheet.write_number(row, at, cell)
        elif cell is not None:
            own = columns[at] in grids.OWN_COLUMNS
            sheet.write_string(row, at, _escaped(cell), looks.own if own else looks.text)


def width(kind: str, name: str) -> int:
    """Return how wide a column is to be (characters)."""
    described = field_of(kind, name)
    if described is None:
        return OWN
    longer = described.is_set or described.name == "title"
    return WIDTHS.get(described.kind, WIDEST if longer else WIDE)


def _escaped(text: str) -> str:
    if "xFFF" in text:
        text = _ESCAPED.sub(r"_x005F_\1\2", text)
    return text


def _unescaped(text: str) -> str:
    if "xFFF" not in text:
        return text
    return _ESCAPED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return f"_{match[1].removeprefix('x005F_')}{match[2]}"
    return "\ufffe" if match[2] == "xFFFE_" else "\uffff"


def read(path: Path, kind: str | None) -> list[TableRow]:
    """Return the rows of all sheets, in their order.

    Args:
        path: A workbook.
        kind: The kind of all rows; then only one sheet may be filled.

    Raises:
        TableRefusedError: It is damaged, larger than the limits, has sheets nobody knows or no
            rows at all, or cells with formulas, errors, or merged ones, each of them named.
        OSError: It cannot be read.
    """
    looked = workbook_parts.looked_through(path)
    filled = [one for one in looked if one.cells and one.name.casefold() not in _BESIDE]
    _refuse_sheets(path, filled, kind)
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            if book.sheet_names != [one.name for one in looked]:
                raise TableRefusedError(path, TableFault.DAMAGED)
            read_rows = [
                _Sheet(path, parts, kind).read(book.get_sheet_by_name(parts.name))
                for parts in filled
            ]
    except (python_calamine.CalamineError, ValueError) as error:
        raise TableRefusedError(path, TableFault.DAMAGED, detail=str(error)[:200]) from None
    bad = tuple(cell for _rows, wrong in read_rows for cell in wrong)
    if bad:
        raise TableRefusedError(path, TableFault.BAD_CELLS, bad)
    return [row for rows, _wrong in read_rows for row in rows]


def _refuse_sheets(path: Path, filled: Sequence[SheetParts], kind: str | None) -> None:
    if not filled:
        raise TableRefusedError(path, TableFault.EMPTY)
    if len(filled) == 1:
        return
    unknown = [one.name for one in filled if one.name.casefold() not in _KINDS]
    if unknown:
        raise TableRefusedError(path, TableFault.UNKNOWN_SHEET, detail=", ".join(unknown))
    if kind is not None:
        names = ", ".join(one.name for one in filled)
        raise TableRefusedError(path, TableFault.SEVERAL_SHEETS, detail=names)


class _Sheet:
    def __init__(self, path: Path, parts: SheetParts, kind: str | None) -> None:
        self._path, self._parts, self._kind = path, parts, kind
        self._headings: Sequence[object] = ()

    def read(self, sheet: python_calamine.CalamineSheet) -> tuple[list[TableRow], list[BadCell]]:
        """Return the rows, and the cells that no table may have."""
        name = self._parts.name
        kind_of_sheet = _KINDS.get(name.casefold())
        if self._parts.found:
            self._headings = next(self._lines(sheet), (0, ()))[1]
            return [], [self._bad(one) for one in self._parts.found]
        try:
            return list(grids.rows(self._lines(sheet), self._kind, name, kind_of_sheet)), []
        except grids.HeadingsError as error:
            if error.bad:
                return [], list(error.bad)
            raise TableRefusedError(self._path, TableFault.NOT_A_TABLE, detail=name) from None

    @staticmethod
    def _lines(sheet: python_calamine.CalamineSheet) -> Iterator[tuple[int, Sequence[object]]]:
        for number, line in enumerate(sheet.iter_rows(), 1):
            yield number, [_unescaped(one) if isinstance(one, str) else one for one in line]

    def _bad(self, found: FoundCell) -> BadCell:
        letter = grids.letter(found.column)
        told = self._headings[found.column] if found.column < len(self._headings) else ""
        column = cells.shown(told).strip() or letter
        where = (self._parts.name, f"{letter}{found.row}")
        return BadCell(found.row, column, found.fault, found.value, (), *where)
