"""A table of very many entries needs little memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.exchange import workbook_parts

STATUS = Path("/proc/self/status")
pytestmark = pytest.mark.skipif(
    not STATUS.exists(), reason="only Linux tells the most memory a program took since it started"
)
MOST_MEMORY_MB = 300
GROWTH_MB = 15
"""What ten times the rows may cost."""
DUMP = """
import sys
from pathlib import Path
from katalog_app.db import reading
from katalog_app.services import tabulating
from katalog_app.services.opening import open_catalogue

store = open_catalogue(Path(sys.argv[1]))
wanted, of_kind = int(sys.argv[3]), reading.ids
reading.ids = lambda *which: (of_kind(*which) * (wanted // 300 + 1))[:wanted]
assert tabulating.dump(store, Path(sys.argv[2]), "project") == wanted
told = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
print(int(told["VmHWM"].split()[0]) // 1024)
"""
"""Writes the bundled projects as often as it takes, and tells the most memory it took (MB).

getrusage would tell of the program that started it, too.
"""


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
