"""Finding cards by words, in memory: the same stems, compounds and synonyms as for projects."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache

from katalog_app.db import index
from katalog_app.db.index import Words
from katalog_app.language import groups, question, terms
from katalog_app.language.groups import Alternative, Group, Way
from katalog_app.language.terms import Terms
from katalog_app.model.query import Facet

_Scores = dict[int, float]


class WordIndex:
    """Which cards each word stands on, and how much it says there."""

    def __init__(self, texts: Sequence[Sequence[str]], places: Sequence[str]) -> None:
        """Analyse the cards, numbered from 0.

        Args:
            texts: Of each card, as `terms.of` takes them.
            places: The municipality of each card.
        """
        self._places = places
        self._stems: list[str] = []
        self._levels: dict[str, dict[int, float]] = {}
        for number, card in enumerate(texts):
            found = _terms(tuple(card))
            self._stems.append(found.stems)
            for term, level in found.levels.items():
                if not term.startswith(terms.TRIGRAM):
                    self._levels.setdefault(term, {})[number] = terms.LEVELS[level]
        self._order = sorted(self._levels)

    def find(self, typed: str, words: Words) -> list[int]:
        """Return the cards that answer every word, the best first.

        For a word that nothing answers the nearest one of the catalogue is looked up.
        """
        parts = question.parse(typed)
        if question.is_unanswerable(parts):
            return []
        asked = groups.understand(parts, typed, words.synonyms)
        scores: _Scores = dict.fromkeys(range(len(self._stems)), 0.0)
        for group in asked.groups:
            answer = self._answer(group)
            if not answer and (near := index.mended(group, words)) is not None:
                answer = self._answer(near)
            scores = {n: score + answer[n] for n, score in scores.items() if n in answer}
        for phrase in asked.phrases:
            scores = {n: s for n, s in scores.items() if terms.adjacent(self._stems[n], phrase)}
        for phrase in asked.excluded:
            scores = {n: s for n, s in scores.items() if not terms.adjacent(self._stems[n], phrase)}
        for facet, value in asked.filters:
            if facet is Facet.MUNICIPALITY:
                meant = question.meant(facet, value, frozenset(self._places))
                scores = {n: s for n, s in scores.items() if self._places[n] in meant}
        return sorted(scores, key=lambda number: (-scores[number], number))

    def _answer(self, group: Group) -> _Scores:
        best: _Scores = {}
        for alternative in group.alternatives:
            for number, score in self._holding(alternative).items():
                best[number] = max(best.get(number, 0.0), alternative.way.value * score)
        return best

    def _holding(self, alternative: Alternative) -> _Scores:
        last = len(alternative.terms) - 1
        found: Mapping[int, float] | None = None
        for at, term in enumerate(alternative.terms):
            begun = alternative.way is Way.BEGINNING and at == last
            some = self._begun(term) if begun else self._levels.get(term, {})
            found = (
                some
                if found is None
                else {n: min(s, some[n]) for n, s in found.items() if n in some}
            )
        found = found or {}
        if alternative.adjacent and last > 0:
            return {
                n: s for n, s in found.items() if terms.adjacent(self._stems[n], alternative.terms)
            }
        return dict(found)

    def _begun(self, beginning: str) -> _Scores:
        start = bisect_left(self._order, beginning)
        found: _Scores = {}
        for at in range(start, len(self._order)):
            term = self._order[at]
            if not term.startswith(beginning):
                break
            for number, level in self._levels[term].items():
                found[number] = max(found.get(number, 0.0), level)
        return found


@lru_cache(maxsize=20_000)  # an edit changes few cards, and all of them are listed anew after it
def _terms(texts: tuple[str, ...]) -> Terms:
    return terms.of(texts)
