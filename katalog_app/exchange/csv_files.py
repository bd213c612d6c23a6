"""Tables as csv files: UTF-8 with a byte order mark and semicolons, as Swedish Excel wants them.

Excel runs a cell that begins with = + - @, a tab or a return, and drops zeros before a number. Such
a cell gets an apostrophe before it, which reading takes away again; one that begins with
apostrophes before such a text gets one more, so that every text comes back as it was.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from katalog_app.errors import TableFault, TableRefusedError
from katalog_app.exchange.cells import Cell
from katalog_app.exchange.grids import MOST_ROWS

LARGEST = 512 * 1024 * 1024
"""Most bytes of a csv file."""
SEPARATORS = ";\t,"
"""The first of them that stands in the headings parts the cells."""
_RISKY = re.compile(r"'*(?:[=+\-@\t\r]|0\d+\Z|\d{16,}\Z)")
"""What Excel would run or change."""


def neutral(text: str) -> str:
    """Return a text so that Excel shows it and does no more."""
    return f"'{text}" if _RISKY.match(text) else text


def plain(text: str) -> str:
    """Return the text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def write(path: Path, headings: Sequence[str], lines: Iterable[Sequence[Cell | None]]) -> None:
    """Write headings and lines over what is there.

    Raises:
        OSError: It cannot be written.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(map(neutral, headings))
        for line in lines:
            writer.writerow(["" if cell is None else _told(cell) for cell in line])


def _told(cell: Cell) -> str:
    return neutral(cell) if isinstance(cell, str) else str(cell)


def lines(path: Path, raw: bytes) -> Iterator[tuple[int, list[object]]]:
    """Yield number (1 for the headings) and cells of each line that has any.

    Raises:
        TableRefusedError: It is not UTF-8, has a cell that does not end, or too many rows.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise TableRefusedError(path, TableFault.NOT_UTF8, detail=str(row)) from None
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = next((one for one in SEPARATORS if one in first), SEPARATORS[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, line in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise TableRefusedError(path, TableFault.TOO_LARGE, detail="rows", limit=MOST_ROWS)
            yield number, [plain(cell) for cell in line]
    except csv.Error:
        raise TableRefusedError(path, TableFault.DAMAGED, detail=str(number + 1)) from None


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
