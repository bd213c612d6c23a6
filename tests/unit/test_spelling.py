"""Which word is nearest to a mistyped one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.language.spelling import SHORT, Known, Vocabulary, distances

WORDS = ("belysning", "skola", "elsparkcykel", "ensamhet", "digital", "kyrka", "styrka", "sola")
VOCABULARY = Vocabulary(Known(word, word, uses) for uses, word in enumerate(WORDS, 1))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("belysnig", "belysning"),
        ("belynsing", "belysning"),
        ("bellysnning", "belysning"),
        ("ensammhet", "ensamhet"),
        ("skloa", "skola"),  # two neighbours swapped are one mistake
        ("didital", "digital"),
        ("dxxixal", None),
        ("bxlysnxnx", None),  # three mistakes
        ("kol", None),  # too short
        ("2020", None),
    ],
)
def test_the_nearest_word_is_found(typed: str, expected: str | None) -> None:
    found = VOCABULARY.nearest(typed, half_typed=False)
    assert (found.folded if found else None) == expected


def test_a_half_typed_word_is_compared_with_beginnings() -> None:
    assert VOCABULARY.nearest("elspakrcy", half_typed=False) is None
    found = VOCABULARY.nearest("elspakrcy", half_typed=True)
    assert found is not None
    assert "elsparkcykel".startswith(found.folded)
    assert found.is_beginning


def test_of_equally_near_words_the_one_that_more_records_hold_comes_first() -> None:
    words = [Known("lampa", "lampa", 2), Known("lamna", "lämna", 5)]
    assert Vocabulary(words).nearest("lamma", half_typed=False) == words[1]
    assert Vocabulary(words[::-1]).nearest("lamma", half_typed=False) == words[1]


letters = st.text("abcå", max_size=8)


def plain_distance(one: str, other: str) -> int:
    """Optimal string alignment by its definition."""
    if not one or not other:
        return len(one) + len(other)
    found = min(
        plain_distance(one[:-1], other) + 1,
        plain_distance(one, other[:-1]) + 1,
        plain_distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if one[-2:] == other[-2:][::-1] and min(len(one), len(other)) > 1:
        found = min(found, plain_distance(one[:-2], other[:-2]) + 1)
    return found


@given(st.text("abc", min_size=1, max_size=5), st.text("abc", max_size=6), st.sampled_from([1, 2]))
def test_distances_are_those_of_the_definition(typed: str, known: str, most: int) -> None:
    whole, begun, end = distances(typed, known, most)
    assert whole == min(plain_distance(typed, known), most + 1)
    least = min(plain_distance(typed, known[:at]) for at in range(len(known) + 1))
    assert begun == min(least, most + 1)
    if begun <= most:
        assert plain_distance(typed, known[:end]) == begun


@given(st.lists(letters, unique=True, max_size=30), letters, st.booleans())
def test_no_word_is_nearer_than_the_one_found(
    words: list[str], typed: str, half_typed: bool
) -> None:
    found = Vocabulary(Known(w, w, 1) for w in words).nearest(typed, half_typed=half_typed)
    most = 1 if len(typed) <= SHORT else 2
    nearest = min((distances(typed, w, most)[0] for w in words if w.isalpha()), default=9)
    if found is not None and not found.is_beginning:
        assert distances(typed, found.folded, most)[0] == nearest
    if found is None and typed.isalpha() and len(typed) > 3:
        assert nearest > most
