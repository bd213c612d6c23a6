"""From Swedish text to search terms: one analysis for records and questions."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

_WORD = re.compile(r"[^\W_]+")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - PyStemmer's name


class _OfThread(threading.local):
    """A stemmer keeps the word it works on in itself, so each thread has its own."""

    stemmer: _Stemmer | None = None


_of_thread = _OfThread()


def _stemmer() -> _Stemmer:
    stemmer = _of_thread.stemmer
    if stemmer is None:
        from Stemmer import Stemmer  # with the first word: a start needs none

        stemmer = _of_thread.stemmer = Stemmer("swedish", 0)  # 0: what is kept is kept below
    return stemmer


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return the word in lower case without marks: å and ä become a, ö becomes o, é becomes e."""
    lower = word.lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFKD", lower)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    if lower.isalnum() and not plain.isalnum():
        # A few letters and numbers decompose into signs and blanks ("½", "ͺ"); a word stays one.
        return "".join(filter(str.isalnum, plain)) or lower
    return plain


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word: folded first, so that "dronare" meets "drönare"."""
    return _stem_of_folded(fold(word))


@lru_cache(maxsize=100_000)
def _stem_of_folded(folded: str) -> str:
    # Apart, so that each word is stemmed once, however it is spelled: that is the slow part.
    return _stemmer().stemWord(folded)


def word_list(text: str) -> list[str]:
    """Return the words of a text, in order, as written."""
    return _WORD.findall(text)


def words(text: str) -> Iterator[tuple[int, str]]:
    """Yield (position, word) for each word of a text, in order, as written."""
    for match in _WORD.finditer(text):
        yield match.start(), match.group()


def sort_key(text: str) -> str:
    """Return a key that sorts text as Swedish does: å, ä, ö after z, other marks ignored."""
    swedish = text.lower().replace("å", "z~1").replace("ä", "z~2").replace("ö", "z~3")
    return fold(swedish)
