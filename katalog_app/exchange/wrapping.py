"""A `.katalog` file out of what mail programs make of it: base64 text, a .zip, a letter (.eml)."""

import base64
import binascii
import email
import email.policy
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from katalog_app.errors import FileFault, FileRefusedError

LARGEST_FILE = 512 * 1024 * 1024
"""Most bytes of a file."""
BEGINS = b"katalog "
ENDING = ".katalog"
# What the standard library raises on broken, encrypted and unknown archives.
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    EOFError,
)


def unwrapped(path: Path) -> bytes:
    """Return the bytes of the one `.katalog` file that a file is or holds; its own where none is.

    What it holds is told by content; names in it are labels, never paths.

    Raises:
        FileRefusedError: It cannot be read, is too large, or holds several.
    """
    try:
        if not path.is_file():  # a pipe or a device could go on for ever
            raise FileRefusedError(path, FileFault.UNREADABLE)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FileRefusedError(path, FileFault.UNREADABLE, error.strerror or "") from None
    if len(data) > LARGEST_FILE:
        raise FileRefusedError(path, FileFault.TOO_LARGE, "file")
    if data.startswith(BEGINS):
        return data
    found = list(_inside(path, data))
    if len(found) > 1:
        raise FileRefusedError(path, FileFault.SEVERAL, str(len(found)))
    return found[0] if found else data


def _inside(path: Path, data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK\x03\x04"):
        yield from _zipped(path, data)
        return
    plain = _from_base64(data)
    if plain is not None:
        yield plain
    elif b":" in data[:1_000].partition(b"\n")[0]:
        yield from _in_letter(data)


def _from_base64(data: bytes) -> bytes | None:
    try:
        plain = base64.b64decode(b"".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return plain if plain.startswith(BEGINS) else None


def _zipped(path: Path, data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [i for i in archive.infolist() if i.filename.lower().endswith(ENDING)]
            if len(names) > 1:
                raise FileRefusedError(path, FileFault.SEVERAL, str(len(names)))
            for info in names:
                # A `.katalog` is compressed already: one that grows is a bomb.
                if info.file_size > 2 * len(data) + 1_000_000:
                    raise FileRefusedError(path, FileFault.TOO_LARGE, "zip")
                with archive.open(info) as member:
                    yield member.read(info.file_size + 1)
    except _ZIP_FAULTS:
        raise FileRefusedError(path, FileFault.DAMAGED, "zip") from None


def _in_letter(data: bytes) -> Iterator[bytes]:
    letter = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in letter.walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.startswith(BEGINS):
            yield payload
