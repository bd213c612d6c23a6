"""The peers of the search bench: raw FTS5, and tantivy where it is installed.

tantivy is only here, so not in requirements.lock: python3 -m venv build/tantivy, and there
pip install tantivy.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from katalog_app.language import analysis

ROOT = Path(__file__).resolve().parents[2]
PYTHON = (
    ROOT / "build" / "tantivy" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
)
BEST = 50
TIMED = """
import json, sys, time, tantivy
texts, keys, folder = (json.load(open(sys.argv[1])), json.load(open(sys.argv[2])), sys.argv[3])
builder = tantivy.SchemaBuilder()
builder.add_unsigned_field("id", stored=True)
builder.add_text_field("text")
schema = builder.build()
index = tantivy.Index(schema, path=folder)
began = time.perf_counter()
writer = index.writer(50_000_000, 1)
for number, *columns in texts:
    document = tantivy.Document()
    document.add_unsigned("id", number)
    document.add_text("text", " ".join(columns))
    writer.add_document(document)
writer.commit()
writer.wait_merging_threads()
built = time.perf_counter() - began
index.reload()
searcher = index.searcher()
Query, must = tantivy.Query, tantivy.Occur.Must
took = []
for words, goes_on in keys:
    wall, cpu = time.perf_counter(), time.process_time()
    parts = [(must, Query.term_query(schema, "text", word)) for word in words]
    if goes_on:
        parts[-1] = (must, Query.regex_query(schema, "text", words[-1] + ".*"))
    searcher.search(Query.boolean_query(parts), 50, count=True)
    took.append((time.perf_counter() - wall, time.process_time() - cpu))
print(json.dumps([built, took]))
"""
Typed = tuple[list[str], bool]
"""The words of a question in lower case, and whether the last may go on."""
Texts = Sequence[tuple[int, str, str, str]]
"""Number, title, keywords and the rest of every project."""


class Times(NamedTuple):
    """What one question took (ms)."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Times:
    """Return what some work takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Times((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def typed(question: str) -> Typed:
    """Return what an engine without filters and phrases is asked in place of a question."""
    words = [word.lower() for _, word in analysis.words(question)]
    return words, question[-1:].isalnum()


def fts5(texts: Texts, keys: Sequence[Typed], path: Path) -> tuple[float, list[Times]]:
    """Return the seconds raw FTS5 takes to index the texts, and what each question takes.

    A question is asked twice: for the best by bm25, and for the number of all.
    """
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(
        "CREATE VIRTUAL TABLE f USING fts5 (title, keywords, text, content = '',"
        " prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0')"
    )
    began = time.perf_counter()
    db.execute("BEGIN")
    db.executemany("INSERT INTO f (rowid, title, keywords, text) VALUES (?, ?, ?, ?)", texts)
    db.execute("COMMIT")
    built = time.perf_counter() - began
    db.execute("INSERT INTO f (f) VALUES ('optimize')")
    took = [timed(partial(_ask, db, _match(key))) for key in keys]
    db.close()
    return built, took


def _match(key: Typed) -> str:
    words, goes_on = key
    return " ".join(f'"{word}"' for word in words) + ("*" if goes_on else "")


def _ask(db: sqlite3.Connection, match: str) -> None:
    db.execute(
        f"SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT {BEST}", (match,)
    ).fetchall()
    db.execute("SELECT COUNT(*) FROM f WHERE f MATCH ?", (match,)).fetchone()


def tantivy(texts: Texts, keys: Sequence[Typed], scratch: Path) -> tuple[float, list[Times]] | str:
    """Return the same of tantivy, in a process of its own, or why there is nothing.

    Args:
        scratch: An empty folder.
    """
    if not PYTHON.exists():
        return "not installed in build/tantivy"
    index = scratch / "index"
    index.mkdir()
    for name, content in (("texts", texts), ("keys", keys)):
        (scratch / name).write_text(json.dumps(content), encoding="utf-8")
    files = [str(scratch / name) for name in ("texts", "keys", "index")]
    done = subprocess.run(
        [PYTHON, "-c", TIMED, *files], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return (done.stderr.strip() or "failed without a word").splitlines()[-1]
    built, took = json.loads(done.stdout)
    return built, [Times(wall * 1000, cpu * 1000) for wall, cpu in took]
