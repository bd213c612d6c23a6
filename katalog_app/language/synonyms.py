"""Words that mean the same to whoever searches: the file of groups, and where a question meets one.

A line of the file is a group, its words and phrases parted by commas. What comes after a "#" at the
beginning of a line or after a space is a remark.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain, islice

from katalog_app import paths
from katalog_app.language import analysis, forms

MOST_BYTES = 300_000
MOST_LINES = 5_000
MOST_PHRASES = 40
"""Words and phrases of a group."""
MOST_WORDS = 8
"""Words of a phrase."""
LONGEST_WORD = 60
"""Characters of a word."""
LONGEST_PHRASE = 120
"""Characters of a phrase as written."""
MOST_OTHERS = 120
"""Phrases that stand for one of a question: a word that is in any number of groups is no help."""
LONGEST_QUOTE = 80
"""Characters of the file that a finding quotes."""
UNTOUCHED = 3
"""Letters at the beginning of a word that stemming never takes."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_REMARK = re.compile(r"(?:^|\s)#.*$")

Phrase = tuple[str, ...]
"""The folded words of a word or phrase in their order; never empty."""
Group = tuple[Phrase, ...]
"""Two or more different phrases, in the order of the file."""
Stems = tuple[str, ...]


class SynonymFault(StrEnum):
    """Why something in the file is not used."""

    TOO_LARGE = "too-large"
    TOO_MANY_LINES = "too-many-lines"
    NOT_UTF8 = "not-utf-8"
    TOO_MANY_PHRASES = "too-many-phrases"
    TOO_MANY_WORDS = "too-many-words"
    WORD_TOO_LONG = "word-too-long"
    PHRASE_TOO_LONG = "phrase-too-long"
    NO_WORD = "no-word"
    ALONE = "alone"


@dataclass(frozen=True)
class SynonymFinding:
    """Something in the file that is not used; all else in it is."""

    line: int
    """1 for the first line; 0 for the whole file."""
    fault: SynonymFault
    quote: str = ""
    """What it is about, as written, at most `LONGEST_QUOTE` characters."""


@dataclass(frozen=True, slots=True)
class SynonymMatch:
    """A phrase found in a question."""

    start: int
    end: int
    """The stems of the question that it takes are those from `start` up to `end`."""
    phrases: tuple[Stems, ...]
    """What can stand in its place: the other phrases of all its groups, in the order of the file.

    Each once, and once more for every stem that another form of its last word has; at most
    `MOST_OTHERS`.
    """


@dataclass(frozen=True)
class Synonyms:
    """Groups of phrases that can stand for each other.

    A phrase is stemmed when a question first comes near it: to stem a whole file takes longer than
    a search.
    """

    groups: tuple[Group, ...] = ()

    def matches(self, stems: Sequence[str]) -> tuple[SynonymMatch, ...]:
        """Return the phrases found in a question, from left to right, none overlapping another.

        The longest phrase that begins at a word is taken, so "digital tvilling" is one match even
        where "digital" is in a group too.

        Args:
            stems: All words of the question in order, stop words among them: phrases hold some.
        """
        found = []
        start = 0
        while start < len(stems):
            length, numbers = self._longest(stems[start : start + MOST_WORDS])
            if length:
                asked = tuple(stems[start : start + length])
                found.append(SynonymMatch(start, start + length, self._others(asked, numbers)))
            start += length or 1
        return tuple(found)

    def holding(self, stems: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers of the groups in which exactly these words stand, in any form."""
        if not 0 < len(stems) <= MOST_WORDS:
            return ()
        length, numbers = self._longest(stems)
        return tuple(dict.fromkeys(numbers)) if length == len(stems) else ()

    def _longest(self, stems: Sequence[str]) -> tuple[int, Sequence[int]]:
        """Return the length of the longest phrase the stems begin with, and where it stands."""
        longest = 0
        numbers: list[int] = []
        for words, number in self._by_beginning.get(stems[0][:UNTOUCHED], ()):
            if len(words) >= longest and _begins(stems, words):
                if len(words) > longest:
                    longest, numbers = len(words), []
                numbers.append(number)
        return longest, numbers

    def _others(self, asked: Stems, numbers: Sequence[int]) -> tuple[Stems, ...]:
        alike: dict[Stems, None] = {}
        for words in chain.from_iterable(self.groups[number] for number in numbers):
            alike.update(dict.fromkeys(_variants(words)))
            if len(alike) > MOST_OTHERS:
                break
        alike.pop(asked, None)
        return tuple(islice(alike, MOST_OTHERS))

    @cached_property
    def _by_beginning(self) -> Mapping[str, Sequence[tuple[Phrase, int]]]:
        """Each phrase with the number of its group, by the letters that stemming leaves."""
        phrases: dict[str, list[tuple[Phrase, int]]] = {}
        for number, group in enumerate(self.groups):
            for words in group:
                phrases.setdefault(words[0][:UNTOUCHED], []).append((words, number))
        return phrases


@dataclass(frozen=True)
class SynonymFile:
    """What a file of synonyms says, and what in it is not used."""

    synonyms: Synonyms
    findings: tuple[SynonymFinding, ...]
    """In the order of the lines."""
    written: tuple[tuple[str, ...], ...] = ()
    """The words and phrases of each group as written, in the order of `synonyms`."""


@lru_cache(maxsize=4)
def parse(content: bytes) -> SynonymFile:
    """Return the groups of a file, and a finding for everything in it that is not used.

    Nothing in a file is refused as a whole but for its size (`MOST_BYTES`) or for not being UTF-8.
    Kept for the files read last, by what they hold.
    """
    if len(content) > MOST_BYTES:
        return _unusable(SynonymFault.TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unusable(SynonymFault.NOT_UTF8)
    lines = _LINE_END.split(text)
    if lines[-1] == "":  # the last line has an end, as it should
        del lines[-1]
    groups: list[Mapping[Phrase, str]] = []
    findings: list[SynonymFinding] = []
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        told = _REMARK.sub("", line).strip()
        if told:
            group, wrong = grouped(told.split(","), number)
            groups.extend([group] if group else [])
            findings.extend(wrong)
    if len(lines) > MOST_LINES:
        findings.append(SynonymFinding(MOST_LINES + 1, SynonymFault.TOO_MANY_LINES))
    return SynonymFile(
        Synonyms(tuple(tuple(group) for group in groups)),
        tuple(findings),
        tuple(tuple(group.values()) for group in groups),
    )


def grouped(
    pieces: Sequence[str], line: int = 1
) -> tuple[Mapping[Phrase, str], tuple[SynonymFinding, ...]]:
    """Return a group's phrases with how each is written, and what in it is not used.

    Empty where fewer than two phrases can be used.

    Args:
        pieces: Words and phrases as written.
        line: Where they stand, for the findings.
    """
    if len(pieces) > MOST_PHRASES:
        return {}, (_finding(line, SynonymFault.TOO_MANY_PHRASES, ",".join(pieces)),)
    findings: list[SynonymFinding] = []
    group: dict[Phrase, str] = {}
    for phrase, written in _phrases(line, pieces, findings):
        group.setdefault(phrase, written)
    if len(group) > 1:
        return group, tuple(findings)
    if not findings:  # else the line has been spoken of already
        findings.append(_finding(line, SynonymFault.ALONE, ",".join(pieces)))
    return {}, tuple(findings)


def text_of(written: Iterable[Sequence[str]]) -> str:
    """Return groups as the text of a file that `parse` reads as the same groups."""
    return "".join(", ".join(map(_plain, group)) + "\n" for group in written)


@lru_cache(maxsize=4)
def joined(*sources: Synonyms) -> Synonyms:
    """Return the groups of all sources, in their order; a group that several have is there once."""
    return Synonyms(tuple(dict.fromkeys(group for source in sources for group in source.groups)))


@lru_cache(maxsize=1)
def bundled_file() -> SynonymFile:
    """Return the file of groups that comes with the program.

    Raises:
        OSError: The file is missing from the installation.
    """
    return parse(paths.resource("language", "synonymer.txt").read_bytes())


def bundled() -> Synonyms:
    """Return the groups that come with the program; see `bundled_file`."""
    return bundled_file().synonyms


def _unusable(fault: SynonymFault) -> SynonymFile:
    return SynonymFile(Synonyms(), (SynonymFinding(0, fault),))


def _phrases(
    number: int, pieces: Sequence[str], findings: list[SynonymFinding]
) -> Iterator[tuple[Phrase, str]]:
    for piece in pieces:
        words = [word for _, word in analysis.words(piece)]
        written = _plain(piece)
        if not words:
            findings.append(_finding(number, SynonymFault.NO_WORD, piece))
        elif len(words) > MOST_WORDS:
            findings.append(_finding(number, SynonymFault.TOO_MANY_WORDS, piece))
        elif max(map(len, words)) > LONGEST_WORD:
            findings.append(_finding(number, SynonymFault.WORD_TOO_LONG, piece))
        elif len(written) > LONGEST_PHRASE:
            findings.append(_finding(number, SynonymFault.PHRASE_TOO_LONG, piece))
        else:
            yield tuple(map(analysis.fold, words)), written


def _plain(piece: str) -> str:
    """Return a phrase on one line, without what a line of the file would understand otherwise."""
    seen = "".join(c if c.isprintable() else " " for c in piece.replace(",", " "))
    return " ".join(filter(None, (word.lstrip("#") for word in seen.split())))


def _begins(stems: Sequence[str], words: Phrase) -> bool:
    """Return whether the stems begin with a phrase, its last word in whatever form."""
    last = len(words) - 1
    return (
        len(stems) > last
        and all(map(_may_be, stems, words))  # a look is cheaper than stemming
        and all(map(_is_stem, stems[:last], words))
        and stems[last] in forms.stems(words[last])
    )


def _may_be(stem: str, word: str) -> bool:
    return word.startswith(stem) or stem.startswith(word[:-2])


def _is_stem(stem: str, word: str) -> bool:
    return stem == analysis.stem(word)


def _variants(words: Phrase) -> Iterator[Stems]:
    first = tuple(map(analysis.stem, words[:-1]))
    for last in forms.stems(words[-1]):
        yield (*first, last)


def _finding(number: int, fault: SynonymFault, quote: str) -> SynonymFinding:
    return SynonymFinding(number, fault, quote.strip()[:LONGEST_QUOTE])
