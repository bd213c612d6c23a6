"""One row of a table as what its entry is to say: which entry, which values, what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from katalog_app.errors import BadCell, InvalidValueError, ValueFault
from katalog_app.exchange.grids import CONFLICTS, SEEN, TableRow
from katalog_app.model import values
from katalog_app.model.fields import (
    DELETED,
    FIELDS,
    NODE_KINDS,
    SLUG,
    EntryKind,
    Field,
    field_of,
)

OWN_COLUMNS = frozenset({"id", "kind", SLUG, SEEN, CONFLICTS, DELETED})
_ID_DIGITS = 32


@dataclass
class Row:
    """What a row says, its values checked as far as that can be done without other entries."""

    told: TableRow
    kind: str
    key: str | None
    slug: str | None
    values: dict[str, object]
    seen: Sequence[str] | None
    deleted: bool | None


def read_row(
    told: TableRow, kind: str | None, bad: list[BadCell], ignored: dict[str, None]
) -> Row | None:
    """Return what a row says; None where not even its entry is known.

    Args:
        told: As it was read.
        kind: The kind of all rows; where not given, the row's own, else project.
        bad: Gets the cells that stand for no value.
        ignored: Gets the columns that no field answers to.
    """
    row = Row(told, kind or EntryKind.PROJECT, None, None, {}, None, None)
    said = told.values
    bad.extend(told.bad)
    try:
        row.kind = kind or _kind_of(said)
        row.key, row.slug = _named(said.get("id"))
    except InvalidValueError as error:
        bad.append(told.refuse(error))
        return None
    for name, value in _columns(row.kind, said).items():
        described = field_of(row.kind, name)
        try:
            if name == SEEN:
                row.seen = _seen(value)
            elif name == DELETED:
                row.deleted = _flag(name, value)
            elif name == SLUG:
                row.slug = _slug(value) or row.slug
            elif described is not None:
                row.values[name] = _cell(described, value)
            elif name not in OWN_COLUMNS:
                ignored[name] = None
        except InvalidValueError as error:
            bad.append(told.refuse(error))
    return row


def _kind_of(said: Mapping[str, object]) -> str:
    named = said.get("kind")
    if named is None:
        return EntryKind.PROJECT
    if isinstance(named, str) and named in FIELDS:
        return named
    if named in NODE_KINDS:
        return EntryKind.NODE
    raise InvalidValueError("kind", ValueFault.NOT_A_CHOICE, str(named)[:200], tuple(FIELDS))


def _named(value: object) -> tuple[str | None, str | None]:
    """Return what the column id holds: an id, or else a slug."""
    if value is None or value == "":
        return None, None
    if not isinstance(value, str):
        raise InvalidValueError("id", ValueFault.WRONG_TYPE, str(value)[:200])
    if len(value) == _ID_DIGITS and set(value) <= set("0123456789abcdef"):
        return value, None
    try:
        return None, _slug(value)
    except InvalidValueError as error:
        raise InvalidValueError("id", error.fault, error.value) from None


def _columns(kind: str, said: Mapping[str, object]) -> dict[str, object]:
    """Return the row by field name: years become a period, a node's kind its own field.

    A year that is no whole number, and years that tell something else than the period, become an
    object, which no period takes: the cell is refused by its check with what stood there.
    """
    columns = dict(said)
    for name, first, last in (
        ("period", "start_year", "end_year"),
        ("validity", "valid_from", "valid_to"),
    ):
        if not field_of(kind, name) or not (first in said or last in said):
            continue
        ends = [columns.pop(end, None) for end in (first, last)]
        whole = values.period(*ends)
        told = columns.get(name)
        if any(end is not None and type(end) is not int for end in ends):
            columns[name] = dict(zip((first, last), ends, strict=True))
        elif told is not None and whole is not None and told != whole:
            columns[name] = {name: told, "years": whole}
        else:
            columns[name] = whole if told is None else told
    if kind == EntryKind.NODE and columns.get("kind") not in FIELDS:
        columns.setdefault("node_kind", columns.pop("kind", None))
    return columns


def _cell(described: Field, value: object) -> object:
    """Return a cell's value, checked as far as it can be before other entries are looked up."""
    if described.links_to is not None or described.kind.value == "entry":
        return value
    return values.check(described, value)


def _seen(value: object) -> list[str] | None:
    if value is None:
        return None
    parts = value.split() if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise InvalidValueError(SEEN, ValueFault.WRONG_TYPE, str(value)[:200])
    return [str(part) for part in parts]


def _flag(name: str, value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise InvalidValueError(name, ValueFault.WRONG_TYPE, str(value)[:200])
    return value


def _slug(value: object) -> str | None:
    if value is None:
        return None
    described = field_of(EntryKind.PROJECT, SLUG)
    checked = values.check(described, value) if described else None
    return checked if isinstance(checked, str) else None
