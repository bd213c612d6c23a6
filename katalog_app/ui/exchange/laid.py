"""A conflict as it is laid on the desk; made in the background, for comparing texts takes time."""

from dataclasses import dataclass

from katalog_app.model.differences import Stretch, stretches
from katalog_app.model.fields import DELETED
from katalog_app.services.settling import OpenConflict
from katalog_app.ui.exchange import phrases


@dataclass(frozen=True)
class Laid:
    """A conflict with the differences of its values from what was there before."""

    conflict: OpenConflict
    values: tuple[tuple[Stretch, ...], ...]
    base: str
    proposal: tuple[Stretch, ...] | None


def laid(conflict: OpenConflict) -> Laid:
    """Return a conflict with the differences of its values from what was there before."""
    kind, name, names = conflict.kind, conflict.field, conflict.names
    shown = [phrases.readable(kind, name, one.value, names) for one in conflict.values]
    base = phrases.readable(kind, name, conflict.base, names) if name != DELETED else ""
    proposal = conflict.proposal
    return Laid(
        conflict,
        tuple(stretches(base, text) for text in shown),
        base,
        stretches(base, proposal) if proposal is not None else None,
    )
