"""People with data folders of their own, who edit and send each other files."""

import contextlib
import shutil
from pathlib import Path

from katalog_app.db.store import Store, open_store
from katalog_app.errors import FileRefusedError
from katalog_app.exchange import keys
from katalog_app.services import contributing, editing, merging, publishing, reading, safekeeping
from katalog_app.services.uniting import Outcome

PROJECT = "project"


class Profile:
    """One person's data folder."""

    def __init__(self, folder: Path, name: str, bundled: Path | None = None) -> None:
        self.folder, self.name = folder, name
        self.store: Store = open_store(folder, bundled=bundled)
        self._files = 0

    def new(self, **values: object) -> str:
        return editing.create(self.store, PROJECT, {"title": "Ett", **values}, self.name).id

    def edit(self, entry: str, seen: list[str] | None = None, **values: object) -> str | None:
        return editing.edit(self.store, entry, values=values, seen=seen, author=self.name)

    def value(self, entry: str, field: str) -> object:
        return reading.entry(self.store, entry).fields.get(field)

    def conflicts(self, entry: str) -> set[str]:
        return set(reading.entry(self.store, entry).conflicts)

    def export(self, *, everything: bool = False) -> Path:
        path = self.file()
        contributing.export(self.store, path, everything=everything, sender=self.name)
        return path

    def publish(self, label: str = "2026:2") -> Path:
        path = self.file()
        publishing.publish(self.store, path, label, self.name)
        return path

    def take(self, path: Path, **how) -> Outcome:
        return merging.carry_out(self.store, merging.verify(path), **how)

    def trust(self, *others: "Profile") -> None:
        """Let everything these people send be taken in, as after a telephone call each."""
        for other in others:
            self.take(other.export())
            with contextlib.suppress(FileRefusedError):  # of many deletions: the key is trusted
                merging.approve(self.store, other.code)

    @property
    def code(self) -> str:
        return keys.code(contributing.own_key(self.store).public)

    @property
    def digest(self) -> str:
        assert safekeeping.check(self.store) == []
        return safekeeping.digest(self.store).digest

    def file(self) -> Path:
        """Return a fresh name for a file."""
        self._files += 1
        outbox = self.folder.with_name(f"{self.folder.name}-sent")
        outbox.mkdir(exist_ok=True)
        return outbox / f"{self.name}-{self._files}.katalog"

    def copied(self, folder: Path) -> "Profile":
        """Return a copy of the data folder, as of a cloned machine or a restored backup."""
        self.store.close()
        shutil.copytree(self.folder, folder)
        self.store = open_store(self.folder, bundled=None)
        return Profile(folder, self.name)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes, SQLite's own beside the database apart."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal", ".lock"))
    }


def refused(profile: Profile, path: Path) -> str:
    """Return the fault a file is refused for; nothing may change, and nothing may be told twice."""
    before, digest = contents(profile.folder), profile.digest
    try:
        profile.take(path)
    except FileRefusedError as error:
        assert profile.digest == digest
        assert contents(profile.folder) == before
        return error.fault.value
    return ""
