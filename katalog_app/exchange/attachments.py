"""The lines of a `.katalog` file that hold the bytes of others, named by nothing but a hash."""

import base64
from collections.abc import Iterable, Mapping
from hashlib import sha256

from katalog_app.errors import CorruptChangeError
from katalog_app.model import pictures, shapes
from katalog_app.model.change import Leaf

MOST_ATTACHED = 64 * 1024 * 1024
"""Most bytes of all attachments of a file; it is read as a whole."""
_KEYS = ("type", "sha256", "bytes", "data")


class Attached:
    """The attachments of one file as they are read: each once, by hash, and named by a change."""

    def __init__(self) -> None:
        """Have met none."""
        self.hashes: list[str] = []
        self._mentioned: set[str] = set()
        self._left = MOST_ATTACHED

    def take_mentions(self, leaves: Iterable[Leaf]) -> None:
        """Note which files the values of a change name."""
        for leaf in leaves:
            if leaf.value is not None:
                self._mentioned |= pictures.mentioned(leaf.value)

    def take(self, line: Mapping[str, object]) -> bool:
        """Verify an attachment; return whether there is room for it.

        Raises:
            CorruptChangeError: It is not what it says, out of order, or nobody names it.
        """
        key, data = read(line)
        if self.hashes and key <= self.hashes[-1]:
            raise CorruptChangeError("attachments are not in their order")
        if key not in self._mentioned:
            raise CorruptChangeError("an attachment that no change names")
        self.hashes.append(key)
        self._left -= len(data)
        return self._left >= 0


def line(key: str, data: bytes) -> dict[str, object]:
    """Return the line that holds the bytes of a file."""
    said = base64.b64encode(data).decode("ascii")
    return {"type": "attachment", "sha256": key, "bytes": len(data), "data": said}


def read(line: Mapping[str, object]) -> tuple[str, bytes]:
    """Return the hash and the bytes that a line holds.

    Raises:
        CorruptChangeError: It has another form, or its bytes have another length or hash.
    """
    said = shapes.record(line, _KEYS, "attachment")
    key = shapes.hash_(said["sha256"], "sha256")
    length = shapes.whole(said["bytes"], "bytes")
    text = said["data"]
    if length > pictures.LARGEST or not isinstance(text, str):
        raise CorruptChangeError("an attachment is malformed")
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise CorruptChangeError("an attachment is malformed") from None
    if len(data) != length or base64.b64encode(data).decode("ascii") != text:
        raise CorruptChangeError("an attachment is malformed")
    if sha256(data).hexdigest() != key:
        raise CorruptChangeError("the hash of an attachment does not hold")
    return key, data
