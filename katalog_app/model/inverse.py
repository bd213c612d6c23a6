"""Taking back an edit, and making it again, by further changes: pure.

An act notes for every field it changed which heads stood there before and after it. Taking it
back is a change that says what those before said and replaces its own; nothing is removed.
A field whose heads are no longer those the act left has been changed by somebody else since: it is
left alone. After an act is taken back other heads stand for the same state, so every act that knew
the old ones is told of the new (`renamed`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from katalog_app.model import canonical
from katalog_app.model.change import base_field
from katalog_app.model.fields import DELETED, NOTE
from katalog_app.model.history import History, Record

Heads = tuple[str, ...]
"""Ids of changes, sorted."""


class ActKind(StrEnum):
    """What was done to an entry."""

    EDIT = "edit"
    CREATE = "create"
    DELETE = "delete"
    RESTORE = "restore"


class Kept(StrEnum):
    """Why a field was left as it is."""

    OTHERS = "others"
    """Somebody else has changed it since."""
    ERASED = "erased"
    """What it said before is erased for good."""


@dataclass(frozen=True)
class Turn:
    """The heads of one field or register before an act and after it."""

    before: Heads
    after: Heads


@dataclass(frozen=True)
class Act:
    """One save, deletion or restoration of an entry."""

    kind: ActKind
    entry: str
    entry_kind: str
    turns: Mapping[str, Turn]
    """By field or register; at least one."""
    rest: Mapping[str, Heads] = field(default_factory=dict)
    """The heads of everything but the deletion, where the act is about the whole entry."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it changed, each once, sorted."""
        return tuple(sorted({base_field(name) for name in self.turns}))


@dataclass(frozen=True)
class Step:
    """One change to make."""

    values: Mapping[str, object]
    replaces: Mapping[str, Heads]


@dataclass
class Plan:
    """The changes that take an act back or make it again."""

    steps: list[Step] = field(default_factory=list)
    """None where nothing can be done."""
    turned: dict[str, Heads] = field(default_factory=dict)
    """By field that is turned: the heads that stay beside the new ones."""
    kept: dict[str, Kept] = field(default_factory=dict)
    """Fields and registers that are left as they are."""


def act_of(kind: ActKind, before: History, made: Record) -> Act | None:
    """Return what a change did to an entry, None where it set no field.

    Args:
        before: The entry as it was before the change.
        made: The change.
    """
    after = dict(before.heads)
    for name, gone in made.change.sets.items():
        stay = set(before.heads.get(name, ())) - set(gone)
        after[name] = tuple(sorted({made.id, *stay}))
    entry, entry_kind = made.change.entry, made.change.kind
    if kind is ActKind.EDIT:
        turns = {
            name: Turn(before.heads.get(name, ()), after[name])
            for name in made.change.sets
            if name != NOTE
        }
        return Act(kind, entry, entry_kind, turns) if turns else None
    turn = Turn(before.heads.get(DELETED, ()), after.get(DELETED, ()))
    return Act(kind, entry, entry_kind, {DELETED: turn}, _rest(after))


def plan(act: Act, now: History, *, back: bool) -> Plan:
    """Return the changes that take an act back, or that make it again.

    Args:
        act: What was done.
        now: The entry as it is now.
        back: Whether to take it back; else it is made again.
    """
    made = Plan()
    first: dict[str, object] = {}
    replaces: dict[str, Heads] = {}
    more: list[Step] = []
    for name, turn in act.turns.items():
        there, wanted = (turn.after, turn.before) if back else (turn.before, turn.after)
        if not _stands(act, name, there, now, back=back):
            made.kept[name] = Kept.OTHERS
            continue
        values = _values(act, name, there, wanted, now, back=back)
        if not values:
            made.kept[name] = Kept.ERASED
            continue
        gone = tuple(head for head in there if head not in wanted)
        made.turned[name] = tuple(head for head in wanted if head in there)
        first[name], replaces[name] = values[0], gone
        more.extend(Step({name: value}, {name: gone}) for value in values[1:])
    if first:
        made.steps = [Step(first, replaces), *more]
    return made


def flipped(act: Act, turned: Mapping[str, Heads], *, back: bool) -> Act:
    """Return an act with the heads that stand for its other side now, without what was kept.

    Args:
        act: What was taken back, or made again.
        turned: By field that was turned, all heads it has now.
        back: Whether it was taken back.
    """
    turns = {
        name: replace(act.turns[name], before=heads)
        if back
        else replace(act.turns[name], after=heads)
        for name, heads in turned.items()
    }
    return replace(act, turns=turns)


def renamed(acts: Iterable[Act], entry: str, name: str, old: Heads, new: Heads) -> list[Act]:
    """Return acts that know that other heads of a field stand now for what these said."""
    return [_renamed(act, name, old, new) if act.entry == entry else act for act in acts]


def _renamed(act: Act, name: str, old: Heads, new: Heads) -> Act:
    turns = dict(act.turns)
    if name in turns:
        turn = turns[name]
        # Before an entry was made it had no heads either; that is another state than not deleted.
        unmade = act.kind is ActKind.CREATE and not turn.before
        turns[name] = Turn(
            new if turn.before == old and not unmade else turn.before,
            new if turn.after == old else turn.after,
        )
    rest = dict(act.rest)
    if act.rest and name != DELETED and rest.get(name, ()) == old:
        rest[name] = new
    return replace(act, turns=turns, rest=rest)


def _rest(heads: Mapping[str, Heads]) -> dict[str, Heads]:
    return {name: ids for name, ids in heads.items() if ids and name not in (DELETED, NOTE)}


def _stands(act: Act, name: str, there: Heads, now: History, *, back: bool) -> bool:
    """Return whether a field is as the act left it; to delete an entry, all of it must be."""
    if now.heads.get(name, ()) != there:
        return False
    if name == DELETED and _deletes(act, back=back):
        return _rest(now.heads) == act.rest
    return True


def _deletes(act: Act, *, back: bool) -> bool:
    """Return whether the entry is deleted by taking the act back, or by making it again."""
    return (act.kind is ActKind.DELETE) != back


def _values(
    act: Act, name: str, there: Heads, wanted: Heads, now: History, *, back: bool
) -> list[object]:
    """Return what to say so that a field says again what the wanted heads said; [] if erased.

    Several values where they were in conflict.
    """
    if name == DELETED:
        return [_deletes(act, back=back)]
    gone = [head for head in wanted if head not in there]
    said = _said(now, name, gone or wanted)
    if gone or wanted:
        return said if gone else said[-1:]
    if base_field(name) == name:
        return [None]
    # A register that was not there before: the list said the opposite of what it says.
    return [
        {**value, "present": not value.get("present")}
        for value in _said(now, name, there)[:1]
        if isinstance(value, dict)
    ]


def _said(now: History, name: str, heads: Iterable[str]) -> list[object]:
    """Return the different values that changes gave a field, erased ones left out."""
    found: dict[bytes, object] = {}
    for head in sorted(heads):
        record = now.records.get(head)
        leaf = record.leaves.get(name) if record else None
        if leaf is not None and leaf.value is not None:
            value = json.loads(leaf.value)
            found.setdefault(canonical.encode(value), value)
    return list(found.values())
