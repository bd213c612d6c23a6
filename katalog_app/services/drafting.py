"""What is being written and not yet saved, kept on disk: a power cut must not take it."""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass

from katalog_app.db.store import Store

FILE = "draft.json"
"""In the data folder; one draft, as there is one form at a time."""
LONGEST_FILE = 5_000_000
"""A larger file (bytes) is not ours."""


@dataclass(frozen=True)
class Draft:
    """What a form held."""

    entry: str | None
    """The id of the entry it changes, None for a new one."""
    seen: tuple[str, ...]
    """The changes behind what the form showed when it was opened."""
    values: Mapping[str, object]
    """What was filled in, unchecked, by the name of each changed field."""


def keep(store: Store, draft: Draft | None) -> None:
    """Keep a draft in place of the one before; None for none. A full disk keeps the old one."""
    file = store.folder / FILE
    if draft is None:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        return
    said = {"entry": draft.entry, "seen": list(draft.seen), "values": dict(draft.values)}
    beside = file.with_name(f"{FILE}.{os.getpid()}.new")
    with contextlib.suppress(OSError):  # what is typed still stands in the form
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as stream:
                json.dump(said, stream, ensure_ascii=True)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)


def kept(store: Store) -> Draft | None:
    """Return the draft that was kept, None where there is none or it cannot be understood."""
    file = store.folder / FILE
    try:
        if file.stat().st_size > LONGEST_FILE:
            return None
        said: object = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    match said:
        case {"entry": None | str() as entry, "seen": list() as seen, "values": dict() as values}:
            return Draft(entry, tuple(str(change) for change in seen), values)
    return None
