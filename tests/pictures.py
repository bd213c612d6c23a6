"""Pictures of the window for the manual and looking: `python -m tests.pictures [folder [name]]`.

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

from katalog_app import paths
from katalog_app.model.query import Facet
from katalog_app.services import merging, reading
from katalog_app.services.opening import open_catalogue
from katalog_app.settings import Settings, Theme
from katalog_app.ui import app as starting
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.exchange.seen import Choice
from katalog_app.ui.main_window import MainWindow
from tests.profiles import Profile

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
    before: Callable[[Path], None] = lambda data: None
    """What was done in the data folder before the window is opened."""


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


TEXT = (
    "Grundmodellen ligger öppet. Nya detaljplaner läggs in innan samråd, så att invånaren kan gå "
    "runt i förslaget."
)


def exchanged(data: Path) -> None:
    """Let two leads edit the same project as the coordinator, and send their files."""
    sara = Profile(data, "Sara Berg", paths.bundled_edition())
    people = [
        Profile(
            data.with_name(f"{data.name}-{name}"), f"Projektledare {name}", paths.bundled_edition()
        )
        for name in ("Höganäs", "Bjuv")
    ]
    first, second = [one.id for one in reading.entries(sara.store, "project")[:2]]
    sara.edit(first, how=TEXT)
    sara.publish("2026:3")
    for person in people:
        person.take(sara.export(everything=True))
        merging.approve(person.store, sara.code)
    sara.trust(people[0])
    sara.edit(first, how=TEXT.replace("innan samråd", "två veckor före samråd"))
    people[0].edit(first, how=TEXT.replace("öppet.", "öppet på kommunens webbplats."))
    people[0].edit(second, status="i drift", keywords=["badvatten"])
    people[0].new(title="Öppna data om badvatten", municipality="Höganäs")
    people[1].edit(second, why="Mätarna visar var det läcker.")
    outbox = data.with_name(f"{data.name}-inbox")
    outbox.mkdir()
    people[0].export().rename(outbox / "bidrag-hoganas-2026-11-24.katalog")
    people[1].export().rename(outbox / "bidrag-bjuv-2026-11-24.katalog")
    (outbox / "okänd.katalog").write_text("Ingen katalogfil.", encoding="utf-8")
    for person in (sara, *people):
        person.store.close()


def dropped(window: MainWindow) -> None:
    """Drop the files that have come."""
    folder = window.workspace.store.folder
    window.receive(sorted(folder.with_name(f"{folder.name}-inbox").iterdir(), reverse=True))
    rest(starting.application(), window)
    rows = window.exchange.inbox.model.rows
    window.exchange.inbox.list.point_at(rows[1].key)
    rest(starting.application(), window)
    entries = window.exchange.inbox.pane.entries
    window.exchange.inbox.pane.look_wanted.emit(rows[1].key, entries.rows[0].key)


def stranger(window: MainWindow) -> None:
    """Look at the file of somebody who is not known."""
    dropped(window)
    rows = window.exchange.inbox.model.rows
    window.exchange.inbox.list.point_at(rows[2].key)


def at_the_desk(window: MainWindow) -> None:
    """Take in a file, and go to the conflict."""
    dropped(window)
    rest(starting.application(), window)
    window.exchange.inbox.pane.take_wanted.emit(
        window.exchange.inbox.model.rows[1].key, Choice(frozenset(), 0)
    )
    rest(starting.application(), window)
    window.exchange.inbox.conflicts_wanted.emit()


def at_part(part: Part) -> Callable[[MainWindow], None]:
    """Return what goes to a part of Utbyte once a file has been taken in."""

    def act(window: MainWindow) -> None:
        at_the_desk(window)
        rest(starting.application(), window)
        window.exchange.messages.widget.hide()
        window.exchange.show_part(part)

    return act


SMALL = (1024, 640)
PICTURES = (
    Picture("katalog-light", words="digital", act=ticked),
    Picture("katalog-dark", "dark", words="digital", act=ticked),
    Picture("katalog-small", size=(1024, 640), words="digital"),
    Picture("katalog-text-200", scale=200, words="digital"),
    Picture("katalog-small-text-200", size=(1024, 640), scale=200, words="digital"),
    Picture("katalog-first-start"),
    Picture("katalog-no-hits", words="digital tvilling", act=impossible),
    Picture("utbyte-inbox-light", act=dropped, before=exchanged),
    Picture("utbyte-inbox-dark", "dark", act=dropped, before=exchanged),
    Picture("utbyte-inbox-small", size=SMALL, act=dropped, before=exchanged),
    Picture("utbyte-inbox-small-text-200", size=SMALL, scale=200, act=dropped, before=exchanged),
    Picture("utbyte-stranger", act=stranger, before=exchanged),
    Picture("utbyte-conflict-light", act=at_the_desk, before=exchanged),
    Picture("utbyte-conflict-dark", "dark", act=at_the_desk, before=exchanged),
    Picture("utbyte-conflict-small", size=SMALL, act=at_the_desk, before=exchanged),
    Picture("utbyte-conflict-text-200", scale=200, act=at_the_desk, before=exchanged),
    Picture("utbyte-mine", act=at_part(Part.MINE), before=exchanged),
    Picture("utbyte-senders", act=at_part(Part.SENDERS), before=exchanged),
    Picture("utbyte-publish", act=at_part(Part.PUBLISH), before=exchanged),
    Picture(
        "utbyte-publish-small-text-200",
        size=SMALL,
        scale=200,
        act=at_part(Part.PUBLISH),
        before=exchanged,
    ),
)


def rest(application: QApplication, window: MainWindow) -> None:
    """Let the window come to rest."""
    end = time.monotonic() + REST_S
    while time.monotonic() < end or not window.workspace.jobs.idle:
        application.processEvents()


def draw(application: QApplication, picture: Picture, folder: Path) -> Path:
    """Open a window, do what the picture says, and write it."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "katalog"
        picture.before(data)
        store = open_catalogue(data)
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
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    for picture in PICTURES:
        if picture.name.startswith(wanted):
            print(draw(application, picture, folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
