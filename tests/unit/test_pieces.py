"""What leaves the search field: which pieces are done, what stays, what is half typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.language import pieces
from katalog_app.model.query import Facet


def done(typed: str, cursor: int | None) -> list[str]:
    return [typed[part.start : part.end] for part in pieces.finished(typed, cursor)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kommun:Bjuv|", []),
        ("kommun:Bjuv |", ["kommun:Bjuv"]),
        ("kommun:Bj|uv sol", []),
        ("kommun:Bjuv s|ol", ["kommun:Bjuv"]),
        ('status:"i |', []),
        ('"smart stad" -ord |', ['"smart stad"', "-ord"]),
        ("sol vind |", []),
        ("-sol| vind", []),
    ],
)
def test_a_piece_is_done_when_nobody_types_at_it(typed: str, found: list[str]) -> None:
    assert done(typed.replace("|", ""), typed.index("|")) == found


def test_at_the_end_of_typing_every_piece_is_done() -> None:
    assert done("sol kommun:Bjuv -ord", None) == ["kommun:Bjuv", "-ord"]


def test_phrases_and_exclusions_first_in_a_question_stand_apart() -> None:
    lead, rest = pieces.set_apart('"smart stad" -kommun:Bjuv sol -ord ')
    assert (lead, rest) == (('"smart stad"', "-kommun:Bjuv"), "sol -ord ")
    assert pieces.set_apart("kommun:Bjuv sol") == ((), "kommun:Bjuv sol")


@given(st.text(alphabet='ab -":ö kommun', max_size=30))
def test_what_is_set_apart_is_joined_to_the_same_question(words: str) -> None:
    lead, rest = pieces.set_apart(words)
    assert pieces.joined(lead, rest).split() == words.split()


@given(st.text(alphabet='ab -":ö', max_size=30))
def test_what_is_left_holds_no_finished_piece(words: str) -> None:
    found = pieces.finished(words, None)
    left = pieces.without(words, found)
    assert len(left) <= len(words)
    assert bool(found) == (left != words)


def test_filters_of_one_facet_are_taken_out() -> None:
    words = "kommun:Bjuv sol kommun:Lund mål:3 -kommun:Eslöv"
    assert pieces.without_facet(words, Facet.MUNICIPALITY) == "sol mål:3 -kommun:Eslöv"
    assert pieces.plain('-ord sol "smart stad" vind kommun:Bjuv') == "sol vind "
    assert pieces.without_piece("-ordning -ord sol", "-ord") == "-ordning sol"


@pytest.mark.parametrize(
    ("typed", "text", "facet"),
    [
        ("sol ko|", "ko", None),
        ("kommun:hö|", "hö", Facet.MUNICIPALITY),
        ('status:"i d|', "i d", Facet.STATUS),
        ("-mål:|", "", Facet.GOAL),
    ],
)
def test_what_is_half_typed(typed: str, text: str, facet: Facet | None) -> None:
    half = pieces.half_typed(typed.replace("|", ""), typed.index("|"))
    assert half is not None
    assert (half.text, half.facet) == (text, facet)


@pytest.mark.parametrize("typed", ["so|l", "sol |", "|", "http://a|", '"fras"|'])
def test_nothing_is_half_typed_inside_or_after_a_word(typed: str) -> None:
    assert pieces.half_typed(typed.replace("|", ""), typed.index("|")) is None


def test_swedish_keys_come_before_english_ones() -> None:
    assert pieces.keys("ko") == ("kommun",)
    assert pieces.keys("mun") == ("municipality",)
    assert pieces.keys("ma") == ("mål",)
