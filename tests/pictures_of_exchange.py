"""What is done before and in the window for the pictures of Utbyte."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from katalog_app import paths, settings
from katalog_app.services import merging, reading
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.exchange.seen import Choice
from katalog_app.ui.main_window import MainWindow
from tests.profiles import Profile

REST_S = 0.4


def rest(window: MainWindow) -> None:
    """Let the window come to rest."""
    end = time.monotonic() + REST_S
    while time.monotonic() < end or not window.workspace.jobs.idle:
        QApplication.processEvents()


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
    settings.write(data, settings.Settings(author=sara.name))


def dropped(window: MainWindow) -> None:
    """Drop the files that have come."""
    folder = window.workspace.store.folder
    window.receive(sorted(folder.with_name(f"{folder.name}-inbox").iterdir(), reverse=True))
    rest(window)
    rows = window.exchange.inbox.model.rows
    window.exchange.inbox.list.point_at(rows[1].key)
    rest(window)
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
    rest(window)
    window.exchange.inbox.pane.take_wanted.emit(
        window.exchange.inbox.model.rows[1].key, Choice(frozenset(), 0)
    )
    rest(window)
    window.exchange.inbox.conflicts_wanted.emit()


def at_part(part: Part) -> Callable[[MainWindow], None]:
    """Return what goes to a part of Utbyte once a file has been taken in."""

    def act(window: MainWindow) -> None:
        at_the_desk(window)
        rest(window)
        window.exchange.messages.widget.hide()
        window.exchange.show_part(part)

    return act
