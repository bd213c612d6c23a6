"""Printing: UTF-8 whatever the locale, one JSON object, nothing that steers a terminal."""

import contextlib
import json
import os
import sys
import time
import unicodedata
from collections.abc import Iterable, Mapping
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from katalog_app.errors import AnswerLostError

if TYPE_CHECKING:
    from rich.progress import Progress as Shown


def prepare() -> None:
    """Make both streams write UTF-8; lone surrogates come out escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_object(data: Mapping[str, object]) -> None:
    """Print one JSON object on stdout, on one line.

    Raises:
        AnswerLostError: It cannot be written.
        BrokenPipeError: Whoever read it has left.
    """
    _print([json.dumps(data, ensure_ascii=False, default=str)])


def print_lines(lines: Iterable[str]) -> None:
    """Print lines on stdout.

    Raises:
        AnswerLostError: They cannot be written.
        BrokenPipeError: Whoever read them has left.
    """
    _print(map(harmless, lines))


def _print(lines: Iterable[str]) -> None:
    try:
        for line in lines:
            print(line)
        print(end="", flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon()
        raise AnswerLostError(error.strerror or str(error)) from error


def print_fault(text: str) -> None:
    """Print the words of a fault on stderr, where that can be."""
    with contextlib.suppress(OSError):
        print(harmless(text), file=sys.stderr, flush=True)


class Progress:
    """Shows on stderr, where that is a terminal, how far long work has come."""

    FIRST_S = 1.0
    """Work shorter than this says nothing (seconds)."""

    def __init__(self) -> None:
        """Begin to count the time."""
        self._due = time.monotonic() + self.FIRST_S
        self._shown: Shown | None = None

    def __call__(self, done: int, total: int) -> None:
        """Show (done, total)."""
        if self._shown is None and time.monotonic() >= self._due and _is_terminal(sys.stderr):
            from rich.console import Console  # only where there is something to show
            from rich.progress import Progress as Shown

            self._shown = Shown(console=Console(stderr=True), transient=True)
            self._task = self._shown.add_task("", total=total)
            self._shown.start()
        if self._shown is not None:
            self._shown.update(self._task, completed=done, total=total)

    def end(self) -> None:
        """Leave the line to what is printed next."""
        if self._shown is not None:
            self._shown.stop()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def harmless(text: str) -> str:
    """Return the text without control characters other than line breaks and tabs.

    Values come from other people's files, and a terminal obeys escape sequences in them.
    """
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf") else "�" for c in text
    )


def abandon() -> None:
    """Send the rest of stdout nowhere: it cannot be written, and Python flushes at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
