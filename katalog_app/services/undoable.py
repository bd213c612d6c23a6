"""What can be taken back and made again next: read with sqlite3 alone, as every page does."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from katalog_app.db import reading
from katalog_app.db.store import Connection, Store
from katalog_app.model import shapes
from katalog_app.model.inverse import Act, ActKind, Turn

KEY = "undo"
"""The key in `meta`."""
FORMAT = 1


@dataclass(frozen=True)
class Stack:
    """What can be taken back and what can be made again, the latest last."""

    done: tuple[Act, ...] = ()
    undone: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """An act that can be taken back, or made again."""

    kind: ActKind
    entry: str
    """The id of the entry it is about."""
    entry_kind: str
    title: str
    """What the entry is called now."""
    fields: tuple[str, ...]
    """The fields it changed (`deleted` alone where it is about the whole entry)."""


@dataclass(frozen=True)
class Ways:
    """What the next undo and the next redo would do, None for nothing."""

    undo: Waiting | None
    redo: Waiting | None


NOTHING = Ways(None, None)
"""Nothing can be undone or redone."""


def ways(store: Store) -> Ways:
    """Return what can be undone and redone next.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        stack = read(connection)
        return Ways(
            waiting(connection, stack.done[-1]) if stack.done else None,
            waiting(connection, stack.undone[-1]) if stack.undone else None,
        )


def waiting(connection: Connection, act: Act) -> Waiting:
    """Return an act with what its entry is called now."""
    found = reading.entries_by_id(connection, [act.entry])
    title = found[act.entry].title if act.entry in found else ""
    return Waiting(act.kind, act.entry, act.entry_kind, title, act.fields)


def read(connection: Connection) -> Stack:
    """Return what can be taken back; nothing where what is kept cannot be understood."""
    done, undone = unread(connection)
    return Stack(_acts(done), _acts(undone))


def unread(connection: Connection) -> tuple[list[object], list[object]]:
    """Return what was done and what was taken back as it is kept, unchecked."""
    kept = reading.meta(connection, KEY)
    try:
        said: object = json.loads(kept) if kept else None
    except (ValueError, RecursionError):
        return [], []
    match said:
        case {"format": int() as number, "done": list() as done, "undone": list() as undone}:
            if number == FORMAT:
                return done, undone
    return [], []


def _acts(rows: Iterable[object]) -> tuple[Act, ...]:
    """Return the acts up to the first that cannot be understood, counted from the latest."""
    found: list[Act] = []
    for row in reversed(list(rows)):
        act = _act(row)
        if act is None:
            break
        found.append(act)
    return tuple(reversed(found))


def _act(row: object) -> Act | None:
    match row:
        case {
            "kind": str() as kind,
            "entry": str() as entry,
            "entry_kind": str() as entry_kind,
            "turns": dict() as turns,
            "rest": dict() as rest,
        } if kind in set(ActKind) and shapes.ENTRY.match(entry) and turns:
            turned = {str(name): _turn(sides) for name, sides in turns.items()}
            kept = {str(name): _heads(ids) for name, ids in rest.items()}
            whole = {name: turn for name, turn in turned.items() if turn is not None}
            known = {name: heads for name, heads in kept.items() if heads is not None}
            if len(whole) == len(turns) and len(known) == len(rest):
                return Act(ActKind(kind), entry, entry_kind, whole, known)
    return None


def _turn(sides: object) -> Turn | None:
    match sides:
        case [before, after]:
            heads = _heads(before), _heads(after)
            if heads[0] is not None and heads[1] is not None:
                return Turn(heads[0], heads[1])
    return None


def _heads(ids: object) -> tuple[str, ...] | None:
    if isinstance(ids, list) and all(isinstance(one, str) for one in ids):
        return tuple(ids)
    return None
