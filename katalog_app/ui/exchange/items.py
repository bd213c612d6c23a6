"""The files of the inbox in this session, and what is counted of them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from katalog_app.services.holding import LetGo
from katalog_app.services.receiving import Arrival, Remembered
from katalog_app.services.uniting import Status
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.rows import Row
from katalog_app.ui.exchange.seen import Seen


@dataclass
class Item:
    """One file of this session."""

    key: str
    path: Path
    seen: Seen | None = None
    """None until it has been looked at."""
    busy: bool = True
    taking: bool = False
    """Whether the work on it changes the catalogue, and can be stopped."""
    undone: bool = False
    watched: str = ""
    """The hash by which the watched folder knows it; "" where it did not come from there."""
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def arrival(self) -> Arrival | None:
        """The file once it has been looked at."""
        return self.seen.arrival if self.seen else None

    @property
    def sha256(self) -> str:
        """The hash of the file, "" where it has not been read."""
        return self.arrival.sha256 if self.arrival else ""

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.arrival.name if self.arrival else self.path.name

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody to decide."""
        arrival = self.arrival
        if arrival is None or arrival.taken or arrival.refusal is not None or self.undone:
            return False
        if arrival.declined:
            return False
        return arrival.outcome is not None and arrival.outcome.status is not Status.NOTHING_NEW

    @property
    def held_signer(self) -> str:
        """The signer's key, where it is held back as nobody has approved them; else ""."""
        arrival = self.arrival
        if arrival is None or arrival.found is None or arrival.outcome is None or arrival.declined:
            return ""
        return arrival.found.key if arrival.outcome.status is Status.QUARANTINED else ""

    def row(self) -> Row:
        """Return how it is shown in the list."""
        arrival = self.arrival
        if arrival is None and not self.busy:
            return Row(self.key, self.name, _("Filen kunde inte läsas nu."), _("inte läst"), "warn")
        if arrival is None or self.busy:
            word = _("tas in") if self.taking else _("läses")
            return Row(self.key, self.name, "", word, "mute")
        word, colour = phrases.standing(arrival)
        if self.undone:
            word, colour = _("ångrad"), "mute"
        return Row(self.key, arrival.name, phrases.told(arrival), word, colour)


@dataclass(frozen=True)
class Figures:
    """What is counted of the files in the inbox."""

    read: int = 0
    """Files looked at in this session, whatever became of them."""
    ready: int = 0
    """Changes that are not here and would come with files that are ready, each counted once."""
    waiting: int = 0
    """Files held back until their senders are approved, or left to wait."""
    refused: int = 0
    """Files refused."""


def figures(items: Iterable[Item]) -> Figures:
    """Return what is counted of files; those being looked at are not counted yet."""
    seen = [one for one in items if one.arrival is not None]
    ready: set[str] = set()
    waiting = refused = 0
    for one in seen:
        arrival = one.arrival
        if arrival is None or not one.is_open:
            refused += arrival is not None and bool(arrival.refusal or arrival.declined)
        elif arrival.waits or one.held_signer:
            waiting += 1
        elif arrival.outcome is not None:
            ready |= arrival.outcome.brought
    return Figures(len(seen), len(ready), waiting, refused)


def gone_row(key: str, one: LetGo) -> Row:
    """Return the row of a kept file that had to go."""
    name = one.name or _("En fil som hölls kvar")
    return Row(key, name, _("be om en ny fil"), _("borttagen"), "warn")


def earlier_row(key: str, one: Remembered) -> Row:
    """Return the row of a file taken in earlier."""
    count = ngettext("{count} ändring", "{count} ändringar", one.changes)
    about = wording.dotted(
        one.sender, count.format(count=one.changes), phrases.moment(one.received_at)
    )
    return Row(key, one.name, about, _("sammanförd"), "gron")
