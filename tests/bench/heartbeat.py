"""A 10 ms heartbeat in the window while a file is merged in the background.

python3 dev.py bench heartbeat [projects] [edits]   p50/p99/max ms between beats, alone and during
the merge of a real file, from verifying to the end; must hold: p99 ≤ 100 ms.
"""

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from katalog_app import settings
from katalog_app.db import ledger, log
from katalog_app.db.holdings import Role
from katalog_app.db.store import Store
from katalog_app.services import contributing, merging
from katalog_app.services.opening import open_catalogue
from katalog_app.ui import app as program
from tests.bench.merge import Words, build, edits

BEAT_MS, LIMIT_MS = 10, 100.0
QUIET_S, PATIENCE_S = 2.0, 300.0


class Heart:
    """Notes how long it is between beats (ms), by the clock and by the thread's own work."""

    def __init__(self, interval_ms: int = BEAT_MS) -> None:
        self.beats: list[float] = []
        self.work: list[float] = []
        """Processor time of the main thread, which other programs at work hardly move."""
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=interval_ms)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.beats.append((now - self._last) * 1000)
        self.work.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked


def line(name: str, beats: list[float]) -> str:
    ordered = sorted(beats)
    p50, p99 = (ordered[int(len(ordered) * part)] for part in (0.5, 0.99))
    return f"{name:<18}{len(ordered):>7}{p50:>9.1f}{p99:>9.1f}{ordered[-1]:>9.1f}"


def wait(app: QApplication, done, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while not done() and time.perf_counter() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def prepared(scratch: Path, projects: int, count: int) -> tuple[Path, Path]:
    """Return a folder with a catalogue, and a file of edits by somebody it trusts."""
    words = Words(7)
    made = build(scratch / "mine", words, projects)
    build(scratch / "theirs", Words(8), 1)
    theirs, mine = Store(scratch / "theirs"), Store(scratch / "mine")
    with log.writing(theirs) as writer:
        log.append(writer, edits(words, count, made), own=True)
    contributing.export(theirs, scratch / "edits.katalog")
    key = contributing.own_key(theirs).public
    with log.writing(mine) as writer:
        ledger.put_key(writer, key, "", Role.CONTRIBUTOR, trusted=True)
    theirs.close()
    mine.close()
    return scratch / "mine", scratch / "edits.katalog"


def main() -> int:
    """Print the table; return 1 where the heart misses beats."""
    projects, count = [int(word) for word in (*sys.argv[1:], "5000", "2000")][:2]
    app = program.application()
    with tempfile.TemporaryDirectory() as name:
        folder, path = prepared(Path(name), projects, count)
        store = open_catalogue(folder)
        window = program.dressed_window(app, store, settings.read(folder))
        window.show()
        starting = Heart()  # its timer ends the waiting too
        wait(app, lambda: False, QUIET_S)
        del starting
        alone = Heart()
        wait(app, lambda: False, QUIET_S)
        beats, during = alone.beats, Heart()
        outcomes: list[object] = []
        take = partial(_take, store, path)
        began = time.perf_counter()
        window.workspace.jobs.run(take, outcomes.append, owner=window)
        wait(app, lambda: bool(outcomes), PATIENCE_S)
        took = time.perf_counter() - began
        print(f"{outcomes[0]} changes merged into {projects} projects in {took:.1f} s")
        print(f"{'case':<18}{'beats':>7}{'p50 ms':>9}{'p99':>9}{'max':>9}")
        print(line("alone", beats))
        print(line("during the merge", during.beats))
        window.close()
        window.workspace.close()
        ordered = sorted(during.beats)
        return int(ordered[int(len(ordered) * 0.99)] > LIMIT_MS or not outcomes[0])


def _take(store: Store, path: Path) -> int:
    return merging.carry_out(store, merging.verify(path)).new


if __name__ == "__main__":
    sys.exit(main())
