"""What a typed question is taken for, and that it can be written and typed again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.language import question
from katalog_app.language.question import PartKind
from katalog_app.model.query import Facet

WORDS, PHRASE, FILTER, EITHER = PartKind


def pieces(typed: str) -> list[tuple[PartKind, str, bool, Facet | None]]:
    return [(part.kind, part.text, part.negated, part.facet) for part in question.parse(typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("gatu belysning", [(WORDS, "gatu", False, None), (WORDS, "belysning", False, None)]),
        ("kommun:Höganäs", [(FILTER, "Höganäs", False, Facet.MUNICIPALITY)]),
        ("KOMMUN:Bjuv", [(FILTER, "Bjuv", False, Facet.MUNICIPALITY)]),
        ("municipality:Bjuv", [(FILTER, "Bjuv", False, Facet.MUNICIPALITY)]),
        ("mål:13", [(FILTER, "13", False, Facet.GOAL)]),
        ("mal:13", [(FILTER, "13", False, Facet.GOAL)]),
        ('status:"i drift"', [(FILTER, "i drift", False, Facet.STATUS)]),
        ("status:”i drift”", [(FILTER, "i drift", False, Facet.STATUS)]),
        ("-kommun:Bjuv", [(FILTER, "Bjuv", True, Facet.MUNICIPALITY)]),
        ("år:2020-2022", [(FILTER, "2020-2022", False, Facet.YEAR)]),
        ("-vatten", [(WORDS, "vatten", True, None)]),
        ('-"smart stad"', [(PHRASE, "smart stad", True, None)]),
        ('"smart stad"', [(PHRASE, "smart stad", False, None)]),
        ('"smart st', [(WORDS, "smart st", False, None)]),
        ("e-tjänst", [(WORDS, "e-tjänst", False, None)]),
        ("bil eller buss", [*pieces("bil"), (EITHER, "eller", False, None), *pieces("buss")]),
        ("foo:bar", [(WORDS, "foo bar", False, None)]),
        ("kommun:", []),
        ('kommun:"', []),
        ('"', []),
    ],
)
def test_a_question_is_taken_apart(typed: str, expected: list[object]) -> None:
    assert pieces(typed) == expected


@given(st.text())
def test_any_text_has_parts_that_stand_where_they_say(typed: str) -> None:
    end = 0
    for part in question.parse(typed):
        assert end <= part.start < part.end <= len(typed)
        assert part.text in typed[part.start : part.end] or part.kind is WORDS
        end = part.end


values = st.text(min_size=1, max_size=30).filter(
    lambda text: text == " ".join(text.split()) and not set(text) & set(question._QUOTES)
)


@given(values, st.sampled_from(list(Facet)), st.booleans())
def test_a_filter_written_is_the_same_filter_typed(value: str, facet: Facet, negated: bool) -> None:
    assert pieces(question.filter_text(facet, value, negated=negated)) == [
        (FILTER, value, negated, facet)
    ]


def test_what_is_left_without_a_part() -> None:
    typed = "vatten kommun:Bjuv -dagvatten "
    parts = question.parse(typed)
    assert question.without(typed, parts[1]) == "vatten -dagvatten "
    assert question.without(typed, parts[0]) == "kommun:Bjuv -dagvatten "
    assert question.without("vatten", question.parse("vatten")[0]) == ""


YEARS = ("2018", "2019", "2020", "2021")


@pytest.mark.parametrize(
    ("facet", "value", "known", "expected"),
    [
        (Facet.MUNICIPALITY, "hoganas", ("Höganäs", "Höör"), {"Höganäs"}),
        (Facet.MUNICIPALITY, "hö", ("Höganäs", "Höör", "Bjuv"), {"Höganäs", "Höör"}),
        (Facet.MUNICIPALITY, "Paris", ("Höganäs",), {"Paris"}),
        (Facet.GOAL, "1", ("1", "10", "13"), {"1"}),
        (Facet.YEAR, "2019-2020", YEARS, {"2019", "2020"}),
        (Facet.YEAR, "2020–", YEARS, {"2020", "2021"}),
        (Facet.YEAR, "-2018", YEARS, {"2018"}),
        (Facet.YEAR, "2020", YEARS, {"2020"}),
        (Facet.YEAR, "1999", YEARS, {"1999"}),
        (Facet.FAMILY, "ja", ("true", "false"), {"true"}),
    ],
)
def test_a_value_means_what_the_catalogue_knows(
    facet: Facet, value: str, known: tuple[str, ...], expected: set[str]
) -> None:
    assert question.meant(facet, value, known) == expected


@pytest.mark.parametrize("typed", ["☀", "!!!", "☀ ☀"])
def test_what_holds_no_word_cannot_be_looked_up(typed: str) -> None:
    assert question.is_unanswerable(question.parse(typed))


@pytest.mark.parametrize("typed", ["", "-", '"', "kommun:", "sol ☀", "kommun:Bjuv", "|"])
def test_what_may_go_on_is_no_dead_end(typed: str) -> None:
    assert not question.is_unanswerable(question.parse(typed))
