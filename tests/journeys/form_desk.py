"""What a person does in a form, and what the form then shows."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from katalog_app.services import reading
from katalog_app.ui.catalogue.form_pane import FormPane
from katalog_app.ui.catalogue.history_window import HistoryWindow
from katalog_app.ui.widgets.prose import Prose
from tests.journeys.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier
TWIN = "höganäs digitala tvilling"
ME = "Åsa Öberg"


def pane(desk: Desk) -> FormPane:
    form = desk.page.reading.form
    assert isinstance(form, FormPane), "no form is open"
    return form


def find(inside: QWidget, kind: type, name: str) -> Any:
    """Return the control of this accessible name that can be seen."""
    every: list[QWidget] = inside.findChildren(kind)
    for found in every:
        if found.accessibleName() == name and found.isVisible():
            return found
    raise AssertionError(f"no {kind.__name__} {name!r}")


def field(desk: Desk, name: str, kind: type = QLineEdit) -> Any:
    return find(pane(desk), kind, name)


def write(widget: QWidget, text: str) -> None:
    """Type a text in place of what stands there; QTest's own keys are ASCII only."""
    widget.setFocus()
    widget.selectAll()  # type: ignore[attr-defined]  # whatever one can write in has it
    for letter in text:
        for what in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(what, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, key)


def dialog(name: str) -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    assert found.objectName() == name
    return found


def version(window: HistoryWindow) -> str:
    """Return what the chosen version says."""
    prose = window._scroller.widget()
    assert isinstance(prose, Prose)
    return prose.toPlainText()


def choose(desk: Desk, answer: str, inside: QWidget) -> None:
    desk.click(answer, inside)
    desk.settle()


def shown(desk: Desk) -> str:
    return desk.texts(desk.page.reading)


def in_background(desk: Desk, call: Callable[[], object]) -> object:
    """Do something in another thread, as the main one must not read the catalogue."""
    answers: list[object] = []
    desk.window.workspace.jobs.run(call, answers.append, owner=desk.window)
    desk.settle()
    return answers[0]


def now(desk: Desk, wanted: str | None = None):
    """Return the project as the catalogue has it now."""
    store, key = desk.window.workspace.store, wanted or desk.page.reading.project
    assert key is not None
    return in_background(desk, lambda: reading.entry(store, key))
