"""Choosing among the values of many conflicts by one rule; a rule that cannot tell chooses none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from katalog_app.model import canonical
from katalog_app.model.entries import ConflictingValue


class Rule(StrEnum):
    """How one of several values is chosen."""

    LATEST_BY = "latest-by"
    """The latest of what a certain person wrote."""
    LATEST_FROM = "latest-from"
    """The latest of what people of a certain municipality wrote."""
    OURS = "ours"
    """What was written in this folder."""
    THEIRS = "theirs"
    """What came from others."""
    PROPOSAL = "proposal"
    """All changes of a long text put together, where none contradicts another."""


@dataclass(frozen=True)
class Wish:
    """A rule, and whom it concerns."""

    rule: Rule
    who: str = ""
    """A person's name or a municipality, for the rules that need one."""


@dataclass(frozen=True)
class Said:
    """One of the values in conflict, and where it comes from."""

    value: ConflictingValue
    place: str
    """The author's municipality; "" where it is not known."""
    own: bool
    """Whether it was written in this folder."""


@dataclass(frozen=True)
class Choice:
    """The value that a rule chooses, and what goes away."""

    value: object
    take: str | None
    """The change that says it; None for a proposal."""
    away: tuple[ConflictingValue, ...]
    """The values that do not hold afterwards; they stay in the history."""


def choice(wish: Wish, values: Sequence[Said], proposal: str | None) -> Choice | None:
    """Return what a rule chooses, None where it cannot tell.

    It cannot where nobody of those asked for has said anything, and where several values are
    equally good: the same moment, or an unlikely one that cannot be compared.
    """
    if wish.rule is Rule.PROPOSAL:
        if proposal is None:
            return None
        return Choice(proposal, None, _away(values, proposal))
    asked = [one.value for one in values if _WHOSE[wish.rule](one, wish.who)]
    latest = [one for one in asked if one.made_at == max(other.made_at for other in asked)]
    if not latest or len({canonical.encode(one.value) for one in latest}) > 1:
        return None
    taken = min(latest, key=lambda one: one.change)
    return Choice(taken.value, taken.change, _away(values, taken.value))


_WHOSE: dict[Rule, Callable[[Said, str], bool]] = {
    Rule.LATEST_BY: lambda one, who: one.value.author == who,
    Rule.LATEST_FROM: lambda one, who: bool(who) and one.place == who,
    Rule.OURS: lambda one, _who: one.own,
    Rule.THEIRS: lambda one, _who: not one.own,
}


def _away(values: Iterable[Said], chosen: object) -> tuple[ConflictingValue, ...]:
    kept = canonical.encode(chosen)
    return tuple(one.value for one in values if canonical.encode(one.value.value) != kept)
