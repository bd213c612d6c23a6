"""Lists of one's own: kept whole, read with suspicion, erased with erasure, never sent unasked."""

import json
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as some

from katalog_app.db.store import Store
from katalog_app.errors import InvalidValueError, StoreUnavailableError
from katalog_app.model.query import Facet
from katalog_app.services import contributing, editing, erasing, private_lists, publishing, reading
from katalog_app.services.opening import open_catalogue
from katalog_app.services.private_lists import FILE, Listed

SECRET = "Kalle Karlssons hemliga nummer"


@pytest.fixture
def store(data: Path):
    opened = open_catalogue(data)
    yield opened
    opened.close()


def ids(store: Store, count: int) -> list[str]:
    return [one.id for one in reading.entries(store, "project")[:count]]


def file_of(store: Store) -> Path:
    return store.folder / FILE


def test_a_list_keeps_projects_in_order_each_once(store: Store) -> None:
    first, second, third = ids(store, 3)
    made = private_lists.make(store, "  Att   besöka ", [second, second])
    assert private_lists.add(store, made.key, [first, second, third]) == (first, third)
    (kept,) = private_lists.kept(store)
    assert (kept.name, kept.ids) == ("Att besöka", (second, first, third))


def test_notes_are_kept_and_shown_in_place_of_the_beginning_of_the_text(store: Store) -> None:
    first, second = ids(store, 2)
    made = private_lists.make(store, "Lista", [first, second])
    private_lists.annotate(store, made.key, "Ring\nAnna", first)
    private_lists.annotate(store, made.key, "Till mötet")
    shown = private_lists.shown(store, made.key)
    assert shown is not None
    kept, result = shown
    hits = result.hits
    assert kept.note == "Till mötet"
    assert [hit.id for hit in hits] == [first, second]
    assert hits[0].snippet == "Ring Anna"
    assert hits[1].snippet != ""


def test_a_project_that_is_deleted_is_kept_in_the_list_but_not_shown(store: Store) -> None:
    first, second = ids(store, 2)
    made = private_lists.make(store, "Lista", [first, second])
    editing.delete(store, first, "Dubblett")
    shown = private_lists.shown(store, made.key)
    assert shown is not None
    kept, result = shown
    assert kept.ids == (first, second)
    assert [hit.id for hit in result.hits] == [second]
    assert sum(result.facets[Facet.MUNICIPALITY].values()) == result.total == 1


def test_what_is_removed_can_be_put_back_where_it_stood(store: Store) -> None:
    made = [private_lists.make(store, name, ids(store, 1)) for name in ("A", "B", "C")]
    removed = private_lists.remove(store, made[1].key)
    assert removed is not None
    private_lists.put_back(store, *removed)
    assert private_lists.kept(store) == made
    before = private_lists.take_out(store, made[0].key, ids(store, 1))
    assert private_lists.kept(store)[0].projects == ()
    assert before is not None
    private_lists.put_back(store, 0, before)
    assert private_lists.kept(store) == made


def test_what_is_gone_stays_gone(store: Store) -> None:
    gone = "0" * 32
    assert private_lists.add(store, gone, ids(store, 1)) == ()
    assert private_lists.take_out(store, gone, ids(store, 1)) is None
    assert private_lists.remove(store, gone) is None
    assert private_lists.shown(store, gone) is None
    private_lists.annotate(store, gone, "x")
    private_lists.rename(store, gone, "x")
    assert not file_of(store).exists()


def test_a_name_is_needed(store: Store) -> None:
    made = private_lists.make(store, "Lista")
    for name in ("", " \n\t ", "\u202e\x00"):
        with pytest.raises(InvalidValueError):
            private_lists.make(store, name)
        with pytest.raises(InvalidValueError):
            private_lists.rename(store, made.key, name)
    assert private_lists.kept(store) == [made]


def test_nothing_of_a_list_is_in_files_for_others(store: Store, tmp_path: Path) -> None:
    made = private_lists.make(store, SECRET, ids(store, 1))
    private_lists.annotate(store, made.key, SECRET, ids(store, 1)[0])
    private_lists.annotate(store, made.key, SECRET)
    contributing.export(store, tmp_path / "b.katalog", everything=True)
    publishing.publish(store, tmp_path / "u.katalog", "2026:9")
    for path in tmp_path.glob("*.katalog"):
        content = zlib.decompress(path.read_bytes().partition(b"\n")[2], wbits=31)
        assert b'"change"' in content
        assert SECRET.encode() not in content


def test_what_is_erased_is_forgotten_in_names_and_notes_and_broken_files(store: Store) -> None:
    person = editing.create(store, "person", {"name": "Kalle Karlsson"}).id
    file_of(store).write_text(f'{{"broken": "{SECRET}"', "utf-8")
    first, second = ids(store, 2)
    made = private_lists.make(store, SECRET, [first, second])
    assert list(store.folder.glob("lists.broken-*.json"))
    private_lists.annotate(store, made.key, SECRET, first)
    private_lists.annotate(store, made.key, "Ring växeln", second)
    publishing.publish(store, store.folder.parent / "u.katalog", "2026:9")
    erasing.erase(store, person, [], reason="Begäran", decision="1")
    (kept,) = private_lists.kept(store)
    assert kept.projects == (Listed(first), Listed(second, "Ring växeln"))
    for path in store.folder.rglob("*"):
        if path.is_file():
            assert b"Karlsson" not in path.read_bytes(), path.name


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"format": 1}',
        b'{"format": 1, "lists": [1, {"key": "x"}]}',
        b'{"format": true, "lists": {}}',
    ],
)
def test_a_broken_file_is_set_aside_and_never_replaced(store: Store, raw: bytes) -> None:
    file_of(store).write_bytes(raw)
    assert private_lists.kept(store) == []
    assert not private_lists.is_whole(store)
    made = private_lists.make(store, "Ny")
    assert private_lists.kept(store) == [made]
    (aside,) = store.folder.glob("lists.broken-*.json")
    assert aside.read_bytes() == raw


def test_of_a_half_broken_file_the_other_half_is_shown(store: Store) -> None:
    made = private_lists.make(store, "Hel", ids(store, 2))
    said = json.loads(file_of(store).read_text("utf-8"))
    said["lists"].append({"key": "../..", "name": "x"})
    said["lists"][0]["projects"].append({"project": "'; DROP TABLE entries", "note": ""})
    file_of(store).write_text(json.dumps(said), "utf-8")
    assert private_lists.kept(store) == [made]
    assert not private_lists.is_whole(store)
    assert private_lists.shown(store, made.key) is not None


def test_a_file_of_a_newer_format_is_set_aside_before_it_is_written(store: Store) -> None:
    private_lists.make(store, "Gammal")
    raw = file_of(store).read_text("utf-8").replace('"format": 1', '"format": 2')
    file_of(store).write_text(raw, "utf-8")
    private_lists.make(store, "Ny")
    (aside,) = store.folder.glob("lists.broken-*.json")
    assert aside.read_text("utf-8") == raw


def test_a_list_that_cannot_be_written_is_as_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = private_lists.make(store, "Lista")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreUnavailableError):
        private_lists.rename(store, made.key, "Annat")
    monkeypatch.undo()
    assert private_lists.kept(store) == [made]
    assert not list(store.folder.glob("*.new"))


@given(names=some.lists(some.text(max_size=200), max_size=5), note=some.text(max_size=500))
@tried(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_whatever_is_written_is_read_as_it_was_said(
    store: Store, names: list[str], note: str
) -> None:
    file_of(store).unlink(missing_ok=True)
    project = ids(store, 1)
    made = []
    for name in names:
        try:
            one = private_lists.make(store, name, project)
        except InvalidValueError:
            continue
        private_lists.annotate(store, one.key, note, project[0])
        made.append(one.key)
    kept = private_lists.kept(store)
    assert [one.key for one in kept] == made
    assert private_lists.is_whole(store)
    assert len({one.projects for one in kept}) <= 1
