"""Pictures of projects: what an entry says of them, and what the first bytes of a file tell.

Nothing is decoded here. What a file says of its own size is looked at before anything believes it.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from katalog_app.model.fields import HASH

LARGEST = 5 * 1024 * 1024
"""Most bytes of one picture, as it is kept."""
MOST_POINTS = 40_000_000
"""Most width times height; a telephone's camera makes 12 to 50 million, and decoded each takes four
bytes."""
LONGEST_SIDE = 65_535
"""Most points of one side: what JPEG can say."""
MOST_IMAGES = 12
"""Of one project, as the form lets one add them; more from elsewhere are shown."""
_MENTION = re.compile(rb'"sha256":"([0-9a-f]{64})"')
_HASH = re.compile(HASH)
_MARK = 0xFF
"""Begins every marker in JPEG."""
_LOSSLESS = 0x2F
"""Begins lossless WebP."""
_WEBP_HEAD = 30
"""Bytes within which every kind of WebP tells its size."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_STANDALONE = frozenset([0x01, *range(0xD0, 0xD9)])
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ENDS = frozenset([0xD9, 0xDA])


class PictureKind(StrEnum):
    """The kinds that are taken; the value is the name of the format for whoever decodes it."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


@dataclass(frozen=True)
class Shape:
    """What a file says of itself."""

    kind: PictureKind
    width: int
    height: int

    @property
    def fits(self) -> bool:
        """Whether it may be decoded at all."""
        sides = min(self.width, self.height) > 0 and max(self.width, self.height) <= LONGEST_SIDE
        return sides and self.width * self.height <= MOST_POINTS


@dataclass(frozen=True)
class Image:
    """One picture as an entry names it; every text is plain, "" where it is not said."""

    sha256: str
    alt: str
    caption: str
    name: str
    place: int


def images(value: object) -> tuple[Image, ...]:
    """Return the pictures a field names in their order; what names none is left out."""
    found = [_image(item) for item in value] if isinstance(value, list) else []
    named = [image for image in found if image is not None]
    return tuple(sorted(named, key=lambda one: (one.place, one.sha256, one.alt)))


def _image(item: object) -> Image | None:
    if not isinstance(item, dict):
        return None
    key, place = item.get("sha256"), item.get("place")
    if not isinstance(key, str) or not _HASH.fullmatch(key):
        return None
    texts = (item.get(part) for part in ("alt", "caption", "name"))
    alt, caption, name = (text if isinstance(text, str) else "" for text in texts)
    return Image(key, alt, caption, name, place if type(place) is int else 0)


def mentioned(value: bytes) -> set[str]:
    """Return the hashes of files that a value names, of whatever field, known or not.

    Args:
        value: Its canonical bytes. A text in it cannot look like a key: its quotes are escaped.
    """
    if b'"sha256":"' not in value:
        return set()
    return {found.decode() for found in _MENTION.findall(value)}


def shape(data: bytes) -> Shape | None:
    """Return what a file says of itself in its first bytes; None for what is no picture."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return None  # it ends before it has told
    return None


def is_whole(data: bytes, kind: PictureKind) -> bool:
    """Return whether a file has the end its kind has; one cut off is shown half by many readers."""
    match kind:
        case PictureKind.PNG:
            return data.find(b"IEND", len(_PNG)) >= 0
        case PictureKind.WEBP:
            return len(data) >= int.from_bytes(data[4:8], "little") + 8
    # The end of a thumbnail within the head does not count, only one after the frame has begun.
    frame = next((at for marker, at in _segments(data) if marker in _JPEG_FRAMES), len(data))
    return data.find(bytes([_MARK, 0xD9]), frame) >= 0


def _png(data: bytes) -> Shape | None:
    length, chunk, width, height = struct.unpack_from(">I4sII", data, len(_PNG))
    whole = chunk == b"IHDR" and length == struct.calcsize(">IIBBBBB")
    return Shape(PictureKind.PNG, width, height) if whole else None


def _jpeg(data: bytes) -> Shape | None:
    for marker, at in _segments(data):
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 3)
            return Shape(PictureKind.JPEG, width, height)
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker with the place of its length, until the image itself begins."""
    at = 2
    while data[at] == _MARK:
        marker = data[at + 1]
        if marker == _MARK:  # filling before a marker
            at += 1
            continue
        if marker in _JPEG_ENDS:
            return
        if marker in _JPEG_STANDALONE:
            at += 2
            continue
        yield marker, at + 2
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + max(length, 2)


def _webp(data: bytes) -> Shape | None:
    chunk = data[12:16]
    if chunk == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
    elif chunk == b"VP8L" and data[20] == _LOSSLESS:
        (bits,) = struct.unpack_from("<I", data, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
    else:
        return None
    return Shape(PictureKind.WEBP, width, height) if len(data) >= _WEBP_HEAD else None
