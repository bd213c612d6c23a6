"""What of a question is still being typed and what is a piece by itself: filters, phrases, -not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from katalog_app.language import analysis, question
from katalog_app.language.question import FILTERS, Part, PartKind
from katalog_app.model.query import Facet


def is_piece(part: Part) -> bool:
    """Return whether a part can be shown by itself, apart from the words."""
    return part.negated or part.kind in (PartKind.FILTER, PartKind.PHRASE)


def finished(typed: str, cursor: int | None) -> tuple[Part, ...]:
    """Return the pieces that nobody is typing any more, in order.

    Args:
        typed: What stands in the field.
        cursor: Where one types: a piece beside it goes on, as does one with no space after it.
            None where typing has come to its end.
    """
    pieces = (part for part in question.parse(typed) if is_piece(part))
    if cursor is None:
        return tuple(pieces)
    return tuple(
        part
        for part in pieces
        if typed[part.end : part.end + 1].isspace() and not part.start <= cursor <= part.end
    )


def set_apart(words: str) -> tuple[tuple[str, ...], str]:
    """Return the phrases and exclusions a question begins with, and the rest of it as typed.

    `joined` puts them together again.
    """
    lead: list[str] = []
    rest = 0
    for part in question.parse(words):
        is_apart = is_piece(part) and (part.negated or part.kind is PartKind.PHRASE)
        if not is_apart or part.start != rest or not words[part.end : part.end + 1].isspace():
            break
        lead.append(words[part.start : part.end])
        rest = part.end + 1
    return tuple(lead), words[rest:]


def joined(lead: Iterable[str], rest: str) -> str:
    """Return a question of phrases and exclusions, and the rest after them."""
    return "".join(f"{piece} " for piece in lead) + rest


def without(typed: str, parts: Iterable[Part]) -> str:
    """Return what was typed without some of its parts, each with the space after it."""
    rest = typed
    for part in sorted(parts, key=lambda some: -some.start):
        end = part.end + 1 if rest[part.end : part.end + 1].isspace() else part.end
        rest = rest[: part.start] + rest[end:]
    return rest


def without_facet(words: str, facet: Facet) -> str:
    """Return a question without the filters of a facet that are typed in it."""
    typed = [p for p in question.parse(words) if p.facet is facet and not p.negated]
    return without(words, typed)


def plain(words: str) -> str:
    """Return the words of a question alone: no filters, phrases and exclusions."""
    return without(words, filter(is_piece, question.parse(words)))


def without_piece(words: str, piece: str) -> str:
    """Return a question without the first part that is typed so."""
    same = [part for part in question.parse(words) if words[part.start : part.end] == piece]
    return without(words, same[:1])


@dataclass(frozen=True, slots=True)
class Half:
    """The piece or word that is being typed."""

    start: int
    end: int
    """Where it stands, in characters."""
    text: str
    """The word, or the value after the colon; without quotes."""
    facet: Facet | None = None
    """Whose value it is."""
    negated: bool = False


_HALF = re.compile(
    r"""
    (?: ^ | (?<=\s) )
    (?P<not> [-−]? )
    (?: (?P<key> [^\W\d_]+ ) : (?: ["”“] (?P<quoted> [^"”“]* ) | (?P<value> [^\s"”“:]* ) )
      | (?P<word> [^\W_]+ )
    ) $
    """,
    re.VERBOSE,
)
_NAMES = {analysis.fold(name): facet for name, facet in FILTERS.items()}


def half_typed(typed: str, cursor: int) -> Half | None:
    """Return what is being typed at the cursor; None inside a word or where nothing is."""
    if typed[cursor : cursor + 1].strip():
        return None
    found = _HALF.search(typed[:cursor])
    if found is None:
        return None
    groups = found.groupdict()
    is_negated = bool(groups["not"])
    if groups["key"] is None:
        return Half(found.start(), cursor, groups["word"], negated=is_negated)
    facet = _NAMES.get(analysis.fold(groups["key"]))
    if facet is None:
        return None
    text = groups["value"] if groups["quoted"] is None else groups["quoted"]
    return Half(found.start(), cursor, text, facet, is_negated)


def keys(beginning: str) -> tuple[str, ...]:
    """Return the names of filters that begin so; English ones where no Swedish one does."""
    folded = analysis.fold(beginning)
    names = [name for name in FILTERS if analysis.fold(name).startswith(folded)]
    first = {facet: name for name, facet in reversed(list(FILTERS.items()))}
    written = [name for name in names if first[FILTERS[name]] == name]
    return tuple(written or names)
