"""What a file is by what stands in it, whatever its name says."""

import zipfile
from enum import StrEnum
from pathlib import Path

from katalog_app.errors import TableFault, TableRefusedError

_HEAD = 4096
"""Bytes that are looked at, besides the directory of a zip."""


class FileKind(StrEnum):
    """Kinds of files that are told apart; the value is the fact in a fault."""

    JSON = "json"
    XLSX = "xlsx"
    TEXT = "text"
    """Text of any kind, perhaps csv."""
    KATALOG = "katalog"
    ODS = "ods"
    WORD = "word"
    ZIP = "zip"
    OLD_EXCEL = "old-excel"
    """Excel 97-2003, or any version protected by a password."""
    PDF = "pdf"
    OTHER = "other"


TABLES = {".json": FileKind.JSON, ".xlsx": FileKind.XLSX, ".csv": FileKind.TEXT}
"""What files of tables hold, by the end of their name."""


def of_table(path: Path) -> FileKind:
    """Return which kind of table a file is: JSON, XLSX or TEXT.

    Raises:
        TableRefusedError: It is none of them, another than its name says, or cannot be read.
    """
    named = TABLES.get(path.suffix.lower())
    try:
        if not path.is_file():  # a pipe or a device could go on for ever
            raise TableRefusedError(path, TableFault.UNREADABLE)
        found = _found(path)
    except OSError as error:
        raise TableRefusedError(path, TableFault.UNREADABLE, detail=error.strerror or "") from None
    if named is FileKind.JSON and found in (FileKind.TEXT, FileKind.OTHER):
        found = FileKind.JSON  # who reads it says where it is wrong
    if named is FileKind.TEXT and found is FileKind.OTHER:
        found = FileKind.TEXT  # perhaps in another encoding; the reader says so
    if found not in TABLES.values() or named not in (None, found):
        raise TableRefusedError(path, TableFault.OTHER_KIND, detail=found.value)
    return found


def _found(path: Path) -> FileKind:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for begins, kind in (
        (b"katalog ", FileKind.KATALOG),
        (b"%PDF", FileKind.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.OLD_EXCEL),
    ):
        if head.startswith(begins):
            return kind
    if head.startswith(b"PK"):
        return _zipped(path)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"[", b"{")):
        return FileKind.JSON
    return FileKind.OTHER if b"\x00" in head else FileKind.TEXT


def _zipped(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return FileKind.XLSX if path.suffix.lower() == ".xlsx" else FileKind.ZIP
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "word/document.xml" in names:
        return FileKind.WORD
    return FileKind.ODS if "content.xml" in names else FileKind.ZIP
