"""Offers for what is half typed, exact search, and what is told where nothing matches."""

from katalog_app.db.store import Store
from katalog_app.model.query import Facet, Query
from katalog_app.services import completing, searching, surrounding
from katalog_app.services.completing import Offer


def plain(_facet: Facet, value: str) -> str:
    return value


def offers(store: Store, typed: str, lead: str = "") -> tuple[Offer, ...]:
    return completing.complete(store, Query(lead + typed), typed, len(typed), plain)


def test_the_count_of_a_value_is_what_one_gets_by_choosing_it(store: Store) -> None:
    for lead in ("", "-skola "):
        found = offers(store, "digital kommun:h", lead)
        assert found
        for offer in found:
            words = lead + "digital kommun:h"[: offer.start] + offer.text
            assert searching.find(store, Query(words)).total == offer.count


def test_values_with_most_projects_come_first(store: Store) -> None:
    counts = [offer.count for offer in offers(store, "år:20")]
    assert counts == sorted(counts, key=lambda count: -(count or 0))
    assert len(counts) == completing.MOST


def test_a_value_of_several_words_is_quoted_and_a_flag_is_yes_or_no(store: Store) -> None:
    assert next(offer.text for offer in offers(store, "status:i")) == 'status:"i drift" '
    assert [offer.text for offer in offers(store, "familjen:")] == ["familjen:ja ", "familjen:nej "]


def test_nothing_is_offered_for_what_is_whole(store: Store) -> None:
    assert offers(store, "solceller") == ()
    assert offers(store, "kommun:Höganäs") == ()
    assert offers(store, "s") == ()


def test_words_are_offered_as_written_one_for_each_stem(store: Store) -> None:
    found = [offer.text for offer in offers(store, "-solc")]
    assert found
    assert all(text.startswith("-solc") and text.endswith(" ") for text in found)
    assert len(found) == len(set(found))


def test_an_exact_search_mends_nothing(store: Store) -> None:
    assert searching.find(store, Query("belysnig ")).corrected == "belysning"
    exact = searching.find(store, Query("belysnig ", exact=True))
    assert (exact.total, exact.corrected) == (0, None)


def test_each_piece_that_takes_all_hits_away_is_told(store: Store) -> None:
    whole = searching.find(store, Query("solceller ")).total
    found = searching.find(store, Query('-solceller "inget sådant finns" solceller'))
    assert (found.total, found.lifted_parts) == (0, ())
    found = searching.find(store, Query("-solceller solceller "))
    assert found.lifted_parts == (("-solceller", whole),)


def test_a_typed_filter_tells_what_it_means(store: Store) -> None:
    found = searching.find(store, Query("kommun:höganäs år:2020-2021 "))
    assert found.meant[Facet.MUNICIPALITY, "höganäs"] == {"Höganäs"}
    assert found.meant[Facet.YEAR, "2020-2021"] == {"2020", "2021"}


def test_around_a_municipality_are_its_projects(store: Store) -> None:
    shown = surrounding.around(store, "bjuv")
    assert shown.narrows == (Facet.MUNICIPALITY, "Bjuv")
    counts = searching.find(store, Query()).facets[Facet.MUNICIPALITY]
    assert len(shown.projects) == counts["Bjuv"]
