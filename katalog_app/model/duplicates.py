"""Entries that may be the same thing twice, and what people have said of them.

What somebody says of a pair is a link entry like any other, so it travels with contributions and
editions. Its id is made of the two ids in either order: two people who say different things of the
same pair without seeing each other make a conflict, as everywhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256
from itertools import combinations
from urllib.parse import urlsplit

Values = Mapping[str, object]
NEAR = 0.8
"""Words as like as this (0..1) may be meant to be the same."""
SHORT = 3
"""Letters of a word that tells little: of two such neither is a misspelling of the other."""
MOST_TOGETHER = 60
"""So many titles with the same beginning of a word say nothing of each other."""
BEGINNING = 4
"""Letters of a word by which titles are brought together."""
ALIKE = 0.5
"""Texts as like as this (0..1) may be about the same thing, whatever they are called."""
SHARED_BY = 3
"""An address that more projects than this have in common is a page about many things."""
_PREFIX = b"katalog pair 1\n"
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


class Verdict(StrEnum):
    """What somebody has said of two entries; the value is the relation of the link."""

    SAME = "same"
    RELATED = "related"
    NOT_SAME = "not-same"


class Sign(StrEnum):
    """Why two entries may be the same."""

    TITLE = "title"
    """The same name in the same municipality, however it is written."""
    NEAR_TITLE = "near-title"
    ADDRESS = "address"
    """The same source. Many projects have one in common, so it counts only beside a like text."""
    TEXT = "text"
    EMAIL = "email"


@dataclass(frozen=True, order=True)
class Pair:
    """Two entries, the lesser id first: a pair has no order."""

    one: str
    other: str

    @property
    def id(self) -> str:
        """The id of the link entry that says what they are to each other."""
        return sha256(_PREFIX + f"{self.one}\n{self.other}".encode()).hexdigest()[:32]


def pair(one: str, other: str) -> Pair:
    """Return the pair of two ids in either order."""
    return Pair(min(one, other), max(one, other))


def folded(text: object) -> str:
    """Return a name so that case, spaces and signs make no difference."""
    return " ".join(_WORD.findall(str(text or "").casefold()))


def same_projects(
    projects: Mapping[str, Values], likeness: Mapping[Pair, float]
) -> Iterator[tuple[Pair, Sign]]:
    """Yield pairs of projects that may be the same, each with every sign of it, some twice.

    Args:
        projects: Their values by id.
        likeness: How like the texts of two of them are (0..1), where that is worth knowing.
    """
    yield from ((one, Sign.TEXT) for one, much in likeness.items() if much >= ALIKE)
    by_place: dict[str, dict[str, str]] = {}
    addresses: dict[tuple[str, str], list[str]] = {}
    for key, said in projects.items():
        place = folded(said.get("municipality"))
        by_place.setdefault(place, {})[key] = folded(said.get("title"))
        sources = said.get("sources")
        for source in sources if isinstance(sources, list) else ():
            if told := _address(source):
                addresses.setdefault((place, told), []).append(key)
    for titles in by_place.values():
        yield from _same_titles(titles)
    for keys in addresses.values():
        if len(set(keys)) <= SHARED_BY:
            yield from ((one, Sign.ADDRESS) for one in _pairs(keys) if one in likeness)


def same_email(entries: Mapping[str, Values]) -> Iterator[tuple[Pair, Sign]]:
    """Yield pairs of contacts or people with the same address for e-mail."""
    by_email: dict[str, list[str]] = {}
    for key, said in entries.items():
        email = said.get("email")
        if isinstance(email, str) and email.strip():
            by_email.setdefault(email.strip().casefold(), []).append(key)
    for keys in by_email.values():
        if len(keys) <= MOST_TOGETHER:
            yield from ((one, Sign.EMAIL) for one in _pairs(keys))


def _same_titles(titles: Mapping[str, str]) -> Iterator[tuple[Pair, Sign]]:
    """Yield pairs of one municipality with the same title, or nearly."""
    equal: dict[str, list[str]] = {}
    begun: dict[str, list[str]] = {}
    for key, title in titles.items():
        equal.setdefault(title, []).append(key)
        for beginning in {word[:BEGINNING] for word in (*title.split(), title.replace(" ", ""))}:
            begun.setdefault(beginning, []).append(key)
    for title, keys in equal.items():
        if title and len(keys) <= MOST_TOGETHER:
            yield from ((one, Sign.TITLE) for one in _pairs(keys))
    looked_at: set[Pair] = set()
    for keys in begun.values():
        for one in _pairs(keys) if len(keys) <= MOST_TOGETHER else ():
            if one not in looked_at and _near(titles[one.one], titles[one.other]):
                yield one, Sign.NEAR_TITLE
            looked_at.add(one)


def _near(one: str, other: str) -> bool:
    """Return whether two titles may be meant to be the same: by one word misspelt, or by gaps.

    Stages and years that differ tell them apart.
    """
    first, second = set(one.split()), set(other.split())
    only, more = first - second, second - first
    if one == other or len(only) > 1 or len(more) > 1:
        return one != other and one.replace(" ", "") == other.replace(" ", "")
    if not (only and more):
        return all(len(word) <= SHORT and not word.isdigit() for word in only | more)
    wrong, right = only.pop(), more.pop()
    if min(len(wrong), len(right)) <= SHORT or _DIGITS.findall(wrong) != _DIGITS.findall(right):
        return False
    return SequenceMatcher(None, wrong, right, autojunk=False).ratio() >= NEAR


def _address(source: object) -> str:
    """Return a web address so that two ways to write it are one; "" for a mere server."""
    try:
        parts = urlsplit(str(source).strip())
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if not path or not parts.hostname:
        return ""
    host = parts.hostname.removeprefix("www.")
    return f"{host}{path}?{parts.query}"


def _pairs(keys: Iterable[str]) -> Iterator[Pair]:
    return (pair(one, other) for one, other in combinations(sorted(set(keys)), 2))
