"""Whatever a file of synonyms holds and whatever is asked, an answer comes and is a fair one."""

from hypothesis import given
from hypothesis import strategies as st

from katalog_app.language import analysis, synonyms
from katalog_app.language.synonyms import Synonyms, joined, parse

WORDS = st.sampled_from(["bil", "bilar", "tåg", "tunnel", "skola", "skolan", "e", "äldre", "el"])
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
LINES = st.lists(st.lists(PHRASES, min_size=1, max_size=5).map(", ".join), max_size=12)
QUESTIONS = st.lists(WORDS, max_size=12)


def stems(words: list[str]) -> list[str]:
    return [analysis.stem(word) for word in words]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_anything_may_be_in_the_file(content: bytes) -> None:
    file = parse(content)
    lines = content.decode("utf-8", "replace")
    for finding in file.findings:
        assert 0 <= finding.line <= len(lines) + 1
        assert len(finding.quote) <= synonyms.LONGEST_QUOTE
    for group in file.synonyms.groups:
        assert 2 <= len(set(group)) == len(group) <= synonyms.MOST_PHRASES
        assert all(0 < len(phrase) <= synonyms.MOST_WORDS for phrase in group)


@given(st.text(min_size=1, max_size=12))
def test_every_phrase_of_whatever_letters_is_met_by_itself(word: str) -> None:
    for group in parse(f"ett, {word}".encode()).synonyms.groups:
        for phrase in group:
            if any(analysis.fold(part) != part for part in phrase):
                continue  # of letters such as a mathematical A, which fold once more
            asked = [analysis.stem(part) for part in phrase]
            (match,) = Synonyms((group,)).matches(asked)
            assert (match.start, match.end) == (0, len(asked))


@given(LINES, QUESTIONS)
def test_matches_go_from_left_to_right_and_never_overlap(
    lines: list[str], question: list[str]
) -> None:
    asked = stems(question)
    found = parse("\n".join(lines).encode()).synonyms.matches(asked)
    ends = [0, *(match.end for match in found)]
    assert all(end <= match.start < match.end for end, match in zip(ends, found, strict=False))
    assert ends[-1] <= len(asked)
    for match in found:
        assert tuple(asked[match.start : match.end]) not in match.phrases
        assert len(set(match.phrases)) == len(match.phrases)


@given(LINES, QUESTIONS)
def test_no_longer_phrase_begins_where_one_was_taken(lines: list[str], question: list[str]) -> None:
    groups = parse("\n".join(lines).encode()).synonyms
    asked = stems(question)
    phrases = [phrase for group in groups.groups for phrase in group]
    taken = {match.start: match.end for match in groups.matches(asked)}
    inside = {at for start, end in taken.items() for at in range(start, end)}
    for start in range(len(asked)):
        here = [p for p in phrases if stems(list(p)) == asked[start : start + len(p)]]
        longest = max(map(len, here), default=0)
        if start in taken:
            assert taken[start] - start >= longest
        elif start not in inside:
            assert longest == 0


@given(LINES, LINES, QUESTIONS)
def test_two_sources_find_what_either_finds(
    one: list[str], other: list[str], question: list[str]
) -> None:
    sources = [parse("\n".join(lines).encode()).synonyms for lines in (one, other)]
    both = joined(*sources)
    for stem in stems(question):
        alone = {p for source in sources for m in source.matches([stem]) for p in m.phrases}
        together = {p for m in both.matches([stem]) for p in m.phrases}
        assert alone == together


@given(st.text(min_size=1, max_size=20))
def test_stemming_leaves_the_letters_that_phrases_are_kept_by(text: str) -> None:
    for _, word in analysis.words(text):
        folded = analysis.fold(word)
        assert analysis.stem(word)[: synonyms.UNTOUCHED] == folded[: synonyms.UNTOUCHED]
