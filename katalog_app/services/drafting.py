"""What is being written and not yet saved, kept on disk: neither a kill nor a power cut takes it.

Every form has a file of its own in the folder `drafts`, so that several can wait for whoever wrote
them. A file is written beside and moved into place; one that cannot be understood is set aside.
"""

import contextlib
import json
import os
import re
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from katalog_app import settings
from katalog_app.db.store import Store, faults
from katalog_app.placing import put_whole

FOLDER = "drafts"
"""In the data folder."""
OLD_FILE = "draft.json"
"""Where earlier versions of the program kept the only draft there was."""
ASIDE = "{name}.broken-{number}"
"""Where a file is moved that cannot be understood; what is written in it may be of use."""
LONGEST_FILE = 5_000_000
"""A larger file (bytes) is not ours."""
MOST_DRAFTS = 100
"""The latest are read; a folder with more is not ours."""
ABANDONED_S = 3_600
"""A file half written so long ago (s) was left by a program that was killed."""
_KEY_BYTES = 8
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Draft:
    """What a form held."""

    entry: str | None
    """The id of the entry it changes, None for a new one."""
    seen: tuple[str, ...]
    """The changes behind what the form showed when it was opened."""
    values: Mapping[str, object]
    """What was filled in, unchecked, by the name of each changed field."""
    source: str | None = None
    """The id of the project that a new one began from, None for none."""


@dataclass(frozen=True)
class Kept:
    """A draft on disk."""

    key: str
    """What `keep` knows it by."""
    draft: Draft
    kept_at: int
    """UTC seconds; shown only."""


def fresh_key() -> str:
    """Return what a new draft is kept under."""
    return os.urandom(_KEY_BYTES).hex()


def keep(store: Store, key: str, draft: Draft | None) -> None:
    """Keep a draft in place of the one under this key; None for none. A full disk keeps the old."""
    file = store.folder / FOLDER / f"{key}.json"
    if draft is None:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        return
    said = {
        "entry": draft.entry,
        "seen": list(draft.seen),
        "values": dict(draft.values),
        "kept_at": int(time.time()),
        "source": draft.source,
    }
    with contextlib.suppress(OSError):  # what is typed still stands in the form
        file.parent.mkdir(exist_ok=True)
        put_whole(file, json.dumps(said, ensure_ascii=True).encode())


def kept(store: Store) -> tuple[Kept, ...]:
    """Return the drafts on disk, the latest first; what cannot be understood is left out."""
    found = [(file, _read(file)) for file in _files(store)]
    drafts = [Kept(file.stem, *read) for file, read in found if read is not None]
    return tuple(sorted(drafts, key=lambda one: (-one.kept_at, one.key)))


def tidied(store: Store) -> tuple[str, ...]:
    """Make the folder ready for a new start; return the names of the files set aside.

    The draft of an earlier version is taken over, and what is no draft is set aside under another
    name, so that it is told of once. Nothing is done to what cannot be moved.
    """
    old = store.folder / OLD_FILE
    with contextlib.suppress(OSError):
        if old.exists():
            (store.folder / FOLDER).mkdir(exist_ok=True)
            old.rename(store.folder / FOLDER / f"{fresh_key()}.json")
    aside = []
    for file in _files(store):
        if _read(file) is None:
            with contextlib.suppress(OSError):
                aside.append(_set_aside(file).name)
    for file in (store.folder / FOLDER).glob("*.new"):
        with contextlib.suppress(OSError):
            if time.time() - file.stat().st_mtime > ABANDONED_S:
                file.unlink()
    return tuple(aside)


def forget(store: Store, erased: Collection[str]) -> None:
    """Let go of every draft that holds a text erased for good: the law goes before the draft.

    Raises:
        StoreUnavailableError: A file cannot be read or removed.
    """
    with faults(store.folder):
        for file in [store.folder / OLD_FILE, *(store.folder / FOLDER).glob("*")]:
            if file.is_file() and settings.holds(_texts_of(file), erased):
                file.unlink(missing_ok=True)


def _files(store: Store) -> list[Path]:
    def written_at(file: Path) -> float:
        try:
            return file.stat().st_mtime
        except OSError:
            return 0.0

    files = sorted((store.folder / FOLDER).glob("*.json"), key=written_at, reverse=True)
    return files[:MOST_DRAFTS]


def _read(file: Path) -> tuple[Draft, int] | None:
    try:
        if file.stat().st_size > LONGEST_FILE:
            return None
        said: object = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    match said:
        case {
            "entry": None | str() as entry,
            "seen": list() as seen,
            "values": dict() as values,
            **others,
        }:
            at, source = others.get("kept_at"), others.get("source")
            began = source if isinstance(source, str) else None
            draft = Draft(entry, tuple(str(change) for change in seen), values, began)
            return draft, at if type(at) is int else 0
    return None


def _set_aside(file: Path) -> Path:
    number = 1
    while (aside := file.with_name(ASIDE.format(name=file.stem, number=number))).exists():
        number += 1
    file.rename(aside)
    return aside


def _texts_of(file: Path) -> str:
    """Return all that a file says as text, whether or not it is a whole draft."""
    read = _read(file)
    if read is not None:
        return "\n".join(_texts(dict(read[0].values)))
    raw = file.read_bytes().decode("utf-8", "replace")
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw).replace("\\n", "\n")
    return f"{raw}\n{plain}"


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, part in value.items():
                yield str(name)
                yield from _texts(part)
        case list():
            for part in value:
                yield from _texts(part)
