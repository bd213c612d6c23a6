"""What a record is found by."""

from hypothesis import example, given
from hypothesis import strategies as st

from katalog_app.language import terms
from katalog_app.language.terms import LEVELS


def levels(*texts: str) -> dict[str, float]:
    """Return the weighed occurrences of the words of title, keywords, text and place."""
    four = [*texts, "", "", ""][:4]
    found = terms.of(four).levels
    return {term: LEVELS[level] for term, level in found.items() if term[0] != terms.TRIGRAM}


def test_a_word_counts_by_where_it_stands() -> None:
    assert levels("sol") == {"sol": 10}
    assert levels("", "sol") == {"sol": 5}
    assert levels("", "", "sol") == {"sol": 1}
    assert levels("", "", "", "sol") == {"sol": 3}
    assert levels("", "", "sol sol sol") == {"sol": 3}


def test_an_inflected_form_and_the_parts_of_a_compound_count_half() -> None:
    assert levels("", "planerna") == {"plan": 5, "planerna": 2}
    assert levels("vattenmätare") == {"vattenmat": 10, "vattenmatare": 5, "vatt": 5, "mat": 5}


def test_only_words_of_title_and_keywords_are_found_by_three_letters() -> None:
    found = terms.of(["sol", "vind", "regn", "Bjuv"]).levels
    assert {term for term in found if term[0] == terms.TRIGRAM} == {"#sol", "#vin", "#ind"}


def test_words_keep_how_they_are_written_first() -> None:
    assert terms.of(["Äldre ALDRE", "", "", ""]).words == {"aldre": "äldre"}


def test_phrases_are_looked_up_by_stems_next_to_each_other() -> None:
    found = terms.of(["Digitala tvillingar", "smart", "stad", ""])
    assert terms.adjacent(found.stems, ("digital", "tvilling"))
    assert not terms.adjacent(found.stems, ("tvilling", "digital"))
    assert not terms.adjacent(found.stems, ("smart", "stad"))  # of two fields
    assert not terms.adjacent(found.stems, ("igital", "tvilling"))


def test_a_beginning_has_the_highest_level_of_its_words() -> None:
    assert terms.beginnings(["sol6", "solcell1", "#sol0"]) == {"*s6", "*so6"}
    assert terms.beginnings(["å1", "32", "3d0"]) == {"*å1", "*32", "*3d0"}


@given(st.lists(st.text(max_size=80), min_size=4, max_size=4))
@example(["", "½", "", "ͺ a"])
def test_any_text_has_terms_that_pack_and_unpack(texts: list[str]) -> None:
    found = terms.of(texts)
    assert terms.unpacked(terms.packed(found.levels)) == found.levels
    assert all(0 <= level < len(LEVELS) for level in found.levels.values())
    assert " ".join(sorted(found.words)).split() == sorted(found.words)
