"""Merging edits into a large catalogue, beside raw executemany of the very rows it wrote.

python3 dev.py bench merge [projects] [edits] [runs]   default 100000 10000 3

must hold: merge ≤ 10 x raw (goal 3 x); the same changes again ≤ 3 x raw, and 0 rows written.
"""

import random
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, TypeVar

from katalog_app.db import ledger, log, projection
from katalog_app.db.shown import Shown
from katalog_app.db.store import FILE, Store, connect, create_empty
from katalog_app.language import analysis, compounds, terms
from katalog_app.model import change
from katalog_app.model.fields import FAMILY, STATUSES, TRANSFORMATIONS, EntryKind
from katalog_app.model.history import Record
from tests.bench import _geodiff
from tests.bench._geodiff import Statement

MOST, GOAL, AGAIN_MOST = 10, 3, 3
VOCABULARY = 40_000
TEXTS = ("what", "why", "how", "effects", "lessons")
CONCURRENT = 0.05
"""The part of the edits made without having seen the one before: conflicts."""
PLACES = ("Bjuv", "Båstad", "Helsingborg", "Höganäs", "Klippan", "Landskrona", "Svalöv", FAMILY)
KEYS = {
    "changes": "number",
    "leaves": "change, field",
    "entries": "number",
    "heads": "entry, field, change",
    "conflicts": "entry, field",
    "facet_values": "facet, value",
    "search_text": "number",
    "postings": "term, level",
    "posting_moves": "term, level, number",
    "words": "word",
}
INDEX = ("search_text", "postings", "posting_moves", "words")
T = TypeVar("T")


class Words:
    """Made-up Swedish words, drawn as often as Zipf's law has it; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        sounds = [c + v for c in "bdfghjklmnprstv" for v in "aeiouåäö"]
        endings = ("", "", "en", "ar", "arna", "ande", "ing", "ningen", "het", "s")
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            middle = "".join(self.rng.choices(sounds, k=self.rng.randrange(1, 4)))
            made[middle + self.rng.choice("lnrstk") + self.rng.choice(endings)] = None
        self.words = list(made)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))

    def text(self, count: int) -> str:
        return " ".join(self.rng.choices(self.words, cum_weights=self.weights, k=count))

    def values(self) -> dict[str, object]:
        """Return the values of one project, about 120 words."""
        rng = self.rng
        return {
            "title": self.text(6).capitalize(),
            "municipality": rng.choice(PLACES),
            "status": rng.choice(STATUSES),
            "period": f"{rng.randrange(2015, 2027)}/",
            "transformations": [rng.choice(TRANSFORMATIONS)],
            "global_goals": rng.sample(range(1, 18), 2),
            "keywords": list(dict.fromkeys(self.text(4).split())),
            **{name: self.text(22) + "." for name in TEXTS},
        }

    def edit(self) -> dict[str, object]:
        """Return 1-3 fields anew."""
        fresh = self.values()
        names = self.rng.sample((*TEXTS, "title", "status", "period", "municipality", "keyword"), 3)
        said = {name: fresh.get(name) for name in names[: self.rng.randrange(1, 4)]}
        if "keyword" in said:
            del said["keyword"]
            word = self.text(1)
            said[change.register("keywords", word)] = {"element": word, "present": True}
        return said


class Created(NamedTuple):
    """A project and its creating change."""

    entry: str
    change: str


def record(
    words: Words, entry: str, values: dict[str, object], replaces: Mapping[str, tuple[str, ...]]
) -> Record:
    """Return a change as it stands in memory once its file has been verified."""
    made, leaves = change.make(
        entry=entry,
        kind=EntryKind.PROJECT,
        values=values,
        replaces=replaces,
        saw=None,
        author=None,
        edition=None,
        made_at=1_790_000_000,
        schema=1,
        salt=lambda _: words.rng.randbytes(change.SALT_BYTES),
    )
    return Record(made.id, made, leaves)


def projects(words: Words, count: int, made: list[Created]) -> Iterator[Record]:
    """Yield the creating changes, and note each in `made`."""
    for _ in range(count):
        fresh = record(words, words.rng.randbytes(16).hex(), words.values(), {})
        made.append(Created(fresh.change.entry, fresh.id))
        yield fresh


def edits(words: Words, count: int, made: list[Created]) -> list[Record]:
    """Return edits of random projects, each on top of the one before but for some conflicts."""
    last: dict[tuple[str, str], str] = {}
    found = []
    for _ in range(count):
        entry, creating = words.rng.choice(made)
        values = words.edit()
        behind = words.rng.random() < CONCURRENT
        replaces = {
            name: (creating if behind else last.get((entry, name), creating),) for name in values
        }
        fresh = record(words, entry, values, replaces)
        last.update(dict.fromkeys(((entry, name) for name in values), fresh.id))
        found.append(fresh)
    return found


def build(folder: Path, words: Words, count: int) -> list[Created]:
    """Make the catalogue that is merged into, by the program's own way in; tell what it took."""
    made: list[Created] = []
    inventing = 0.0

    def invented() -> Iterator[Record]:
        nonlocal inventing
        found = projects(words, count, made)
        while True:
            started = time.perf_counter()
            fresh = next(found, None)
            inventing += time.perf_counter() - started
            if fresh is None:
                return
            yield fresh

    began = time.perf_counter()
    folder.mkdir()
    create_empty(folder / FILE)
    store = Store(folder)
    with log.writing(store) as writer:
        number = ledger.add_edition(writer, "00" * 32, "2026:1", 1_790_000_000)
        log.append(writer, invented(), first_edition=number)
    store.close()
    took = time.perf_counter() - began - inventing
    one_file(folder)
    size = (folder / FILE).stat().st_size / 1e6
    print(
        f"imported {count} projects in {took:.0f} s, {size:.0f} MB (made up in {inventing:.0f} s)"
    )
    return made


def one_file(folder: Path) -> None:
    """Move what is in the write-ahead log into the database, so that one file can be copied."""
    connection = connect(folder / FILE)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def merge(folder: Path, found: list[Record]) -> tuple[float, int]:
    """Return the seconds one merge takes, to the end of its transaction, and the rows it wrote.

    No word has been analysed before, as in a program just started.
    """
    for kept in (analysis.fold, analysis.stem, analysis._stem_of_folded, compounds._parts):
        kept.cache_clear()
    terms._of_word.cache_clear()
    terms.trigrams.cache_clear()
    store = Store(folder)
    began = time.perf_counter()
    with log.writing(store) as writer:
        before = writer.raw.total_changes
        log.append(writer, found)
        raw = writer.raw
    took = time.perf_counter() - began
    written = raw.total_changes - before
    store.close()
    return took, written


def written_rows(before: Path, after: Path) -> list[Statement]:
    """Return the statements that turn one database into the other, row by row."""
    db = connect(after)
    db.execute("ATTACH ? AS old", (str(before),))
    found: list[Statement] = []
    for table, key in KEYS.items():
        found += differences(db, table, key.split(", "))
    db.close()
    return [(sql, rows) for sql, rows in found if rows]


def differences(db: sqlite3.Connection, table: str, key: list[str]) -> list[Statement]:
    """Return what turns a table of the old database into the same of the new."""
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    places = [columns.index(name) for name in key]

    def side(one: str, other: str) -> dict[tuple[object, ...], tuple[object, ...]]:
        """Return the rows of one side that the other has not, or has otherwise, by key."""
        same = " AND ".join(f"a.{name} = b.{name}" for name in key)
        ours, theirs = (", ".join(f"{x}.{name}" for name in columns) for x in "ab")
        rows = db.execute(
            f"SELECT a.* FROM {one}.{table} a LEFT JOIN {other}.{table} b ON {same}"
            f" WHERE ({ours}) IS NOT ({theirs})"
        )
        return {tuple(row[place] for place in places): row for row in rows}

    new, gone = side("main", "old"), side("old", "main")
    is_key = " AND ".join(f"{name} = ?" for name in key)
    marks = ", ".join("?" * len(columns))
    sets = ", ".join(f"{name} = ?" for name in columns)
    found: list[Statement] = [
        (f"DELETE FROM {table} WHERE {is_key}", sorted(gone.keys() - new.keys())),
        (
            f"UPDATE {table} SET {sets} WHERE {is_key}",
            [(*new[each], *each) for each in sorted(gone.keys() & new.keys())],
        ),
        (
            f"INSERT INTO {table} VALUES ({marks})",
            [new[each] for each in sorted(new.keys() - gone.keys())],
        ),
    ]
    return found


def raw(folder: Path, statements: list[Statement]) -> float:
    """Return the seconds that executemany takes for these rows, in one transaction."""
    db = connect(folder / FILE)
    began = time.perf_counter()
    db.execute("BEGIN IMMEDIATE")
    for sql, rows in statements:
        db.executemany(sql, rows)
    db.execute("COMMIT")
    took = time.perf_counter() - began
    db.close()
    return took


def on_copy(base: Path, scratch: Path, work: Callable[[Path], T]) -> T:
    """Return what the work gives on a fresh copy of a catalogue."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    shutil.copyfile(base / FILE, scratch / FILE)
    return work(scratch)


def main() -> int:
    """Print the table; return 1 where something that must hold does not."""
    numbers = [int(word) for word in sys.argv[1:]]
    count, changes, runs = (*numbers, *(100_000, 10_000, 3)[len(numbers) :])
    words = Words(5)
    with tempfile.TemporaryDirectory() as name:
        base, copy = Path(name) / "base", Path(name) / "copy"
        made = build(base, words, count)
        found = edits(words, changes, made)
        on_copy(base, copy, lambda folder: merge(folder, found))
        one_file(copy)
        statements = written_rows(base / FILE, copy / FILE)
        took: dict[str, list[float]] = {"raw executemany": [], "merge": [], "the same again": []}
        again_rows = 0
        for _ in range(runs):
            took["raw executemany"].append(on_copy(base, copy, lambda f: raw(f, statements)))
            took["merge"].append(on_copy(base, copy, lambda f: merge(f, found))[0])
            seconds, again_rows = merge(copy, found)
            took["the same again"].append(seconds)
        with index_apart():
            apart = on_copy(base, copy, lambda f: merge(f, found))[0]
        shutil.rmtree(copy)
        copy.mkdir()
        plain = {table: key for table, key in KEYS.items() if table not in INDEX}
        peer = _geodiff.rebase(base / FILE, copy, plain, statements)
    status = told(took, sum(len(rows) for _, rows in statements), again_rows)
    return _beside(peer, apart) or status


@contextmanager
def index_apart() -> Iterator[None]:
    """Let merges leave the search index as it is, as geodiff has none."""
    real = projection.searched

    def as_before(
        kind: str, shown: Mapping[str, object], before: Shown | None = None
    ) -> tuple[tuple[object, ...], terms.Terms | None]:
        kept = before.search if before else []
        return (kept[0], None) if kept else real(kind, shown, before)

    projection.searched = as_before
    try:
        yield
    finally:
        projection.searched = real


def _beside(peer: tuple[float, float] | str, apart: float) -> int:
    """Tell how long geodiff takes for the same rows without an index; return 1 where it is faster.

    It gets them ready; the merge computes them from the changes, which it checks.
    """
    if isinstance(peer, str):
        print(f"geodiff: {peer}")
        return 0
    seconds, raw_seconds = peer
    print(f"the index apart: merge {apart:.2f} s, geodiff's rebase {seconds:.2f} s")
    print(f"(raw executemany of the rows that geodiff gets {raw_seconds:.2f} s)")
    print("must hold: merge faster than geodiff's rebase")
    return int(apart > seconds)


def told(took: dict[str, list[float]], rows: int, again_rows: int) -> int:
    """Print the table; return 1 where something that must hold does not."""
    floor = statistics.median(took["raw executemany"])
    print(f"{rows} rows written; {again_rows} when the same came again")
    print(f"{'case':<20}{'min s':>8}{'median':>8}{'max':>8}{'x raw':>8}")
    for name, seconds in took.items():
        middle = statistics.median(seconds)
        spread = f"{min(seconds):>8.2f}{middle:>8.2f}{max(seconds):>8.2f}"
        print(f"{name:<20}{spread}{middle / floor:>8.2f}")
    merging, again = (statistics.median(took[name]) / floor for name in ("merge", "the same again"))
    print(f"must hold: merge ≤ {MOST} x (goal {GOAL} x), again ≤ {AGAIN_MOST} x and 0 rows")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return int(merging > MOST or again > AGAIN_MOST or again_rows > 0)


if __name__ == "__main__":
    sys.exit(main())
