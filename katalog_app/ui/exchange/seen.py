"""Files of the inbox with the rows that show them; made in the background, as all work is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from katalog_app.db.store import Store
from katalog_app.services import receiving, watching
from katalog_app.services.receiving import Arrival
from katalog_app.services.uniting import EntryNews
from katalog_app.services.watching import Found
from katalog_app.texts import _
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.rows import Row


class StoppedError(Exception):
    """Ends taking in a file where the user has said stop; nothing of it is kept."""


@dataclass(frozen=True)
class Choice:
    """How a file is to be taken in."""

    keep_ours: frozenset[str]
    """Ids of entries that are to say what they say now."""
    deletions: int
    """So many deletions are accepted."""


@dataclass(frozen=True)
class Seen:
    """A file, and a row for each entry that it says something of."""

    arrival: Arrival
    rows: tuple[Row, ...]


def looked(store: Store, path: Path, name: str) -> Seen:
    """Look at a file; see `receiving.look`."""
    return of(receiving.look(store, path, name))


def arrived(store: Store, found: Found) -> Seen | None:
    """Look at a file of the watched folder; see `watching.arrived`."""
    arrival = watching.arrived(store, found)
    return of(arrival) if arrival is not None else None


def held(store: Store) -> list[Seen]:
    """Return the files that are held back; see `receiving.held`."""
    return [of(arrival) for arrival in receiving.held(store)]


def approved(
    store: Store,
    arrival: Arrival,
    author: str | None,
    report: Callable[[int, int], None],
    *,
    take_in: bool,
) -> list[Seen] | None:
    """Trust the signer of a file, see `receiving.approve`; None where `report` stops it.

    The signer is trusted then, and files taken in before it was stopped stay.
    """
    try:
        done = receiving.approve(store, arrival, author, take_in=take_in, report=report)
    except StoppedError:
        return None
    return [of(one) for one in done]


def waiting(store: Store, found: Seen) -> Seen:
    """Leave a file to wait; see `receiving.let_wait`."""
    return replace(found, arrival=receiving.let_wait(store, found.arrival))


def taken(
    store: Store,
    arrival: Arrival,
    choice: Choice,
    author: str | None,
    report: Callable[[int, int], None],
) -> Seen | None:
    """Take in a file; None where `report` raises `StoppedError`."""
    try:
        done = receiving.take(
            store,
            arrival,
            accepted_deletions=choice.deletions,
            keep_ours=choice.keep_ours,
            author=author,
            report=report,
        )
    except StoppedError:
        return None
    return of(done)


def of(arrival: Arrival) -> Seen:
    """Return a file with its rows."""
    entries = arrival.outcome.entries if arrival.outcome else ()
    return Seen(arrival, tuple(_row(one) for one in entries))


def _row(one: EntryNews) -> Row:
    word, colour = "", "mute"
    if one.conflicts:
        word, colour = _("krock"), "warn"
    elif one.deleted:
        word, colour = _("borttagen"), "social"
    elif one.is_new:
        word, colour = _("ny"), "gron"
    return Row(one.id, phrases.named(one.kind, one.title), phrases.brought(one), word, colour)
