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


def test_texts_too_long_to_compare_are_shown_unmarked() -> None:
    long = "ord " * MOST_PIECES
    assert stretches(long, long + "till") == (Stretch(long + "till", Mark.SAME),)
