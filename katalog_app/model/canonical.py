"""The one way a JSON value is written as bytes, so that equal values have equal hashes everywhere.

Sorted keys (by code point), no spaces, NFC text, whole numbers only, UTF-8 without BOM. Everything
that would have two spellings is refused rather than mended: a reader encodes again and compares.
"""

import json
import re
import unicodedata

from katalog_app.errors import CorruptChangeError

LARGEST = 2**53 - 1
"""Whole numbers lie within ±LARGEST, which every JSON reader keeps exactly."""
DEEPEST = 16
"""Most levels of lists and objects in one value."""
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")


def encode(value: object, deepest: int = DEEPEST) -> bytes:
    """Return the canonical bytes of a JSON value, nested at most `deepest` levels.

    Raises:
        CorruptChangeError: The value holds something JSON Lines of a catalogue may not: a float,
            a NUL, a lone surrogate, text that is not NFC, a key that is not text, a number beyond
            `LARGEST`, or deeper nesting.
    """
    _verify(value, deepest)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def decode(raw: bytes, deepest: int = DEEPEST) -> object:
    """Return the JSON value that these canonical bytes stand for, nested at most `deepest` levels.

    Raises:
        CorruptChangeError: The bytes are not the canonical form of any value.
    """
    try:
        value: object = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise CorruptChangeError(f"not JSON: {type(error).__name__}") from None
    if encode(value, deepest) != raw:
        # Duplicate keys, spaces, a BOM, escapes and key order all end here.
        raise CorruptChangeError("not in canonical form")
    return value


def normal(value: object) -> object:
    """Return the value with every text and key in NFC, as it may be stored."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): normal(item) for key, item in value.items()}
    return value


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _verify(value: object, levels: int) -> None:
    if value is None or value is True or value is False:
        return
    if isinstance(value, str):
        _verify_text(value)
    elif isinstance(value, int):
        if not -LARGEST <= value <= LARGEST:
            raise CorruptChangeError("a number is too large")
    elif levels == 0:
        raise CorruptChangeError("nested too deeply")
    elif isinstance(value, list):
        for item in value:
            _verify(item, levels - 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise CorruptChangeError("a key is not text")
            _verify_text(key)
            _verify(item, levels - 1)
    else:
        raise CorruptChangeError(f"{type(value).__name__} is not allowed")


def _verify_text(text: str) -> None:
    if _FORBIDDEN.search(text):
        raise CorruptChangeError("text holds a NUL or a lone surrogate")
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        raise CorruptChangeError("text is not NFC")
