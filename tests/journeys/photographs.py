"""Pictures of a journey: none in a test run, some for the manual where a folder is named."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from tests.journeys.desk import Desk

FOLDER = "KATALOG_PHOTOGRAPHS"
"""The environment variable that names the folder."""
FONT = "Inter"

Photograph = Callable[[Desk, str], None]


def photographer() -> Photograph:
    """Return what saves a picture of a window by a name, or does nothing."""
    named = os.environ.get(FOLDER)
    if not named:
        return lambda _desk, _name: None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    if FONT in QFontDatabase.families():
        QApplication.setFont(QFont(FONT))
    QApplication.setCursorFlashTime(0)

    def photograph(desk: Desk, name: str) -> None:
        desk.settle()
        assert desk.window.grab().save(str(folder / f"{name}.png"))

    return photograph
