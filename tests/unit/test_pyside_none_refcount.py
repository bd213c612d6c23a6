"""PySide6 6.12.0 on Python 3.11 loses references to None and aborts while painting."""

import sys

import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

CALLS = 200
NOISE = 50  # other code may hold a few references more or less meanwhile


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal from Python 3.12: no count to lose"
)
def test_saving_a_painter_does_not_lose_references_to_none(qtbot: QtBot) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        before = sys.getrefcount(None)
        for _ in range(CALLS):
            painter.save()
        lost = before - sys.getrefcount(None)
        for _ in range(CALLS):
            painter.restore()
    finally:
        painter.end()
    assert lost < NOISE
