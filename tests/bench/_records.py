"""Believable Swedish projects for the search bench: the same for the same seed.

Their sentences are the bundled catalogue's with other words put in, drawn as often as Zipf's law
has it: the catalogue's own by how often they stand there, then compounds put together from the
parts of its compounds by the table the search splits them with.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from katalog_app import paths
from katalog_app.language import analysis, compounds
from katalog_app.language.stopwords import STOP_WORDS
from katalog_app.model import change
from katalog_app.model.fields import EXPECTATIONS, STATUSES, TRANSFORMATIONS, EntryKind
from katalog_app.model.history import Record

VOCABULARY = 40_000
"""Words, the inflected forms of the catalogue's among them."""
WORDS_OF_TEXT = 105
"""Of running text; with title, keywords and place about 120 words a project."""
PARAGRAPHS = ("what", "why", "how", "effects", "resident_involvement", "lessons")
SHORTEST_CONTENT = 5
"""Letters of a word that is taken out of a sentence; shorter ones hold it together."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MADE_AT = 1_790_000_000
Sentence = tuple[str, ...]
"""The pieces between the places of the content words: one more than there are places."""


class Projects:
    """Makes up projects."""

    def __init__(self, seed: int) -> None:
        """Read the catalogue's sources and put the compounds together: some seconds."""
        self._rng = random.Random(seed)
        rows = _bundled()
        texts = [str(row[name]) for row in rows for name in PARAGRAPHS if row.get(name)]
        self._sentences = _patterns(part for text in texts for part in _SENTENCE_END.split(text))
        self._titles = _patterns(str(row["title"]) for row in rows)
        counts = _content(texts)
        self.words = [*counts, *self._compounds(counts, VOCABULARY - len(counts))]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self._facets = {
            name: _by_use(rows, name) for name in ("municipality", "technologies", "organisation")
        }

    def _compounds(self, counts: Mapping[str, int], most: int) -> list[str]:
        """Return compounds of the parts of known ones, each once."""
        table = compounds.table()
        pairs = [pair for word in counts if (pair := _taken_apart(word, table))]
        before, after = (sorted(set(side)) for side in zip(*pairs, strict=True))
        made: dict[str, None] = {}
        while len(made) < most:
            word = self._rng.choice(before) + self._rng.choice(after)
            # A pair that the search would not take apart is not put together either.
            if word not in counts and len(compounds.parts(analysis.fold(word))) > 1:
                made[word] = None
        return list(made)

    def values(self) -> dict[str, object]:
        """Return the values of one project."""
        rng = self._rng
        first = rng.randrange(2012, 2026)
        last = f"{first + rng.randrange(1, 5)}" if rng.random() < 0.6 else ""
        said: dict[str, object] = {
            "title": self._filled(rng.choice(self._titles)),
            "municipality": self._of("municipality"),
            "status": rng.choice(STATUSES),
            "period": f"{first}/{last}",
            "transformations": rng.sample(TRANSFORMATIONS, rng.randrange(1, 3)),
            "expectations": rng.sample(EXPECTATIONS, rng.randrange(1, 3)),
            "global_goals": sorted(rng.sample(range(1, 18), rng.randrange(1, 4))),
            "technologies": _distinct(self._of("technologies") for _ in range(rng.randrange(3))),
            "keywords": _distinct(self.word() for _ in range(4)),
        }
        if rng.random() < 0.7:
            said["organisation"] = self._of("organisation")
        said |= self._paragraphs()
        return {name: value for name, value in said.items() if value not in ("", [])}

    def word(self) -> str:
        """Return one content word, common ones most often."""
        return self._rng.choices(self.words, cum_weights=self._weights)[0]

    def sentence(self) -> str:
        """Return one sentence."""
        return self._filled(self._rng.choice(self._sentences))

    def _paragraphs(self) -> dict[str, str]:
        said: dict[str, list[str]] = {name: [] for name in PARAGRAPHS}
        length = 0
        while length < WORDS_OF_TEXT:
            fresh = self.sentence()
            length += len(fresh.split())
            place = min(int(self._rng.expovariate(0.5)), len(PARAGRAPHS) - 1)
            said[PARAGRAPHS[place]].append(fresh)
        return {name: " ".join(sentences) for name, sentences in said.items()}

    def _of(self, facet: str) -> str:
        values, weights = self._facets[facet]
        return self._rng.choices(values, cum_weights=weights)[0]

    def _filled(self, pattern: Sentence) -> str:
        words = self._rng.choices(self.words, cum_weights=self._weights, k=len(pattern) - 1)
        text = pattern[0] + "".join(w + rest for w, rest in zip(words, pattern[1:], strict=True))
        return text[:1].upper() + text[1:]

    def records(self, count: int) -> Iterator[Record]:
        """Yield the creating changes of some projects, each with its number as slug."""
        for number in range(1, count + 1):
            made, leaves = change.make(
                entry=self._rng.randbytes(16).hex(),
                kind=EntryKind.PROJECT,
                values={"slug": f"p{number}", **self.values()},
                replaces={},
                saw=None,
                author=None,
                edition=None,
                made_at=_MADE_AT,
                schema=1,
                salt=lambda _: self._rng.randbytes(change.SALT_BYTES),
            )
            yield Record(made.id, made, leaves)


def _bundled() -> list[dict[str, object]]:
    files = sorted(paths.resource("edition").glob("projects-*.json"))
    return [row for path in files for row in json.loads(path.read_text("utf-8"))]


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _is_content(word: str) -> bool:
    return (
        len(word) >= SHORTEST_CONTENT and word.isalpha() and analysis.fold(word) not in STOP_WORDS
    )


def _patterns(sentences: Iterator[str]) -> list[Sentence]:
    """Return the sentences with places for content words, those of at least one place."""
    found = []
    for sentence in sentences:
        pieces, end = [], 0
        for start, word in analysis.words(sentence):
            if _is_content(word):
                pieces.append(sentence[end:start])
                end = start + len(word)
        if pieces:
            found.append((*pieces, sentence[end:]))
    return found


def _content(texts: Sequence[str]) -> dict[str, int]:
    """Return the content words in lower case with their counts, the commonest first."""
    every = (word.lower() for text in texts for _, word in analysis.words(text))
    return dict(Counter(word for word in every if _is_content(word)).most_common())


def _taken_apart(word: str, table: compounds.Table) -> tuple[str, str] | None:
    """Return the halves of a compound as written, None for what is no compound of two parts."""
    folded = analysis.fold(word)
    if len(compounds.parts(folded)) != 2 or len(folded) != len(word):
        return None
    halves = [
        (word[:at], word[at:])
        for at in range(3, len(word) - 3)
        if folded[:at] in table.modifiers and analysis.stem(word[at:]) in table.heads
    ]
    return halves[-1] if halves else None


def _by_use(rows: Sequence[Mapping[str, object]], name: str) -> tuple[list[str], list[float]]:
    """Return the values of a field and their running sums of use."""
    counts: Counter[str] = Counter()
    for row in rows:
        value = row.get(name)
        counts.update(map(str, value) if isinstance(value, list) else [str(value)] if value else [])
    return list(counts), list(accumulate(counts.values()))
