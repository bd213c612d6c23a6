"""A question as it is typed: words, "exact phrases", -not these, either eller or, and filters.

Nothing typed is ever wrong: what is no filter, phrase or operator is words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from katalog_app.language import analysis
from katalog_app.model.query import Facet

LONGEST = 10_000
"""Characters of a question that are looked at; the rest of a pasted text is left aside."""
FILTERS: Mapping[str, Facet] = {
    "kommun": Facet.MUNICIPALITY,
    "mål": Facet.GOAL,
    "status": Facet.STATUS,
    "år": Facet.YEAR,
    "teknik": Facet.TECHNOLOGY,
    "transformation": Facet.TRANSFORMATION,
    "förväntan": Facet.EXPECTATION,
    "organisation": Facet.ORGANISATION,
    "familjen": Facet.FAMILY,
    "municipality": Facet.MUNICIPALITY,
    "goal": Facet.GOAL,
    "year": Facet.YEAR,
    "technology": Facet.TECHNOLOGY,
    "expectation": Facet.EXPECTATION,
    "family": Facet.FAMILY,
}
"""What can stand before a colon; the first name of a facet is how it is written back."""
_BY_FOLDED = {analysis.fold(name): facet for name, facet in FILTERS.items()}
_NAMES = {facet: name for name, facet in reversed(list(FILTERS.items()))}
_QUOTES = '"”“„»«'
_PART = re.compile(
    rf"""
    (?P<not> (?<!\S) [-−] )?
    (?:
        (?P<key> [^\W\d_]+ ) :
        [{_QUOTES}] (?P<inside> (?: \\[{_QUOTES}\\] | [^{_QUOTES}] )* ) [{_QUOTES}]?
      | [{_QUOTES}] (?P<quoted> [^{_QUOTES}]* ) (?P<closed> [{_QUOTES}] )?
      | (?P<filter> [^\W\d_]+ ) : (?P<value> [^\s{_QUOTES}]+ )
      | (?P<word> [^\s{_QUOTES}]+ )
    )
    """,
    re.VERBOSE,
)
_ESCAPED = re.compile(rf"\\([{_QUOTES}\\])")
_TO_ESCAPE = re.compile(rf"[{_QUOTES}\\]")
_EITHER = {"eller", "OR", "|"}


class PartKind(StrEnum):
    """What a piece of a question is."""

    WORDS = "words"
    PHRASE = "phrase"
    FILTER = "filter"
    EITHER = "either"
    """The word between two alternatives."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a question."""

    kind: PartKind
    text: str
    """The words, the inside of the phrase, or the filter's value."""
    start: int
    end: int
    """Where it stands in what was typed, in characters."""
    negated: bool = False
    facet: Facet | None = None
    """Of a filter."""


def parse(typed: str) -> tuple[Part, ...]:
    """Return the pieces of a question in the order they are typed; () for nothing to look up."""
    parts = []
    for match in _PART.finditer(typed[:LONGEST]):
        part = _part(match)
        if part is not None:
            parts.append(part)
    return tuple(parts)


def _part(match: re.Match[str]) -> Part | None:
    groups = match.groupdict()
    start, end = match.span()
    negated = groups["not"] is not None
    key, value = groups["key"] or groups["filter"], groups["value"] or groups["inside"]
    facet = _BY_FOLDED.get(analysis.fold(key)) if key else None
    if facet is not None:
        value = groups["value"] or _ESCAPED.sub(r"\1", groups["inside"])
        empty = not value.strip()
        return None if empty else Part(PartKind.FILTER, value, start, end, negated, facet)
    if key is not None:
        return Part(PartKind.WORDS, f"{key} {value}", start, end, negated)
    if groups["quoted"] is not None:
        # A phrase that is still being typed is words: it would find nothing until it is whole.
        kind = PartKind.PHRASE if groups["closed"] else PartKind.WORDS
        return Part(kind, groups["quoted"], start, end, negated) if groups["quoted"] else None
    word = groups["word"]
    if word.endswith(":") and analysis.fold(word[:-1]) in _BY_FOLDED:
        return None  # a filter whose value is still to come
    if word in _EITHER and not negated:
        return Part(PartKind.EITHER, word, start, end)
    return Part(PartKind.WORDS, word, start, end, negated)


def is_unanswerable(parts: Sequence[Part]) -> bool:
    """Return whether there is something typed but nothing of it can be looked up, such as "☀".

    What may become a filter, a phrase or an exclusion when it is typed on is not meant.
    """
    texts = [part.text.strip("-−|:") for part in parts if part.kind is not PartKind.EITHER]
    found = any(True for text in texts for _ in analysis.words(text))
    return any(texts) and not found


def filter_text(facet: Facet, value: str, *, negated: bool = False) -> str:
    """Return a filter as it is typed, e.g. `status:"i drift"`; it parses to the same again.

    A quotation mark or backslash inside quotes has a backslash before it.
    """
    plain = value and not any(letter.isspace() or letter in _QUOTES for letter in value)
    written = value if plain else '"' + _TO_ESCAPE.sub(r"\\\g<0>", value) + '"'
    return f"{'-' if negated else ''}{_NAMES[facet]}:{written}"


def written(words: str, where: Mapping[Facet, Iterable[str]]) -> str:
    """Return a question as one line that can be sent to somebody and typed again.

    The words come last, as they do where they are typed: the last of them may be half typed, and a
    quotation mark that is not closed takes in all that follows.
    """
    pieces = [filter_text(f, value) for f in Facet for value in sorted(where.get(f, ()))]
    goes_on = " " if words[-1:].isspace() and words.strip() else ""
    pieces.append(" ".join(words.split()) + goes_on)
    return " ".join(piece for piece in pieces if piece)


def without(typed: str, removed: Part) -> str:
    """Return what was typed without one of its parts."""
    rest = f"{typed[: removed.start].rstrip()} {typed[removed.end :].lstrip()}"
    return rest.strip() + (" " if rest.endswith(" ") and rest.strip() else "")


_YEARS = re.compile(r"(\d{4})?\s*[-–—/]\s*(\d{4})?|(\d{4})")


def meant(facet: Facet, value: str, known: Iterable[str]) -> frozenset[str]:
    """Return the values of a facet that a typed one means: the very one, else by its beginning.

    Only where no value is the very one, upper and lower case and the marks of å, ä, ö are ignored.
    Years can be a range: `2020-2022`, `2020-`, `-2022`. A value that nothing has means itself, and
    so finds nothing.
    """
    values = list(known)
    if facet is Facet.YEAR and (match := _YEARS.fullmatch(value.strip())):
        first, last, only = match.groups()
        low, high = int(only or first or 0), int(only or last or 9999)
        return frozenset(v for v in values if v.isdigit() and low <= int(v) <= high) or frozenset(
            {value}
        )
    if facet is Facet.FAMILY:
        value = {"ja": "true", "yes": "true", "nej": "false", "no": "false"}.get(
            value.lower(), value
        )
    if value in values:
        return frozenset({value})
    folded = analysis.fold(value.strip())
    same = frozenset(v for v in values if analysis.fold(v) == folded)
    if same or facet is Facet.GOAL:
        return same or frozenset({value})
    begun = frozenset(v for v in values if analysis.fold(v).startswith(folded))
    return begun or frozenset({value})
