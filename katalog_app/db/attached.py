"""Which files beside the catalogue its values name, read with sqlite3 alone."""

import sqlite3

from katalog_app.model import pictures


def named(connection: sqlite3.Connection) -> set[str]:
    """Return the hashes of all files that any value names that is not erased, in force or not."""
    found: set[str] = set()
    rows = connection.execute("SELECT value FROM leaves WHERE instr(value, ?)", (b'"sha256":"',))
    for (value,) in rows:
        found |= pictures.mentioned(value)
    return found
