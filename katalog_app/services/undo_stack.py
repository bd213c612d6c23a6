"""Notes what is done here, so that it can be taken back, after a restart too.

It is written in the same transaction as the changes it tells of: a program killed at any moment has
both or neither. It holds ids and names of fields, never a value, so nothing erased is in it.
"""

import json

from katalog_app.db import log
from katalog_app.db.log import Writing
from katalog_app.model.fields import EntryKind
from katalog_app.model.history import History
from katalog_app.model.inverse import Act, ActKind, act_of
from katalog_app.services.undoable import FORMAT, KEY, Stack, unread

MOST_ACTS = 100
"""The oldest are forgotten: they stay in the history, and can be restored there."""
APART = frozenset({EntryKind.PERSON})
"""Kinds whose entries are made along with others, and are corrected where one says who one is."""


def write(writer: Writing, stack: Stack) -> None:
    """Keep what can be taken back, in the transaction that changes it."""
    _write(writer, [_said(act) for act in stack.done], [_said(act) for act in stack.undone])


def _write(writer: Writing, done: list[object], undone: list[object]) -> None:
    said = {"format": FORMAT, "done": done[-MOST_ACTS:], "undone": undone[-MOST_ACTS:]}
    log.put_meta(writer, KEY, json.dumps(said, separators=(",", ":")))


def note(writer: Writing, kind: ActKind, before: History, made: str) -> None:
    """Note a change that was made in this transaction; what was taken back before it is gone.

    Args:
        writer: The transaction.
        kind: What was done.
        before: The entry as it was.
        made: The id of the change.
    """
    record = next((one for one in writer.pending if one.id == made), None)
    if record is None or record.change.kind in APART:
        return
    act = act_of(kind, before, record)
    if act is not None:
        # What is there is looked at when it is wanted: a save need not wait for that.
        _write(writer, [*unread(writer.raw)[0], _said(act)], [])


def _said(act: Act) -> dict[str, object]:
    return {
        "kind": act.kind.value,
        "entry": act.entry,
        "entry_kind": act.entry_kind,
        "turns": {name: [turn.before, turn.after] for name, turn in act.turns.items()},
        "rest": act.rest,
    }
