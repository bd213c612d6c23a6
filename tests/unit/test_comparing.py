"""Projects side by side."""

from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.services import comparing, editing, reading, taking
from katalog_app.services.comparing import Comparison
from katalog_app.services.opening import open_catalogue


@pytest.fixture
def store(data: Path):
    opened = open_catalogue(data)
    yield opened
    opened.close()


def two(store: Store, first: dict[str, object], second: dict[str, object]) -> Comparison:
    same = {"municipality": "Bjuv", "what": "Samma"}
    keys = [
        editing.create(store, "project", {"title": title, **same, **values}).id
        for title, values in (("Ett", first), ("Två", second))
    ]
    return comparing.compared(store, keys)


def test_what_differs_stands_first_and_is_said(store: Store) -> None:
    found = two(store, {"status": "idé"}, {"status": "avslutat"})
    assert found.titles == ("Ett", "Två")
    assert [row.label for row in found.rows] == ["Status", "Kommun", "Vad", "Kontakt"]
    assert [row.differs for row in found.rows] == [True, False, False, False]
    assert found.rows[0].values == ("idé", "avslutat")


def test_a_field_that_only_one_has_differs_and_one_that_none_has_is_left_out(store: Store) -> None:
    found = two(store, {"why": "Därför"}, {})
    assert next(row for row in found.rows if row.label == "Varför").values == ("Därför", "")
    assert all(row.label != "Hur" for row in found.rows)


def test_the_order_within_a_set_is_no_difference(store: Store) -> None:
    found = two(store, {"keywords": ["b", "a"]}, {"keywords": ["a", "b"]})
    row = next(row for row in found.rows if row.label == "Nyckelord")
    assert not row.differs
    assert row.values[0] == "a\nb"


def test_a_conflict_is_seen_with_both_values(store: Store) -> None:
    keys = [one.id for one in reading.entries(store, "project")[:2]]
    seen = [head for ids in reading.entry(store, keys[0]).heads.values() for head in ids]
    for status in ("avslutat", "i drift"):
        editing.edit(store, keys[0], values={"status": status}, seen=seen, author="Anna Ek")
    found = comparing.compared(store, keys)
    value = next(row for row in found.rows if row.label == "Status").values[0]
    assert "Krock: två olika uppgifter om Status" in value
    assert "avslutat" in value
    assert "i drift" in value
    text = taking.as_text(comparing.as_document(found))
    assert "Krock: två olika uppgifter om Status" in text


def test_at_most_four_are_compared_and_those_that_are_gone_are_left_out(store: Store) -> None:
    keys = [one.id for one in reading.entries(store, "project")[:6]]
    assert len(comparing.compared(store, keys).titles) == 4
    assert comparing.compared(store, ["0" * 32]).titles == ()
    assert comparing.as_document(comparing.compared(store, [])).parts


def test_the_document_has_a_column_for_each_and_what_differs_first(store: Store) -> None:
    found = two(store, {"status": "idé"}, {"status": "avslutat"})
    page = taking.as_page(comparing.as_document(found))
    assert page.index("Det här skiljer") < page.index("Det här är lika")
    assert '<th scope="row">Status</th><td>idé</td><td>avslutat</td>' in page
    assert taking.as_word(comparing.as_document(found))
