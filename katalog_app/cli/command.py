"""What a command is, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from katalog_app.db.store import Store

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""


class UsageError(Exception):
    """The command line was written wrongly; the text says how, in the user's language."""


@dataclass(frozen=True)
class Answer:
    """What a command prints: an object for programs, lines for people, and its exit status."""

    data: Mapping[str, object]
    lines: tuple[str, ...]
    status: int = DONE


@dataclass(frozen=True)
class Command:
    """One command: its words, its options, what it does."""

    name: str
    places: tuple[str, ...]
    """Its words as message ids, such as "ID"; one in brackets may be left out or repeated."""
    summary: str
    """One sentence, a message id."""
    run: Callable[[Store, Asked], Answer]
    options: Callable[[ArgumentParser], None] | None = None
    """Adds the command's own options to a parser."""


@dataclass(frozen=True)
class Asked:
    """What was asked of a command."""

    words: tuple[str, ...]
    """As many as the command's places say."""
    options: Namespace
    """The command's own options by name."""
    author: str | None
    """The author's name, None where not given."""


@dataclass(frozen=True)
class Common:
    """The options of every command, and of the window."""

    data: Path | None = None
    empty: bool = False
    author: str | None = None
    language: str | None = None
    json: bool = False
    help: bool = False
    version: bool = False
