"""`katalog check` finds every way in which what is shown can differ from what the changes say."""

import sqlite3

import pytest

from katalog_app.db.store import Store
from katalog_app.services import editing, safekeeping

TAMPERED = {
    "a title": "UPDATE entries SET title = 'Annat' WHERE slug = 'aha-ii'",
    "a value": "UPDATE entries SET body = json_set(body, '$.what', 'x') WHERE slug = 'aha-ii'",
    "a deletion": "UPDATE entries SET deleted = 1 WHERE slug = 'aha-ii'",
    "a missing entry": "DELETE FROM entries WHERE slug = 'aha-ii'",
    "a made-up entry": "INSERT INTO entries SELECT 9999, randomblob(16), kind, 'x', title,"
    " title_key, 0, created, '', 0, '', body FROM entries WHERE slug = 'aha-ii'",
    "a head": "DELETE FROM heads",
    "a conflict": "DELETE FROM conflicts",
    "a facet": "DELETE FROM facet_values WHERE facet = 'status' AND value = 'idé'",
    "search text": "UPDATE search_text SET stems = ' annat ' WHERE number = 300",
    "a posting": "UPDATE postings SET members = (SELECT members FROM postings LIMIT 1)"
    " WHERE term = 'kommun'",
    "a lost posting": "DELETE FROM postings WHERE term = 'kommun'",
    "a made-up posting": "INSERT INTO postings SELECT 'zzz', level, members FROM postings LIMIT 1",
    "a lost move of postings": "DELETE FROM posting_moves",
    "a made-up move of postings": "INSERT INTO posting_moves SELECT 'zzz', 0, number, 1"
    " FROM entries LIMIT 1",
    "a word": "UPDATE words SET uses = uses + 1 WHERE word = 'kommun'",
    "a change's bytes": "UPDATE changes SET body = replace(body, 'project', 'projekt')"
    " WHERE number = 300",
    "a change's bit": "UPDATE changes SET body = CAST(replace(body, 'project', 'projekt') AS BLOB)"
    " WHERE number = 300",
    "a lost change": "DELETE FROM changes WHERE number = 300",
    "a leaf's value": "UPDATE leaves SET value = CAST('\"x\"' AS BLOB) WHERE field = 'title'"
    " AND change = 300",
    "a lost leaf": "DELETE FROM leaves WHERE field = 'title' AND change = 300",
    "a state": "UPDATE changes SET state = 'waiting' WHERE number = 300",
}


@pytest.fixture
def edited(store: Store) -> Store:
    """A catalogue with a head row and a conflict."""
    made = editing.create(store, "project", {"title": "A"})
    editing.edit(store, made.id, values={"title": "B"})
    editing.edit(store, made.id, values={"title": "C"}, seen=[made.change])
    return store


def test_a_whole_catalogue_has_no_problems(edited: Store) -> None:
    assert safekeeping.check(edited) == []


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_found(edited: Store, what: str) -> None:
    with sqlite3.connect(edited.path) as connection:
        assert connection.execute(TAMPERED[what]).rowcount
    connection.close()
    assert safekeeping.check(edited) != []


def test_each_broken_entry_is_named_and_no_other(edited: Store) -> None:
    with sqlite3.connect(edited.path) as connection:
        connection.execute("UPDATE entries SET title = 'Annat' WHERE slug = 'aha-ii'")
        connection.execute("UPDATE entries SET deleted = 1 WHERE slug = 'bjuv'")
        connection.execute("UPDATE leaves SET salt = zeroblob(16) WHERE change = 300")
        broken = connection.execute(
            "SELECT id FROM entries WHERE slug IN ('aha-ii', 'bjuv')"
            " UNION SELECT entry FROM changes WHERE number = 300"
        ).fetchall()
    connection.close()
    problems = safekeeping.check(edited)
    assert sorted(text.split(":")[0] for text in problems) == sorted(
        f"entry {key.hex()}" for (key,) in broken
    )
    assert len(problems) == 3
