"""The measures of the search against values counted by hand, and the judged queries themselves."""

import math
from collections import Counter

import pytest

from katalog_app.db.store import Store
from katalog_app.model.query import Query
from katalog_app.services import searching
from tests import relevance
from tests.relevance import Judged, JudgementError

GRADES = {"a": 3, "b": 2, "c": 1}


def test_the_best_order_gives_one_and_nothing_found_gives_zero() -> None:
    assert relevance.ndcg(["a", "b", "c"], GRADES) == 1
    assert relevance.ndcg([], GRADES) == relevance.ndcg(["x", "y"], GRADES) == 0


def test_ndcg_counts_the_grade_itself_less_the_lower_it_stands() -> None:
    # 2/log2(2) + 0 + 3/log2(4) = 3.5 of 3/1 + 2/1.58496 + 1/2 = 4.76186
    assert relevance.ndcg(["b", "x", "a"], GRADES) == pytest.approx(0.73501, abs=1e-5)
    # One exact answer second: 1/log2(3).
    assert relevance.ndcg(["x", "a"], {"a": 3}) == pytest.approx(1 / math.log2(3))


def test_what_stands_below_the_depth_does_not_count() -> None:
    ranked = [*(f"x{n}" for n in range(10)), "a"]
    assert relevance.ndcg(ranked, GRADES, 10) == 0
    assert relevance.ndcg(ranked, GRADES, 11) > 0
    assert relevance.reciprocal_rank(ranked, GRADES) == 0
    assert relevance.recall(ranked, GRADES) == 0


def test_more_relevant_projects_than_places_can_still_be_answered_fully() -> None:
    grades = {f"p{n}": 2 for n in range(12)}
    assert relevance.ndcg(list(grades), grades) == pytest.approx(1)
    assert relevance.recall(list(grades), grades) == 1
    assert relevance.recall(list(grades)[:4], grades) == pytest.approx(0.4)


def test_a_repeated_answer_counts_once() -> None:
    assert relevance.recall(["b", "b", "b"], GRADES) == pytest.approx(1 / 3)
    assert relevance.ndcg(["a", "a", "a"], GRADES) == pytest.approx(3 / 4.76186, abs=1e-5)


def test_the_reciprocal_rank_is_of_the_first_relevant_answer() -> None:
    assert relevance.reciprocal_rank(["x", "y", "c", "a"], GRADES) == pytest.approx(1 / 3)
    assert relevance.reciprocal_rank(["b", "a"], GRADES) == 1


def test_recall_is_the_share_of_all_relevant() -> None:
    assert relevance.recall(["x", "c", "a"], GRADES) == pytest.approx(2 / 3)


def test_each_kind_has_its_means_and_all_weighs_every_query_alike() -> None:
    queries = [
        Judged("typo", "fel", {"a": 3}),
        Judged("exact", "ett", {"a": 3}),
        Judged("exact", "två", {"b": 1, "c": 1}),
    ]
    answers = {"fel": [], "ett": ["x", "a"], "två": ["b"]}
    parts = relevance.evaluate(lambda text: answers[text], queries)
    assert list(parts) == ["exact", "typo", "all"]
    assert parts["exact"].count == 2
    assert parts["exact"].reciprocal_rank == pytest.approx(0.75)
    assert parts["exact"].recall == pytest.approx(0.75)
    assert parts["typo"].ndcg == parts["typo"].recall == 0
    # 1/log2(3) = 0.63093, and 1 of 1 + 0.63093 = 0.61315; their mean, and a third of their sum.
    assert parts["exact"].ndcg == pytest.approx(0.62204, abs=1e-5)
    assert parts["all"].ndcg == pytest.approx(0.41469, abs=1e-5)
    assert parts["all"].recall == pytest.approx(0.5)


def test_the_worst_come_first() -> None:
    answers = {"bra": ["a"], "sämre": ["x", "a"], "sämst": ["x"]}
    scored = [
        relevance.score(answers.__getitem__, Judged("exact", text, {"a": 1})) for text in answers
    ]
    assert [one.query.text for one in relevance.worst(scored, 2)] == ["sämst", "sämre"]


def test_a_line_is_kind_query_and_grades() -> None:
    assert relevance.read("exact\tlivboj\ta=3,b=1\n\ntypo\tlivbjo\ta=2\n") == [
        Judged("exact", "livboj", {"a": 3, "b": 1}),
        Judged("typo", "livbjo", {"a": 2}),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "exact\tlivboj",
        "exact\tlivboj\ta=3\tb=1",
        "guess\tlivboj\ta=3",
        "exact\t \ta=3",
        "exact\tlivboj\t",
        "exact\tlivboj\ta=4",
        "exact\tlivboj\ta=0",
        "exact\tlivboj\ta",
        "exact\tlivboj\t=3",
        "exact\tlivboj\ta=3,a=2",
        "exact\tsol\ta=2",
    ],
)
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(JudgementError, match=r"^line 2: ") as caught:
        relevance.read(f"exact\tsol\ta=3\n{line}\n")
    assert caught.value.line == 2


def test_the_judged_queries_are_many_of_every_kind_and_grade_only_bundled_projects(
    store: Store,
) -> None:
    queries = relevance.read(relevance.QUERIES.read_text("utf-8"))
    bundled = {hit.slug for hit in searching.find(store, Query(limit=1000)).hits}
    assert {slug for query in queries for slug in query.grades} <= bundled
    assert len(queries) >= 160
    counts = Counter(query.kind for query in queries)
    assert set(counts) == set(relevance.KINDS)
    assert min(counts.values()) >= 18
    broad = [query.text for query in queries if len(query.grades) > 12]
    assert len(broad) <= 3
    assert all(max(query.grades.values()) == 3 for query in queries)
