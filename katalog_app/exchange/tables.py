"""Table files: read whole and checked before anything is believed, written beside and moved.

A file is told by what stands in it (`file_kinds`): a JSON array, an Excel workbook (`workbooks`) or
csv (`csv_files`). All three give the same rows.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from katalog_app.errors import TableFault, TableRefusedError
from katalog_app.exchange import file_kinds
from katalog_app.exchange.file_kinds import FileKind
from katalog_app.exchange.grids import HeadingsError, Layout, TableRow, WiderError, lines, rows

LARGEST = 512 * 1024 * 1024
"""Most bytes of a table file."""


@dataclass(frozen=True)
class KindRows:
    """The entries of one kind that are to be written."""

    kind: str
    rows: Callable[[], Iterable[Mapping[str, object]]]
    """Gives them from the first one at every call."""


def read(path: Path, kind: str | None = None) -> list[TableRow]:
    """Return the rows of a table in order.

    Args:
        path: The file.
        kind: The kind of all rows, where it is given: its fields say how a cell is to be read.

    Raises:
        TableRefusedError: The file is missing, too large, of another kind than its name says, no
            table, or a workbook with cells that no table may have.
    """
    found = file_kinds.of_table(path)
    try:
        if path.stat().st_size > LARGEST:
            raise TableRefusedError(path, TableFault.TOO_LARGE, detail="bytes", limit=LARGEST)
        if found is FileKind.XLSX:
            from katalog_app.exchange import workbooks  # a table of another kind needs no calamine

            return workbooks.read(path, kind)
        raw = path.read_bytes()
    except OSError as error:
        raise TableRefusedError(path, TableFault.UNREADABLE, detail=error.strerror or "") from None
    if found is FileKind.TEXT:
        return _csv(path, raw, kind)
    return [TableRow(number, row) for number, row in enumerate(_objects(path, raw), 1)]


def _csv(path: Path, raw: bytes, kind: str | None) -> list[TableRow]:
    from katalog_app.exchange import csv_files

    read_lines = list(csv_files.lines(path, raw))
    if not any(any(line) for _number, line in read_lines):
        raise TableRefusedError(path, TableFault.EMPTY)
    try:
        return list(rows(read_lines, kind))
    except HeadingsError as error:
        fault = TableFault.BAD_CELLS if error.bad else TableFault.NOT_A_TABLE
        raise TableRefusedError(path, fault, error.bad) from None


def _objects(path: Path, raw: bytes) -> list[dict[str, object]]:
    try:
        found: object = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_unique
        )
    except (ValueError, RecursionError) as error:
        raise TableRefusedError(path, TableFault.NOT_JSON, detail=str(error)[:200]) from None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise TableRefusedError(path, TableFault.NOT_A_TABLE)
    return found


def write(path: Path, parts: Sequence[KindRows], *, apart_from: Path) -> None:
    """Write entries as a table, in place of an earlier file; a link is followed.

    Args:
        path: The file; the end of its name says whether JSON, xlsx or csv. Csv holds one kind.
        parts: The entries, each kind for itself, in order.
        apart_from: The data folder, where no table may be written over the catalogue.

    Raises:
        TableRefusedError: The file cannot be written, or has no room for this.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv" and len(parts) != 1:
        raise TableRefusedError(path, TableFault.ONE_KIND)
    writing = {".xlsx": _write_workbook, ".csv": _write_csv}.get(suffix, _write_json)
    with replaced(path, apart_from=apart_from) as fresh:
        writing(fresh, parts)


@contextmanager
def replaced(path: Path, *, apart_from: Path) -> Iterator[Path]:
    """Give the place of a file to write, which takes the place of `path` when all is well.

    Raises:
        TableRefusedError: It cannot be written; what stood there before is still there.
    """
    path = path.resolve()
    if apart_from.resolve() in path.parents or (path.exists() and not path.is_file()):
        raise TableRefusedError(path, TableFault.UNWRITABLE)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            yield fresh
            with fresh.open("rb+") as file:
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except TableRefusedError as error:
        raise TableRefusedError(path, error.fault, error.cells, error.detail, error.limit) from None
    except OSError as error:
        detail = error.strerror or str(error)
        raise TableRefusedError(path, TableFault.UNWRITABLE, detail=detail) from None


def _write_json(fresh: Path, parts: Sequence[KindRows]) -> None:
    found = [row for part in parts for row in part.rows()]
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(found, file, ensure_ascii=False, indent=1)
        file.write("\n")


def _write_csv(fresh: Path, parts: Sequence[KindRows]) -> None:
    from katalog_app.exchange import csv_files

    layout = Layout(parts[0].kind)
    _until_wide_enough(
        lambda: csv_files.write(fresh, layout.headings, lines(layout, parts[0].rows()))
    )


def _write_workbook(fresh: Path, parts: Sequence[KindRows]) -> None:
    from katalog_app.exchange import workbooks

    layouts = [Layout(part.kind) for part in parts]

    def written() -> None:
        with workbooks.opened(fresh) as book:
            looks = workbooks.formats(book)
            for part, layout in zip(parts, layouts, strict=True):
                found = lines(layout, part.rows())
                workbooks.write(book, looks, part.kind, layout.headings, found)

    _until_wide_enough(written)


def _until_wide_enough(write_once: Callable[[], None]) -> None:
    """Write until no entry needs more columns than its layout has: once, save for long texts."""
    while True:
        try:
            return write_once()
        except WiderError:
            continue


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not allowed")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) != len(pairs):
        doubled = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"{doubled!r} stands twice in one row")
    return row
