"""The window without a screen: `python -m katalog_app.ui.offscreen_tour [--data DIR]`.

Opens the same window on the real catalogue, makes a search, writes a picture of it and prints what
it found; for servers and containers, where nobody could see the window.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from katalog_app import paths
from katalog_app.errors import KatalogError
from katalog_app.texts import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from katalog_app.ui.main_window import MainWindow

WORDS = "digital"
SHOWN = 5
PATIENCE_S = 20.0


def main(arguments: list[str] | None = None) -> int:
    """Make the tour; return the exit status."""
    parser = argparse.ArgumentParser(prog="katalog_app.ui.offscreen_tour")
    parser.add_argument("--data", type=Path, default=None)
    data: Path | None = parser.parse_args(arguments).data
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from katalog_app import settings
    from katalog_app.services.opening import open_catalogue
    from katalog_app.ui import app as starting

    application = starting.application()
    folder = data if data is not None else paths.default_data_folder()
    try:
        store = open_catalogue(folder)
    except KatalogError as error:
        from katalog_app.messages import message

        words = message(error)
        _say(f"{words.text} {words.remedy}")
        return 1
    window = starting.dressed_window(application, store, settings.read(folder))
    window.show()
    _search(application, window)
    _report(window, folder)
    window.close()
    window.workspace.close()
    return 0


def _search(application: "QApplication", window: "MainWindow") -> None:
    page = window.catalogue
    _wait(application, lambda: hasattr(page, "browsing") and bool(page.browsing.hit_model.hits))
    page.search.setText(WORDS)
    _wait(application, lambda: page.browsing.reading.project is not None)
    _wait(application, lambda: window.workspace.jobs.idle)


def _wait(application: "QApplication", there: Callable[[], bool]) -> None:
    """Let the window work until something is there; this is the only loop outside Qt's own."""
    end = time.monotonic() + PATIENCE_S
    while not there() and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.005)
    application.processEvents()


def _report(window: "MainWindow", folder: Path) -> None:
    hits = window.catalogue.browsing.hit_model.hits
    _say(_("Katalogen i {folder}").format(folder=folder))
    _say(_("Sökning: {words}").format(words=WORDS))
    for hit in hits[:SHOWN]:
        _say(f"  {hit.title} – {hit.municipality}")
    picture = _saved(window)
    if picture is None:
        _say(_("Bilden av fönstret kunde inte sparas: ingen mapp går att skriva i."))
    else:
        _say(_("Bild av fönstret: {file}").format(file=picture))
    _say(
        _(
            "Här finns ingen skärm, så fönstret ritades osynligt. För att se det: kör samma "
            "kommando på en dator med skärm, eller anslut med ”ssh -X” så att DISPLAY är satt."
        )
    )


def _saved(window: "MainWindow") -> Path | None:
    """Save a picture of the window in build/pictures, else in the temporary folder."""
    picture = window.grab()
    beside = Path(__file__).resolve().parents[2] / "build" / "pictures"
    for folder in (beside, Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        file = folder / "window.png"
        if picture.save(str(file)):
            return file
    return None


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
