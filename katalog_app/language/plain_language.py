"""What makes a Swedish text hard to read: very long sentences and paragraphs, bureaucratic words.

Pure, and careful rather than clever: only what is nearly always right is remarked on. Nothing here
looks at grammar, so nothing is said about the passive.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from katalog_app import paths

FILE = "klarsprak.txt"
LONG_SENTENCE = 30
"""Words in a sentence after which it is remarked on."""
LONG_PARAGRAPH = 120
"""Words in a paragraph after which it is remarked on."""
LONG_WORD = 6
"""Letters of a word after which it counts as long in a LIX number."""
LONGEST = 100_000
"""Characters that are looked at; what comes after them is not."""
MOST_REMARKS = 100
"""On one text."""
MOST_BYTES = 500_000
"""A larger file of words (bytes) is not ours."""
LONGEST_PHRASE = 4
"""Words."""
NEAR = 24
"""Characters around a full stop that tell whether it ends a sentence."""
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|\Z)")
_PARAGRAPH = re.compile(r"[^\n]+")
_ABBREVIATIONS = frozenset(
    (
        *("t.ex", "ex", "bl.a", "dvs", "d.v.s", "s.k", "f.d", "fr.o.m", "t.o.m", "p.g.a", "pga"),
        *("ca", "c:a", "kl", "nr", "st", "tel", "jfr", "resp", "ev", "inkl", "exkl", "fig"),
        *("kap", "obs", "forts", "avd", "ung", "kr", "mkr", "tkr"),
    )
)
"""Before a full stop that ends no sentence, without their own last one."""


class RemarkKind(StrEnum):
    """What is remarked on."""

    LONG_SENTENCE = "long-sentence"
    LONG_PARAGRAPH = "long-paragraph"
    HARD_WORD = "hard-word"


@dataclass(frozen=True)
class Remark:
    """A place in a text that can be made easier to read."""

    kind: RemarkKind
    start: int
    end: int
    """From..to in characters."""
    words: int
    """How many words stand there."""
    instead: str = ""
    """For a hard word: what to write."""


@dataclass(frozen=True)
class Reading:
    """How a text reads."""

    words: int
    sentences: int
    long_words: int
    """Words of more than `LONG_WORD` letters."""
    remarks: tuple[Remark, ...]
    """In the order of their places."""

    @property
    def lix(self) -> float:
        """How hard the text is: under 30 very easy, over 60 very hard; 0 without words.

        Source: C.-H. Björnsson, Läsbarhet (1968).
        """
        if not self.words:
            return 0.0
        return self.words / max(self.sentences, 1) + 100 * self.long_words / self.words


Words = Mapping[tuple[str, ...], str]
"""What to write in place of a word or phrase, in lower case."""


def look(text: str, hard: Words | None = None) -> Reading:
    """Return how a text reads.

    Args:
        text: Any text; what goes beyond `LONGEST` is not looked at.
        hard: The words to remark on; those that come with the program where not given.
    """
    text = text[:LONGEST]
    hard = words() if hard is None else hard
    remarks: list[Remark] = []
    counted = sentences = long_words = 0
    for paragraph in _PARAGRAPH.finditer(text):
        in_paragraph = 0
        for start, end in _sentences(text, paragraph.start(), paragraph.end()):
            found = list(_WORD.finditer(text, start, end))
            if not found:
                continue
            sentences += 1
            in_paragraph += len(found)
            long_words += sum(word.end() - word.start() > LONG_WORD for word in found)
            if len(found) > LONG_SENTENCE:
                place = found[0].start(), found[-1].end()
                remarks.append(Remark(RemarkKind.LONG_SENTENCE, *place, len(found)))
            remarks.extend(_hard_words(found, hard))
        counted += in_paragraph
        if in_paragraph > LONG_PARAGRAPH:
            place = paragraph.start(), paragraph.end()
            remarks.append(Remark(RemarkKind.LONG_PARAGRAPH, *place, in_paragraph))
    remarks.sort(key=lambda remark: (remark.start, -remark.end))
    return Reading(counted, sentences, long_words, tuple(remarks[:MOST_REMARKS]))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield from..to of the sentences of a paragraph."""
    begin = start
    for mark in _END.finditer(text, start, end):
        if _ends(text, begin, mark.start(), mark.end(), end):
            yield begin, mark.end()
            begin = mark.end()
    if begin < end:
        yield begin, end


def _ends(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    """Return whether a mark ends the sentence that began at `begin`."""
    if text[stop] != ".":
        return True
    before = text[max(begin, stop - NEAR) : stop].split()
    last = before[-1].strip("(”\"'").lower() if before else ""
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
        return False
    following = text[after : min(after + NEAR, end)].lstrip(" \t\"”’'(–-•")[:1]
    return not following or not following.islower()


def _hard_words(found: list[re.Match[str]], hard: Words) -> Iterator[Remark]:
    """Yield the hard words and phrases of a sentence, the longest at each place."""
    lower = [word.group().lower() for word in found]
    at = 0
    while at < len(found):
        for length in range(min(LONGEST_PHRASE, len(found) - at), 0, -1):
            instead = hard.get(tuple(lower[at : at + length]))
            if instead is not None:
                place = found[at].start(), found[at + length - 1].end()
                yield Remark(RemarkKind.HARD_WORD, *place, length, instead)
                at += length
                break
        else:
            at += 1


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words that come with the program; none where their file cannot be read."""
    file = paths.resource("language", FILE)
    try:
        if file.stat().st_size > MOST_BYTES:
            return {}
        return read(file.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError):
        return {}


def read(text: str) -> Words:
    """Return the words of a text of lines "form, form = plain"; others are skipped."""
    found: dict[tuple[str, ...], str] = {}
    for line in text.splitlines():
        forms, sign, instead = line.partition("#")[0].partition("=")
        if not sign or not instead.strip():
            continue
        for form in forms.split(","):
            phrase = tuple(word.group().lower() for word in _WORD.finditer(form))
            if 0 < len(phrase) <= LONGEST_PHRASE:
                found.setdefault(phrase, " ".join(instead.split()))
    return found
