"""Process start to first painted window, and to list and facets filled, beside an empty window.

python3 dev.py bench start [rounds]   Cases are interleaved round by round, so that noise hits all
alike; round 0 warms the file cache. The floor is an empty QMainWindow of the same PySide6.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, lambda: (print(time.perf_counter(), flush=True), app.exit()))
app = QApplication([])
window = Window(); window.resize(1440, 900); window.show()
app.exec()
"""
PROGRAM = """
import sys, time
from pathlib import Path
from katalog_app.ui import app as program
from katalog_app.services.opening import open_catalogue
from katalog_app import settings
from katalog_app.ui.catalogue.page import CataloguePage
from PySide6.QtCore import QTimer
folder = Path(sys.argv[1])
app = program.application()
store = open_catalogue(folder)
window = program.dressed_window(app, store, settings.read(folder))
window.resize(1440, 900)
moments = []
def note(last=False):
    moments.append(time.perf_counter())
    if last:
        print(*moments, flush=True)
        app.exit()
def watch(view, rows):
    # An event filter on the viewport would load every kind of widget into Qt for Python.
    original = view.paintEvent
    def painted(self, event):
        original(self, event)
        missing.discard(view if rows(self) else None)
        if not missing and len(moments) == 1:
            QTimer.singleShot(0, lambda: len(moments) == 1 and note(last=True))
    view.paintEvent = painted
    missing.add(view)
missing = set()
begin = CataloguePage.begin
def begin_watched(page):
    note()
    from katalog_app.ui.catalogue.facet_list import FacetList
    from katalog_app.ui.catalogue.hit_list import HitList
    watch(HitList, lambda view: view.model().rowCount())
    watch(FacetList, lambda view: view.model().rowCount())
    begin(page)
CataloguePage.begin = begin_watched
window.show()
app.exec()
window.workspace.close()
"""
MUST = {"painted": 1.5, "filled": 2.5}


def once(code: str, *arguments: str) -> list[float]:
    """Return seconds from the start of a process to each moment it prints."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [float(moment) - began for moment in done.stdout.split()]


def measured(rounds: int) -> dict[str, list[float]]:
    """Return seconds of each case, one for each round."""
    found: dict[str, list[float]] = {"empty": [], "painted": [], "filled": [], "first": []}
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(rounds + 1):
            empty = once(EMPTY)[0]
            fresh, _ = once(PROGRAM, str(Path(scratch) / f"new-{number}"))
            painted, filled = once(PROGRAM, str(Path(scratch) / "used"))
            if number:
                for name, took in (
                    ("empty", empty),
                    ("painted", painted),
                    ("filled", filled),
                    ("first", fresh),
                ):
                    found[name].append(took)
    return found


def main() -> int:
    """Print the table; return 1 where a ratio is above what must hold."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    found = measured(rounds)
    floor = statistics.median(found["empty"])
    print(f"{'case':<34}{'ms min/median/max':>22}{'x empty':>9}{'must':>7}")
    labels = {
        "empty": "empty window",
        "painted": "Katalogen, first painted",
        "filled": "Katalogen, list and facets filled",
        "first": "the very first start, painted",
    }
    failed = False
    for name, took in found.items():
        ratio = statistics.median(took) / floor
        failed |= ratio > MUST.get(name, ratio)
        spread = "/".join(f"{1000 * f(took):.0f}" for f in (min, statistics.median, max))
        print(f"{labels[name]:<34}{spread:>22}{ratio:>9.2f}{MUST.get(name, ''):>7}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
