"""The outer form of a `.katalog` file: a hash in clear text, one gzip stream, JSON lines.

Everything is looked at before anything is believed: the hash before a byte is decompressed, the
declared size while it is decompressed, the canonical form of each line. `docs/exchange-format.md`
describes the form for readers in other languages.
"""

import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from katalog_app.errors import CorruptChangeError, FileFault, FileRefusedError
from katalog_app.exchange.wrapping import unwrapped
from katalog_app.model import canonical

FORMAT = 1
MAGIC = re.compile(rb"katalog ([0-9]{1,9}) ([0-9a-f]{64})\n")
LONGEST_LINE = 8 * 1024 * 1024
"""Most bytes of one line; the fields of an entry have 20,000 characters each."""
LARGEST_CONTENT = 4 * 1024**3
"""Most bytes of all lines."""
DEEPEST = canonical.DEEPEST + 4
"""Most levels of nesting in a line: a value's own, and those around it."""
_CHUNK = 256 * 1024
_GZIP = 31
"""zlib's number for a stream with the header of gzip."""
Line = dict[str, object]


@dataclass(frozen=True)
class Container:
    """The bytes of one file whose hash is right; what they hold is not yet believed."""

    path: Path
    sha256: str
    """Of the whole file as it is written here, 64 hexadecimal digits."""
    data: bytes
    """The whole file, unwrapped."""

    def refuse(self, fault: FileFault, detail: str = "") -> FileRefusedError:
        """Return the fault to raise about this file."""
        return FileRefusedError(self.path, fault, detail)

    def lines(self, declared: Callable[[Line], int]) -> Iterator[tuple[Line, bytes]]:
        """Yield each line as a JSON object with its bytes, the line break included.

        Args:
            declared: Given the first line, how many bytes the content may have after it.

        Raises:
            FileRefusedError: The stream is damaged, goes on after its end, is larger than it says,
                or a line is no object in canonical form.
        """
        left: int | None = None
        for raw in self._raw_lines():
            if left is not None:
                left -= len(raw)
                if left < 0:
                    raise self.refuse(FileFault.MALFORMED, "more content than declared")
            line = self._object(raw)
            if left is None:
                left = declared(line)
            yield line, raw
        if left is None:
            raise self.refuse(FileFault.MALFORMED, "no content")
        if left:
            raise self.refuse(FileFault.MALFORMED, "less content than declared")

    def _object(self, raw: bytes) -> Line:
        try:
            line = canonical.decode(raw[:-1], DEEPEST)
        except CorruptChangeError as error:
            raise self.refuse(FileFault.MALFORMED, error.detail) from None
        if not isinstance(line, dict) or not isinstance(line.get("type"), str):
            raise self.refuse(FileFault.MALFORMED, "a line is no object with a type")
        return line

    def _raw_lines(self) -> Iterator[bytes]:
        rest = b""
        for chunk in self._decompressed():
            whole = (rest + chunk).split(b"\n")
            rest = whole.pop()
            if len(rest) > LONGEST_LINE or any(len(line) > LONGEST_LINE for line in whole):
                raise self.refuse(FileFault.TOO_LARGE, "a line is too long")
            for line in whole:
                yield line + b"\n"
        if rest:
            raise self.refuse(FileFault.MALFORMED, "the last line does not end")

    def _decompressed(self) -> Iterator[bytes]:
        unzip = zlib.decompressobj(_GZIP)
        begins = self.data.index(b"\n") + 1
        try:
            for at in range(begins, len(self.data), _CHUNK):
                pending = self.data[at : at + _CHUNK]
                while pending and not unzip.eof:
                    yield unzip.decompress(pending, _CHUNK)
                    pending = unzip.unconsumed_tail
                if unzip.eof:
                    break
            else:
                yield unzip.flush()
        except zlib.error as error:
            raise self.refuse(FileFault.DAMAGED, str(error)) from None
        if not unzip.eof:
            raise self.refuse(FileFault.DAMAGED, "the stream does not end")
        if unzip.unused_data or at + _CHUNK < len(self.data):
            raise self.refuse(FileFault.DAMAGED, "bytes after the end")


def opened(path: Path) -> Container:
    """Return the file at a path, also out of base64 text, a .zip or a letter (.eml).

    Raises:
        FileRefusedError: It cannot be read, is no `.katalog` file, or its hash is wrong.
    """
    data = unwrapped(path)
    head = MAGIC.match(data)
    if head is None:
        raise FileRefusedError(path, FileFault.NOT_KATALOG)
    if int(head[1]) > FORMAT:
        raise FileRefusedError(path, FileFault.NEWER_FORMAT, head[1].decode())
    if int(head[1]) != FORMAT:
        raise FileRefusedError(path, FileFault.NOT_KATALOG, head[1].decode())
    if sha256(data[head.end() :]).hexdigest().encode() != head[2]:
        raise FileRefusedError(path, FileFault.DAMAGED, "SHA-256")
    return Container(path, sha256(data).hexdigest(), data)


def packed(lines: Iterable[Mapping[str, object]]) -> tuple[bytes, int]:
    """Return lines as canonical bytes, each with a line break, and how many bytes that is."""
    made = b"".join(canonical.encode(dict(line), DEEPEST) + b"\n" for line in lines)
    return made, len(made)


def sealed(content: bytes) -> bytes:
    """Return a whole file around all its lines; the same content gives the same file."""
    zipper = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    stream = zipper.compress(content) + zipper.flush()
    return f"katalog {FORMAT} {sha256(stream).hexdigest()}\n".encode() + stream


def write_beside(path: Path, data: bytes) -> Path:
    """Write a file beside its place, flushed and read again; the caller moves it there.

    Raises:
        FileRefusedError: It cannot be written; what was there before is still there.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if fresh.read_bytes() != data:
            raise OSError("what was read differs from what was written")
    except OSError as error:
        fresh.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise FileRefusedError(path, FileFault.UNWRITABLE, reason) from None
    return fresh


def move_into_place(fresh: Path, path: Path) -> None:
    """Give a file written beside its place its name, and let the disk know.

    Raises:
        FileRefusedError: It cannot be moved; what was there before is still there.
    """
    try:
        fresh.replace(path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileRefusedError(path, FileFault.UNWRITABLE, reason) from None
    finally:
        fresh.unlink(missing_ok=True)
