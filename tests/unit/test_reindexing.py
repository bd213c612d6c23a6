"""The search index made anew: by command, and by itself when words are analysed otherwise."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pyroaring import BitMap

from katalog_app.db import postings, schema
from katalog_app.db.store import FILE, Store
from katalog_app.model.query import Query
from katalog_app.services import editing, opening, safekeeping, searching

TABLES = ("postings", "posting_moves", "words", "search_text", "facet_values")
OLD_INDEX = """
DROP TABLE postings; DROP TABLE posting_moves; DROP TABLE words; DROP TABLE search_text;
CREATE TABLE search_text (number INTEGER PRIMARY KEY, title TEXT NOT NULL, keywords TEXT NOT NULL,
    text TEXT NOT NULL, place TEXT NOT NULL, surface TEXT NOT NULL);
CREATE VIRTUAL TABLE search_index USING fts5 (title, keywords, text, place, surface,
    content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0');
DELETE FROM meta WHERE key IN ('analysis', 'search-length');
DELETE FROM facet_values WHERE facet = 'kind';
PRAGMA user_version = 2;
"""


def index(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.reading() as connection:
        found = {
            table: sorted(connection.execute(f"SELECT * FROM {table}"))
            for table in ("search_text", "facet_values")
        }
        # The same records can be packed otherwise, and some are only noted to have moved.
        found["facet_values"] = [
            (*row[:-1], *BitMap.deserialize(row[-1])) for row in found["facet_values"]
        ]
        found["postings"] = sorted((*key, *on) for *key, on in postings.everything(connection))
        found["words"] = sorted(connection.execute("SELECT word, uses FROM words"))
        found["length"] = connection.execute(
            "SELECT value FROM meta WHERE key = ?", (schema.LENGTH,)
        ).fetchall()
    return found


def change(store: Store, script: str) -> None:
    connection = sqlite3.connect(store.folder / FILE)
    connection.executescript(script)
    connection.close()


def test_made_anew_it_is_as_before(store: Store) -> None:
    made = editing.create(store, "project", {"title": "Nytt", "keywords": ["alfa"]})
    editing.edit(store, made.id, values={"title": "Nyare"}, add={"keywords": ["beta"]})
    editing.delete(store, "aha-ii", "")
    before = index(store)
    change(store, "".join(f"DELETE FROM {table};" for table in TABLES))
    assert safekeeping.check(store) != []
    told: list[tuple[int, int]] = []
    count = safekeeping.rebuild_index(store, lambda done, total: told.append((done, total)))
    assert index(store) == before
    assert safekeeping.check(store) == []
    assert told[0] == (0, count)
    assert told[-1] == (count, count)


def test_a_folder_of_an_older_version_is_made_ready(store: Store, tmp_path: Path) -> None:
    folder = store.folder
    before = index(store)
    store.close()
    change(store, OLD_INDEX)
    again = opening.open_folder(folder)
    assert not opening.is_ready(again)
    opening.make_ready(again)
    assert opening.is_ready(again)
    assert index(again) == before
    assert safekeeping.check(again) == []
    again.close()


def test_another_analysis_makes_it_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store.folder
    store.close()
    for asking in ("store", "reindexing"):
        monkeypatch.setattr(f"katalog_app.db.{asking}.signature", lambda: "another")
    again = opening.open_folder(folder)
    assert not opening.is_ready(again)
    again.close()
    again = opening.open_catalogue(folder)
    assert opening.is_ready(again)
    assert searching.find(again, Query("radio")).total > 0
    again.close()


class StoppedError(Exception):
    pass


def test_what_stops_it_leaves_the_old_index(store: Store) -> None:
    before = index(store)

    def stop(done: int, _: int) -> None:
        if done:
            raise StoppedError

    with pytest.raises(StoppedError):
        safekeeping.rebuild_index(store, stop)
    assert index(store) == before
