"""Values with their differences marked; made in the background, for comparing takes time."""

from dataclasses import dataclass

from katalog_app.db.store import Store
from katalog_app.model import telling
from katalog_app.model.differences import Stretch, stretches
from katalog_app.model.fields import DELETED
from katalog_app.services import receiving
from katalog_app.services.receiving import Arrival
from katalog_app.services.settling import OpenConflict


@dataclass(frozen=True)
class Laid:
    """A conflict with the differences of its values from what was there before."""

    conflict: OpenConflict
    values: tuple[tuple[Stretch, ...], ...]
    base: str
    proposal: tuple[Stretch, ...] | None


def proposals(store: Store, arrival: Arrival, entry: str) -> list[tuple[str, tuple[Stretch, ...]]]:
    """Return what a file says of an entry: the names of fields, and texts with differences."""
    return [
        (
            telling.field_name(one.kind, one.field),
            stretches(
                telling.readable(one.kind, one.field, one.ours, one.names),
                telling.readable(one.kind, one.field, one.theirs, one.names),
            ),
        )
        for one in receiving.proposed(store, arrival, entry)
    ]


def laid(conflict: OpenConflict) -> Laid:
    """Return a conflict with the differences of its values from what was there before."""
    kind, name, names = conflict.kind, conflict.field, conflict.names
    shown = [telling.readable(kind, name, one.value, names) for one in conflict.values]
    base = telling.readable(kind, name, conflict.base, names) if name != DELETED else ""
    proposal = conflict.proposal
    return Laid(
        conflict,
        tuple(stretches(base, text) for text in shown),
        base,
        stretches(base, proposal) if proposal is not None else None,
    )
