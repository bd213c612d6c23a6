"""What tells readers that what they keep in memory is old."""

import sqlite3

EVERYTHING = "generation"
"""The key in `meta` that counts write transactions."""
FACETS = "facets-generation"
"""The key in `meta` that counts those that changed what can be filtered by: few edits do."""


def now(connection: sqlite3.Connection, key: str) -> int:
    """Return how often something was written; 0 where it never was."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else 0


def count(connection: sqlite3.Connection, key: str) -> None:
    """Note one more, within the open transaction."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, '1')"
        " ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
        (key,),
    )
