"""A document before it has a format: what is written, and what it is, not how it looks.

Text out of the catalogue is anybody's text. It stands here as it is; whoever writes a format calls
`readable` for each piece and then escapes it in the format's own way.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_UNREADABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, what turns the direction of text, and what no file of XML can hold."""


class Mark(StrEnum):
    """What a paragraph is, besides text."""

    PLAIN = "plain"
    QUIET = "quiet"
    """Said beside the facts, such as how fresh they are."""
    STRONG = "strong"
    OWN = "own"
    """The reader's own note, not a part of the catalogue."""


@dataclass(frozen=True)
class Line:
    """A text, and the address it leads to."""

    text: str
    address: str = ""
    """A checked http, https, mailto or tel address; "" for none."""


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break within it breaks the line."""

    text: str
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True)
class Facts:
    """Names with what they are, one a line."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class Bullets:
    """Lines that stand beside each other, in any order."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Claim:
    """One of the values in a conflict."""

    value: str
    by: str
    """Who gave it and when."""


@dataclass(frozen=True)
class Clash:
    """A field that people have given different values."""

    heading: str
    """Such as "Krock: två olika uppgifter om Status"."""
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Row:
    """One row of a table; the first cell names it."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]


Block = Paragraph | Facts | Bullets | Clash | Table


@dataclass(frozen=True)
class Section:
    """Blocks under a heading; "" for none."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Part:
    """What has a page of its own, such as one project."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Document:
    """Parts under a title; of one part alone the part's title is the document's."""

    title: str
    lead: tuple[Block, ...]
    """Before the first part; () for a document of one project."""
    parts: tuple[Part, ...]
    edition: str
    """Which edition the facts are from, such as "Utgåva 2026:1, 24 november 2026"."""
    origin: str
    """Where and when the document was made."""
    broad: bool = False
    """Whether it is broader than high."""
    flows: bool = False
    """Whether its parts follow each other on the same page of paper."""


def readable(text: str) -> str:
    """Return the text without characters that cannot be read or would change how others are."""
    return _UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
