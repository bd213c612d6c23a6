"""Questions as people type them, over the bundled edition: filters, phrases, exclusions, repair."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katalog_app.db.store import Store
from katalog_app.model.fields import EntryKind
from katalog_app.model.query import FEW, Facet, Query, SearchResult
from katalog_app.services import editing, searching


def find(store: Store, words: str, **options) -> SearchResult:
    return searching.find(store, Query(words, limit=400, **options))


def strict(store: Store, words: str, **options) -> set[str]:
    return {hit.slug for hit in find(store, words, **options).hits if not hit.wider}


def test_a_typed_filter_is_as_a_tick(store: Store) -> None:
    typed = find(store, "digital kommun:hoganas")
    ticked = find(store, "digital ", where={Facet.MUNICIPALITY: frozenset({"Höganäs"})})
    assert typed.total == ticked.total > 0
    assert typed.facets == ticked.facets
    assert typed.where == {Facet.MUNICIPALITY: frozenset({"Höganäs"})}


def test_years_can_be_a_range(store: Store) -> None:
    years = {"2020", "2021", "2022"}
    ticked = find(store, "", where={Facet.YEAR: frozenset(years)})
    assert find(store, "år:2020-2022").total == ticked.total > 0


def test_what_is_excluded_is_not_found(store: Store) -> None:
    everything = strict(store, "vatten ")
    without = strict(store, "vatten -vattenmätare ")
    assert without == everything - strict(store, '"vattenmätare"')
    assert without < everything
    at_home = strict(store, "vatten kommun:Helsingborg ")
    assert strict(store, "vatten -kommun:Helsingborg ") == everything - at_home != everything


def test_a_phrase_stands_next_to_each_other(store: Store) -> None:
    phrase = strict(store, '"söder glöder"')
    assert phrase
    assert phrase <= strict(store, "söder glöder ")
    assert strict(store, '"glöder söder"') == set()


def test_either_of_two_words(store: Store) -> None:
    either = strict(store, "radio eller biogas ")
    assert either == strict(store, "radio ") | strict(store, "biogas ")
    assert strict(store, "bjuv radio eller biogas ") == {
        slug for slug in either if slug in strict(store, "bjuv ")
    }


def test_a_mistyped_word_is_mended_and_said(store: Store) -> None:
    mended = find(store, "belysnnig")
    assert mended.corrected == "belysning"
    assert [h.id for h in mended.hits] == [h.id for h in find(store, "belysning").hits]
    assert find(store, "belysning").corrected is None
    assert find(store, "smart belysnnig").corrected == "smart belysning"


def test_few_hits_are_followed_by_wider_ones_that_do_not_count(store: Store) -> None:
    result = find(store, "radio äldre")
    wider = [hit for hit in result.hits if hit.wider]
    assert 0 < result.total < FEW == len(result.hits)
    assert len(result.hits) == result.total + len(wider)
    assert sum(result.facets[Facet.TRANSFORMATION].values()) >= result.total
    assert len({hit.id for hit in result.hits}) == len(result.hits)
    assert not any(hit.wider for hit in find(store, "digital").hits)


def test_wider_hits_answer_the_filters_too(store: Store) -> None:
    result = find(store, "radio äldre kommun:Bjuv")
    assert {hit.municipality for hit in result.hits} == {"Bjuv"}


def test_pages_with_wider_hits_hold_each_once(store: Store) -> None:
    whole = [hit.id for hit in find(store, "radio äldre").hits]
    query = Query("radio äldre", limit=3)
    paged = [
        hit.id
        for offset in range(0, len(whole) + 3, 3)
        for hit in searching.find(store, replace(query, offset=offset)).hits
    ]
    assert paged == whole


def test_without_hits_it_says_which_filter_takes_them(store: Store) -> None:
    result = find(store, "radio kommun:Perstorp mål:1")
    assert result.total == 0
    without_goal = find(store, "radio kommun:Perstorp").total
    without_place = find(store, "radio mål:1").total
    expected = {Facet.GOAL: without_goal, Facet.MUNICIPALITY: without_place}
    assert result.lifted == {facet: count for facet, count in expected.items() if count}
    assert find(store, "bjuva talkshow kommun:Perstorp").lifted == {Facet.MUNICIPALITY: 1}


def test_nodes_and_contacts_answer_in_the_same_field(store: Store) -> None:
    kinds = {hit.kind for hit in find(store, "båstad").others}
    assert EntryKind.CONTACT in kinds
    assert EntryKind.MUNICIPALITY in kinds
    nodes = [hit.title for hit in find(store, "brännpunkt digitalisering").others]
    titles = [hit.title for hit in find(store, "digitalisering").others]
    assert "Digitalisering" in [*nodes, *titles]
    assert find(store, "").others == ()


@pytest.mark.parametrize("typed", ["☀", "!!!"])
def test_what_holds_no_word_finds_nothing(store: Store, typed: str) -> None:
    assert find(store, typed).total == 0


@pytest.mark.parametrize("typed", ["-", '"', "kommun:", "eller", "kommun:Bj"])
def test_what_is_just_begun_is_no_dead_end(store: Store, typed: str) -> None:
    assert find(store, typed).total > 0


def test_an_own_group_of_synonyms_counts_at_once(store: Store) -> None:
    assert strict(store, "mumindalen ") == set()
    made = editing.create(store, EntryKind.SYNONYMS, {"words": ["mumindalen", "talkshow"]})
    assert strict(store, "mumindalen ") == strict(store, "talkshow ") != set()
    editing.delete(store, made.id, "")
    assert strict(store, "mumindalen ") == set()


def test_a_word_is_found_as_soon_as_it_is_saved_and_no_longer_when_it_is_gone(
    store: Store,
) -> None:
    made = editing.create(store, "project", {"title": "Zeppelinare över Söderåsen"})
    assert len(strict(store, "zeppelinaren ")) == 1
    editing.edit(store, made.id, values={"title": "Luftskepp"})
    assert find(store, "zeppelinare ").total == 0


operators = st.sampled_from(
    ['"', "-", "kommun:", "år:", "2020-", "eller", "OR", " ", "”", "mål:1", "☀", "\u202e", "'", "*"]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(operators | st.text(max_size=8), max_size=12))
def test_any_mixture_is_answered(store: Store, pieces: list[str]) -> None:
    result = searching.find(store, Query("".join(pieces), limit=5))
    assert result.total >= sum(not hit.wider for hit in result.hits)
