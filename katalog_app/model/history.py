"""What the changes of one entry add up to: heads, values, conflicts, waiting and deletion.

An entry is its id together with its kind: a change that gives a known id another kind speaks of
another entry, and can neither replace nor turn the first.

Pure functions over a set of changes. Order, number and times of the changes play no part, so two
people with the same changes always see the same entry.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from katalog_app.model import canonical
from katalog_app.model.change import Change, Leaf, base_field, element_key
from katalog_app.model.fields import DELETED, NOTE

_ID_LENGTH = 32
"""Of an entry's id in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Record:
    """A change with its id and its leaves by field."""

    id: str
    change: Change
    leaves: Mapping[str, Leaf]


class State(StrEnum):
    """Whether a change has effect."""

    COUNTS = "counts"
    WAITING = "waiting"
    """Something it builds on is not here, or does not count."""
    INVALID = "invalid"
    """It claims to replace a change of another entry, kind or field; kept, without effect."""


@dataclass(frozen=True, slots=True)
class History:
    """The changes of one entry (one id, one kind), judged."""

    records: Mapping[str, Record]
    states: Mapping[str, State]
    heads: Mapping[str, tuple[str, ...]]
    """For every field and register: its counting changes that none replaces; sorted by id."""

    def counting(self) -> Iterable[Record]:
        """Return the changes that have effect, in no certain order."""
        return (r for r in self.records.values() if self.states[r.id] is State.COUNTS)


@dataclass(frozen=True, slots=True)
class Projection:
    """What an entry shows."""

    kind: str
    created: str
    """Id of the creating change."""
    deleted: bool
    values: Mapping[str, object]
    """By field name, sets merged; fields without a value are absent."""
    heads: Mapping[str, tuple[str, ...]]
    """Sorted ids behind every field with a head; a set's registers stand under the set's name."""
    conflicts: Mapping[str, tuple[tuple[str, object], ...]]
    """(change, value) of each head of a field in conflict, sorted by change id."""


def evaluate(records: Mapping[str, Record], elsewhere: Collection[str] = ()) -> History:
    """Return which changes of one entry count and which are the heads of each field.

    Args:
        records: All known changes of the entry's id and kind, by change id.
        elsewhere: Ids of known changes of other entries; building on one of them is invalid.
    """
    states: dict[str, State] = {}
    for start in records:
        stack = [start]
        while stack:
            current = stack[-1]
            if current in states:
                stack.pop()
                continue
            open_parents = [
                p for p in records[current].change.parents if p in records and p not in states
            ]
            if open_parents:
                stack.extend(open_parents)
                continue
            states[current] = _judge(records[current].change, records, states, elsewhere)
            stack.pop()
    return History(records, states, _heads(records, states))


def _judge(
    change: Change,
    records: Mapping[str, Record],
    states: Mapping[str, State],
    elsewhere: Collection[str],
) -> State:
    for name, replaced in change.sets.items():
        if replaced and not all(_may_replace(name, p, records, elsewhere) for p in replaced):
            return State.INVALID
    if any(seen in elsewhere for seen in change.saw or ()):
        return State.INVALID
    if all(states.get(parent) is State.COUNTS for parent in change.parents):
        return State.COUNTS
    return State.WAITING


def _may_replace(
    name: str,
    parent: str,
    records: Mapping[str, Record],
    elsewhere: Collection[str],
) -> bool:
    if parent in elsewhere:
        return False
    if parent not in records:
        return True
    other = records[parent].change
    return name in other.sets or base_field(name) in other.sets


def _heads(
    records: Mapping[str, Record], states: Mapping[str, State]
) -> dict[str, tuple[str, ...]]:
    setters: dict[str, list[str]] = {}
    replaced: dict[str, set[str]] = {}
    for key, record in records.items():
        if states[key] is State.COUNTS:
            for name, gone in record.change.sets.items():
                setters.setdefault(name, []).append(key)
                if gone:
                    replaced.setdefault(name, set()).update(gone)
    return {
        # One change alone, as most fields have, replaces none that sets the same.
        name: tuple(ids) if len(ids) == 1 else tuple(sorted(set(ids) - replaced.get(name, set())))
        for name, ids in setters.items()
    }


def project(history: History, only: Collection[str] | None = None) -> Projection | None:
    """Return what the entry shows, or None when no change of it counts.

    Args:
        only: The fields whose values and conflicts are wanted, the deletion apart; None for all.
    """
    creating = _creating(history)
    if creating is None:
        return None
    values: dict[str, object] = {}
    conflicts: dict[str, tuple[tuple[str, object], ...]] = {}
    fields = _fields_with_heads(history, only)
    said = _known(history, {name: history.heads.get(name, ()) for name, _ in fields})
    for name, registers in fields:
        known = said[name]
        if _are_lists(known) and (known or registers):
            merged = _merged(history, known, {raw: history.heads[raw] for raw in registers})
            if merged:
                values[name] = merged
            continue
        if known and known[-1][1] is not None:
            values[name] = known[-1][1]
        if len(known) > 1 and len({canonical.encode(value) for _, value in known}) > 1:
            conflicts[name] = known
    deleted, disputed = _deletion(history)
    if disputed:
        conflicts[DELETED] = disputed
    shown = shown_heads(history)
    return Projection(creating.change.kind, creating.id, deleted, values, shown, conflicts)


def shown_heads(history: History) -> dict[str, tuple[str, ...]]:
    """Return the sorted ids behind every field; a set's registers stand under the set's name.

    With the values of these changes they decide what the field shows, as a change that counts never
    ceases to: as long as they are the same, so is the field, unless a value was erased meanwhile.
    """
    found: dict[str, tuple[str, ...]] = {}
    for raw in sorted(history.heads):
        name, ids = base_field(raw), history.heads[raw]
        if ids and name not in (DELETED, NOTE):
            found[name] = tuple(sorted({*found[name], *ids})) if name in found else ids
    if history.heads.get(DELETED):
        found[DELETED] = history.heads[DELETED]
    return found


def _fields_with_heads(
    history: History, only: Collection[str] | None
) -> list[tuple[str, list[str]]]:
    """Return the fields that have heads, sorted, each with its registers, sorted; values only."""
    found: dict[str, list[str]] = {}
    for raw in sorted(history.heads):
        name, is_register, _ = raw.partition("/")
        if name not in (DELETED, NOTE) and (only is None or name in only):
            registers = found.setdefault(name, [])
            if is_register:
                registers.append(raw)
    return sorted(found.items())


def _creating(history: History) -> Record | None:
    """Return the change that set most fields of those that build on nothing; least id of equals."""
    roots = [record for record in history.counting() if record.change.builds_on_nothing]
    return min(roots, key=lambda r: (-len(r.change.sets), r.id), default=None)


def known_values(
    history: History, name: str, changes: Iterable[str]
) -> tuple[tuple[str, object], ...]:
    """Return (change, value) for those changes whose value of a field is not erased, by id."""
    saying = sorted(key for key in changes if name in history.records[key].change.sets)
    return _known(history, {name: saying})[name]


def _known(
    history: History, changes: Mapping[str, Iterable[str]]
) -> dict[str, tuple[tuple[str, object], ...]]:
    """Return the known values of fields, each with the changes that set it, in that order."""
    where: list[tuple[str, str]] = []
    written: list[bytes] = []
    for name, ids in changes.items():
        for key in ids:
            value = history.records[key].leaves[name].value
            if value is not None:
                where.append((name, key))
                written.append(value)
    found: dict[str, list[tuple[str, object]]] = {name: [] for name in changes}
    # Verified to be canonical when they came in; reading them back, all at once, needs no second
    # proof.
    values = json.loads(f"[{b','.join(written).decode()}]")
    for (name, key), value in zip(where, values, strict=True):
        found[name].append((key, value))
    return {name: tuple(pairs) for name, pairs in found.items()}


def merged_set(
    history: History,
    name: str,
    lists: Iterable[str],
    registers: Mapping[str, Iterable[str]],
) -> list[object]:
    """Return a set's elements: those of the lists in order, then additions sorted by their bytes.

    Args:
        lists: Changes that set the whole list.
        registers: For each register of the set, the changes that say whether its element is there.
    """
    return _merged(history, known_values(history, name, lists), registers)


def _merged(
    history: History,
    lists: Sequence[tuple[str, object]],
    registers: Mapping[str, Iterable[str]],
) -> list[object]:
    """Return a set's elements from its known lists, each with the change that set it."""
    if not registers and len(lists) == 1 and (plain := _distinct(lists[0][1])) is not None:
        return plain
    elements: dict[str, object] = {}
    for _, value in lists:
        for element in value if isinstance(value, list) else ():
            elements.setdefault(element_key(element), element)
    added: dict[str, object] = {}
    for raw, changes in registers.items():
        key = raw.partition("/")[2]
        said = [(change, _said(history.records[change], raw, key)) for change in changes]
        present = [value for _, value in said if value is not None and value["present"]]
        if present and key not in elements:
            added[key] = present[0]["element"]
        absent = [change for change, value in said if value is not None and not value["present"]]
        # Absent only takes away what it had seen: a list made without knowing of it keeps its own.
        if absent and not present and _holders(lists, key) <= ancestors(history, absent):
            elements.pop(key, None)
    return [*elements.values(), *sorted(added.values(), key=canonical.encode)]


def _distinct(value: object) -> list[object] | None:
    """Return a list's elements without repetitions; None where that needs their keys.

    Equal keys mean equal elements among whole numbers, and among texts that are no entry's id: such
    a one is the key of itself, and may be that of another text.
    """
    if not isinstance(value, list):
        return None
    kinds = set(map(type, value))
    if kinds <= {int} or (kinds == {str} and not any(len(text) == _ID_LENGTH for text in value)):
        return list(dict.fromkeys(value))
    return None


def _holders(lists: Iterable[tuple[str, object]], key: str) -> set[str]:
    """Return the changes whose list holds the element of a key."""
    return {
        change
        for change, value in lists
        if isinstance(value, list) and any(element_key(element) == key for element in value)
    }


def is_set_here(history: History, name: str, heads: Iterable[str]) -> bool:
    """Return whether these heads of a field allow it to be merged as a set: lists, or nothing.

    A text among them makes the field a plain one, where registers say nothing: what a forged
    register or a mistyped value touches stays in sight, as a value or a conflict.
    """
    return _are_lists(known_values(history, name, heads))


def _are_lists(known: Iterable[tuple[str, object]]) -> bool:
    return all(value is None or isinstance(value, list) for _, value in known)


def _said(record: Record, raw: str, key: str) -> dict[str, object] | None:
    """Return what a register's leaf says, None where it is malformed; an erased one says absent."""
    leaf = record.leaves[raw]
    if leaf.value is None:
        return {"present": False}
    value = json.loads(leaf.value)
    if not isinstance(value, dict) or not isinstance(value.get("present"), bool):
        return None
    return value if element_key(value.get("element")) == key else None


def ancestors(history: History, ids: Iterable[str]) -> set[str]:
    """Return these changes and everything they build on, as far as it is here."""
    found: set[str] = set()
    stack = list(ids)
    while stack:
        current = stack.pop()
        if current not in found and current in history.records:
            found.add(current)
            stack.extend(history.records[current].change.parents)
    return found


def _deletion(history: History) -> tuple[bool, tuple[tuple[str, object], ...]]:
    """Return whether the entry is deleted for certain, and the disputed heads if it is not."""
    if DELETED not in history.heads:
        return False, ()
    said = known_values(history, DELETED, history.heads[DELETED])
    deleters = [key for key, value in said if value is True]
    if not deleters:
        return False, ()
    seen = ancestors(history, deleters)
    unseen = {
        head
        for name, heads in history.heads.items()
        if name not in (DELETED, NOTE)
        for head in heads
        if head not in seen
    }
    disputed = dict(said) | dict.fromkeys(unseen, False)
    if len(deleters) == len(disputed):
        return True, ()
    return False, tuple(sorted(disputed.items()))


def whole_entry_heads(history: History) -> tuple[str, ...]:
    """Return every head of every field, sorted and unique: what a deleter sees."""
    return tuple(sorted({head for heads in history.heads.values() for head in heads}))


def depths(records: Mapping[str, Record]) -> dict[str, int]:
    """Return for every change the length of the longest chain it builds on (0: on nothing here)."""
    found: dict[str, int] = {}
    for start in records:
        stack = [start]
        while stack:
            current = stack[-1]
            parents = [p for p in records[current].change.parents if p in records]
            missing = [p for p in parents if p not in found]
            if current in found or not missing:
                found.setdefault(current, 1 + max((found[p] for p in parents), default=-1))
                stack.pop()
            else:
                stack.extend(missing)
    return found
