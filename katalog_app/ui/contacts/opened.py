"""Everything the pane needs about one contact, gathered in one background job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from katalog_app.db.store import Store
from katalog_app.model.entries import Entry
from katalog_app.services import carding, contacting, directory, reading
from katalog_app.services.carding import Code
from katalog_app.services.directory import Card
from katalog_app.services.handing_over import FIELD_OF


@dataclass(frozen=True)
class OpenedCard:
    """A card with the entry behind it."""

    card: Card
    entry: Entry
    tel: str | None
    """The address to dial."""
    hours: str
    """Such as "öppet nu till 17.00"; "" where hours mean nothing."""
    code: Code | None
    since: int | None
    """When it came into the catalogue (UTC seconds; may be wrong)."""
    by: str | None
    """Who wrote it down."""
    confirmed_by: str
    """Who last said that it is right, "" where that is not known."""
    is_erased: bool
    """Whether something has been erased for good of it."""

    @property
    def can_hand_over(self) -> bool:
        """Whether projects name it, so that they can name somebody else."""
        return self.card.entry_kind in FIELD_OF and bool(self.card.projects)


def opened(store: Store, key: str) -> OpenedCard | None:
    """Return a contact as it stands now; None where there is none any more.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    found = directory.cards(store, [key])
    if not found:
        return None
    card = found[0]
    entry = reading.entry(store, key)
    steps = reading.history(store, key)
    step = card.step
    timed = step.opening_hours is not None or step.kind is contacting.StepKind.CENTRE
    heads = entry.heads.get("reviewed", ())
    who = [one.author for one in steps if one.field == "reviewed" and one.change in heads]
    return OpenedCard(
        card=card,
        entry=entry,
        tel=step.tel if step.phone else None,
        hours=contacting.opening_text(step.opening_hours, datetime.now()) if timed else "",
        code=carding.code(step),
        since=steps[0].made_at if steps else None,
        by=steps[0].author if steps else None,
        confirmed_by=(who[-1] or "") if who else "",
        is_erased=any(one.state == "erased" for one in steps),
    )


def confirmed(store: Store, author: str, *, key: str, day: str, seen: Sequence[str]) -> str | None:
    """Say that a contact is still right; return the change, None where that is said already."""
    from katalog_app.services import editing

    return editing.edit(store, key, values={"reviewed": day}, seen=seen, author=author)


def corrected(
    store: Store, author: str, *, key: str, values: Mapping[str, object], seen: Sequence[str]
) -> tuple[str, ...]:
    """Change what a contact says; return the fields that people now say different things of."""
    from katalog_app.services import editing

    before = reading.entry(store, key).conflicts
    editing.edit(store, key, values=values, seen=seen, author=author)
    return tuple(name for name in reading.entry(store, key).conflicts if name not in before)


def made(store: Store, author: str, *, kind: str, values: Mapping[str, object]) -> str:
    """Make a person or a contact; return its id."""
    from katalog_app.services import editing

    return editing.create(store, kind, values, author).id
