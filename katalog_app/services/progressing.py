"""How far the work on a file is: one count for the whole of it."""

from collections.abc import Callable

Report = Callable[[int, int], None]
"""Told (done, total) changes."""
WRITTEN = 0.6
"""The share of the time that writing the changes takes; the rest computes what entries now show."""


class Progress:
    """Turns the two parts of taking in a file into one count of its changes, never going back."""

    def __init__(self, report: Report, changes: int) -> None:
        """Take who is told, and how many changes the file has."""
        self._report, self._changes = report, changes
        self._done = 0

    def written(self, done: int, total: int) -> None:
        """Tell that so many of the changes are written."""
        self._reached(WRITTEN * done / max(total, 1))

    def shown(self, done: int, total: int) -> None:
        """Tell that so many of the entries show what they say now."""
        self._reached(WRITTEN + (1 - WRITTEN) * done / max(total, 1) if total else 0)

    def _reached(self, share: float) -> None:
        self._done = max(self._done, int(self._changes * share))
        self._report(self._done, self._changes)
