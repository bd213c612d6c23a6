"""From a typed question to what is looked up: a group of alternatives for every word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from katalog_app.language import analysis, compounds, forms
from katalog_app.language.question import Part, PartKind
from katalog_app.language.stopwords import STOP_WORDS
from katalog_app.language.synonyms import Synonyms
from katalog_app.model.query import Facet

MOST_WORDS = 40
"""Words of a question that are looked up; the rest of a pasted text is left aside."""


class Way(Enum):
    """How an alternative answers a word; the value is how much it counts beside the word itself."""

    WORD = 1.0
    BEGINNING = 0.8
    PARTS = 0.7
    SYNONYM = 0.7


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that all have to be there."""

    way: Way
    terms: tuple[str, ...]
    """Stems; of `Way.BEGINNING` the last is the beginning of a word."""
    adjacent: bool = False
    """Next to each other, in this order."""


@dataclass(frozen=True, slots=True)
class Group:
    """What answers one word of the question, or some words that are one term together."""

    alternatives: tuple[Alternative, ...]
    words: tuple[str, ...]
    """As typed."""
    half_typed: bool = False
    """Whether the last word may still go on."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole question, analysed."""

    groups: tuple[Group, ...]
    """Each must be answered."""
    phrases: tuple[tuple[str, ...], ...]
    """Stems that must stand next to each other."""
    excluded: tuple[tuple[str, ...], ...]
    """Stems that must not stand next to each other."""
    filters: tuple[tuple[Facet, str], ...]
    excluded_filters: tuple[tuple[Facet, str], ...]
    """(facet, value as typed)."""

    @property
    def has_words(self) -> bool:
        """Whether anything but filters and exclusions is asked for."""
        return bool(self.groups or self.phrases)


def understand(parts: Sequence[Part], typed: str, synonyms: Synonyms) -> Understood:
    """Return what a question's parts ask for.

    Args:
        parts: From `question.parse`.
        typed: What they were parsed from: while it ends in a letter the last word may go on.
        synonyms: The groups of words that stand for each other.
    """
    last = parts[-1] if parts else None
    goes_on = (
        typed[-1:].isalnum()
        and last is not None
        and last.kind is PartKind.WORDS
        and not last.negated
    )
    groups: list[Group] = []
    runs = _runs(parts)
    for at, choices in enumerate(runs, 1):
        half_typed = goes_on and at == len(runs)
        answers = [_groups(words, synonyms, half_typed=half_typed) for words in choices]
        groups += answers[0] if len(answers) == 1 else _either(answers)
    negated = [part for part in parts if part.negated]
    return Understood(
        tuple(groups[:MOST_WORDS]),
        tuple(filter(None, (_stems(p.text) for p in parts if _is_exact(p)))),
        tuple(filter(None, (_stems(p.text) for p in negated if p.facet is None))),
        tuple((p.facet, p.text) for p in parts if p.facet and not p.negated),
        tuple((p.facet, p.text) for p in negated if p.facet),
    )


def _is_exact(part: Part) -> bool:
    return part.kind is PartKind.PHRASE and not part.negated


def _stems(text: str) -> tuple[str, ...]:
    return tuple(analysis.stem(word) for _, word in analysis.words(text))


def _runs(parts: Iterable[Part]) -> list[list[list[str]]]:
    """Return the words in order: runs of neighbours, each a list of choices ("eller")."""
    runs: list[list[list[str]]] = []
    either = False
    for part in parts:
        if part.kind is PartKind.EITHER:
            either = bool(runs)
            continue
        if part.kind is not PartKind.WORDS or part.negated:
            continue
        words = [word for _, word in analysis.words(part.text)]
        if either and words:
            if len(runs[-1]) == 1 and len(runs[-1][0]) > 1:  # only the last word is a choice
                runs.append([[runs[-1][0].pop()]])
            runs[-1].append(words)
        elif runs and len(runs[-1]) == 1:
            runs[-1][0].extend(words)
        elif words:
            runs.append([words])
        either = False
    return runs


def _groups(words: list[str], synonyms: Synonyms, *, half_typed: bool) -> list[Group]:
    """Return a group for each word, or for each term of several words that has synonyms."""
    words = words[:MOST_WORDS]
    stems = [analysis.stem(word) for word in words]
    covered: dict[int, Group] = {}
    inside: set[int] = set()
    for match in synonyms.matches(stems):
        last = half_typed and match.end == len(words)
        covered[match.start] = _group(
            words[match.start : match.end], match.phrases, half_typed=last
        )
        inside.update(range(match.start, match.end))
    telling = [at for at, word in enumerate(words) if analysis.fold(word) not in STOP_WORDS]
    found = []
    for at in range(len(words)):
        if at in covered:
            found.append(covered[at])
        elif at not in inside and (at in telling or not telling):
            found.append(_group([words[at]], (), half_typed=half_typed and at == len(words) - 1))
    return found


def group(words: Sequence[str], synonyms: Synonyms, *, half_typed: bool) -> Group:
    """Return the group of one word, or of some that are one term together."""
    stems = [analysis.stem(word) for word in words]
    whole = (m.phrases for m in synonyms.matches(stems) if m.end - m.start == len(stems))
    return _group(words, next(whole, ()), half_typed=half_typed)


def _group(words: Sequence[str], phrases: Iterable[tuple[str, ...]], *, half_typed: bool) -> Group:
    stems = tuple(analysis.stem(word) for word in words)
    found = [Alternative(Way.WORD, stems)]
    if half_typed:
        found.append(Alternative(Way.BEGINNING, (*stems[:-1], analysis.fold(words[-1]))))
    elif len(words) == 1:  # a beginning has these among its words
        others = forms.stems(analysis.fold(words[0]))[1:]
        found += [Alternative(Way.WORD, (stem,)) for stem in others]
    if len(words) == 1:
        parts = compounds.parts(analysis.fold(words[0]))
        if len(parts) > 1:
            found.append(Alternative(Way.PARTS, parts))
    found += [Alternative(Way.SYNONYM, phrase, adjacent=True) for phrase in phrases]
    return Group(tuple(found), tuple(words), half_typed)


def _either(answers: Sequence[Sequence[Group]]) -> list[Group]:
    """Return one group that any of the choices answers, [] where none says anything."""
    found: list[Alternative] = []
    for groups in answers:
        if len(groups) == 1:
            found += groups[0].alternatives
        elif groups:
            found.append(Alternative(Way.WORD, tuple(g.alternatives[0].terms[0] for g in groups)))
    words = tuple(word for groups in answers for group in groups for word in group.words)
    return [Group(tuple(found), words)] if found else []
