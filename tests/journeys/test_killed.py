"""The program is killed while one writes, or in the middle of an undo, and started again."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.services import drafting, editing, reading, safekeeping, undoing
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.forms.long_text import GrowingText
from tests.journeys.desk import opened_desk
from tests.journeys.form_desk import ME, field, in_background, now, shown
from tests.journeys.killed_window import LETTER_MS, TEXT

MOMENTS_S = (0.45, 0.8, 1.3, 2.1)
"""So long after the first letter the program is killed."""
MOST_LOST_S = 1.0
"""Far over what is lost on a machine at rest (see `KEEP_MS`): tests share theirs with others."""
KILLS = 8
"""Undos and redos in which the program is killed, at moments spread over how long they take."""
OLD, NEW = "Före", "Efter"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder of somebody who has changed a title, and the project."""
    folder = tmp_path_factory.mktemp("killed") / "data"
    folder.mkdir()
    settings.write(folder, settings.Settings(author=ME))
    with contextlib.closing(open_catalogue(folder)) as store:
        key = editing.create(store, "project", {"title": OLD, "why": "Skäl."}, ME).id
        editing.edit(store, key, values={"title": NEW}, author=ME)
    return folder, key


@pytest.fixture
def folder(scene: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(scene[0], tmp_path / "data"))


class Program:
    """The program in a process of its own."""

    def __init__(self, folder: Path, what: str, entry: str) -> None:
        words = [sys.executable, "-m", "tests.journeys.killed_window", str(folder), what, entry]
        root = Path(__file__).resolve().parents[2]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, text=True, cwd=root, env=environment
        )
        assert self.process.stdout is not None
        self.lines = self.process.stdout

    def wait_for(self, word: str) -> list[str]:
        """Return the words of the next line that begins so."""
        for line in self.lines:
            if line.startswith(word):
                return line.split()
        raise AssertionError(f"the program ended before {word!r}")

    def kill(self) -> list[str]:
        """Kill it, as by `kill -9`; return what it had said meanwhile."""
        self.process.send_signal(signal.SIGKILL)
        left = [] if self.lines.closed else self.lines.read().splitlines()
        self.process.wait(timeout=30)
        self.lines.close()
        return left


Start = Callable[[Path, str, str], Program]


@pytest.fixture
def started() -> Iterator[Start]:
    """What starts a program; none outlives the test."""
    programs: list[Program] = []

    def start(folder: Path, what: str, entry: str) -> Program:
        programs.append(Program(folder, what, entry))
        programs[-1].wait_for("ready")
        return programs[-1]

    yield start
    for program in programs:
        program.kill()


@pytest.mark.parametrize("moment", MOMENTS_S)
def test_what_was_typed_is_offered_after_a_kill_in_mid_form(
    qtbot: QtBot, scene: tuple[Path, str], folder: Path, started: Start, moment: float
) -> None:
    key = scene[1]
    program = started(folder, "form", key)
    program.wait_for("letters")
    time.sleep(moment)
    killed_at = time.time()
    said = [line.split() for line in program.kill()]
    typed = int([words for words in said if len(words) == 3][-1][1])
    with contextlib.closing(open_catalogue(folder)) as store:
        (kept,) = drafting.kept(store)
        assert kept.draft.entry == key
    text = str(kept.draft.values["why"])
    assert text == (TEXT * (typed // len(TEXT) + 1))[: len(text)]
    at_last = next(words for words in said if words[:2] == ["letters", str(len(text))])
    lost_s = killed_at - float(at_last[2])
    print(f"killed after {typed} letters: {typed - len(text)} lost, {lost_s * 1000:.0f} ms")
    assert lost_s <= MOST_LOST_S
    with opened_desk(qtbot, folder) as desk:
        qtbot.waitUntil(lambda: desk.page.reading.form is not None)
        desk.settle()
        assert field(desk, "Varför", GrowingText).toPlainText() == text
        assert "Det här skrev du förra gången utan att spara." in shown(desk)
        store = desk.window.workspace.store
        assert in_background(desk, lambda: safekeeping.check(store)) == []
        desk.click("Spara")
        assert now(desk, key).text("why") == text.strip()


@pytest.mark.parametrize("number", range(KILLS))
def test_a_kill_in_mid_undo_leaves_it_done_or_not_done_and_nothing_between(
    scene: tuple[Path, str], folder: Path, started: Start, number: int
) -> None:
    key = scene[1]
    program = started(folder, "turns", key)
    began = float(program.wait_for("pressed")[2])
    took = float(program.wait_for("done")[2]) - began
    which = number % 3 + 1
    while program.wait_for("pressed")[1] != str(which):
        pass
    time.sleep(took * number / (KILLS - 1))
    program.kill()
    with ThreadPoolExecutor(1) as aside:  # the main thread is kept from the catalogue here
        aside.submit(is_turned_or_not, folder, key).result()


def is_turned_or_not(folder: Path, key: str) -> None:
    """The catalogue is whole, the last undo or redo is done or not, and both still go on."""
    with contextlib.closing(open_catalogue(folder)) as store:
        assert safekeeping.check(store) == []
        title = reading.entry(store, key).title
        assert title in (OLD, NEW)
        assert not reading.entry(store, key).conflicts
        logged = {step.change for step in reading.history(store, key)}
        turned = undoing.redo(store) if title == OLD else undoing.undo(store)
        assert turned is not None
        assert turned.turned == ("title",)
        assert reading.entry(store, key).title == (NEW if title == OLD else OLD)
        turned = undoing.undo(store) if title == OLD else undoing.redo(store)
        assert turned is not None
        assert reading.entry(store, key).title == title
        assert logged < {step.change for step in reading.history(store, key)}
        assert safekeeping.check(store) == []


def test_letters_come_faster_than_drafts_are_written() -> None:
    """Else the tests above would find every draft complete, whatever the program did."""
    from katalog_app.ui.catalogue.drafts import KEEP_MS

    assert LETTER_MS * 5 < KEEP_MS
