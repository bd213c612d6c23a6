from datetime import date

from katalog_app.db.store import Store
from katalog_app.services import editing, reviewing
from katalog_app.services.reviewing import CIRCLE, MISSING_FACT, NEVER, STALE


def found(store: Store) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(one.kind, one.text): one.ids for one in reviewing.findings(store)}


def test_a_project_without_the_facts_people_look_for_is_a_finding(empty_store: Store) -> None:
    said = {"title": "Ett", "what": "Text.", "sources": ["https://exempel.se"]}
    entry = editing.create(empty_store, "project", said).id
    assert found(empty_store)[MISSING_FACT, "why"] == (entry,)
    assert (MISSING_FACT, "what") not in found(empty_store)
    editing.edit(empty_store, entry, values={"why": "Därför."})
    assert (MISSING_FACT, "why") not in found(empty_store)


def test_what_nobody_has_confirmed_for_long_is_stale(empty_store: Store) -> None:
    entry = editing.create(empty_store, "project", {"title": "Ett"}).id
    assert found(empty_store)[STALE, NEVER] == (entry,)
    editing.edit(empty_store, entry, values={"reviewed": "2019-05-01"})
    assert found(empty_store)[STALE, "2019"] == (entry,)
    editing.edit(empty_store, entry, values={"reviewed": date.today().isoformat()})
    assert not [kind for kind, _text in found(empty_store) if kind == STALE]


def test_headings_under_each_other_are_a_finding_and_refuse_nothing(empty_store: Store) -> None:
    first = editing.create(empty_store, "node", {"title": "A", "node_kind": "vision"}).id
    second = editing.create(
        empty_store, "node", {"title": "B", "node_kind": "vision", "parent": first}
    ).id
    assert (CIRCLE, "A") not in found(empty_store)
    editing.edit(empty_store, first, values={"parent": second})
    assert found(empty_store)[CIRCLE, "A"] == (first,)
    assert found(empty_store)[CIRCLE, "B"] == (second,)
