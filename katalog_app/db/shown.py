"""What the read model holds of entries before they are computed anew."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from katalog_app.db.batches import in_parts, places
from katalog_app.model import history
from katalog_app.model.history import History

INDEXED = ("slug", "title_key", "deleted")
PLAIN = ("title", "created", "municipality_key", "year", "reviewed", "body")
ENTRY_COLUMNS = ", ".join(("id", "kind", *INDEXED, *PLAIN))
AT_INDEXED = slice(2, 2 + len(INDEXED))
AT_PLAIN = slice(2 + len(INDEXED), None)
SEARCH_COLUMNS = "length, stems, levels, words"


@dataclass(frozen=True)
class Shown:
    """What the read model holds of one entry."""

    number: int
    entry: tuple[Any, ...]
    """In the order of `ENTRY_COLUMNS`."""
    values: Mapping[str, object]
    heads: set[tuple[str, bytes]] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)
    search: list[tuple[Any, ...]] = field(default_factory=list)
    """The row of analysed text, [] without one."""

    @property
    def is_deleted(self) -> bool:
        """Whether it is shown as deleted."""
        return bool(self.entry[AT_INDEXED][INDEXED.index("deleted")])

    def moved(self, judged: History) -> set[str]:
        """Return the fields that have other heads than those shown: all others show the same."""
        created = self.entry[AT_PLAIN][PLAIN.index("created")].hex()
        heads: dict[str, list[str]] = {}
        for name, change in self.heads:
            heads.setdefault(name, []).append(change.hex())
        return {
            name
            for name, ids in history.shown_heads(judged).items()
            if tuple(sorted(heads.get(name, (created,)))) != ids
        }


def shown_of(
    connection: sqlite3.Connection, entries: Iterable[bytes]
) -> dict[tuple[bytes, str], Shown]:
    """Return what is shown of these entries, by id and kind."""
    found: dict[tuple[bytes, str], Shown] = {}
    for part in in_parts(entries):
        for number, *row in connection.execute(
            f"SELECT number, {ENTRY_COLUMNS} FROM entries WHERE id IN ({places(part)})", part
        ):
            entry, kind, *_, body = row
            found[entry, kind] = Shown(number, tuple(row), json.loads(body))
    by_number = {shown.number: shown for shown in found.values()}
    for numbers in in_parts(by_number):
        inside = places(numbers)
        for number, name, change in connection.execute(
            f"SELECT entry, field, change FROM heads WHERE entry IN ({inside})", numbers
        ):
            by_number[number].heads.add((name, change))
        for number, name in connection.execute(
            f"SELECT entry, field FROM conflicts WHERE entry IN ({inside})", numbers
        ):
            by_number[number].conflicts.add(name)
        for number, *row in connection.execute(
            f"SELECT number, {SEARCH_COLUMNS} FROM search_text WHERE number IN ({inside})", numbers
        ):
            by_number[number].search.append(tuple(row))
    return found
