"""Table files: read whole and checked before anything is believed, written beside and moved."""

import json
import os
from collections import Counter
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
        if not path.is_file():  # a pipe or a device could go on for ever
            raise TableRefusedError(path, TableFault.UNREADABLE)
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise TableRefusedError(path, TableFault.UNREADABLE, detail=error.strerror or "") from None
    if len(raw) > LARGEST:
        raise TableRefusedError(path, TableFault.TOO_LARGE, detail=str(LARGEST))
    try:
        rows: object = json.loads(
            raw.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_unique
        )
    except (ValueError, RecursionError) as error:
        raise TableRefusedError(path, TableFault.NOT_JSON, detail=str(error)[:200]) from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TableRefusedError(path, TableFault.NOT_A_TABLE)
    return rows


def write(path: Path, rows: Sequence[Mapping[str, object]], *, apart_from: Path) -> None:
    """Write rows as a JSON table, in place of an earlier file; a link is followed.

    Args:
        path: The file.
        rows: The rows, in order.
        apart_from: The data folder, where no table may be written over the catalogue.

    Raises:
        TableRefusedError: The file cannot be written, or its format is not built yet.
    """
    _refuse_other_formats(path)
    path = path.resolve()
    if apart_from.resolve() in path.parents or (path.exists() and not path.is_file()):
        raise TableRefusedError(path, TableFault.UNWRITABLE)
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
        doubled = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"{doubled!r} stands twice in one row")
    return row
