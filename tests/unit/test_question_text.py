"""A question as one line of text: sent to somebody, it asks the same again."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katalog_app.db.store import Store
from katalog_app.language import question
from katalog_app.language.question import PartKind
from katalog_app.model.query import Facet, Query
from katalog_app.services import searching

AWKWARD = '"”“„»«\\: -|åÅé\u00a0'
VALUES = st.text(st.sampled_from(AWKWARD + "abc") | st.characters(codec="utf-8"), min_size=1)
FILTERS = st.dictionaries(st.sampled_from(Facet), st.frozensets(VALUES.filter(str.strip)))
WORDS = st.text(st.sampled_from(AWKWARD + "abc") | st.characters(codec="utf-8"), max_size=40)
TYPED = WORDS | st.sampled_from(
    ["digital tvilling", '"exakt fras"', '-ord "öppen', "sol eller vind", "kommun:", "mål:13 sol "]
)


def shape(parts: tuple[question.Part, ...]) -> list[tuple[object, ...]]:
    return [(p.kind, p.text, p.negated, p.facet) for p in parts]


@given(words=TYPED, where=FILTERS)
def test_filters_and_words_come_back_whatever_they_hold(
    words: str, where: dict[Facet, frozenset[str]]
) -> None:
    parts = question.parse(question.written(words, where))
    ticked = [(facet, value) for facet in Facet for value in sorted(where.get(facet, ()))]
    assert [(p.facet, p.text) for p in parts[: len(ticked)]] == ticked
    assert all(p.kind is PartKind.FILTER and not p.negated for p in parts[: len(ticked)])
    same = question.parse(" ".join(words.split()))
    assert shape(parts[len(ticked) :]) == shape(same)


@given(values=st.frozensets(VALUES, min_size=1), data=st.data())
def test_a_value_that_is_there_means_itself_alone(
    values: frozenset[str], data: st.DataObject
) -> None:
    value = data.draw(st.sampled_from(sorted(values)))
    for facet in (Facet.TECHNOLOGY, Facet.MUNICIPALITY, Facet.GOAL):
        assert question.meant(facet, value, values) == {value}


def test_a_value_that_is_there_otherwise_written_is_still_meant() -> None:
    assert question.meant(Facet.MUNICIPALITY, " hoganas ", ["Höganäs"]) == {"Höganäs"}
    assert question.meant(Facet.TECHNOLOGY, "AI", ["AI", "ai"]) == {"AI"}
    assert question.meant(Facet.TECHNOLOGY, "Ai", ["AI", "ai"]) == {"AI", "ai"}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_pasted_search_finds_the_same_as_the_ticked_one(store: Store, data) -> None:
    known = searching.find(store, Query()).facets
    where = {
        facet: frozenset(data.draw(st.sets(st.sampled_from(sorted(known[facet])), max_size=3)))
        for facet in data.draw(st.sets(st.sampled_from(list(Facet)), max_size=3))
    }
    where = {facet: ticks for facet, ticks in where.items() if ticks}
    words = data.draw(st.sampled_from(["", "digi", "digital ", '"digital', "sol -tak", "äldre"]))
    ticked = searching.find(store, Query(words, where))
    pasted = searching.find(store, Query(question.written(words, where)))
    assert [(hit.id, hit.wider) for hit in pasted.hits] == [
        (hit.id, hit.wider) for hit in ticked.hits
    ]
    assert (pasted.total, pasted.facets, pasted.where) == (
        ticked.total,
        ticked.facets,
        ticked.where,
    )
