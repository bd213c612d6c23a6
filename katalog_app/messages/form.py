"""The form of every message, and values quoted in it."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_NAMED = 20
"""Bad cells and allowed values named one by one; the rest are counted."""
LONGEST_QUOTE = 80
"""Most characters of a value repeated in a message."""


@dataclass(frozen=True)
class Message:
    """A fault to show; each part is one or more whole sentences in the user's language."""

    text: str
    """What happened."""
    unchanged: str
    """What was not changed by it."""
    remedy: str
    """What to do now, in the window."""
    by_command: str = ""
    """What to do now in the command line, where that is something else."""

    @property
    def command_remedy(self) -> str:
        """What to do now, in the command line."""
        return self.by_command or self.remedy


def quoted(value: str) -> str:
    """Return a value on one line, shortened."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def listed(names: Sequence[str]) -> str:
    """Return names with commas between, at most `MOST_NAMED` of them."""
    shown = [quoted(name) for name in names[:MOST_NAMED]]
    return ", ".join([*shown, "…"] if len(names) > MOST_NAMED else shown)
