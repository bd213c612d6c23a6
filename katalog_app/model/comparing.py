"""What is other in one state of the catalogue than in another: entries, and their fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from katalog_app.model import canonical, history
from katalog_app.model.history import Record

Key = tuple[str, str]
"""An entry's id and its kind."""


class What(StrEnum):
    """What has become of an entry."""

    NEW = "new"
    """It was not there, or was deleted."""
    CHANGED = "changed"
    DELETED = "deleted"
    """It is not there, or is deleted."""


@dataclass(frozen=True)
class State:
    """What an entry that stands says."""

    values: Mapping[str, object]
    """By field name; fields without a value are absent."""
    disputed: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """The values of each field in conflict, in an order that is always the same."""


@dataclass(frozen=True)
class FieldChange:
    """One field that says something else; None where it has no value."""

    field: str
    before: object
    after: object
    disputed: tuple[object, ...] = ()
    """All values afterwards, of which `after` is one, where the field is in conflict then."""


@dataclass(frozen=True)
class EntryChange:
    """One entry that is other than before, with the fields in question, sorted by name."""

    id: str
    kind: str
    what: What
    fields: tuple[FieldChange, ...]


NOTHING = State({})


def states(records: Iterable[Record]) -> dict[Key, State]:
    """Return what the entries say that stand, of which these are all the changes.

    Changes that build on something not among them have no effect, as wherever they wait.
    """
    by_entry: dict[Key, dict[str, Record]] = {}
    for record in records:
        key = (record.change.entry, record.change.kind)
        by_entry.setdefault(key, {})[record.id] = record
    found: dict[Key, State] = {}
    for key, mine in by_entry.items():
        shown = history.project(history.evaluate(mine))
        if shown is not None and not shown.deleted:
            disputed = {
                name: tuple(value for _change, value in said)
                for name, said in shown.conflicts.items()
            }
            found[key] = State(shown.values, disputed)
    return found


def compare(before: Mapping[Key, State], after: Mapping[Key, State]) -> list[EntryChange]:
    """Return the entries that differ, by id and kind.

    Giving every field of `before` its value of afterwards makes `after` of it.
    """
    found: list[EntryChange] = []
    for key in sorted(before.keys() | after.keys()):
        fields = _fields(before.get(key, NOTHING), after.get(key, NOTHING))
        if key not in before:
            found.append(EntryChange(*key, What.NEW, fields))
        elif key not in after:
            found.append(EntryChange(*key, What.DELETED, fields))
        elif fields:
            found.append(EntryChange(*key, What.CHANGED, fields))
    return found


def _fields(before: State, after: State) -> tuple[FieldChange, ...]:
    names = {*before.values, *after.values, *before.disputed, *after.disputed}
    changes = (
        FieldChange(
            name, before.values.get(name), after.values.get(name), after.disputed.get(name, ())
        )
        for name in sorted(names)
    )
    return tuple(
        one
        for one in changes
        if not _same(one.before, one.after)
        or (
            (one.disputed or one.field in before.disputed)
            and not _same(list(before.disputed.get(one.field, ())), list(one.disputed))
        )
    )


def _same(one: object, other: object) -> bool:
    if one is other or (isinstance(one, str) and isinstance(other, str)):
        return one == other
    # Not by ==, which takes True for 1.
    return canonical.encode(one) == canonical.encode(other)
