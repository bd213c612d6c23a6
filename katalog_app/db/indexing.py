"""Writing the search index: which records come to and leave which terms.

A save moves some hundred postings, each on a page of its own: written at once they would take
longer than all the rest of the save. So few moves are only noted, close together, and readers add
them to what the postings say; many, or the last of many, are worked into the postings.
"""

import sqlite3
from array import array
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from pyroaring import BitMap

from katalog_app.db import schema
from katalog_app.db.batches import in_parts, places
from katalog_app.language import terms
from katalog_app.language.terms import Terms

GATHERED = 6_000_000
"""Postings kept in memory before they are written, where a whole catalogue comes in (4 bytes
each)."""
FEW = 4_000
"""Moves that are noted only, where one save makes no more."""
MOST_NOTED = 10_000
"""With more moves noted they are worked into the postings: after some sixty saves."""
Key = tuple[str, int]
"""A term and its level."""
Gathered = dict[str, "array[int]"]
"""Term and level, as `terms.packed` writes them, to row numbers."""


@dataclass
class Moves:
    """Which records come to and leave which terms, gathered until `write`."""

    joined: Gathered = field(default_factory=dict)
    left: Gathered = field(default_factory=dict)
    words: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Folded word to how many more records hold it, and how it is written."""
    length: int = 0
    """Words more than before, in all records together."""
    count: int = 0
    """Postings gathered."""

    def move(
        self,
        number: int,
        before: Sequence[Any] | None,
        after: Sequence[Any] | None,
        fresh: Terms | None,
    ) -> None:
        """Note that a record's row in `search_text` was this and is that; None for no row.

        Args:
            fresh: What the row that is was made of, where its text was analysed.
        """
        old_length, _, old_levels, old_words = before or _NO_ROW
        new_length, _, new_levels, new_words = after or _NO_ROW
        self.length += new_length - old_length
        written = fresh.words if fresh else {}
        old, new = set(old_levels.split()), set(new_levels.split())
        for was, becomes in ((old, new), (terms.beginnings(old), terms.beginnings(new))):
            self._gather(self.left, was - becomes, number)
            self._gather(self.joined, becomes - was, number)
        gone, come = set(old_words.split()), set(new_words.split())
        for word in gone - come:
            uses, spelling = self.words.get(word, (0, word))
            self.words[word] = (uses - 1, spelling)
        for word in come - gone:
            uses, _ = self.words.get(word, (0, word))
            self.words[word] = (uses + 1, written.get(word, word))

    def _gather(self, gathered: Gathered, moved: Set[str], number: int) -> None:
        self.count += len(moved)
        for item in moved:
            numbers = gathered.get(item)
            if numbers is None:
                gathered[item] = array("I", (number,))
            else:
                numbers.append(number)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write what was gathered, within the open transaction, and begin anew."""
        (begun,) = connection.execute("SELECT EXISTS (SELECT 1 FROM postings)").fetchone()
        if begun and self.count <= FEW:
            self._note(connection)
        else:
            work_in(connection)
            _write_postings(connection, self, begun=begun)
        self._write_words(connection)
        if self.length:
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                " ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + ?2",
                (schema.LENGTH, self.length),
            )
        self.joined, self.left = {}, {}
        self.words.clear()
        self.length = self.count = 0

    def _note(self, connection: sqlite3.Connection) -> None:
        noted = [
            (*terms.key_of(item), number, joined)
            for joined, gathered in enumerate((self.left, self.joined))
            for item, numbers in gathered.items()
            for number in numbers
        ]
        connection.executemany(
            "INSERT OR REPLACE INTO posting_moves (term, level, number, joined)"
            " VALUES (?, ?, ?, ?)",
            sorted(noted),
        )
        (count,) = connection.execute("SELECT COUNT(*) FROM posting_moves").fetchone()
        if count > MOST_NOTED:
            work_in(connection)

    def _write_words(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "INSERT INTO words (word, written, uses) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (word) DO UPDATE SET uses = uses + ?3",
            [(word, written, uses) for word, (uses, written) in sorted(self.words.items()) if uses],
        )
        # How a word was written is erased with the last record that holds it.
        connection.executemany(
            "DELETE FROM words WHERE word = ? AND uses <= 0",
            [(word,) for word, (uses, _) in self.words.items() if uses < 0],
        )


def _write_postings(connection: sqlite3.Connection, moves: Moves, *, begun: bool) -> None:
    kept: list[tuple[str, int, bytes]] = []
    emptied: list[Key] = []
    # In the order in which they are kept.
    moved = sorted((*terms.key_of(item), item) for item in moves.joined.keys() | moves.left)
    for part in in_parts(moved):
        stored = _stored(connection, {term for term, _, _ in part}) if begun else {}
        for term, level, item in part:
            packed = stored.get((term, level))
            members = BitMap() if packed is None else BitMap.deserialize(packed)
            if item in moves.left:
                members -= BitMap(moves.left[item])
            if item in moves.joined:
                members |= BitMap(moves.joined[item])
            if members:
                if len(members) >= _MANY:
                    members.run_optimize()
                kept.append((term, level, members.serialize()))
            else:
                emptied.append((term, level))
        if len(kept) >= _TOGETHER:
            _put(connection, kept)
            kept.clear()
    _put(connection, kept)
    connection.executemany("DELETE FROM postings WHERE term = ? AND level = ?", emptied)


def work_in(connection: sqlite3.Connection) -> None:
    """Work all noted moves into the postings, within the open transaction."""
    noted = Moves()
    for term, level, number, joined in connection.execute(
        "SELECT term, level, number, joined FROM posting_moves"
    ):
        gathered = noted.joined if joined else noted.left
        gathered.setdefault(f"{term}{level}", array("I")).append(number)
        noted.count += 1
    if noted.count:
        _write_postings(connection, noted, begun=True)
        connection.execute("DELETE FROM posting_moves")


_NO_ROW = (0, "", "", "")
_TOGETHER = 5_000
_MANY = 64
"""Records from which runs of numbers may take less room than the numbers."""


def _put(connection: sqlite3.Connection, rows: list[tuple[str, int, bytes]]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO postings (term, level, members) VALUES (?, ?, ?)", rows
    )


def _stored(connection: sqlite3.Connection, wanted: Set[str]) -> dict[Key, bytes]:
    """Return the packed records of each of these terms and each level, without noted moves."""
    rows = connection.execute(
        f"SELECT term, level, members FROM postings WHERE term IN ({places(wanted)})",
        sorted(wanted),
    )
    return {(term, level): members for term, level, members in rows}
