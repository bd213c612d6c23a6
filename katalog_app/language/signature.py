"""What tells whether an index was made by the present analysis of words; every start asks it."""

import zlib
from functools import lru_cache

from katalog_app import paths

COMPOUNDS = "sammansattningar.txt.gz"
"""The table of compounds among the resources of the language."""
_VERSION = 2
"""Of everything that decides which terms a text has; raised with every change of it."""


@lru_cache(maxsize=1)
def signature() -> str:
    """Return what changes whenever texts would be analysed otherwise than before.

    Raises:
        OSError: The table of compounds is missing.
    """
    table = paths.resource("language", COMPOUNDS).read_bytes()
    return f"{_VERSION}-{zlib.crc32(table):08x}"
