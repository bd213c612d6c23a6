"""The files of the inbox, and the rows that show them."""

from __future__ import annotations

import threading
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
    waits: bool = False
    """Whether the user lets it wait."""
    undone: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def arrival(self) -> Arrival | None:
        """The file once it has been looked at."""
        return self.seen.arrival if self.seen else None

    @property
    def sha256(self) -> str:
        """The hash of the file, "" where it has not been read."""
        found = self.arrival.found if self.arrival else None
        return found.sha256 if found else ""


def row(item: Item) -> Row:
    """Return the row of a file of this session."""
    arrival = item.arrival
    if arrival is None or item.busy:
        name = arrival.name if arrival else item.path.name
        return Row(item.key, name, "", _("läses"), "mute")
    word, colour = phrases.standing(arrival)
    if item.undone:
        word, colour = _("ångrad"), "mute"
    elif item.waits and not arrival.taken:
        word, colour = _("väntar på dig"), "warn"
    return Row(item.key, arrival.name, phrases.told(arrival), word, colour)


def is_open(item: Item) -> bool:
    """Return whether somebody is to decide about a file."""
    arrival = item.arrival
    if arrival is None or arrival.taken or arrival.refusal is not None or item.undone:
        return False
    return arrival.outcome is not None and arrival.outcome.status is not Status.NOTHING_NEW


def gone_row(key: str, one: LetGo) -> Row:
    """Return the row of a file held back that had to go."""
    name = one.name or _("En fil som hölls kvar")
    return Row(key, name, _("be om en ny fil"), _("borttagen"), "warn")


def earlier_row(key: str, one: Remembered) -> Row:
    """Return the row of a file taken in earlier."""
    count = ngettext("{count} ändring", "{count} ändringar", one.changes)
    about = wording.dotted(
        one.sender, count.format(count=one.changes), phrases.moment(one.received_at)
    )
    return Row(key, one.name, about, _("sammanförd"), "gron")
