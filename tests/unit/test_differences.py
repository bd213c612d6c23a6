import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.model.differences import MOST_PIECES, Mark, Stretch, stretches

TEXTS = st.lists(st.sampled_from(["sol", "tak", " ", "\n", ".", "å", "  "]), max_size=30).map(
    "".join
)


@given(TEXTS, TEXTS)
def test_without_what_is_new_it_is_the_old_text_and_without_what_is_gone_the_new_one(
    before: str, after: str
) -> None:
    found = stretches(before, after)
    assert "".join(one.text for one in found if one.mark is not Mark.REMOVED) == after
    if before:
        assert "".join(one.text for one in found if one.mark is not Mark.ADDED) == before


def test_words_are_marked_whole_and_together() -> None:
    assert stretches("läggs in innan samråd.", "läggs in två veckor före samråd.") == (
        Stretch("läggs in ", Mark.SAME),
        Stretch("innan", Mark.REMOVED),
        Stretch("två veckor före", Mark.ADDED),
        Stretch(" samråd.", Mark.SAME),
    )


def test_a_text_with_nothing_before_it_is_as_before() -> None:
    assert stretches("", "Nytt.") == (Stretch("Nytt.", Mark.SAME),)
    assert stretches("", "") == ()


def whole(before: str, after: str) -> bool:
    found = stretches(before, after)
    return (
        "".join(one.text for one in found if one.mark is not Mark.REMOVED) == after
        and "".join(one.text for one in found if one.mark is not Mark.ADDED) == before
    )


def test_a_word_at_the_end_of_a_very_long_text_is_marked() -> None:
    long = "ord " * MOST_PIECES
    assert stretches(long, long + "till") == (
        Stretch(long, Mark.SAME),
        Stretch("till", Mark.ADDED),
    )


LINES = "".join(f"Rad {number} säger något eget.\n" for number in range(3_000))


def test_a_long_text_is_compared_by_lines_and_by_words_within_them() -> None:
    after = LINES.replace("Rad 7 säger", "Rad 7 sade").replace("Rad 2900 säger", "Rad 2900 sade")
    found = stretches(LINES, after)
    assert [one.text for one in found if one.mark is Mark.ADDED] == ["sade", "sade"]
    assert whole(LINES, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 50_000, "b a " * 50_000),
        ("x\n" * 50_000, "y\nx\n" * 30_000),
        ("!" * 100_000, "?!" * 50_000),
        ("å" * 200_000, "ä" * 200_000),
        ("\u200b\u0301 " * 30_000, "\u202e" * 30_000),
        ("ord " * 3_000, "annat " + "ord " * 2_000 + "sist " + "ord " * 900),
        (LINES, "".join(reversed(LINES.splitlines(keepends=True)))),
        (" ".join(map(str, range(100_000))), " ".join(map(str, range(50_000, 150_000)))),
    ],
)
def test_no_text_takes_long_to_compare(before: str, after: str) -> None:
    began = time.perf_counter()
    assert whole(before, after)
    assert time.perf_counter() - began < 4
