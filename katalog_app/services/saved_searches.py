"""Searches with a name, kept beside the catalogue, and what is new in each since it was opened.

Which projects a search showed is kept as their row numbers in this folder's catalogue, never as
titles: what is erased from the catalogue is in no saved search either. The numbers are the folder's
own, so the file says nothing in another one; see `db.index.all_of` for how long they last.
"""

import base64
import binascii
import json
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pyroaring import BitMap

from katalog_app import settings
from katalog_app.db.store import Store, faults
from katalog_app.language import question as questions
from katalog_app.model.query import Sort
from katalog_app.placing import put_whole
from katalog_app.services import answering

FILE = "searches.json"
ASIDE = "searches.broken-{number}.json"
"""Where a file is moved that cannot be understood wholly; nothing written there is replaced."""
FORMAT = 1
LONGEST_FILE = 20_000_000
"""A larger file (bytes) is not ours."""
LONGEST_NAME = 100
"""Characters."""


@dataclass(frozen=True)
class SavedSearch:
    """A question with a name; no two have the same question."""

    name: str
    question: str
    """As `question.written` gives it."""
    sort: Sort
    saved_at: int
    """UTC seconds."""
    seen: bytes
    """Row numbers of the projects that matched when it was opened last, as a roaring bitmap."""


@dataclass(frozen=True)
class Counted:
    """A saved search with what it finds now."""

    search: SavedSearch
    total: int
    new: int
    """Projects that match now and did not when the search was opened last."""


@dataclass
class _Kept:
    """The searches in the order they were saved; those of a changed list are written."""

    searches: list[SavedSearch]

    def place(self, question: str) -> int | None:
        return next((n for n, s in enumerate(self.searches) if s.question == question), None)


def kept(store: Store) -> list[SavedSearch]:
    """Return the saved searches in the order they were saved.

    Never raises: of a file that cannot be understood, what can be is returned. The file itself is
    moved aside before the next write.
    """
    return _read(store.folder / FILE)[0]


def is_whole(store: Store) -> bool:
    """Return whether the file of saved searches can be understood wholly; yes where none is."""
    return _read(store.folder / FILE)[1]


def counted(store: Store) -> list[Counted]:
    """Return the saved searches with what each finds now.

    Numbers that no entry has any more are forgotten, since the next new entry may take them.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    found, outdated = [], False
    for search in kept(store):
        matching, last = answering.matching(store, search.question)
        seen = BitMap.deserialize(search.seen)
        outdated = outdated or (bool(seen) and seen.max() > last)
        found.append(Counted(search, len(matching), len(matching - seen)))
    if outdated:
        with _changing(store) as searches:
            last = answering.matching(store, "")[1]
            searches.searches[:] = [_without_above(one, last) for one in searches.searches]
    return found


def _without_above(search: SavedSearch, last: int) -> SavedSearch:
    seen = BitMap.deserialize(search.seen)
    seen.remove_range(last + 1, 2**32)
    return replace(search, seen=seen.serialize())


def save(store: Store, name: str, question: str, sort: Sort) -> SavedSearch:
    """Save a search as seen now, and return it; one with the same question takes its new name.

    Raises:
        StoreUnavailableError: It cannot be written; what was saved before is still there.
    """
    matching, _last = answering.matching(store, question)
    made = SavedSearch(
        _name(name, question), question, sort, int(time.time()), matching.serialize()
    )
    with _changing(store) as searches:
        place = searches.place(question)
        if place is None:
            searches.searches.append(made)
        else:
            searches.searches[place] = made
    return made


def rename(store: Store, question: str, name: str) -> None:
    """Give a saved search another name; nothing is done where it has gone.

    Raises:
        StoreUnavailableError: It cannot be written; the old name is still there.
    """
    with _changing(store) as searches:
        place = searches.place(question)
        if place is not None:
            named = replace(searches.searches[place], name=_name(name, question))
            searches.searches[place] = named


def see(store: Store, question: str) -> None:
    """Note that a saved search was opened: what it finds now is not new any more.

    Nothing is done for a search that is not saved.

    Raises:
        StoreUnavailableError: It cannot be read or written; what was new still is.
    """
    if all(one.question != question for one in kept(store)):
        return
    matching, _last = answering.matching(store, question)
    with _changing(store) as searches:
        place = searches.place(question)
        if place is not None:
            seen = replace(searches.searches[place], seen=matching.serialize())
            searches.searches[place] = seen


def remove(store: Store, question: str) -> tuple[int, SavedSearch] | None:
    """Remove a saved search; return its place in the list and itself, None where it has gone.

    Raises:
        StoreUnavailableError: It cannot be written; the search is still there.
    """
    with _changing(store) as searches:
        place = searches.place(question)
        return None if place is None else (place, searches.searches.pop(place))


def forget(store: Store, erased: Collection[str]) -> None:
    """Let go of searches that hold a text erased for good, and of files set aside that do.

    Raises:
        StoreUnavailableError: The file cannot be written.
    """
    with _changing(store) as changed:
        changed.searches = [
            one
            for one in changed.searches
            if not settings.holds(f"{one.name}\n{one.question}", erased)
        ]
    with faults(store.folder):
        for aside in store.folder.glob(ASIDE.format(number="*")):
            if settings.holds(aside.read_bytes().decode("utf-8", "replace"), erased):
                aside.unlink()


def put_back(store: Store, place: int, search: SavedSearch) -> None:
    """Save a removed search again, where it stood, unless its question was saved meanwhile.

    Raises:
        StoreUnavailableError: It cannot be written; the search is still removed.
    """
    with _changing(store) as searches:
        if searches.place(search.question) is None:
            searches.searches.insert(place, search)


def _name(name: str, question: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME] or question[:LONGEST_NAME]


@contextmanager
def _changing(store: Store) -> Iterator[_Kept]:
    """Give the searches to change; write them if they were changed."""
    file = store.folder / FILE
    with store.write_guard, faults(store.folder):
        searches, understood = _read(file)
        changed = _Kept(list(searches))
        yield changed
        if changed.searches != searches:
            if not understood:
                _set_aside(file)
            _write(file, changed.searches)


def _set_aside(file: Path) -> None:
    number = 1
    while file.with_name(ASIDE.format(number=number)).exists():
        number += 1
    file.rename(file.with_name(ASIDE.format(number=number)))


def _write(file: Path, searches: list[SavedSearch]) -> None:
    said = {"format": FORMAT, "searches": [_said(search) for search in searches]}
    put_whole(file, json.dumps(said, ensure_ascii=False, indent=1).encode())


def _said(search: SavedSearch) -> dict[str, object]:
    return {
        "name": search.name,
        "question": search.question,
        "sort": search.sort.value,
        "saved_at": search.saved_at,
        "seen": base64.b64encode(search.seen).decode("ascii"),
    }


def _read(file: Path) -> tuple[list[SavedSearch], bool]:
    """Return the searches, and whether the file holds nothing else (or is not there)."""
    try:
        if file.stat().st_size > LONGEST_FILE:
            return [], False
        said: object = json.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return [], True
    except (OSError, ValueError, RecursionError):
        return [], False
    match said:
        case {"format": int() as number, "searches": list() as rows}:
            found = {one.question: one for row in rows if (one := _search(row)) is not None}
            return list(found.values()), len(found) == len(rows) and number == FORMAT
    return [], False


def _search(row: object) -> SavedSearch | None:
    match row:
        case {
            "name": str() as name,
            "question": str() as question,
            "sort": str() as sort,
            "saved_at": int() as saved_at,
            "seen": str() as seen,
        } if question.strip() and sort in set(Sort):
            numbers = _numbers(seen)
            # What no clipboard could have brought here is no question.
            if numbers is not None and len(question) <= questions.LONGEST:
                return SavedSearch(_name(name, question), question, Sort(sort), saved_at, numbers)
    return None


def _numbers(seen: str) -> bytes | None:
    """Return a bitmap as bytes that can be read; None for anything else."""
    try:
        raw = base64.b64decode(seen, validate=True)
        BitMap.deserialize(raw)
    except (binascii.Error, ValueError, IndexError):
        return None
    return raw
