"""A document as plain text, to be pasted into a mail."""

from collections.abc import Iterable, Iterator

from katalog_app.model.document import (
    Block,
    Bullets,
    Clash,
    Document,
    Facts,
    Line,
    Paragraph,
    Part,
    Table,
    readable,
)

BETWEEN = "\n\n" + "-" * 60 + "\n\n"
"""Between two projects."""


def written(document: Document) -> str:
    """Return the text, its lines ended by a line feed; what is underlined is a heading."""
    alone = len(document.parts) == 1 and document.parts[0].title == document.title
    head = [] if alone else [_underlined(document.title, "="), *map(_block, document.lead)]
    parts = ["\n\n".join(_part(part, "=" if alone else "-")) for part in document.parts]
    foot = f"{readable(document.origin)}\n{readable(document.edition)}"
    pieces = ["\n\n".join(filter(None, head)), *parts, foot]
    return BETWEEN.join(piece for piece in pieces if piece) + "\n"


def _part(part: Part, line: str) -> Iterator[str]:
    yield _underlined(part.title, line)
    for section in part.sections:
        heading = readable(section.heading).upper()
        text = "\n\n".join(filter(None, map(_block, section.blocks)))
        yield f"{heading}\n{text}" if heading else text


def _underlined(title: str, line: str) -> str:
    text = _on_one_line(title)
    return f"{text}\n{line * min(len(text), 60)}"


def _on_one_line(text: str) -> str:
    return " ".join(readable(text).split())


def _block(block: Block) -> str:
    match block:
        case Paragraph(text=text):
            return readable(text)
        case Facts(rows=rows):
            return "\n".join(f"{_on_one_line(name)}: {_linked(line)}" for name, line in rows)
        case Bullets(lines=lines):
            return "\n".join(f"- {_linked(line)}" for line in lines)
        case Clash(heading=heading, claims=claims):
            said = [f"* {_indented(one.value)} ({_on_one_line(one.by)})" for one in claims]
            return "\n".join([f"!! {_on_one_line(heading)}", *said])
        case Table(heads=heads, rows=rows):
            told = (_row(heads, row.cells) for row in rows)
            return "\n\n".join(told)


def _row(heads: Iterable[str], cells: tuple[str, ...]) -> str:
    """Return a row as lines, for columns do not line up in a mail."""
    first, *rest = cells
    lines = [
        f"  {_on_one_line(head)}: {_indented(cell)}"
        for head, cell in zip(tuple(heads)[1:], rest, strict=True)
    ]
    return "\n".join([_on_one_line(first), *lines])


def _linked(line: Line) -> str:
    """Return a line, and where it leads if the text does not say so itself."""
    text = _indented(line.text)
    led = readable(line.address)
    bare = led.removeprefix("mailto:").removeprefix("tel:")
    shown = bare in line.text or led.startswith("tel:")
    return text if shown or not led else f"{text} <{led}>"


def _indented(text: str) -> str:
    return readable(text).strip().replace("\n", "\n  ")
