"""Pictures of the window for the manual and for looking.

Draw them with `python -m tests.pictures [folder [name …]]`.

Uses the font Inter where it is installed, so that pictures from different machines are alike.
"""

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QFont, QFontDatabase, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from katalog_app import settings
from katalog_app.services.opening import open_catalogue
from katalog_app.ui import app as starting
from katalog_app.ui.main_window import MainWindow
from tests.picture_list import PICTURES, Picture
from tests.pictures_of_exchange import rest

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
FONT = "Inter"


def grabbed(window: MainWindow) -> QPixmap:
    """Return a picture of the window, with the dialog over it where it stands."""
    picture = window.grab()
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        painter = QPainter(picture)
        place = dialog.rect()
        place.moveCenter(picture.rect().center())
        painter.drawPixmap(place, dialog.grab())
        painter.setPen(window._theme.colour("edge"))
        painter.drawRect(place)
        painter.end()
        dialog.close()
    menu = QApplication.activePopupWidget()
    if menu is not None:
        painter = QPainter(picture)
        painter.drawPixmap(window.mapFromGlobal(menu.pos()), menu.grab())
        painter.end()
        menu.close()
    return picture


def draw(application: QApplication, picture: Picture, folder: Path) -> Path:
    """Open a window, do what the picture says, and write it."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "katalog"
        picture.before(data)
        store = open_catalogue(data)
        chosen = replace(settings.read(data), theme=picture.theme, scale=picture.scale)
        window = starting.dressed_window(application, store, chosen)
        window.resize(*picture.size)
        window.show()
        rest(window)
        window.activateWindow()
        rest(window)
        if picture.words:
            window.catalogue.search.setText(picture.words)
            rest(window)
        picture.act(window)
        rest(window)
        file = folder / f"{picture.name}.png"
        grabbed(window).save(str(file))
        window.catalogue.browsing.reading.close_form()
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
    wanted = sys.argv[2:]
    application = starting.application()
    application.setCursorFlashTime(0)  # the caret never blinks, so the pictures are the same twice
    if FONT in QFontDatabase.families():
        application.setFont(QFont(FONT))
    for picture in PICTURES:
        if wanted and picture.name not in wanted:
            continue
        print(draw(application, picture, folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
