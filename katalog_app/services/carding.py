"""Contacts to take along: one vCard or many in a file, and a code that a telephone reads.

The code holds the very text of the card, so that what is read is what the file says.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

from katalog_app.services import contacting
from katalog_app.services.contacting import ContactStep

MOST_BYTES = 700
"""Of a card as a code. A code may hold 2,331 at this correction, but a telephone no longer reads
that many small squares from a screen."""
CORRECTION = "m"
"""How much of the code may be damaged: 15 per cent."""
BORDER = 4
"""Empty squares around the code, which the readers need."""
_SCALE = 10
"""Pixels of a square in a saved picture."""


@dataclass(frozen=True)
class Code:
    """A code to paint."""

    squares: tuple[bytes, ...]
    """Row by row, 1 for a dark square; the border is not among them."""
    text: str
    """The card it holds."""
    is_whole: bool
    """Whether it holds all of the card; else opening hours and such are left out."""


def vcards(steps: Iterable[ContactStep]) -> str:
    """Return cards for one file, in the order given."""
    return "".join(contacting.vcard(step) for step in steps)


def code(step: ContactStep) -> Code | None:
    """Return the code of a card; None where even the shortest is too long for one."""
    import segno

    for number, shorter in enumerate((step, replace(step, opening_hours=None), _least(step))):
        text = contacting.vcard(shorter)
        if len(text.encode("utf-8")) <= MOST_BYTES:
            made = segno.make(text, error=CORRECTION, encoding="utf-8", micro=False)
            squares = tuple(bytes(1 if dark else 0 for dark in row) for row in made.matrix)
            return Code(squares, text, is_whole=number == 0)
    return None


def picture(made: Code, *, vector: bool) -> bytes:
    """Return the code as a picture in black and white: SVG, else PNG."""
    import segno

    drawn = segno.make(made.text, error=CORRECTION, encoding="utf-8", micro=False)
    out = io.BytesIO()
    kind = "svg" if vector else "png"
    drawn.save(out, kind=kind, scale=_SCALE, border=BORDER, dark="#000000", light="#ffffff")
    return out.getvalue()


def _least(step: ContactStep) -> ContactStep:
    return replace(step, opening_hours=None, unit="", website="")
