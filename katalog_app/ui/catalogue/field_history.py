"""What one version did to one field, as the words before and after it; no widget in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from katalog_app.model.change import base_field
from katalog_app.model.differences import Mark, Stretch, stretches
from katalog_app.model.fields import DELETED, FIELDS, NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from katalog_app.model.entries import HistoryStep


@dataclass(frozen=True)
class TextTurn:
    """A field, or an element of one, before a version and after it."""

    before: str | None
    """None where the version is the first, or nobody knows what stood there."""
    after: str


@dataclass(frozen=True)
class Compared:
    """What a version did to a field."""

    parts: tuple[tuple[Stretch, ...], ...]
    is_first: bool
    """Whether nothing stood there before."""


def fields_in(kind: str, steps: Iterable[HistoryStep]) -> list[str]:
    """Return the fields that a history is about, each once, in the order they are shown."""
    there = {base_field(step.field) for step in steps} - {NOTE}
    known = [field.name for field in FIELDS.get(kind, ()) if field.name in there]
    return [*known, *sorted(there - set(known) - {DELETED}), *({DELETED} & there)]


def turns(
    every: Sequence[HistoryStep],
    version: Iterable[HistoryStep],
    field: str,
    readable: Callable[[HistoryStep], str],
) -> list[TextTurn]:
    """Return what a version did to a field, elements of a set apart.

    Args:
        every: All steps of the entry.
        version: Those of the version.
        field: The field.
        readable: Gives what a step says, as people read it.
    """
    said = {(step.change, step.field): step for step in every}
    found = []
    for step in version:
        if base_field(step.field) != field:
            continue
        before = [said[key] for one in step.replaces if (key := (one, step.field)) in said]
        if step.field != field:  # what was put in or taken out says so itself
            found.append(TextTurn(None, readable(step)))
        elif before:
            # Of several that were in conflict, the one that was shown.
            found.append(
                TextTurn(readable(max(before, key=lambda one: one.change)), readable(step))
            )
        else:
            found.append(TextTurn(None, readable(step)))
    return found


def compared(found: Sequence[TextTurn]) -> Compared:
    """Return the words of each turn, marked; may take a tenth of a second for long texts."""
    parts: list[tuple[Stretch, ...]] = []
    for turn in found:
        if turn.before is None:
            parts.append((Stretch(turn.after, Mark.SAME),) if turn.after else ())
        elif turn.before:
            parts.append(stretches(turn.before, turn.after))
        else:
            parts.append((Stretch(turn.after, Mark.ADDED),) if turn.after else ())
    return Compared(tuple(parts), all(turn.before is None for turn in found))
