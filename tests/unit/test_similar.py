"""What is like a project: never itself, nothing deleted, nothing where nothing is alike."""

import pytest

from katalog_app.db import alike
from katalog_app.db.store import Store
from katalog_app.language import analysis
from katalog_app.model.query import Query
from katalog_app.services import editing, reading, searching
from katalog_app.services.similar import similar


def entry(store: Store, words: str) -> str:
    return searching.find(store, Query(words)).hits[0].id


def test_a_project_about_the_same_thing_elsewhere_is_found_with_the_reason(store: Store) -> None:
    found = similar(store, entry(store, "uppkopplade papperskorgar uppsala"))
    assert len(found) == alike.MOST or found[-1].likeness >= alike.FLOOR
    assert "papperskorgar" in found[0].title.lower()
    assert found[0].municipality not in ("", "Uppsala")
    assert "papperskorg" in found[0].shared[0]
    assert [one.likeness for one in found] == sorted((o.likeness for o in found), reverse=True)


def test_the_words_of_the_reason_stand_in_both_projects(store: Store) -> None:
    for hit in searching.find(store, Query("digital", limit=12)).hits:
        mine = searching.find(store, Query(hit.title)).hits[0]
        for one in similar(store, mine.id):
            assert 1 <= len(one.shared) <= alike.REASONS
            for word in one.shared:
                texts = [reading.entry(store, key).fields for key in (mine.id, one.id)]
                stem = analysis.stem(word)
                assert all(stem in analysis.fold(str(list(t.values()))) for t in texts), word


def test_it_is_never_itself_and_never_more_than_five(store: Store) -> None:
    for hit in searching.find(store, Query(limit=60)).hits:
        found = similar(store, hit.id)
        assert hit.id not in [one.id for one in found]
        assert len({one.id for one in found}) == len(found) <= alike.MOST
        assert all(alike.FLOOR <= one.likeness <= 1.0001 for one in found)


def test_a_deleted_project_is_like_nothing_and_nothing_like_it(store: Store) -> None:
    mine = entry(store, "uppkopplade papperskorgar uppsala")
    first = similar(store, mine)[0].id
    editing.delete(store, first, "Fel")
    assert first not in [one.id for one in similar(store, mine)]
    assert similar(store, first) == ()
    editing.restore(store, first)
    assert similar(store, mine)[0].id == first


def test_nothing_is_alike_where_no_word_is_shared(empty_store: Store) -> None:
    texts = ("Solceller på skolans tak", "Ensamhet bland äldre", "Digitala nyckelskåp")
    made = [editing.create(empty_store, "project", {"title": text}).id for text in texts]
    assert [similar(empty_store, key) for key in made] == [(), (), ()]
    twin = editing.create(empty_store, "project", {"title": "Solceller på sporthallens tak"})
    assert [one.id for one in similar(empty_store, made[0])] == [twin.id]
    assert set(similar(empty_store, made[0])[0].shared) == {"solceller", "tak"}


def test_the_same_municipality_alone_makes_nothing_alike(empty_store: Store) -> None:
    for title in ("Solceller", "Radio"):
        editing.create(empty_store, "project", {"title": title, "municipality": "Bjuv"})
    for title in ("Lekplats", "Bibliotek", "Badhus"):
        editing.create(empty_store, "project", {"title": title, "municipality": "Lund"})
    assert similar(empty_store, entry(empty_store, "radio")) == ()


@pytest.mark.parametrize("words", ["digital tvilling", "papperskorgar", "solceller tak"])
def test_the_best_terms_alone_find_nearly_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    mine = entry(store, words)
    exact = [one.id for one in similar(store, mine)]
    monkeypatch.setattr(alike, "MANY", 0)
    quick = [one.id for one in similar(store, mine)]
    assert quick[0] == exact[0]
    assert len(set(quick) & set(exact)) >= len(exact) - 1


def test_who_is_no_project_is_like_nothing(store: Store) -> None:
    assert similar(store, reading.entries(store, "municipality")[0].id) == ()
    assert similar(store, "0" * 32) == ()
