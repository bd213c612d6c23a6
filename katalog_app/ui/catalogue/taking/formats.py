"""What is taken along, made in the background: a document, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from katalog_app.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from katalog_app.db.store import Store
    from katalog_app.model.document import Block, Document
    from katalog_app.model.query import Query
    from katalog_app.services.progressing import Report

MOST = 1_000_000
"""Projects in one document; more than any catalogue has."""


class StoppedError(Exception):
    """The user wants no more of it; nothing has been written."""


class Format(Enum):
    """A kind of file: its suffix, and what a dialog calls it."""

    PDF = ("pdf", N_("PDF (*.pdf)"))
    WORD = ("docx", N_("Word-dokument (*.docx)"))

    @property
    def suffix(self) -> str:
        """Without its dot."""
        return self.value[0]


@dataclass(frozen=True)
class Wanted:
    """What is to be taken along: some projects, or all that a question finds."""

    title: str
    """Of the whole, "" for a single project's own name."""
    name: str
    """What a file of it is called, without suffix."""
    ids: tuple[str, ...] = ()
    query: Query | None = None
    lead: tuple[Block, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    ready: Document | None = None
    """The document itself, where it is made already."""


def document(store: Store, wanted: Wanted, report: Report) -> Document:
    """Return what is wanted as a document.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    from katalog_app.services import documenting  # not needed to start

    if wanted.ready is not None:
        return wanted.ready
    ids, title = ids_of(store, wanted), wanted.title
    return documenting.document(
        store, ids, title=title, lead=wanted.lead, notes=wanted.notes, report=report
    )


def ids_of(store: Store, wanted: Wanted) -> tuple[str, ...]:
    """Return the projects that are wanted: of a question those that match, no wider ones.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    from katalog_app.services import searching  # not needed to start

    if wanted.query is None:
        return wanted.ids
    every = replace(wanted.query, offset=0, limit=MOST, with_facets=False)
    return tuple(hit.id for hit in searching.find(store, every).hits if not hit.wider)


def as_text(store: Store, wanted: Wanted, report: Report) -> str:
    """Return what is wanted as text."""
    from katalog_app.services import taking

    return taking.as_text(document(store, wanted, report))


def saved(store: Store, wanted: Wanted, path: Path, kind: Format, report: Report) -> Path:
    """Write what is wanted into a file; return the file.

    Raises:
        FileRefusedError: It cannot be written; what was there before is still there.
        StoreUnavailableError: The catalogue cannot be read.
    """
    from katalog_app.services import taking

    made = document(store, wanted, _first(report))
    if kind is Format.PDF:
        from katalog_app.ui.catalogue.taking import printing

        data = printing.pdf(made, _second(report))
    else:
        data = taking.as_word(made, _second(report))
    report(1, 1)
    taking.deliver(store, path, data)
    return path


def printed(store: Store, wanted: Wanted, printer: QPrinter, report: Report) -> int:
    """Print what is wanted; return the number of pages."""
    from katalog_app.ui.catalogue.taking import printing

    made = document(store, wanted, _first(report))
    return printing.paint(made, printer, _second(report))


def previewed(store: Store, wanted: Wanted, report: Report) -> tuple[bytes, ...]:
    """Return the pages of what is wanted as pictures (PNG)."""
    from katalog_app.ui.catalogue.taking import printing

    return printing.pictures(document(store, wanted, _first(report)), _second(report))


def ended(call: Callable[[], object]) -> object:
    """Return what the call does, or the fault or the stop that it ended with.

    A fault comes back with the answer, so that whoever asked knows that it was this work's.
    """
    try:
        return call()
    except StoppedError:
        # a fresh one: the first holds what was laid out, which only this thread may let go
        return StoppedError()
    except Exception as error:  # noqa: BLE001 - told or raised again in the main thread
        return error


def _first(report: Report) -> Report:
    """Return who is told of the first fifth of the work, the reading."""
    return lambda done, total: report(done, 5 * total)


def _second(report: Report) -> Report:
    """Return who is told of the rest, the writing."""
    return lambda done, total: report(total + 4 * done, 5 * total)
