"""Keeping the bytes of pictures beside the catalogue, each in a file named by its SHA-256."""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from katalog_app.db import attached
from katalog_app.db.store import Connection, Store, faults
from katalog_app.errors import PictureFault, PictureRefusedError
from katalog_app.model import pictures
from katalog_app.model.fields import HASH
from katalog_app.placing import put_whole

FOLDER = "images"
_HASH = re.compile(HASH)


def put(store: Store, data: bytes, name: str) -> str:
    """Keep a picture that has been made anew, without what cameras write; return its hash.

    Args:
        store: The catalogue.
        data: The whole file.
        name: What it was called, for a fault to name.

    Raises:
        PictureRefusedError: It is no picture, or too large.
        StoreUnavailableError: It cannot be written.
    """
    if len(data) > pictures.LARGEST:
        size = f"{len(data) / 1024 / 1024:.1f} MB"
        raise PictureRefusedError(PictureFault.TOO_LARGE, name, size)
    shape = pictures.shape(data)
    if shape is None:
        raise PictureRefusedError(PictureFault.NO_PICTURE, name)
    if not shape.fits:
        raise PictureRefusedError(
            PictureFault.TOO_MANY_POINTS, name, f"{shape.width} × {shape.height}"
        )
    return keep(store, data)


def keep(store: Store, data: bytes) -> str:
    """Keep the bytes of a file and return their hash; whatever they are, they are only bytes.

    Raises:
        StoreUnavailableError: They cannot be written.
    """
    key = sha256(data).hexdigest()
    place = store.folder / FOLDER / key
    if get(store, key) == data:
        return key
    with faults(store.folder):
        place.parent.mkdir(exist_ok=True)
        put_whole(place, data)
    return key


def get(store: Store, key: str) -> bytes | None:
    """Return the bytes of a file; None where it is not here, or is not what its name says."""
    if not _HASH.fullmatch(key):
        return None
    place = store.folder / FOLDER / key
    try:
        if place.is_symlink() or place.stat().st_size > pictures.LARGEST:
            return None
        data = place.read_bytes()
    except OSError:
        return None
    return data if sha256(data).hexdigest() == key else None


def kept(store: Store) -> set[str]:
    """Return the hashes of the files that are here, by their names alone."""
    return {place.name for place in _files(store)}


def forget(store: Store) -> None:
    """Remove every file that no value names any more, and what was left half written.

    Done where something is erased for good, also by another: a picture that nobody names is then
    one that was erased.

    Raises:
        StoreUnavailableError: A file cannot be removed; the next call tries again.
    """
    folder = store.folder / FOLDER
    if not folder.is_dir():
        return
    with store.reading() as connection:
        named = attached.named(connection)
    with faults(store.folder):
        for place in folder.iterdir():
            if place.name not in named:
                place.unlink(missing_ok=True)


def take(store: Store, connection: Connection, attachments: Iterable[tuple[str, bytes]]) -> int:
    """Keep the attachments of a file that has been verified; return how many were new here.

    What no value names here is left aside: its value is erased for good.

    Args:
        store: The catalogue.
        connection: To it, within the transaction that takes in the file.
        attachments: Hashes and bytes.

    Raises:
        StoreUnavailableError: One cannot be written.
    """
    named: set[str] | None = None
    here = kept(store)
    new = 0
    for key, data in attachments:
        named = attached.named(connection) if named is None else named
        if key in named and (key not in here or get(store, key) is None):
            keep(store, data)
            new += 1
    return new


def chosen(store: Store, values: Iterable[bytes], most: int) -> tuple[list[tuple[str, bytes]], int]:
    """Return the files that values name and are here, by hash, and how many did not fit.

    Args:
        store: The catalogue.
        values: In canonical bytes, the most wanted first.
        most: So many bytes of all files together.
    """
    found: dict[str, bytes] = {}
    left, left_out = most, 0
    for key in dict.fromkeys(key for value in values for key in sorted(pictures.mentioned(value))):
        data = get(store, key)
        if data is None:
            continue
        if len(data) > left:
            left_out += 1
            continue
        found[key] = data
        left -= len(data)
    return sorted(found.items()), left_out


def _files(store: Store) -> list[Path]:
    folder = store.folder / FOLDER
    try:
        return [place for place in folder.iterdir() if _HASH.fullmatch(place.name)]
    except OSError:
        return []
