"""A form can be used while it is still being made, and leaves files that are dropped alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from katalog_app.ui.forms.long_text import GrowingText
from tests.journeys.desk import Desk
from tests.journeys.form_desk import CTRL, field, now, pane, write

LINES = ("Namn", "Kommun", "Period, från", "Lägg till i Nyckelord")
LEFT, NOTHING_HELD = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_what_is_written_and_saved_before_the_form_is_made_is_not_lost(known: Desk) -> None:
    known.page.editing.edit()
    form = pane(known).form
    assert form.isVisible()
    assert not form.complete
    write(form._rows[0].editor.controls()[0], "Skrivet genast")
    known.qtbot.keyClick(known.window, Qt.Key.Key_S, CTRL)
    known.settle()
    assert known.page.reading.form is None
    entry = now(known)
    assert entry.title == "Skrivet genast"
    assert entry.text("what")
    assert not entry.conflicts


def test_tab_goes_through_the_form_in_its_order(known: Desk) -> None:
    known.click("Redigera")
    form = pane(known).form
    wanted = [control for row in form._rows for control in row.editor.controls()]
    widget: QWidget | None = pane(known).save
    chain = list[QWidget]()
    while widget is not None and len(chain) < len(wanted):
        widget = widget.nextInFocusChain()
        if widget and form.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            chain.append(widget)
    assert chain == wanted


def test_a_form_that_is_left_at_once_is_gone(known: Desk) -> None:
    known.page.editing.edit()
    known.qtbot.keyClick(pane(known), Qt.Key.Key_Escape)
    known.settle()
    assert known.page.reading.form is None
    assert known.reading == "Höganäs digitala tvilling"


def dropped(widget: QWidget, data: QMimeData) -> None:
    """Drag over a widget and let go, as the window system tells of it."""
    place, action = widget.rect().center(), Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(place, action, data, LEFT, NOTHING_HELD))
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), action, data, LEFT, NOTHING_HELD))


def written(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLineEdit | GrowingText) else ""


def places(desk: Desk) -> list[QWidget]:
    return [*(field(desk, name) for name in LINES), field(desk, "Vad", GrowingText).viewport()]


@pytest.mark.parametrize("number", range(len(LINES) + 1))
def test_a_file_dropped_on_a_field_goes_to_the_window(
    known: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    file = tmp_path / "bidrag.katalog"
    file.write_text("katalog 1\n", "utf-8")
    received: list[list[Path]] = []
    monkeypatch.setattr(known.window, "receive", received.append)
    known.click("Redigera")
    target = places(known)[number]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    data.setText(str(file))
    dropped(target, data)
    assert received == [[file]]
    assert not pane(known).dirty


@pytest.mark.parametrize("number", range(len(LINES) + 1))
def test_text_and_addresses_can_be_dropped_on_a_field(known: Desk, number: int) -> None:
    known.click("Redigera")
    target = places(known)[number]
    owner = target if number < len(LINES) else target.parentWidget()
    assert owner is not None
    address = "https://example.se/"
    data = QMimeData()
    data.setUrls([QUrl(address)])
    data.setText(address)
    dropped(target, data)
    assert address in written(owner)
