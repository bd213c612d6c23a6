"""Undo and redo of what was saved here: by further changes, and after a restart too."""

from collections.abc import Iterable
from dataclasses import dataclass

from katalog_app.db import log, records
from katalog_app.db.log import Writing
from katalog_app.db.store import Store
from katalog_app.model import inverse
from katalog_app.model.change import base_field
from katalog_app.model.history import History
from katalog_app.model.inverse import Act, Heads, Kept, Plan
from katalog_app.services import undo_stack, undoable
from katalog_app.services.recording import Session
from katalog_app.services.undoable import Stack, Waiting


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did."""

    act: Waiting
    """With the title as it was before it."""
    turned: tuple[str, ...]
    """Fields that say again what they said; () where nothing was changed."""
    others: tuple[str, ...]
    """Fields left alone, since somebody else has changed them meanwhile."""
    erased: tuple[str, ...]
    """Fields left alone, since what they said is erased for good."""


def undo(store: Store, author: str | None = None, reason: str = "") -> Undone | None:
    """Take back what was done last; None where nothing is left to take back.

    An act none of whose fields can be taken back changes nothing, and is left behind: the next
    undo goes on with the one before it.

    Args:
        store: The catalogue.
        author: The exact name of a person entry, made together with the change where missing.
        reason: Why, kept with the change.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    with log.writing(store) as writer:
        stack = undoable.read(writer.raw)
        if not stack.done:
            return None
        act, rest = stack.done[-1], Stack(stack.done[:-1], stack.undone)
        return _Turning(writer, author, reason).turn(act, rest, back=True)


def redo(store: Store, author: str | None = None, reason: str = "") -> Undone | None:
    """Make again what was taken back last; None where there is nothing. As `undo` in all else.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    with log.writing(store) as writer:
        stack = undoable.read(writer.raw)
        if not stack.undone:
            return None
        act, rest = stack.undone[-1], Stack(stack.done, stack.undone[:-1])
        return _Turning(writer, author, reason).turn(act, rest, back=False)


class _Turning:
    """Takes one act back, or makes it again, within one transaction."""

    def __init__(self, writer: Writing, author: str | None, reason: str) -> None:
        self._writer, self._reason = writer, reason
        self._session = Session(writer, author)

    def turn(self, act: Act, rest: Stack, *, back: bool) -> Undone:
        waiting = undoable.waiting(self._writer.raw, act)
        judged = records.judged(self._writer.raw, bytes.fromhex(act.entry), act.entry_kind)
        plan = inverse.plan(act, judged, back=back)
        turned = self._write(act, judged, plan)
        acts = [*rest.done, *rest.undone]
        for name, heads in turned.items():
            old = act.turns[name].before if back else act.turns[name].after
            acts = inverse.renamed(acts, act.entry, name, old, heads)
        done, undone = acts[: len(rest.done)], acts[len(rest.done) :]
        if turned:
            (undone if back else done).append(inverse.flipped(act, turned, back=back))
        undo_stack.write(self._writer, Stack(tuple(done), tuple(undone)))
        return Undone(
            waiting,
            _names(turned),
            _names(name for name, why in plan.kept.items() if why is Kept.OTHERS),
            _names(name for name, why in plan.kept.items() if why is Kept.ERASED),
        )

    def _write(self, act: Act, judged: History, plan: Plan) -> dict[str, Heads]:
        """Make the changes; return the heads that every turned field has then."""
        heads = {name: set(stay) for name, stay in plan.turned.items()}
        for step in plan.steps:
            made = self._session.say(
                act.entry, act.entry_kind, judged, step.values, step.replaces, self._reason
            )
            for name in step.values:
                heads[name].add(made)
        return {name: tuple(sorted(ids)) for name, ids in heads.items()}


def _names(raw: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({base_field(name) for name in raw}))
