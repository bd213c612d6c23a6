"""Taking projects along: a document of them as text, as a page, as a Word file, into a file."""

import re
from pathlib import Path

from katalog_app.db.store import Store
from katalog_app.model import slugs
from katalog_app.model.document import Document, Part
from katalog_app.services.progressing import Report

_OF_A_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices, whatever the suffix."""
LONGEST_NAME = 60
"""Characters of a file's name before what tells its format."""


def as_text(document: Document) -> str:
    """Return the document as plain text, to be pasted into a mail."""
    from katalog_app.exchange import text_document

    return text_document.written(document)


def as_page(document: Document) -> str:
    """Return the document as one page of HTML, which loads nothing else."""
    from katalog_app.exchange import html_document

    return html_document.written(document)


def as_word(document: Document, report: Report = lambda _done, _total: None) -> bytes:
    """Return the document as a Word file; `report` is told (done, total) parts."""
    from katalog_app.exchange import word_document  # loads slowly, and few ask for it

    return word_document.written(document, report)


def deliver(store: Store, path: Path, data: bytes) -> None:
    """Write a file beside its place, read it again and move it there.

    Args:
        store: The catalogue, in whose folder no such file may lie.
        path: The file; one that is there is replaced once the new one is whole, so ask first.
        data: All of it.

    Raises:
        FileRefusedError: It cannot be written; what was there before is still there.
    """
    from katalog_app.exchange import container
    from katalog_app.services import contributing  # its keys and signatures load slowly

    contributing.refuse_data_folder(store, path)
    container.move_into_place(container.write_beside(path, data), path)


def free_place(path: Path) -> Path:
    """Return the path, or one beside it with a number, where nothing is yet."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def file_name(title: str, suffix: str) -> str:
    """Return a name that every file system takes, such as "digital-tvilling.pdf"."""
    name = slugs.slug([title])[:LONGEST_NAME].strip("-") or "katalogen"
    return f"projekt-{name}.{suffix}" if _OF_A_DEVICE.fullmatch(name) else f"{name}.{suffix}"


def part_as_page(part: Part) -> str:
    """Return the HTML of one part, without what a page has around it."""
    from katalog_app.exchange import html_document

    return html_document.part_body(part)


def lead_as_page(document: Document) -> str:
    """Return the HTML of what stands before the parts."""
    from katalog_app.exchange import html_document

    return html_document.blocks(document.lead)
