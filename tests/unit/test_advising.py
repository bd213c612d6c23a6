"""What a project lacks, and the score with its parts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.model import completeness
from katalog_app.model.completeness import LackKind, lacks
from katalog_app.services import advising
from katalog_app.services.advising import MOST, HintKind, PartKind, advise

TODAY = date(2026, 11, 24)
WHOLE: dict[str, object] = {
    "what": "Vi planterar träd på skolgården. Barnen väljer vilka träd det blir. De står kvar.",
    "why": "Det blev för varmt på sommaren. Ingen ville vara ute.",
    "contact": "0" * 32,
    "sources": ["https://example.se"],
    "status": "pågående",
    "period": "2024/",
    "global_goals": [11],
    "reviewed": "2026-10-01",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=5,
)


def without(**changed: object) -> dict[str, object]:
    return {name: value for name, value in {**WHOLE, **changed}.items() if value is not None}


def test_a_whole_and_clear_project_has_every_point_and_no_hint() -> None:
    advice = advise(WHOLE, TODAY)
    assert (advice.score, advice.hints, advice.missing) == (100, (), ())
    assert sum(MOST.values()) == 100


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("why", None),
        ("why", "  \n"),
        ("what", None),
        ("contact", None),
        ("sources", []),
        ("status", "okänd"),
        ("status", None),
        ("period", "/"),
        ("reviewed", "i går"),
        ("reviewed", 7),
    ],
)
def test_each_fact_that_is_missing_is_told_and_costs_points(field: str, value: object) -> None:
    (lack,) = lacks(without(**{field: value}), TODAY)
    assert (lack.field, lack.kind) == (field, LackKind.MISSING)
    assert 0 < lack.points <= completeness.MOST
    advice = advise(without(**{field: value}), TODAY)
    assert advice.missing == (field,)
    assert advice.score < 100


def test_a_person_is_a_way_in_and_a_transformation_is_a_tie_to_the_framework() -> None:
    said = without(contact=None, contact_person="1" * 32, global_goals=None)
    assert lacks({**said, "transformations": ["grön"]}, TODAY) == ()
    assert [lack.field for lack in lacks(said, TODAY)] == ["framework"]


def test_a_review_grows_old_after_a_year() -> None:
    assert lacks(without(reviewed="2025-11-24"), TODAY) == ()
    (lack,) = lacks(without(reviewed="2025-11-23"), TODAY)
    assert (lack.field, lack.kind) == ("reviewed", LackKind.STALE)
    (hint,) = advise(without(reviewed="2025-11-23"), TODAY).hints
    assert hint.kind is HintKind.STALE


def test_what_matters_most_comes_first_and_then_the_words_in_their_order() -> None:
    what = "Arbetet avser samtliga. " + "ord " * 40 + "avseende vatten."
    advice = advise(without(what=what, why=None, period=None), TODAY)
    assert [hint.field for hint in advice.hints[:2]] == ["why", "period"]
    words = [(h.kind, h.quote) for h in advice.hints[2:] if h.kind is HintKind.HARD_WORD]
    assert words == [(HintKind.HARD_WORD, "samtliga"), (HintKind.HARD_WORD, "avseende")]
    for hint in advice.hints[2:]:
        assert what[hint.start : hint.end] == hint.quote


def test_long_sentences_and_hard_words_cost_their_own_points() -> None:
    clear = {part.kind: part.points for part in advise(WHOLE, TODAY).parts}
    long = advise(without(what="ord " * 60), TODAY)
    hard = advise(without(what="Avseende samtliga vidtar vi åtgärder beträffande detta."), TODAY)
    told = {part.kind: part.points for part in long.parts}
    assert told[PartKind.SENTENCES] < clear[PartKind.SENTENCES]
    assert told[PartKind.WORDS] == clear[PartKind.WORDS]
    told = {part.kind: part.points for part in hard.parts}
    assert told[PartKind.WORDS] < clear[PartKind.WORDS]
    assert told[PartKind.SENTENCES] == clear[PartKind.SENTENCES]


def test_of_few_words_no_lix_number_is_told_and_of_none_no_points_are_given() -> None:
    assert advise(WHOLE, TODAY).lix == 0
    assert advise(without(what="Vi planterar träd på gården. " * 12), TODAY).lix > 0
    empty = advise({"title": "Nytt"}, TODAY)
    assert empty.score == 0
    assert [part.most for part in empty.parts] == list(MOST.values())


@given(st.dictionaries(st.sampled_from([*WHOLE, "how", "okänt"]), JSON))
def test_whatever_is_filled_in_gives_a_score_between_0_and_100(said: dict[str, object]) -> None:
    advice = advise(said, TODAY)
    assert 0 <= advice.score <= 100
    assert all(0 <= part.points <= part.most for part in advice.parts)
    assert advising.advise(said, TODAY) == advice
