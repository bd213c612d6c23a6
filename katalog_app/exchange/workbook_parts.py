"""What is in an Excel file before anything reads it: sizes, formulas, merged cells and errors.

A workbook is a zip of XML. Every part is unpacked here piece by piece and counted, whatever its
directory says of its size; no entity is expanded, and no formula is run.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from katalog_app.errors import TableFault, TableRefusedError, ValueFault
from katalog_app.exchange.grids import MOST_ROWS

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
MOST_UNPACKED = 1024 * 1024 * 1024
"""Most bytes of all parts together."""
MOST_PARTS = 2_000
MOST_COLUMNS = 1_000
MOST_CELLS = 12_000_000
"""Most cells of a sheet, empty ones between filled ones counted: all of them take memory."""
MOST_NAMED = 1_000
"""Bad cells of a sheet that are named."""
_CHUNK = 256 * 1024
_LOCAL_HEADER = struct.Struct("<26xHH")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class FoundCell:
    """A cell that no table may have."""

    row: int
    """1 for the first."""
    column: int
    """0 for A."""
    fault: ValueFault
    value: str


@dataclass
class SheetParts:
    """What a sheet holds."""

    name: str
    cells: int = 0
    """Cells with anything in them."""
    found: list[FoundCell] = field(default_factory=list)


def looked_through(path: Path) -> list[SheetParts]:
    """Return the sheets of a workbook in their order, each looked through from end to end.

    Raises:
        TableRefusedError: It is damaged, or larger than the limits.
        OSError: It cannot be read.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _Parts(path, file, archive).sheets()
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, NotImplementedError) as error:
        raise TableRefusedError(path, TableFault.DAMAGED, detail=str(error)[:200]) from None
    except (EOFError, struct.error, ValueError, LookupError, RecursionError) as error:
        raise TableRefusedError(path, TableFault.DAMAGED, detail=type(error).__name__) from None


class _Parts:
    def __init__(self, path: Path, file: BinaryIO, archive: zipfile.ZipFile) -> None:
        self._path, self._file = path, file
        self._members = {one.filename: one for one in archive.infolist()}
        if len(self._members) != len(archive.infolist()):
            raise ValueError("a part stands twice")
        if len(self._members) > MOST_PARTS:
            raise _too_large(path, "parts", MOST_PARTS)
        if sum(one.file_size for one in self._members.values()) > MOST_UNPACKED:
            raise _too_large(path, "bytes", MOST_UNPACKED)
        self._unpacked = 0

    def sheets(self) -> list[SheetParts]:
        """Return the sheets; every other part is unpacked and counted as well."""
        targets = _Relations().read(self._unpack(_RELATIONS))
        named = _SheetNames().read(self._unpack(WORKBOOK))
        found = []
        looked = {_RELATIONS, WORKBOOK}
        for name, relation in named:
            target = targets.get(relation, "")
            part = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
            if part not in self._members:
                raise KeyError(part)
            looked.add(part)
            found.append(_Sheet(self._path, name).read(self._unpack(part)))
        for part in self._members.keys() - looked:
            for _piece in self._unpack(part):
                pass
        return found

    def _unpack(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes; what the directory says of them must be true."""
        member = self._members[name]
        if member.flag_bits & 1 or member.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise NotImplementedError("encrypted, or packed in an unknown way")
        self._file.seek(member.header_offset)
        before = _LOCAL_HEADER.unpack(self._file.read(_LOCAL_HEADER.size))
        self._file.seek(sum(before), 1)
        left, size, check = member.compress_size, 0, 0
        at = self._file.tell()
        unzip = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
        while left:
            self._file.seek(at)  # parts may be read by turns
            packed = self._file.read(min(_CHUNK, left))
            if not packed:
                raise EOFError
            at, left = at + len(packed), left - len(packed)
            while packed:
                piece = packed if unzip is None else unzip.decompress(packed, _CHUNK)
                packed = b"" if unzip is None else unzip.unconsumed_tail
                size, check = size + len(piece), zlib.crc32(piece, check)
                self._unpacked += len(piece)
                if self._unpacked > MOST_UNPACKED or size > member.file_size:
                    raise _too_large(self._path, "bytes", MOST_UNPACKED)
                yield piece
        if size != member.file_size or check != member.CRC:
            raise ValueError("a part has another size or content than it says")


class _Reader:
    """Reads XML in pieces, and refuses what declares a document type or entities."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self.begin

    def feed(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            self.parser.Parse(piece, False)
        self.parser.Parse(b"", True)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _refuse(self, *_: object) -> None:
        raise ValueError("a document type is declared")


class _Relations(_Reader):
    def read(self, pieces: Iterator[bytes]) -> dict[str, str]:
        """Return the parts that relations point to, by the relations' names."""
        self._targets: dict[str, str] = {}
        self.feed(pieces)
        return self._targets

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _SheetNames(_Reader):
    def read(self, pieces: Iterator[bytes]) -> list[tuple[str, str]]:
        """Return name and relation of each sheet, in order."""
        self._sheets: list[tuple[str, str]] = []
        self.feed(pieces)
        return self._sheets

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            self._sheets.append((attributes.get("name", ""), relation))


class _Sheet(_Reader):
    """Counts the cells of a sheet, and finds those that no table may have."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__()
        self._path = path
        self._parts = SheetParts(name)
        self._row, self._row_told = 0, "0"
        self._column = -1
        self._kind: str | None = None
        self._rightmost = 0
        self._columns: dict[str, int] = {}
        self._formula: list[str] = []

    def read(self, pieces: Iterator[bytes]) -> SheetParts:
        self.feed(pieces)
        return self._parts

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        # Called for every cell and its value, some million times: the common ones come first.
        if ":" in name:
            name = _local(name)
        if name == "c":
            told = attributes.get("r")
            self._column = self._column + 1 if told is None else self._column_of(told)
            self._kind = attributes.get("t")
        elif name in ("v", "is"):
            self._fill()
        elif name == "row":
            self._row_told = attributes.get("r") or str(self._row + 1)
            self._row, self._column = int(self._row_told), -1
        elif name == "f":
            self._fill()
            self._formula = []
            self.parser.CharacterDataHandler = self._formula.append
            self.parser.EndElementHandler = self._end_formula
        elif name == "mergeCell":
            row, column = _place(attributes.get("ref", "").partition(":")[0])
            self._find(row, column, ValueFault.MERGED, attributes.get("ref", ""))

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if reference[len(letters) :] != self._row_told:
            raise ValueError("a cell stands in another row than it says")
        if letters not in self._columns:
            self._columns[letters] = _place(f"{letters}1")[1]
        return self._columns[letters]

    def _fill(self) -> None:
        self._parts.cells += 1
        if self._kind == "e":
            self._find(self._row, self._column, ValueFault.ERROR_VALUE, "")
            self._kind = None
        self._rightmost = max(self._rightmost, self._column + 1)
        if self._row > MOST_ROWS:
            raise _too_large(self._path, "rows", MOST_ROWS)
        if self._rightmost > MOST_COLUMNS:
            raise _too_large(self._path, "columns", MOST_COLUMNS)
        if self._row * self._rightmost > MOST_CELLS:
            raise _too_large(self._path, "cells", MOST_CELLS)

    def _end_formula(self, _name: str) -> None:
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        self._find(self._row, self._column, ValueFault.FORMULA, f"={''.join(self._formula)}"[:200])

    def _find(self, row: int, column: int, fault: ValueFault, value: str) -> None:
        if len(self._parts.found) < MOST_NAMED:
            self._parts.found.append(FoundCell(row, column, fault, value))


def _local(name: str) -> str:
    """Return the name of an element without its prefix."""
    return name.rpartition(":")[2]


def _place(reference: str) -> tuple[int, int]:
    """Return row (1 for the first) and column (0 for A) of a reference such as "D5"."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for character in match[1]:
        column = column * 26 + ord(character) - ord("A") + 1
    return int(match[2]), column - 1


def _too_large(path: Path, what: str, limit: int) -> TableRefusedError:
    return TableRefusedError(path, TableFault.TOO_LARGE, detail=what, limit=limit)
