"""Every fault a user can meet and act on; whatever else is raised is a bug.

A fault is a type with facts in it. Its words and its remedy are in `messages`, so that the window
and the command line say the same thing.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import dataclass_transform


@dataclass_transform(eq_default=False)
class KatalogError(Exception):
    """A fault the user can do something about; nothing was changed when it is raised.

    The annotated names of a subclass are its facts, given in their order or by name, as with a
    dataclass. It is none, since every start loads these and making a dataclass takes half a
    millisecond.
    """

    def __init__(self, *facts: object, **named: object) -> None:
        """Take the facts; those left out have their default.

        Raises:
            TypeError: One is missing, or unknown, or given twice.
        """
        super().__init__(*facts)
        names = tuple(type(self).__annotations__)
        placed = dict(zip(names, facts, strict=False))
        left_out = {n: getattr(type(self), n) for n in names if hasattr(type(self), n)}
        given = {**left_out, **placed, **named}
        twice = placed.keys() & named.keys()
        if len(facts) > len(names) or twice or given.keys() != set(names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}")
        self.__dict__.update(given)

    @property
    def facts(self) -> dict[str, object]:
        """The facts by name, in their order."""
        return {name: getattr(self, name) for name in type(self).__annotations__}


class StoreFault(StrEnum):
    """Why a data folder cannot be used."""

    MISSING_EDITION = "missing-edition"
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"
    DAMAGED = "damaged"
    LOCKED = "locked"
    DISK_FULL = "disk-full"
    NEWER_SCHEMA = "newer-schema"
    NETWORK_SHARE = "network-share"
    SYNCED_FOLDER = "synced-folder"
    OLD_SQLITE = "old-sqlite"


class StoreUnavailableError(KatalogError):
    """The data folder cannot be read or written."""

    fault: StoreFault
    folder: Path
    detail: str = ""


class UnknownEntryError(KatalogError):
    """No entry has this id or slug."""

    wanted: str


class AmbiguousSlugError(KatalogError):
    """Several entries share a slug; their ids tell them apart."""

    slug: str
    ids: tuple[str, ...]


class UnknownKindError(KatalogError):
    """There is no such kind of entry."""

    wanted: str
    known: tuple[str, ...]


class UnknownFieldError(KatalogError):
    """This kind of entry has no such field."""

    kind: str
    wanted: str
    known: tuple[str, ...]


class UnknownFacetError(KatalogError):
    """There is no such facet to filter by."""

    wanted: str
    known: tuple[str, ...]


class ValueFault(StrEnum):
    """Why a value does not fit its field."""

    WRONG_TYPE = "wrong-type"
    NOT_A_CHOICE = "not-a-choice"
    BAD_PERIOD = "bad-period"
    PERIOD_BACKWARDS = "period-backwards"
    BAD_DATE = "bad-date"
    NOT_AN_ENTRY = "not-an-entry"
    OUT_OF_RANGE = "out-of-range"
    TOO_LONG = "too-long"
    FORBIDDEN_CHARACTER = "forbidden-character"
    REQUIRED = "required"
    NOT_A_SET = "not-a-set"
    BAD_JSON = "bad-json"
    UNREADABLE_FILE = "unreadable-file"
    DUPLICATE = "duplicate"
    TAKEN = "taken"
    FORMULA = "formula"
    MERGED = "merged"
    ERROR_VALUE = "error-value"
    NUMBER_FOR_TEXT = "number-for-text"
    DOUBLE_COLUMN = "double-column"
    NO_COLUMN = "no-column"


class InvalidValueError(KatalogError):
    """A value does not fit its field."""

    field: str
    fault: ValueFault
    value: str = ""
    allowed: tuple[str, ...] = ()


class UnknownChangeError(KatalogError):
    """The entry has no such change."""

    wanted: str


class NotDeletedError(KatalogError):
    """Only a deleted entry can be restored."""

    entry: str


class TableFault(StrEnum):
    """Why a table file was refused as a whole."""

    UNREADABLE = "unreadable"
    NOT_JSON = "not-json"
    NOT_A_TABLE = "not-a-table"
    TOO_LARGE = "too-large"
    BAD_CELLS = "bad-cells"
    UNWRITABLE = "unwritable"
    OTHER_KIND = "other-kind"
    """The file is of another kind than its name says, or of none that holds tables: `detail`."""
    DAMAGED = "damaged"
    NOT_UTF8 = "not-utf8"
    EMPTY = "empty"
    UNKNOWN_SHEET = "unknown-sheet"
    SEVERAL_SHEETS = "several-sheets"
    ONE_KIND = "one-kind"


@dataclass(frozen=True)
class BadCell:
    """One cell that cannot be taken in: where it stands and why."""

    row: int
    """As the spreadsheet numbers it, 1 for the headings; in JSON 1 for the first object."""
    column: str
    """Its heading as it stands in the file, else the name of the field."""
    fault: ValueFault
    value: str
    allowed: tuple[str, ...] = ()
    sheet: str = ""
    """The sheet's name, "" for a file without sheets."""
    address: str = ""
    """Where a spreadsheet shows it, "D5"; "" where it has no cell of its own."""


class TableRefusedError(KatalogError):
    """A table was refused; nothing in it was taken in."""

    path: Path
    fault: TableFault
    cells: tuple[BadCell, ...] = ()
    detail: str = ""
    limit: int = 0
    """The limit that was passed, of what `detail` names: "bytes", "rows", "columns", "cells"."""


class FileFault(StrEnum):
    """Why a file from somebody else was refused, or could not be written."""

    UNREADABLE = "unreadable"
    NOT_KATALOG = "not-katalog"
    SEVERAL = "several"
    DAMAGED = "damaged"
    MALFORMED = "malformed"
    BAD_SIGNATURE = "bad-signature"
    OTHER_CATALOGUE = "other-catalogue"
    NEWER_FORMAT = "newer-format"
    TOO_LARGE = "too-large"
    REVOKED_KEY = "revoked-key"
    MASS_DELETION = "mass-deletion"
    UNWRITABLE = "unwritable"
    FOREIGN_RECEIPT = "foreign-receipt"
    UNKNOWN_RECEIPT_SIGNER = "unknown-receipt-signer"
    NO_EDITION = "no-edition"
    NO_BACKUP = "no-backup"
    DAMAGED_BACKUP = "damaged-backup"


class FileRefusedError(KatalogError):
    """A file was refused as a whole; nothing in it was taken in."""

    path: Path
    fault: FileFault
    detail: str = ""


class UnknownKeyError(KatalogError):
    """Nobody has been met with this code."""

    wanted: str


class UnknownEditionError(KatalogError):
    """No edition with this hash was ever adopted here."""

    wanted: str


class NotCoordinatorError(KatalogError):
    """Only a coordinator may do this, and others are."""

    coordinators: tuple[str, ...]


class NoConflictError(KatalogError):
    """The field is in no conflict."""

    entry: str
    field: str


class NothingToEraseError(KatalogError):
    """The entry holds no value of what is to be erased."""

    entry: str


class FileNotWrittenError(KatalogError):
    """A file or folder that the user chose for letters, cards or lists cannot be written."""

    path: Path
    detail: str = ""


class AnswerLostError(KatalogError):
    """A command did its work, but its answer could not be written."""

    detail: str


class CorruptChangeError(KatalogError):
    """The bytes of a change are not the canonical form of any change."""

    detail: str


class PictureFault(StrEnum):
    """Why a picture cannot be taken in."""

    NO_PICTURE = "no-picture"
    """Neither PNG, JPEG nor WebP, whatever it is called."""
    DAMAGED = "damaged"
    TOO_MANY_POINTS = "too-many-points"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    TOO_MANY = "too-many"


class PictureRefusedError(KatalogError):
    """A picture cannot be taken in."""

    fault: PictureFault
    name: str
    """What the file is called; a label."""
    detail: str = ""
