"""Taking in many files one after another, each as a whole and in a transaction of its own."""

from collections.abc import Callable, Sequence
from pathlib import Path

from katalog_app.db.store import Store
from katalog_app.exchange import container
from katalog_app.services import receiving
from katalog_app.services.progressing import Report
from katalog_app.services.receiving import Arrival


def take_all(
    store: Store,
    arrivals: Sequence[Arrival],
    author: str | None,
    *,
    each: Callable[[int, Arrival], None],
    report: Report | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Take in files in their order; return how many were taken in or refused before it was over.

    What the files before brought is there when the next one is taken in. A file that would delete
    many entries is not taken in.

    Args:
        store: The catalogue.
        arrivals: From `receiving.look`.
        author: The exact name of a person entry.
        each: Told (place, what became of it) after each file, 0 for the first.
        report: Told (done, total) changes of all the files.
        stop: Asked before each file; those after it are left as they are.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; the files before are taken in.
    """
    sizes = [len(one.found.ids) if one.found else 0 for one in arrivals]
    total = sum(sizes)
    for at, arrival in enumerate(arrivals):
        if stop():
            return at
        before = sum(sizes[:at])
        told = _part(report, before, total) if report else None
        each(at, receiving.take(store, arrival, author=author, report=told))
    return len(arrivals)


def _part(report: Report, before: int, total: int) -> Report:
    """Return who is told of one file as a part of all."""
    return lambda done, _total: report(before + done, total)


def save(path: Path, text: str) -> None:
    """Write what became of files as a text, in place of what is there once it is whole.

    Raises:
        FileRefusedError: It cannot be written; what was there is still there.
    """
    container.move_into_place(container.write_beside(path, text.encode()), path)
