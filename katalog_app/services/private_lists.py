"""Lists of projects with the user's own notes, kept beside the catalogue and never a part of it.

The file holds ids and what the user has written, nothing out of the catalogue, so that what is
erased there is in no list either; notes that hold an erased text are let go of. No file that is
sent to others is made of it but by `services.taking`, when the user asks for that.
"""

import json
import re
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from pyroaring import BitMap

from katalog_app import settings
from katalog_app.db import hits, reading
from katalog_app.db.facets import Ticked
from katalog_app.db.store import Store, faults
from katalog_app.errors import InvalidValueError, ValueFault
from katalog_app.language.snippet import Plain
from katalog_app.model import document
from katalog_app.model.query import SearchResult
from katalog_app.placing import put_whole
from katalog_app.services.keeping import members

FILE = "lists.json"
ASIDE = "lists.broken-{number}.json"
"""Where a file is moved that cannot be understood wholly; nothing written there is replaced."""
FORMAT = 1
LONGEST_FILE = 20_000_000
"""A larger file (bytes) is not ours."""
LONGEST_NAME, LONGEST_NOTE = 100, 20_000
"""Characters."""
_KEY = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True)
class Listed:
    """A project in a list."""

    project: str
    """Its id."""
    note: str = ""


@dataclass(frozen=True)
class PrivateList:
    """A list of projects, in the order they were added; no project twice."""

    key: str
    """32 hexadecimal digits."""
    name: str
    note: str
    projects: tuple[Listed, ...]
    made_at: int
    """UTC seconds."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its projects."""
        return tuple(one.project for one in self.projects)

    @property
    def notes(self) -> dict[str, str]:
        """The notes that are not empty, by project."""
        return {one.project: one.note for one in self.projects if one.note}


@dataclass
class _Kept:
    """The lists in the order they were made; those of a changed list are written."""

    lists: list[PrivateList] = field(default_factory=list)

    def place(self, key: str) -> int | None:
        return next((n for n, one in enumerate(self.lists) if one.key == key), None)


def kept(store: Store) -> list[PrivateList]:
    """Return the lists in the order they were made.

    Never raises: of a file that cannot be understood, what can be is returned. The file itself is
    moved aside before the next write.
    """
    return _read(store.folder / FILE)[0]


def is_whole(store: Store) -> bool:
    """Return whether the file of lists can be understood wholly; yes where none is."""
    return _read(store.folder / FILE)[1]


def make(store: Store, name: str, projects: Collection[str] = ()) -> PrivateList:
    """Make a list and return it; two may have the same name.

    Raises:
        InvalidValueError: The name is empty.
        StoreUnavailableError: It cannot be written.
    """
    listed = tuple(Listed(key) for key in dict.fromkeys(projects))
    made = PrivateList(uuid4().hex, _name(name), "", listed, int(time.time()))
    with _changing(store) as lists:
        lists.lists.append(made)
    return made


def add(store: Store, key: str, projects: Collection[str]) -> tuple[str, ...]:
    """Add projects last in a list; return those that were not in it. A list that is gone stays so.

    Raises:
        StoreUnavailableError: It cannot be written; the list is as it was.
    """
    with _changing(store) as lists:
        place = lists.place(key)
        if place is None:
            return ()
        before = lists.lists[place]
        fresh = tuple(one for one in dict.fromkeys(projects) if one not in before.ids)
        listed = (*before.projects, *map(Listed, fresh))
        lists.lists[place] = replace(before, projects=listed)
        return fresh


def take_out(store: Store, key: str, projects: Collection[str]) -> PrivateList | None:
    """Take projects out of a list; return the list as it was, None where it is gone.

    Raises:
        StoreUnavailableError: It cannot be written; the list is as it was.
    """
    with _changing(store) as lists:
        place = lists.place(key)
        if place is None:
            return None
        before = lists.lists[place]
        left = tuple(one for one in before.projects if one.project not in projects)
        lists.lists[place] = replace(before, projects=left)
        return before


def annotate(store: Store, key: str, note: str, project: str | None = None) -> None:
    """Write the note of a project in a list, or of the list itself; "" for none.

    Raises:
        StoreUnavailableError: It cannot be written; the old note is still there.
    """
    said = document.readable(note).strip()[:LONGEST_NOTE]
    with _changing(store) as lists:
        place = lists.place(key)
        if place is None:
            return
        before = lists.lists[place]
        if project is None:
            lists.lists[place] = replace(before, note=said)
        else:
            listed = tuple(
                replace(one, note=said) if one.project == project else one
                for one in before.projects
            )
            lists.lists[place] = replace(before, projects=listed)


def rename(store: Store, key: str, name: str) -> None:
    """Give a list another name; nothing is done where it is gone.

    Raises:
        InvalidValueError: The name is empty.
        StoreUnavailableError: It cannot be written; the old name is still there.
    """
    said = _name(name)
    with _changing(store) as lists:
        place = lists.place(key)
        if place is not None:
            lists.lists[place] = replace(lists.lists[place], name=said)


def remove(store: Store, key: str) -> tuple[int, PrivateList] | None:
    """Remove a list; return its place among them and itself, None where it is gone.

    Raises:
        StoreUnavailableError: It cannot be written; the list is still there.
    """
    with _changing(store) as lists:
        place = lists.place(key)
        return None if place is None else (place, lists.lists.pop(place))


def put_back(store: Store, place: int, one: PrivateList) -> None:
    """Let a list be as it was: one that was removed, or changed.

    Raises:
        StoreUnavailableError: It cannot be written.
    """
    with _changing(store) as lists:
        there = lists.place(one.key)
        if there is None:
            lists.lists.insert(place, one)
        else:
            lists.lists[there] = one


def forget(store: Store, erased: Collection[str]) -> None:
    """Let go of names and notes that hold a text erased for good, and of files set aside that do.

    Raises:
        StoreUnavailableError: The file cannot be written.
    """
    with _changing(store) as changed:
        changed.lists = [_without(one, erased) for one in changed.lists]
    with faults(store.folder):
        for aside in store.folder.glob(ASIDE.format(number="*")):
            if settings.holds(aside.read_bytes().decode("utf-8", "replace"), erased):
                aside.unlink()


def _without(one: PrivateList, erased: Collection[str]) -> PrivateList:
    def told(text: str) -> str:
        return "" if settings.holds(text, erased) else text

    listed = tuple(replace(item, note=told(item.note)) for item in one.projects)
    return replace(one, name=told(one.name) or "…", note=told(one.note), projects=listed)


def shown(store: Store, key: str) -> tuple[PrivateList, SearchResult] | None:
    """Return a list and its projects that are in the catalogue, as an answer to a question.

    A note stands in place of the snippet.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    found = next((one for one in kept(store) if one.key == key), None)
    if found is None:
        return None
    with store.reading() as connection:
        numbers = reading.project_numbers(connection, found.ids)
        told = hits.of(connection, numbers, Plain())
        counts = Ticked(members(store, connection).facets, {}).counts(BitMap(numbers))
    notes = found.notes
    said = tuple(
        replace(hit, snippet=" ".join(notes[hit.id].split())) if hit.id in notes else hit
        for hit in told
    )
    return found, SearchResult(said, len(said), counts, corrected=None, took_ms=0)


def _name(name: str) -> str:
    said = " ".join(document.readable(name).split())[:LONGEST_NAME]
    if not said:
        raise InvalidValueError("name", ValueFault.REQUIRED)
    return said


@contextmanager
def _changing(store: Store) -> Iterator[_Kept]:
    """Give the lists to change; write them if they were changed."""
    file = store.folder / FILE
    with store.write_guard, faults(store.folder):
        lists, understood = _read(file)
        changed = _Kept(list(lists))
        yield changed
        if changed.lists != lists:
            if not understood:
                _set_aside(file)
            _write(file, changed.lists)


def _set_aside(file: Path) -> None:
    number = 1
    while file.with_name(ASIDE.format(number=number)).exists():
        number += 1
    file.rename(file.with_name(ASIDE.format(number=number)))


def _write(file: Path, lists: list[PrivateList]) -> None:
    said = {"format": FORMAT, "lists": [_said(one) for one in lists]}
    put_whole(file, json.dumps(said, ensure_ascii=False, indent=1).encode())


def _said(one: PrivateList) -> dict[str, object]:
    return {
        "key": one.key,
        "name": one.name,
        "note": one.note,
        "made_at": one.made_at,
        "projects": [{"project": item.project, "note": item.note} for item in one.projects],
    }


def _read(file: Path) -> tuple[list[PrivateList], bool]:
    """Return the lists, and whether the file holds nothing else (or is not there)."""
    try:
        if file.stat().st_size > LONGEST_FILE:
            return [], False
        said: object = json.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return [], True
    except (OSError, ValueError, RecursionError):
        return [], False
    match said:
        case {"format": int() as number, "lists": list() as rows}:
            read = [_list(row) for row in rows]
            found = {one.key: one for one, _whole in read if one is not None}
            whole = all(one is not None and whole for one, whole in read)
            return list(found.values()), whole and len(found) == len(rows) and number == FORMAT
    return [], False


def _list(row: object) -> tuple[PrivateList | None, bool]:
    """Return a list, and whether its row holds nothing else."""
    match row:
        case {
            "key": str() as key,
            "name": str() as name,
            "note": str() as note,
            "made_at": int() as made_at,
            "projects": list() as rows,
        } if _KEY.match(key) and (called := " ".join(document.readable(name).split())):
            read = [_listed(one) for one in rows]
            listed = {one.project: one for one in read if one is not None}
            clean = document.readable(note)[:LONGEST_NOTE]
            made = PrivateList(
                key, called[:LONGEST_NAME], clean, tuple(listed.values()), int(made_at)
            )
            whole = len(listed) == len(rows) and (called[:LONGEST_NAME], clean) == (name, note)
            return made, whole
    return None, False


def _listed(row: object) -> Listed | None:
    match row:
        case {"project": str() as key, "note": str() as note} if _KEY.match(key):
            return Listed(key, document.readable(note)[:LONGEST_NOTE])
    return None
