"""Tables in and out: loss-free, all or nothing, old tables make conflicts."""

import json
import os
from pathlib import Path

import pytest

from katalog_app import paths
from katalog_app.db.store import Store
from katalog_app.errors import TableFault, TableRefusedError, UnknownKindError, ValueFault
from katalog_app.services import editing, reading, safekeeping, tabulating
from katalog_app.services.opening import open_catalogue

SOURCES = paths.resource("edition")


def table(folder: Path, rows: object, name: str = "t.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    return path


def test_the_sources_load_into_an_empty_catalogue(empty_store: Store, tmp_path: Path) -> None:
    for name, number in (("helsingborg", 133), ("region", 95), ("sweden", 76)):
        path = SOURCES / f"projects-{name}.json"
        loaded = tabulating.load(empty_store, path)
        assert (loaded.created, loaded.existing, loaded.ignored_columns) == (number, [], ())
    nodes = json.loads((SOURCES / "framework.json").read_text("utf-8"))["nodes"]
    assert tabulating.load(empty_store, table(tmp_path, nodes), "node").created == 180
    assert reading.entry(empty_store, "prio-lika").fields["node_kind"] == "priority"
    assert safekeeping.check(empty_store) == []


def test_a_dump_comes_back_unchanged_and_rebuilds_an_empty_catalogue(
    store: Store, empty_store: Store, tmp_path: Path
) -> None:
    editing.delete(store, "aha-ii")
    before = safekeeping.digest(store)
    path = tmp_path / "all.json"
    assert tabulating.dump(store, path) == before.entries
    loaded = tabulating.load(store, path)
    assert (loaded.created, loaded.edited, loaded.unchanged) == (0, 0, before.entries)
    assert safekeeping.digest(store) == before
    assert tabulating.load(empty_store, path).created == before.entries
    assert safekeeping.digest(empty_store).digest == before.digest


def test_an_old_table_makes_a_conflict_never_an_overwrite(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    tabulating.dump(store, path, "project")
    rows = json.loads(path.read_text("utf-8"))
    editing.edit(store, "aha-ii", values={"what": "Nyare text"})
    for row in rows:
        if row["slug"] == "aha-ii":
            row["what"] = "Tabellens text"
    loaded = tabulating.load(store, table(tmp_path, rows), author="Anna")
    assert (loaded.edited, loaded.unchanged) == (1, 303)
    conflict = reading.entry(store, "aha-ii").conflicts["what"]
    assert {c.value for c in conflict} == {"Nyare text", "Tabellens text"}


def test_conflicts_are_named_in_a_dump_that_changes_nothing_when_it_comes_back(
    store: Store, empty_store: Store, tmp_path: Path
) -> None:
    heads = reading.entry(store, "aha-ii").heads
    for name, seen in heads.items():
        if name in ("what", "title"):
            editing.edit(store, "aha-ii", values={name: f"{name} 1"}, seen=seen)
            editing.edit(store, "aha-ii", values={name: f"{name} 2"}, seen=seen)
    path = tmp_path / "all.json"
    tabulating.dump(store, path, "municipality")
    old = next(row for row in json.loads(path.read_text("utf-8")) if row["slug"] == "bjuv")
    editing.edit(store, "bjuv", values={"code": "9999"})
    deletion = {name: old[name] for name in ("id", "kind", "seen")} | {"deleted": True}
    tabulating.load(store, table(tmp_path, [deletion]))
    before = safekeeping.digest(store)
    tabulating.dump(store, path)
    rows = json.loads(path.read_text("utf-8"))
    named = {row["slug"]: row["conflicts"] for row in rows if "conflicts" in row}
    assert named == {"aha-ii": ["title", "what"], "bjuv": ["deleted"]}
    loaded = tabulating.load(store, path)
    assert (loaded.edited, loaded.unchanged, loaded.ignored_columns) == (0, before.entries, ())
    assert safekeeping.digest(store) == before
    assert tabulating.load(empty_store, path).created == before.entries
    again = tmp_path / "again.json"
    tabulating.dump(empty_store, again)
    assert "conflicts" not in again.read_text("utf-8")


def test_a_row_that_settles_a_conflict_is_an_edit(store: Store, tmp_path: Path) -> None:
    seen = reading.entry(store, "aha-ii").heads["what"]
    for value in ("Ett", "Två"):
        editing.edit(store, "aha-ii", values={"what": value}, seen=seen)
    path = tmp_path / "p.json"
    tabulating.dump(store, path, "project")
    row = next(row for row in json.loads(path.read_text("utf-8")) if "conflicts" in row)
    other = {"Ett": "Två", "Två": "Ett"}[row["what"]]
    assert tabulating.load(store, table(tmp_path, [row | {"what": other}])).edited == 1
    entry = reading.entry(store, "aha-ii")
    assert entry.conflicts == {}
    assert entry.fields["what"] == other
    tabulating.dump(store, path)
    assert "conflicts" not in path.read_text("utf-8")


def test_without_seen_existing_entries_are_only_listed(store: Store, tmp_path: Path) -> None:
    path = table(tmp_path, [{"slug": "aha-ii", "title": "Bytt"}, {"title": "Ny"}])
    loaded = tabulating.load(store, path)
    assert (loaded.created, loaded.edited, len(loaded.existing)) == (1, 0, 1)
    assert reading.entry(store, "aha-ii").title != "Bytt"
    assert tabulating.load(
        store, table(tmp_path, [{"slug": "aha-ii", "title": "Bytt"}]), None, True
    ).edited
    assert reading.entry(store, "aha-ii").title == "Bytt"


def test_columns_that_are_missing_change_nothing_and_null_clears(
    store: Store, tmp_path: Path
) -> None:
    before = reading.entry(store, "aha-ii").fields
    tabulating.load(store, table(tmp_path, [{"slug": "aha-ii", "what": None}]), None, True)
    after = reading.entry(store, "aha-ii").fields
    assert {**after, "what": before["what"]} == before


def test_rows_may_name_each_other_by_slug(empty_store: Store, tmp_path: Path) -> None:
    rows = [
        {"id": "under", "kind": "vision", "title": "Under", "parent": "over"},
        {"id": "over", "kind": "vision", "title": "Över", "parent": None},
    ]
    tabulating.load(empty_store, table(tmp_path, rows))
    parent = reading.entry(empty_store, "under").fields["parent"]
    assert parent == reading.entry(empty_store, "over").id


def test_columns_no_field_answers_to_are_named(empty_store: Store, tmp_path: Path) -> None:
    loaded = tabulating.load(empty_store, table(tmp_path, [{"title": "A", "färgkod": 3}]))
    assert loaded.ignored_columns == ("färgkod",)


def test_every_bad_cell_is_named_and_nothing_is_taken_in(store: Store, tmp_path: Path) -> None:
    before = safekeeping.digest(store)
    rows = [
        {"title": "Bra"},
        {"title": "A", "status": "klart", "start_year": "i fjol", "global_goals": [99]},
        {"what": "utan namn"},
        {"title": 7, "sources": "ingen lista"},
        {"title": "B", "contact": "finns-inte", "reviewed": "2026-02-30"},
        {"title": "C", "slug": "samma"},
        {"title": "D", "slug": "samma"},
    ]
    with pytest.raises(TableRefusedError) as caught:
        tabulating.load(store, table(tmp_path, rows))
    assert caught.value.fault is TableFault.BAD_CELLS
    assert {(cell.row, cell.column) for cell in caught.value.cells} == {
        (2, "status"),
        (2, "period"),
        (2, "global_goals"),
        (3, "title"),
        (4, "title"),
        (4, "sources"),
        (5, "contact"),
        (5, "reviewed"),
        (7, "slug"),
    }
    assert caught.value.cells[-1].fault in set(ValueFault)
    assert safekeeping.digest(store) == before


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"[{", TableFault.NOT_JSON),
        (b'[{"title": NaN}]', TableFault.NOT_JSON),
        (b'[{"title": "A", "title": "B"}]', TableFault.NOT_JSON),
        (b"[" * 200_000, TableFault.NOT_JSON),
        (b"\xff\xfe[", TableFault.NOT_JSON),
        (b'{"title": "A"}', TableFault.NOT_A_TABLE),
        (b"[1, 2]", TableFault.NOT_A_TABLE),
        (b"PK\x03\x04", TableFault.OTHER_KIND),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    store: Store, tmp_path: Path, raw: bytes, fault: TableFault
) -> None:
    path = tmp_path / "t.json"
    path.write_bytes(raw)
    with pytest.raises(TableRefusedError) as caught:
        tabulating.load(store, path)
    assert caught.value.fault is fault


def test_files_that_cannot_be_read_or_written_are_named(store: Store, tmp_path: Path) -> None:
    for path, fault in (
        (tmp_path / "none.json", TableFault.UNREADABLE),
        (tmp_path, TableFault.UNREADABLE),
        (tmp_path / "t.xlsx", TableFault.UNREADABLE),
    ):
        with pytest.raises(TableRefusedError) as caught:
            tabulating.load(store, path)
        assert caught.value.fault is fault
    with pytest.raises(TableRefusedError) as caught:
        tabulating.dump(store, tmp_path / "no" / "such" / "t.json")
    assert caught.value.fault is TableFault.UNWRITABLE
    with pytest.raises(UnknownKindError):
        tabulating.dump(store, tmp_path / "t.json", "projekt")


def test_a_dump_that_fails_keeps_the_old_file(store: Store, tmp_path: Path, monkeypatch) -> None:
    path = table(tmp_path, ["old"])

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", fails)
    with pytest.raises(TableRefusedError):
        tabulating.dump(store, path)
    assert json.loads(path.read_text()) == ["old"]
    assert [p.name for p in tmp_path.glob(".*.new")] == []


def test_loading_into_a_new_folder_by_id_keeps_the_ids(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    tabulating.dump(store, path, "municipality")
    other = open_catalogue(tmp_path / "other", empty=True)
    tabulating.load(other, path)
    assert reading.entry(other, "bjuv").id == reading.entry(store, "bjuv").id
    other.close()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"id": 5, "title": "A"}, "id"),
        ({"kind": "projekt", "title": "A"}, "kind"),
        ({"kind": 7, "title": "A"}, "kind"),
        ({"title": "A", "period": "2021/", "start_year": 2020}, "period"),
        ({"title": "A", "contact": {"email": 0}}, "contact"),
        ({"title": "A", "contact": {"zzz": "x"}}, "contact"),
        ({"title": "A", "slug": "\ud800"}, "slug"),
        ({"id": "\ud800", "title": "A"}, "id"),
        ({"title": "A", "contact": "\ud800"}, "contact"),
        ({"title": "A", "framework": ["\ud800"]}, "framework"),
    ],
)
def test_a_cell_that_would_be_misread_is_refused(
    store: Store, tmp_path: Path, row: dict[str, object], column: str
) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps([{"title": "Bra"}, row]), "utf-8")
    with pytest.raises(TableRefusedError) as caught:
        tabulating.load(store, path)
    assert [(cell.row, cell.column) for cell in caught.value.cells] == [(2, column)]


def test_a_new_slug_in_a_dumped_table_is_an_edit(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    tabulating.dump(store, path, "project")
    rows = json.loads(path.read_text("utf-8"))
    rows[0]["slug"] = "nytt-kortnamn"
    assert tabulating.load(store, table(tmp_path, rows)).edited == 1
    assert reading.entry(store, "nytt-kortnamn").id == rows[0]["id"]


def test_a_row_that_edits_and_deletes_is_not_in_conflict_with_itself(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "p.json"
    tabulating.dump(store, path, "project")
    row = json.loads(path.read_text("utf-8"))[0] | {"what": "Nytt", "deleted": True}
    tabulating.load(store, table(tmp_path, [row]))
    entry = reading.entry(store, row["id"])
    assert entry.deleted
    assert entry.conflicts == {}


def test_slugs_made_and_given_in_one_table_do_not_meet(empty_store: Store, tmp_path: Path) -> None:
    rows = [{"title": "Foo"}, {"title": "y", "slug": "foo"}, {"title": "z", "slug": "a  b"}]
    tabulating.load(empty_store, table(tmp_path, rows))
    assert reading.entry(empty_store, "foo").title == "y"
    again = tabulating.load(empty_store, table(tmp_path, rows[2:]))
    assert (again.created, again.existing) == (0, ["z"])


def test_a_table_is_never_written_over_the_catalogue_or_a_device(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "link.json").symlink_to(store.path)
    for path in (store.path, store.folder / "new.json", tmp_path / "link.json", Path("/dev/null")):
        with pytest.raises(TableRefusedError) as caught:
            tabulating.dump(store, path)
        assert caught.value.fault is TableFault.UNWRITABLE
    assert safekeeping.check(store) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are a Unix thing")
def test_a_pipe_or_device_is_not_read(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path / "pipe.json", Path("/dev/zero")):
        with pytest.raises(TableRefusedError) as caught:
            tabulating.load(store, path)
        assert caught.value.fault is TableFault.UNREADABLE


def test_a_doubled_key_among_very_many_is_found_at_once(store: Store, tmp_path: Path) -> None:
    keys = ",".join(f'"k{number}": 1' for number in range(100_000))
    path = tmp_path / "t.json"
    path.write_text(f'[{{{keys}, "k99999": 2}}]', "utf-8")
    with pytest.raises(TableRefusedError) as caught:
        tabulating.load(store, path)
    assert "k99999" in caught.value.detail
