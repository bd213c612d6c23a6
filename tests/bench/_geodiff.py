"""The peer of the merge bench: pygeodiff's rebase of the same row changes, where it is installed.

Only here, so not in requirements.lock: python3 -m venv build/geodiff, and there pip install
pygeodiff.
"""

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = (
    ROOT / "build" / "geodiff" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
)
Statement = tuple[str, list[tuple[object, ...]]]
"""One executemany: its SQL and its rows."""
OURS = "UPDATE entries SET reviewed = '2026-02-02' WHERE number % 100 = 7"
"""Other edits on this side, so that there is something to rebase on."""
TIMED = """
import sys, time, pygeodiff
base, theirs, ours, conflicts = sys.argv[1:]
began = time.perf_counter()
pygeodiff.GeoDiff().rebase(base, theirs, ours, conflicts)
print(time.perf_counter() - began)
"""


def rebase(
    source: Path,
    scratch: Path,
    keys: Mapping[str, str],
    statements: Sequence[Statement],
) -> tuple[float, float] | str:
    """Return the seconds a rebase takes and those of writing the rows alone, or why there is none.

    Args:
        source: The catalogue before the merge.
        scratch: An empty folder.
        keys: The tables by name, each with its key.
        statements: What the merge wrote.
    """
    if not PYTHON.exists():
        return "not installed in build/geodiff"
    base, theirs, ours = (scratch / f"{name}.db" for name in ("base", "theirs", "ours"))
    columns = _plain(source, base, keys)
    for copy in (theirs, ours):
        shutil.copyfile(base, copy)
    began = time.perf_counter()
    with sqlite3.connect(theirs) as db:
        for sql, rows in statements:
            if any(f" {table} " in sql for table in keys):
                db.executemany(_by_name(sql, columns), rows)
    db.close()
    raw = time.perf_counter() - began
    with sqlite3.connect(ours) as db:
        db.execute(OURS)
    db.close()
    files = [str(path) for path in (base, theirs, ours, scratch / "conflicts.json")]
    done = subprocess.run(
        [PYTHON, "-c", TIMED, *files], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return (done.stderr.strip() or "failed without a word").splitlines()[-1]
    return float(done.stdout.split()[-1]), raw


def _plain(source: Path, target: Path, keys: Mapping[str, str]) -> dict[str, str]:
    """Copy the tables alone; return the columns of each.

    geodiff follows rows by one whole number, so each gets one beside its own key.
    """
    found = {}
    with sqlite3.connect(target, isolation_level=None) as db:
        db.execute("ATTACH ? AS source", (str(source),))
        db.execute("BEGIN")
        for table, key in keys.items():
            described = db.execute(f"PRAGMA source.table_info({table})").fetchall()
            typed = ", ".join(f"{row[1]} {row[2]}" for row in described)
            columns = found[table] = ", ".join(row[1] for row in described)
            db.execute(f"CREATE TABLE {table} (row_key INTEGER PRIMARY KEY, {typed})")
            db.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM source.{table}")
            db.execute(f"CREATE UNIQUE INDEX {table}_key ON {table} ({key})")
        db.execute("COMMIT")
    db.close()
    return found


def _by_name(sql: str, columns: Mapping[str, str]) -> str:
    """Return a statement that names the columns it inserts."""
    for table, names in columns.items():
        sql = sql.replace(f"INSERT INTO {table} VALUES", f"INSERT INTO {table} ({names}) VALUES")
    return sql
