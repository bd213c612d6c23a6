"""The sheet for the registrar says what the file contains."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.services import contributing, editing, publishing, reading, registering, taking
from katalog_app.services.opening import open_catalogue


@pytest.fixture
def store(data: Path):
    opened = open_catalogue(data)
    yield opened
    opened.close()


def some_project(store: Store, number: int = 5) -> str:
    return reading.entries(store, "project")[number].id


def heads(store: Store, key: str) -> list[str]:
    return [head for ids in reading.entry(store, key).heads.values() for head in ids]


def sheet_of(store: Store, path: Path, sender: str = "Anna Ek") -> str:
    contributing.export(store, path, sender=sender)
    return registering.write_beside(store, path).read_text("utf-8")


def test_it_names_sender_function_base_times_sum_and_code(store: Store, tmp_path: Path) -> None:
    editing.create(store, "person", {"name": "Anna Ek", "function": "Utvecklare"})
    path = tmp_path / "bidrag.katalog"
    page = sheet_of(store, path)
    assert sha256(path.read_bytes()).hexdigest() in page
    for text in ("Anna Ek", "Utvecklare", "2026:1", "UTC", "Undertecknarens kod", "1 ändring"):
        assert text in page
    assert re.search(r"Undertecknarens kod</th><td>[A-Z2-7-]{8,}</td>", page)


def test_old_and_new_values_stand_beside_each_other(store: Store, tmp_path: Path) -> None:
    key = some_project(store)
    entry = reading.entry(store, key)
    before = entry.text("what")
    values = {"what": "Något helt annat", "keywords": [*entry.texts("keywords")[1:], "nyord"]}
    editing.edit(store, key, values=values, seen=heads(store, key), author="Bo Berg")
    page = sheet_of(store, tmp_path / "b.katalog")
    assert f"<td>{before}</td><td>Något helt annat</td>" in page
    assert "med: nyord" in page
    assert f"inte med: {entry.texts('keywords')[0]}" in page
    assert "Bo Berg" in page


def test_of_several_changes_of_a_field_the_last_stands_with_what_was_first(
    store: Store, tmp_path: Path
) -> None:
    key = some_project(store)
    before = reading.entry(store, key).text("what")
    for text in ("Första", "Andra"):
        editing.edit(store, key, values={"what": text}, seen=heads(store, key))
    page = sheet_of(store, tmp_path / "b.katalog")
    assert f"<td>{before}</td><td>Andra</td>" in page
    assert "Första" not in page


def test_a_deletion_stands_with_its_reason(store: Store, tmp_path: Path) -> None:
    editing.delete(store, some_project(store), "Dubblett av ett annat", "Anna Ek")
    page = sheet_of(store, tmp_path / "b.katalog")
    assert "Posten tas bort. Skäl: Dubblett av ett annat" in page


def test_personal_data_are_named(store: Store, tmp_path: Path) -> None:
    editing.create(store, "person", {"name": "Eva Lind", "email": "eva@bjuv.se"})
    page = sheet_of(store, tmp_path / "b.katalog")
    assert "Personuppgifter i filen" in page
    assert "Eva Lind: E-post, Namn" in page
    other = open_catalogue(tmp_path / "annan")
    assert "Inga kända." in sheet_of(other, tmp_path / "tom.katalog", "")
    other.close()


def test_a_conflict_is_seen(store: Store, tmp_path: Path) -> None:
    key = some_project(store)
    seen = heads(store, key)
    for status, who in (("avslutat", "Anna Ek"), ("i drift", "Bo Berg")):
        editing.edit(store, key, values={"status": status}, seen=seen, author=who)
    page = sheet_of(store, tmp_path / "b.katalog")
    assert "Krock: två olika uppgifter om Status" in page


def test_nothing_is_loaded_or_run_by_the_page(store: Store, tmp_path: Path) -> None:
    evil = '<script>alert(1)</script><img src="http://x.se/y.png">'
    editing.create(store, "project", {"title": evil, "what": evil})
    page = sheet_of(store, tmp_path / "b.katalog")
    assert "<script" not in page
    assert "<img" not in page
    assert 'lang="sv"' in page
    assert "default-src 'none'" in page
    assert not re.search(r"<[^>]*(src|href)=", page)


def test_no_other_file_is_written_over(store: Store, tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text("annat")
    contributing.export(store, tmp_path / "b.katalog")
    made = registering.write_beside(store, tmp_path / "b.katalog")
    assert made == tmp_path / "b-2.html"
    assert (tmp_path / "b.html").read_text() == "annat"


def test_an_edition_is_summed_up(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "utgava.katalog"
    publishing.publish(store, path, "2026:9", "Sam Ordnare")
    page = taking.as_page(registering.document(store, path))
    assert "Utgåva 2026:9 av Katalogen" in page
    assert "Sam Ordnare" in page
    assert re.search(r"Projekt</th><td>304</td>", page)
