"""The real program in a process of its own, which writes until it is killed.

`python -m tests.journeys.killed_window FOLDER form|turns ENTRY` says on a line of its own what it
has just done, so that whoever kills it knows how far it was.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from katalog_app import settings
from katalog_app.services.opening import open_catalogue
from katalog_app.ui import app as starting
from katalog_app.ui.main_window import MainWindow

LETTER_MS = 12
TEXT = "Ett träd i varje gata, och vatten åt dem som går förbi. "
CTRL = Qt.KeyboardModifier.ControlModifier


def say(*words: object) -> None:
    print(*words, flush=True)


def type_letter(widget: QWidget, letter: str) -> None:
    for what in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(what, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


def until(there: Callable[[], object]) -> None:
    """Let the window work until something is there."""
    end = time.monotonic() + 20
    while not there():
        if time.monotonic() > end:
            say("nothing came")
            sys.exit(1)
        QApplication.processEvents()


def write(window: MainWindow, entry: str) -> None:
    """Turn a project into a form and write on and on, never resting."""
    reading = window.catalogue.browsing.reading
    reading.open(entry)
    until(lambda: reading.project == entry)
    window.catalogue.edit()
    until(lambda: reading.form is not None and reading.form.form.complete)
    assert reading.form is not None
    editor = next(
        one for one in reading.form.findChildren(QTextEdit) if one.accessibleName() == "Varför"
    )
    editor.setFocus()
    editor.selectAll()
    count = 0

    def one_letter() -> None:
        nonlocal count
        type_letter(editor, TEXT[count % len(TEXT)])
        count += 1
        say("letters", count, time.time())

    timer = QTimer(window, interval=LETTER_MS)
    timer.timeout.connect(one_letter)
    timer.start()


def turn(window: MainWindow, entry: str) -> None:
    """Press Ctrl+Z and Ctrl+Y by turns, each as soon as the one before is done."""
    browsing = window.catalogue.browsing
    browsing.reading.open(entry)
    until(lambda: browsing.reading.project == entry)
    browsing.reading.scroller.setFocus()
    for number in range(1_000):
        say("pressed", number, time.time())
        QTest.keyClick(
            browsing.reading.scroller, Qt.Key.Key_Y if number % 2 else Qt.Key.Key_Z, CTRL
        )
        until(lambda: not browsing.editing._busy and window.workspace.jobs.idle)
        say("done", number, time.time())


def main() -> None:
    folder, what, entry = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    app = starting.application()
    window = starting.dressed_window(app, open_catalogue(folder), settings.read(folder))
    window.resize(1440, 900)
    window.show()
    until(lambda: hasattr(window.catalogue, "browsing"))
    until(lambda: window._has_keys and window.workspace.jobs.idle)
    window.activateWindow()
    until(window.isActiveWindow)
    say("ready")
    {"form": write, "turns": turn}[what](window, entry)
    app.exec()


if __name__ == "__main__":
    main()
