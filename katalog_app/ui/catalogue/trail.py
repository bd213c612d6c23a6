"""Where one has been: questions and opened projects, back and forward as in a browser."""

from dataclasses import dataclass, field
from enum import Enum, auto

from katalog_app.model.query import Facet, Sort

LONGEST = 200
"""Steps kept."""


@dataclass(frozen=True)
class Step:
    """What the page showed."""

    words: str = ""
    where: dict[Facet, frozenset[str]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    opened: str | None = None
    """The id of the project in the reading pane."""


class Move(Enum):
    """How one came to a step; letters typed in a row are one step, not one each."""

    TYPED = auto()
    BROWSED = auto()
    """Arrows moved through the list: only where one stops counts."""
    CHOSEN = auto()


class Trail:
    """The steps so far, and which of them one stands on."""

    def __init__(self, start: Step) -> None:
        """Begin with what is shown at start."""
        self._steps = [start]
        self._at = 0
        self._move = Move.CHOSEN

    @property
    def here(self) -> Step:
        """The step one stands on."""
        return self._steps[self._at]

    def go(self, step: Step, move: Move) -> None:
        """Add a step after the present one; what lay ahead is forgotten."""
        if step == self.here:
            return
        goes_on = move is not Move.CHOSEN and move is self._move and self._at > 0
        kept = self._steps[: self._at + (0 if goes_on else 1)]
        self._steps = [*kept, step][-LONGEST:]
        self._at = len(self._steps) - 1
        self._move = move

    def amend(self, step: Step) -> None:
        """Correct the present step: what the page showed by itself is no step of its own."""
        self._steps[self._at] = step

    def back(self) -> Step | None:
        """Go one step back and return it; None at the first."""
        return self._move_to(self._at - 1)

    def forward(self) -> Step | None:
        """Go one step forward and return it; None at the last."""
        return self._move_to(self._at + 1)

    def _move_to(self, at: int) -> Step | None:
        if not 0 <= at < len(self._steps):
            return None
        self._at, self._move = at, Move.CHOSEN
        return self.here
