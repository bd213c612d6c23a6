"""Table files: read whole and checked before anything is believed, written beside and moved."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from katalog_app.errors import TableFault, TableRefusedError

LARGEST = 512 * 1024 * 1024
"""Most bytes of a table file."""


def read(path: Path) -> list[dict[str, object]]:
    """Return the rows of a JSON table in order.

    Raises:
        TableRefusedError: The file is missing, too large, of another format or no array of objects.
    """
    _refuse_other_formats(path)
    try:
        if path.stat().st_size > LARGEST:
            raise TableRefusedError(path, TableFault.TOO_LARGE, detail=str(LARGEST))
        raw = path.read_bytes()
    except OSError as error:
        raise TableRefusedError(path, TableFault.UNREADABLE, detail=error.strerror or "") from None
    try:
        rows: object = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_unique
        )
    except (ValueError, RecursionError) as error:
        raise TableRefusedError(path, TableFault.NOT_JSON, detail=str(error)[:200]) from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TableRefusedError(path, TableFault.NOT_A_TABLE)
    return rows


def write(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows as a JSON table.

    Raises:
        TableRefusedError: The file cannot be written, or its format is not built yet.
    """
    _refuse_other_formats(path)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            with fresh.open("w", encoding="utf-8", newline="\n") as file:
                json.dump(rows, file, ensure_ascii=False, indent=1)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise TableRefusedError(path, TableFault.UNWRITABLE, detail=error.strerror or "") from None


def _refuse_other_formats(path: Path) -> None:
    if path.suffix.lower() in (".xlsx", ".csv"):
        raise TableRefusedError(path, TableFault.UNKNOWN_FORMAT, detail=path.suffix)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not allowed")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) != len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{doubled!r} stands twice in one row")
    return row
