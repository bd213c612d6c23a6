"""What a half-typed word or filter can become."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from katalog_app.db import postings
from katalog_app.db.store import Store
from katalog_app.language import analysis, pieces, question
from katalog_app.language.pieces import Half
from katalog_app.language.stopwords import STOP_WORDS
from katalog_app.model.query import Facet, Query
from katalog_app.services import searching

MOST = 8
"""Offers at a time."""
SHORTEST = 2
"""Letters of a word before anything is offered."""
_LOOKED_AT = 60
"""Words looked at, since forms of the same word are offered once."""


@dataclass(frozen=True)
class Offer:
    """One thing the half-typed piece can become."""

    text: str
    """What to write in its place, with a space after what is whole."""
    label: str
    """What it is called."""
    start: int
    end: int
    """What it takes the place of, in characters of what is typed."""
    count: int | None = None
    """Projects one would see with this value of a filter; None for what is no value."""


Named = Callable[[Facet, str], str]


def complete(
    store: Store, query: Query, typed: str, cursor: int, named: Named
) -> tuple[Offer, ...]:
    """Return at most `MOST` offers for what is being typed; () where it is whole or nothing.

    Args:
        store: The catalogue.
        query: The present question; its words end with `typed`.
        typed: What stands in the field.
        cursor: Where one types.
        named: Gives what a value of a facet is called; it may be called in any thread.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    half = pieces.half_typed(typed, cursor)
    if half is None:
        return ()
    if half.facet is not None:
        offset = len(query.words) - len(typed)
        rest = query.words[: offset + half.start] + query.words[offset + half.end :]
        return _values(store, replace(query, words=rest), half.facet, half, named)
    if len(half.text) < SHORTEST:
        return ()
    minus = "-" if half.negated else ""
    names = [
        Offer(f"{minus}{name}:", f"{minus}{name}:", half.start, half.end)
        for name in pieces.keys(half.text)
    ]
    return (*names, *_words(store, half, minus))[:MOST]


def _values(
    store: Store, query: Query, facet: Facet, half: Half, named: Named
) -> tuple[Offer, ...]:
    """Return values of a facet, those that most of a question's projects have first."""
    found = searching.find(store, replace(query, limit=0)).facets.get(facet, {})
    wanted = analysis.fold(half.text)
    called = {value: named(facet, value) for value in found}
    fitting = [
        value
        for value, label in called.items()
        if found[value] and any(name.startswith(wanted) for name in _names(facet, value, label))
    ]
    if len(fitting) == 1 and wanted == analysis.fold(fitting[0]):
        return ()
    fitting.sort(key=lambda value: (-found[value], called[value]))
    return tuple(
        Offer(
            question.filter_text(facet, _written(facet, value), negated=half.negated) + " ",
            called[value],
            half.start,
            half.end,
            found[value],
        )
        for value in fitting[:MOST]
    )


def _names(facet: Facet, value: str, label: str) -> list[str]:
    """Return what a value may be typed as, folded: each word of its label too."""
    folded = analysis.fold(label)
    words = [folded[start:] for start, _word in analysis.words(folded)]
    return [analysis.fold(_written(facet, value)), *words]


def _written(facet: Facet, value: str) -> str:
    """Return a value as it is typed."""
    if facet is Facet.FAMILY:
        return "ja" if value == "true" else "nej"
    return value


def _words(store: Store, half: Half, minus: str) -> tuple[Offer, ...]:
    """Return words of the catalogue, the most used first; () where this is one of them."""
    folded = analysis.fold(half.text)
    with store.reading() as connection:
        if postings.holds_word(connection, folded):
            return ()
        known = postings.words_from(connection, folded, _LOOKED_AT)
    by_stem: dict[str, str] = {}
    for word in known:
        if word.folded not in STOP_WORDS:
            by_stem.setdefault(analysis.stem(word.folded), word.written)
    return tuple(
        Offer(f"{minus}{word} ", f"{minus}{word}", half.start, half.end)
        for word in by_stem.values()
    )
