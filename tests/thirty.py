"""Thirty people who each send the coordinator a file: what many files at once are tried with."""

from dataclasses import dataclass
from pathlib import Path

from katalog_app import paths
from katalog_app.db import ledger, log
from katalog_app.db.holdings import Role
from katalog_app.services import authoring, contributing, reading
from katalog_app.services.opening import open_catalogue
from tests.profiles import Profile

PLACES = ("Bjuv", "Båstad", "Höganäs", "Klippan", "Svalöv", "Åstorp", "Ängelholm")
BROKEN, STRANGERS = 2, 3


@dataclass(frozen=True)
class Thirty:
    """The files, and who sent them."""

    files: list[Path]
    """By number: the broken ones first, then those of strangers, then those of trusted senders."""
    senders: list[Profile]
    """Those whose files are whole; the first are strangers."""
    project: str
    """The project that the last two have changed without knowing of each other."""


def thirty(place: Path, sara: Path, count: int = 30) -> Thirty:
    """Let people with folders of their own make files, and the coordinator trust most of them.

    Args:
        place: Where their folders and the files are made.
        sara: The coordinator's data folder, made where it is not there.
        count: Files.
    """
    outbox = place / "brev"
    outbox.mkdir(parents=True)
    store = open_catalogue(sara)
    project = reading.entries(store, "project")[0].id
    senders = [
        Profile(place / f"folk-{number}", f"Person {number:02}", paths.bundled_edition())
        for number in range(count - BROKEN)
    ]
    files = [outbox / f"trasig-{number}.katalog" for number in range(BROKEN)]
    for file in files:
        file.write_text("ingen katalogfil", encoding="utf-8")
    for number, sender in enumerate(senders):
        municipality = PLACES[number % len(PLACES)]
        authoring.introduce(sender.store, {"name": sender.name, "municipality": municipality})
        sender.new(title=f"Projekt ur fil {number:02}", municipality=municipality)
        if number >= len(senders) - 2:
            sender.edit(project, why=f"Skäl nummer {number}.")
        file = outbox / f"bidrag-{number:02}.katalog"
        contributing.export(sender.store, file, sender=sender.name)
        files.append(file)
    with log.writing(store) as writer:
        for sender in senders[STRANGERS:]:
            key = contributing.own_key(sender.store).public
            ledger.put_key(writer, key, sender.name, Role.CONTRIBUTOR, trusted=True)
    store.close()
    return Thirty(files, senders, project)
