"""A search question and its answer."""

from dataclasses import dataclass, field
from enum import StrEnum

PAGE = 50
"""Hits in one answer unless asked otherwise (rows)."""
SCREENFUL = 20
"""Hits of the first answer in the window, so that it comes with the letter typed; the rest follow
in pages."""
FEW = 10
"""With fewer strict hits the search is widened to as many."""
OTHERS = 3
"""Most records of each other kind in one answer."""


class Facet(StrEnum):
    """What a list of projects can be narrowed by; the value is the name on the command line."""

    TRANSFORMATION = "transformation"
    MUNICIPALITY = "municipality"
    FAMILY = "family"
    EXPECTATION = "expectation"
    GOAL = "goal"
    STATUS = "status"
    ORGANISATION = "organisation"
    TECHNOLOGY = "technology"
    YEAR = "year"


class Sort(StrEnum):
    """The order of the hits; without words, relevance means title."""

    RELEVANCE = "relevance"
    TITLE = "title"
    MUNICIPALITY = "municipality"
    YEAR = "year"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Query:
    """A question: words as typed, ticked facet values, and the order of the answer."""

    words: str = ""
    where: dict[Facet, frozenset[str]] = field(default_factory=dict)
    """Ticked values; any of them within a facet, all of the facets together."""
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = PAGE
    with_facets: bool = True
    exact: bool = False
    """Look the words up as they are typed, mistyped or not."""


Marks = tuple[tuple[int, int], ...]
"""(start, length) in characters of the text, in order, not overlapping."""


@dataclass(frozen=True)
class Hit:
    """A project in a list of hits, with all a card shows."""

    id: str
    slug: str
    title: str
    municipality: str
    status: str
    period: str
    """ISO 8601 interval such as "2021/2024" or "2021/", else empty."""
    transformations: tuple[str, ...]
    snippet: str
    title_marks: Marks = ()
    snippet_marks: Marks = ()
    wider: bool = False
    """Found by widening the search after the strict hits; not counted in the total."""
    in_conflict: bool = False
    reviewed: str = ""
    """ISO 8601 date of the last review by the municipality, else empty."""


@dataclass(frozen=True)
class OtherHit:
    """A contact, a node of the framework or another record that is no project."""

    id: str
    kind: str
    title: str
    label: str
    """What it belongs to: the kind of a node, the municipality of a contact; "" for nothing."""


@dataclass(frozen=True)
class SearchResult:
    """The answer: a page of hits, the number of all strict hits, and counts per facet."""

    hits: tuple[Hit, ...]
    total: int
    facets: dict[Facet, dict[str, int]]
    """Counts above 0 (ticked values also at 0), each facet as if its own ticks were off."""
    corrected: str | None
    """The words that were looked up in place of mistyped ones, None where all are as typed."""
    took_ms: float
    where: dict[Facet, frozenset[str]] = field(default_factory=dict)
    """Ticked and typed filters together."""
    lifted: dict[Facet, int] = field(default_factory=dict)
    """Where nothing matches: how many would without the filters of this facet."""
    lifted_parts: tuple[tuple[str, int], ...] = ()
    """Where nothing matches: exclusions and phrases as typed, and how many would without each."""
    meant: dict[tuple[Facet, str], frozenset[str]] = field(default_factory=dict)
    """What the typed filters mean: (facet, value as typed) to values of the facet."""
    others: tuple[OtherHit, ...] = ()
    """Records of other kinds that match the words, at most `OTHERS` of each kind."""
