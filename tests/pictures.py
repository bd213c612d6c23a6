"""Pictures of the window for the manual and for looking: `python -m tests.pictures [folder]`.

Uses the font Inter where it is installed, so that pictures from different machines are alike.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from katalog_app.model.query import Facet
from katalog_app.services.opening import open_catalogue
from katalog_app.settings import Settings, Theme
from katalog_app.ui import app as starting
from katalog_app.ui.main_window import MainWindow

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
FONT = "Inter"
REST_S = 0.4


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the window, and what the user has done."""

    name: str
    theme: Theme = "light"
    size: tuple[int, int] = (1440, 900)
    scale: int = 100
    words: str = ""
    act: Callable[[MainWindow], None] = lambda window: None


def ticked(window: MainWindow) -> None:
    """Tick two values of one facet and one of another."""
    model = window.catalogue.browsing.facet_model
    for facet, value in (
        (Facet.TRANSFORMATION, "teknologisk"),
        (Facet.STATUS, "i drift"),
        (Facet.STATUS, "pågående"),
    ):
        model.toggled.emit(facet, value)


def impossible(window: MainWindow) -> None:
    """Tick what no hit has."""
    window.catalogue.browsing.facet_model.toggled.emit(Facet.STATUS, "idé")


PICTURES = (
    Picture("katalog-light", words="digital", act=ticked),
    Picture("katalog-dark", "dark", words="digital", act=ticked),
    Picture("katalog-small", size=(1024, 640), words="digital"),
    Picture("katalog-text-200", scale=200, words="digital"),
    Picture("katalog-small-text-200", size=(1024, 640), scale=200, words="digital"),
    Picture("katalog-first-start"),
    Picture("katalog-no-hits", words="digital tvilling", act=impossible),
)


def rest(application: QApplication, window: MainWindow) -> None:
    """Let the window come to rest."""
    end = time.monotonic() + REST_S
    while time.monotonic() < end or not window.workspace.jobs.idle:
        application.processEvents()


def draw(application: QApplication, picture: Picture, folder: Path) -> Path:
    """Open a window, do what the picture says, and write it."""
    with tempfile.TemporaryDirectory() as data:
        store = open_catalogue(Path(data))
        chosen = Settings(theme=picture.theme, scale=picture.scale)
        window = starting.dressed_window(application, store, chosen)
        window.resize(*picture.size)
        window.show()
        rest(application, window)
        window.activateWindow()
        rest(application, window)
        if picture.words:
            window.catalogue.search.setText(picture.words)
            rest(application, window)
        picture.act(window)
        rest(application, window)
        file = folder / f"{picture.name}.png"
        window.grab().save(str(file))
        window.close()
        window.workspace.close()
        window._theme.deleteLater()
        window.deleteLater()
        application.processEvents()
    return file


def main() -> int:
    """Draw every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    application = starting.application()
    application.setCursorFlashTime(0)  # the caret never blinks, so the pictures are the same twice
    if FONT in QFontDatabase.families():
        application.setFont(QFont(FONT))
    for picture in PICTURES:
        print(draw(application, picture, folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
