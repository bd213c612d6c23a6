"""Advice on a project as it is written: what is missing, what is hard to read, and a score.

Nothing here is ever a reason not to save.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from katalog_app.language import plain_language
from katalog_app.language.plain_language import Reading, RemarkKind
from katalog_app.model import completeness
from katalog_app.model.completeness import LackKind
from katalog_app.model.fields import FIELDS, EntryKind, FieldKind

LEAST_WORDS = 10
"""A project with fewer words in all has no text to judge."""
LEAST_LIX_WORDS = 40
"""Of fewer words a LIX number says nothing: all its points are given."""
HARD_SHARE = 0.05
"""With one hard word in twenty nothing is left of the points for words."""
EASY_LIX, HARD_LIX = 45, 70
"""All points for a LIX number up to the first, none from the second on; between them in a line."""


class HintKind(StrEnum):
    """What a hint is about."""

    MISSING = "missing"
    STALE = "stale"
    LONG_SENTENCE = "long-sentence"
    LONG_PARAGRAPH = "long-paragraph"
    HARD_WORD = "hard-word"


class PartKind(StrEnum):
    """What the score is made of."""

    FACTS = "facts"
    """What others need to know is there."""
    SENTENCES = "sentences"
    WORDS = "words"
    LIX = "lix"


MOST = {
    PartKind.FACTS: completeness.MOST,
    PartKind.SENTENCES: 15,
    PartKind.WORDS: 15,
    PartKind.LIX: 10,
}
"""Points for each part; 100 together."""


@dataclass(frozen=True)
class Hint:
    """One thing that can be made better."""

    field: str
    kind: HintKind
    start: int = 0
    end: int = 0
    """From..to in characters of the field's text; 0..0 where nothing is written there."""
    quote: str = ""
    """What stands there."""
    words: int = 0
    instead: str = ""
    """For a hard word: what to write."""


@dataclass(frozen=True)
class Part:
    """Points for one part of the score."""

    kind: PartKind
    points: int
    most: int


@dataclass(frozen=True)
class Advice:
    """What can be made better, and how good it is already."""

    hints: tuple[Hint, ...]
    """What is missing first, what matters most before the rest; then the texts in their order."""
    parts: tuple[Part, ...]
    lix: int
    """Of all texts together; 0 where there is too little text to tell."""

    @property
    def score(self) -> int:
        """0 to 100."""
        return sum(part.points for part in self.parts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that should hold something, what matters most first."""
        return tuple(hint.field for hint in self.hints if hint.kind is HintKind.MISSING)


NO_ADVICE = Advice((), (), 0)


def advise(said: Mapping[str, object], today: date) -> Advice:
    """Return the advice on a project.

    Args:
        said: Its values by field name, unchecked.
        today: When the question is asked.
    """
    lacks = completeness.lacks(said, today)
    hints = [
        Hint(one.field, HintKind.STALE if one.kind is LackKind.STALE else HintKind.MISSING)
        for one in lacks
    ]
    readings = []
    for field in FIELDS[EntryKind.PROJECT]:
        text = said.get(field.name)
        if field.kind is FieldKind.LONG_TEXT and isinstance(text, str):
            reading = plain_language.look(text)
            readings.append(reading)
            hints.extend(_hints(field.name, text, reading))
    facts = completeness.MOST - sum(one.points for one in lacks)
    whole = _together(readings)
    lix = round(whole.lix) if whole.words >= LEAST_LIX_WORDS else 0
    return Advice(tuple(hints), _parts(facts, whole, lix), lix)


def _hints(field: str, text: str, reading: Reading) -> list[Hint]:
    return [
        Hint(
            field,
            HintKind(one.kind.value),
            one.start,
            one.end,
            text[one.start : one.end],
            one.words,
            one.instead,
        )
        for one in reading.remarks
    ]


def _together(readings: list[Reading]) -> Reading:
    return Reading(
        sum(one.words for one in readings),
        sum(one.sentences for one in readings),
        sum(one.long_words for one in readings),
        tuple(remark for one in readings for remark in one.remarks),
    )


def _parts(facts: int, reading: Reading, lix: int) -> tuple[Part, ...]:
    shares = dict.fromkeys((PartKind.SENTENCES, PartKind.WORDS, PartKind.LIX), 0.0)
    if reading.words >= LEAST_WORDS:
        by_kind = dict.fromkeys(RemarkKind, 0)
        for remark in reading.remarks:
            by_kind[remark.kind] += 1 if remark.kind is RemarkKind.HARD_WORD else remark.words
        long = by_kind[RemarkKind.LONG_SENTENCE] / reading.words
        hard = by_kind[RemarkKind.HARD_WORD] / reading.words
        shares = {
            PartKind.SENTENCES: 1 - long,
            PartKind.WORDS: 1 - hard / HARD_SHARE,
            PartKind.LIX: (HARD_LIX - lix) / (HARD_LIX - EASY_LIX),
        }
    points = {kind: round(MOST[kind] * min(max(share, 0), 1)) for kind, share in shares.items()}
    points[PartKind.FACTS] = facts
    return tuple(Part(kind, points[kind], MOST[kind]) for kind in PartKind)
