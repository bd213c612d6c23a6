"""A table of very many entries needs little memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.exchange import workbook_parts

resource = pytest.importorskip("resource", reason="only Unix tells the most memory a program took")
MOST_MEMORY_MB = 300
GROWTH_MB = 15
"""What ten times the rows may cost."""
DUMP = """
import resource, sys
from pathlib import Path
from katalog_app.db import reading
from katalog_app.services import tabulating
from katalog_app.services.opening import open_catalogue

store = open_catalogue(Path(sys.argv[1]))
wanted, of_kind = int(sys.argv[3]), reading.ids
reading.ids = lambda *which: (of_kind(*which) * (wanted // 300 + 1))[:wanted]
assert tabulating.dump(store, Path(sys.argv[2]), "project") == wanted
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
"""Writes the bundled projects as often as it takes, and tells the most memory it took (MB)."""


def taken(store: Store, path: Path, rows: int) -> int:
    """Return the most memory that writing so many rows took (MB)."""
    words = [sys.executable, "-c", DUMP, str(store.folder), str(path), str(rows)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    (sheet,) = workbook_parts.looked_through(path)
    assert sheet.cells > 15 * rows
    assert sheet.found == []
    return int(done.stdout)


def test_memory_does_not_grow_with_the_rows(store: Store, tmp_path: Path) -> None:
    few, many = (taken(store, tmp_path / f"{rows}.xlsx", rows) for rows in (300, 3_000))
    assert many <= few + GROWTH_MB
    assert many < MOST_MEMORY_MB


@pytest.mark.long
def test_a_hundred_thousand_rows_take_less_than_300_mb(store: Store, tmp_path: Path) -> None:
    assert taken(store, tmp_path / "t.xlsx", 100_000) < MOST_MEMORY_MB
