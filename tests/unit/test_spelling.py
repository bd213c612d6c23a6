"""Which word is nearest to a mistyped one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from katalog_app.language.spelling import SHORT, SHORTEST, Known, Vocabulary, distances

WORDS = ("belysning", "skola", "elsparkcykel", "ensamhet", "digital", "kyrka", "styrka", "sola")
VOCABULARY = Vocabulary((word, word, uses) for uses, word in enumerate(WORDS, 1))


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
    words = [("lampa", "lampa", 2), ("lamna", "lämna", 5)]
    assert Vocabulary(words).nearest("lamma", half_typed=False) == Known(*words[1])
    assert Vocabulary(words[::-1]).nearest("lamma", half_typed=False) == Known(*words[1])


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


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", max_size=6))
def test_distances_are_those_of_the_definition(typed: str, known: str) -> None:
    whole, begun, end = distances(typed, known)
    assert whole == plain_distance(typed, known)
    assert begun == min(plain_distance(typed, known[:at]) for at in range(len(known) + 1))
    assert plain_distance(typed, known[:end]) == begun


words = st.text("abc", min_size=1, max_size=9)


@given(st.lists(words, unique=True, max_size=30), words, st.booleans())
def test_no_word_is_nearer_than_the_one_found(
    known: list[str], typed: str, half_typed: bool
) -> None:
    # What a word begins with is answered as it is, and never asked for.
    assume(not (half_typed and any(w.startswith(typed) for w in known)))
    found = Vocabulary((w, w, 1) for w in known).nearest(typed, half_typed=half_typed)
    if len(typed) < SHORTEST:
        assert found is None
        return
    near = [
        distance
        for w in known
        for distance in (distances(typed, w)[:2] if half_typed else distances(typed, w)[:1])
        if distance <= 1 or (distance == 2 and len(typed) > SHORT and w[0] == typed[0])
    ]
    if found is None:
        assert [distance for distance in near if distance] == []
    else:
        assert distances(typed, found.folded)[0] == min(d for d in near if d)
        assert any(w.startswith(found.folded) for w in known)
        assert found.is_beginning or found.folded in known
