"""What the tables pane does in the background, with the rows that show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from katalog_app import messages
from katalog_app.db.store import Store
from katalog_app.errors import KatalogError, TableRefusedError
from katalog_app.messages import tables as words
from katalog_app.services import filling_in, table_receiving
from katalog_app.services.filling_in import Place
from katalog_app.services.table_receiving import Arrived
from katalog_app.services.tabulating import RowNews
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.rows import Row
from katalog_app.ui.exchange.seen import StoppedError

Report = Callable[[int, int], None]
Answer = TypeVar("Answer")
SUFFIXES = frozenset({".xlsx", ".csv"})
"""Of files that are dropped on the window as tables."""


@dataclass(frozen=True)
class SeenTable:
    """A table, and a row for each entry it touches, or each cell that is wrong."""

    arrived: Arrived
    rows: tuple[Row, ...]

    @property
    def conflicts(self) -> int:
        """How many fields it puts in conflict."""
        loaded = self.arrived.loaded
        return sum(len(one.conflicts) for one in loaded.news) if loaded else 0


class Stopped:
    """The answer of work that the user has stopped; nothing is changed."""


def ended(call: Callable[[], Answer]) -> Answer | Stopped | KatalogError:
    """Return what a call answers, that it was stopped, or the fault it met."""
    try:
        return call()
    except StoppedError:
        return Stopped()
    except KatalogError as error:
        return error


def looked(store: Store, path: Path, author: str | None, report: Report) -> SeenTable:
    """Look at a table; see `table_receiving.look`."""
    return _seen(table_receiving.look(store, path, author, report))


def taken(store: Store, seen: Arrived, author: str | None, report: Report) -> SeenTable:
    """Take in a table; see `table_receiving.take`."""
    return _seen(table_receiving.take(store, seen, author, report))


def places(store: Store) -> list[Place]:
    """Return the municipalities that a fill-in sheet can be made for."""
    return filling_in.places(store)


def is_table(path: Path) -> bool:
    """Return whether a file is called as a table is."""
    return path.suffix.lower() in SUFFIXES


def refused(error: TableRefusedError) -> tuple[str, str, str]:
    """Return why a table was refused, what was not changed, and what to do; cells apart."""
    apart = TableRefusedError(error.path, error.fault, (), error.detail, error.limit)
    told = messages.message(apart)
    return told.text, told.unchanged, told.remedy


def summary(seen: SeenTable) -> str:
    """Return what a table brings, on one line."""
    loaded = seen.arrived.loaded
    if loaded is None:
        return ""
    new, edited, same = loaded.created, loaded.edited, loaded.unchanged
    told = [
        (new, ngettext("{count} ny post", "{count} nya poster", new)),
        (edited, ngettext("{count} ändrad post", "{count} ändrade poster", edited)),
        (seen.conflicts, ngettext("{count} krock", "{count} krockar", seen.conflicts)),
        (same, ngettext("{count} oförändrad", "{count} oförändrade", same)),
    ]
    parts = [words.format(count=wording.number(count)) for count, words in told if count]
    return wording.dotted(*parts) or _("Tabellen har inga rader.")


def _seen(arrived: Arrived) -> SeenTable:
    if arrived.refusal is not None:
        return SeenTable(arrived, tuple(_bad_rows(arrived.refusal)))
    loaded = arrived.loaded
    news = [_row(one) for one in loaded.news] if loaded else []
    left = [
        Row(f"existing-{at}", title, _("Lämnas som den är"), _("fanns redan"))
        for at, title in enumerate(loaded.existing if loaded else ())
    ]
    return SeenTable(arrived, (*news, *left))


def _bad_rows(error: TableRefusedError) -> list[Row]:
    return [
        Row(str(at), words.cell_place(cell), words.cell_fault(cell), _("fel"), "warn")
        for at, cell in enumerate(error.cells)
    ]


def _row(one: RowNews) -> Row:
    about = wording.capital(messages.kind_name(one.kind))
    tag, colour = (_("ny"), "gron") if one.is_new else (_("ändrad"), "accent")
    if one.conflicts:
        tag, colour = _("krock"), "warn"
        fields = phrases.field_names(one.kind, one.conflicts)
        about = wording.dotted(about, _("krockar i {fields}").format(fields=fields))
    return Row(one.id, phrases.named(one.kind, one.title), about, tag, colour)
