"""Finding projects in the bundled edition: words, beginnings, marks, facets, orders."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katalog_app import paths
from katalog_app.db.store import Store
from katalog_app.language import analysis, snippet
from katalog_app.language.highlight import Forms
from katalog_app.model.query import Facet, Query, Sort
from katalog_app.services import editing, searching

PROJECTS = [
    row
    for path in sorted(paths.resource("edition").glob("projects-*.json"))
    for row in json.loads(path.read_text("utf-8"))
]
OF_FACET = {
    Facet.TRANSFORMATION: lambda row: row["transformations"],
    Facet.MUNICIPALITY: lambda row: [row["municipality"]],
    Facet.EXPECTATION: lambda row: row["expectations"],
    Facet.GOAL: lambda row: [str(goal) for goal in row["global_goals"]],
    Facet.STATUS: lambda row: [row["status"]],
    Facet.ORGANISATION: lambda row: [row["organisation"]],
    Facet.TECHNOLOGY: lambda row: row["technologies"],
    Facet.YEAR: lambda row: [str(row["start_year"])] if row["start_year"] else [],
}


def slugs(store: Store, words: str, **options) -> list[str]:
    found = searching.find(store, Query(words, limit=400, **options))
    strict = [hit.slug for hit in found.hits if not hit.wider]
    assert found.total == len(strict)
    assert [hit.wider for hit in found.hits] == sorted(hit.wider for hit in found.hits)
    return strict


def test_no_words_give_all_by_title_in_swedish_order(store: Store) -> None:
    result = searching.find(store, Query(limit=400))
    assert result.total == 304
    titles = [hit.title for hit in result.hits]
    assert titles == sorted(titles, key=analysis.sort_key)
    assert [t[0] for t in titles].index("Å") < [t[0] for t in titles].index("Ö")


def test_an_inflected_word_and_one_without_dots_find_the_same(store: Store) -> None:
    assert slugs(store, "digitala tvillingen ") == slugs(store, "digital tvilling ")
    assert slugs(store, "aldre ensamhet") == slugs(store, "äldre ensamhet") != []


def test_the_last_word_may_be_half_typed(store: Store) -> None:
    whole = set(slugs(store, "talkshow"))
    assert whole
    for length in range(4, 8):
        assert whole <= set(slugs(store, "talkshow"[:length]))
    assert slugs(store, "talks ") == []


def test_title_hits_come_first(store: Store) -> None:
    assert "tvilling" in searching.find(store, Query("tvilling")).hits[0].title.lower()


def test_marks_stand_where_the_words_stand(store: Store) -> None:
    for hit in searching.find(store, Query("solcell")).hits:
        marked = [
            text[start : start + length].lower()
            for text, marks in ((hit.title, hit.title_marks), (hit.snippet, hit.snippet_marks))
            for start, length in marks
        ]
        assert all(word.startswith("sol") for word in marked)  # synonyms too: "solpaneler"


def test_a_long_sentence_is_cut_around_its_marks() -> None:
    text = "ord " * 100 + "solcell " + "ord " * 100
    cut, marks = Forms(frozenset({"solcell"})).snippet(text)
    assert len(cut) <= snippet.LONGEST + 2
    assert [cut[start : start + length] for start, length in marks] == ["solcell"]


def test_marks_stand_right_after_letters_that_fold_to_several_or_none() -> None:
    text = "Eﬃcient, ½ pris och nai\u0308v: SOLCELL på_solcell i personer"
    wanted = Forms(frozenset({"solcell"}), ("s",))
    marked = [text[start : start + length] for start, length in wanted.marks(text)]
    assert marked == ["SOLCELL", "solcell"]


@pytest.mark.parametrize("facet", list(OF_FACET))
def test_facet_counts_are_those_of_the_sources(store: Store, facet: Facet) -> None:
    counted: dict[str, int] = {}
    for row in PROJECTS:
        for value in OF_FACET[facet](row):
            counted[value] = counted.get(value, 0) + 1
    assert searching.find(store, Query()).facets[facet] == counted


def test_the_family_is_put_together_from_the_municipalities(store: Store) -> None:
    assert searching.find(store, Query()).facets[Facet.FAMILY] == {"true": 228, "false": 76}
    name = "Lund"
    editing.edit(store, "lund", values={"family": True})
    lund = sum(row["municipality"] == name for row in PROJECTS)
    assert searching.find(store, Query()).facets[Facet.FAMILY]["true"] == 228 + lund


def test_each_facet_is_counted_as_if_its_own_ticks_were_off(store: Store) -> None:
    where = {Facet.STATUS: frozenset({"i drift"}), Facet.TRANSFORMATION: frozenset({"grön"})}
    result = searching.find(store, Query("", where))
    for facet, off in ((Facet.STATUS, Facet.TRANSFORMATION), (Facet.TRANSFORMATION, Facet.STATUS)):
        without = searching.find(store, Query("", {off: where[off]}))
        assert result.facets[facet] == without.facets[facet]
    assert result.facets[Facet.YEAR] != searching.find(store, Query()).facets[Facet.YEAR]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_count_is_the_number_of_hits_one_gets_by_ticking_it(store: Store, data) -> None:
    everything = searching.find(store, Query()).facets
    where = {
        facet: frozenset(data.draw(st.sets(st.sampled_from(sorted(everything[facet])), max_size=3)))
        for facet in data.draw(st.sets(st.sampled_from(list(Facet)), max_size=3))
    }
    where = {facet: ticks for facet, ticks in where.items() if ticks}
    words = data.draw(st.sampled_from(["", "digital", "sol", "barn skola"]))
    result = searching.find(store, Query(words, where))
    facet = data.draw(st.sampled_from(list(Facet)))
    for value, count in list(result.facets[facet].items())[:5]:
        ticked = searching.find(store, Query(words, {**where, facet: frozenset({value})}))
        assert ticked.total == count


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(max_size=60) | st.sampled_from(['"', "( AND", "a OR", "NEAR(", "*", "^a", "-"])
)
def test_whatever_is_typed_is_never_an_error(store: Store, words: str) -> None:
    searching.find(store, Query(words))


def test_ten_thousand_characters_are_answered_in_time(store: Store) -> None:
    assert searching.find(store, Query("sol \U0001f31e \u202e" * 2_000)).took_ms < 1_000


@pytest.mark.parametrize("sort", list(Sort))
def test_every_order_holds_the_same_projects_page_by_page(store: Store, sort: Sort) -> None:
    whole = [hit.id for hit in searching.find(store, Query("sol", sort=sort)).hits]
    paged = [
        hit.id
        for offset in range(0, len(whole), 4)
        for hit in searching.find(store, Query("sol", sort=sort, offset=offset, limit=4)).hits
    ]
    assert paged == whole


def test_orders_sort_by_what_they_are_called(store: Store) -> None:
    by_year = searching.find(store, Query(sort=Sort.YEAR, limit=400)).hits
    years = [int(hit.period[:4]) if hit.period[:4].isdigit() else 0 for hit in by_year]
    assert years == sorted(years, reverse=True)
    places = [h.municipality for h in searching.find(store, Query(sort=Sort.MUNICIPALITY)).hits]
    assert places == sorted(places, key=analysis.sort_key)
    editing.edit(store, "aha-ii", values={"reviewed": "2026-11-24"})
    first = searching.find(store, Query(sort=Sort.REVIEWED)).hits[0]
    assert (first.slug, first.reviewed) == ("aha-ii", "2026-11-24")


@given(st.text())
def test_a_stem_is_the_beginning_of_its_word(text: str) -> None:
    for _, word in analysis.words(text):
        assert analysis.fold(word).startswith(analysis.stem(word))


WITHOUT_WORDS = """
import sys
from pathlib import Path
from katalog_app.model.query import Query
from katalog_app.services import opening, searching
store = opening.open_catalogue(Path(sys.argv[1]))
assert searching.find(store, Query()).total
loaded = {name for name in sys.modules if name.startswith("katalog_app.language.")}
print(sorted(loaded))
"""


def test_the_first_page_loads_no_analysis_of_words(store: Store) -> None:
    command = [sys.executable, "-c", WITHOUT_WORDS, str(store.folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "['katalog_app.language.signature', 'katalog_app.language.snippet']\n"
