"""Tables as files of spreadsheets: what is written comes back as it was, and old ones conflict."""

from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.errors import TableFault, TableRefusedError
from katalog_app.model.fields import FIELDS
from katalog_app.services import editing, reading, safekeeping, tabulating
from tests.unit.table_files import change_cells, lines, sheets


class StopError(Exception):
    """Somebody has had enough."""


LONG_LIST = [f"nyckelord nummer {number} {'å' * 400}" for number in range(200)]


@pytest.fixture
def awkward(store: Store) -> Store:
    """The bundled catalogue with entries that are hard to keep in cells, and conflicts."""
    editing.create(store, "contact", {"role": "=1+1", "phone": "0421050000", "unit": "'+46"})
    editing.create(store, "contact", {"role": "Växel", "phone": "+46421050000"})
    editing.create(store, "person", {"name": "@SUM(A1)", "phone": "00046"})
    editing.create(store, "event", {"title": "-2", "time": {"starts": "2026-11-24T13:00"}})
    editing.create(store, "synonyms", {"words": ["a;b", "[c]", "=d"]})
    partners = [{"name": "Bolag (AB)"}, {"name": "A; B", "sector": "annan"}, {"name": "C"}]
    values = {"keywords": LONG_LIST, "partners": partners, "what": "Rad ett\n\n=2\tslut"}
    seen = reading.entry(store, "aha-ii").heads["what"]
    editing.edit(store, "aha-ii", values=values)
    editing.edit(store, "aha-ii", values={"what": "_x0041_ \ufffe _xFFFE_"}, seen=seen)
    editing.delete(store, "anhorigmote")
    return store


def test_a_workbook_of_the_whole_catalogue_changes_nothing_and_rebuilds_an_empty_one(
    awkward: Store, empty_store: Store, tmp_path: Path
) -> None:
    """The heads a table names are unknown to an empty catalogue; its fields and ids are not.

    The digest counts entries, fields and conflicts, so a conflict, which a table shows as one
    value, is settled first.
    """
    before = safekeeping.digest(awkward)
    path = tmp_path / "allt.xlsx"
    assert tabulating.dump(awkward, path) == before.entries
    loaded = tabulating.load(awkward, path)
    assert (loaded.created, loaded.edited, loaded.unchanged) == (0, 0, before.entries)
    assert loaded.ignored_columns == ()
    assert safekeeping.digest(awkward) == before
    shown = reading.entry(awkward, "aha-ii").fields["what"]
    editing.edit(awkward, "aha-ii", values={"what": f"{shown} och mer"})
    tabulating.dump(awkward, path)
    assert tabulating.load(empty_store, path).created == before.entries
    assert safekeeping.digest(empty_store).digest == safekeeping.digest(awkward).digest
    assert safekeeping.check(empty_store) == []


@pytest.mark.parametrize("named", [True, False], ids=["with-kind", "without-kind"])
def test_a_csv_of_each_kind_changes_nothing_and_rebuilds_an_empty_catalogue(
    awkward: Store, empty_store: Store, tmp_path: Path, named: bool
) -> None:
    editing.edit(awkward, "aha-ii", values={"what": "Avgjord"})
    before = safekeeping.digest(awkward)
    files = {kind: tmp_path / f"{kind}.csv" for kind in FIELDS}
    for kind, path in files.items():
        count = tabulating.dump(awkward, path, kind)
        loaded = tabulating.load(awkward, path, kind if named else None)
        assert (loaded.created, loaded.edited, loaded.unchanged) == (0, 0, count)
        tabulating.load(empty_store, path, kind if named else None)
    assert safekeeping.digest(awkward) == before
    assert safekeeping.digest(empty_store).digest == before.digest


def test_a_csv_is_as_swedish_excel_wants_it_and_runs_nothing(
    awkward: Store, tmp_path: Path
) -> None:
    path = tmp_path / "k.csv"
    tabulating.dump(awkward, path, "contact")
    table = lines(path)
    assert table[0][:3] == ["slug", "role", "unit"]
    assert table[0][-2:] == ["id", "seen"]
    assert b"\r\n" in path.read_bytes()
    roles = {line[1]: line for line in table}
    assert "'=1+1" in roles
    assert roles["'=1+1"][2] == "''+46"
    phones = {line[table[0].index("phone")] for line in table}
    assert {"'0421050000", "'+46421050000", "042-10 50 00"} <= phones
    for line in table:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)


def test_every_cell_of_a_workbook_is_text_save_for_the_order(
    awkward: Store, tmp_path: Path
) -> None:
    path = tmp_path / "allt.xlsx"
    tabulating.dump(awkward, path)
    found = sheets(path)
    assert list(found) == [
        "Projekt",
        "Kontakter",
        "Personer",
        "Kommuner",
        "Ramverk",
        "Samband",
        "Händelser",
        "Synonymer",
    ]
    for name, table in found.items():
        for column, heading in enumerate(table[0]):
            values = {type(line[column]) for line in table[1:] if line[column] != ""}
            assert values <= ({float} if (name, heading) == ("Ramverk", "order") else {str})
    codes = [line[found["Kommuner"][0].index("code")] for line in found["Kommuner"]]
    assert any(str(code).startswith("0") for code in codes)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_old_table_makes_a_conflict_never_an_overwrite(
    store: Store, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"p.{suffix}"
    tabulating.dump(store, path, "project")
    editing.edit(store, "aha-ii", values={"what": "Nyare text", "why": "Nyare skäl"})
    change_cells(path, "aha-ii", what="Tabellens text")
    seen = tabulating.load(store, path, author="Anna", only_look=True)
    assert [(one.conflicts, one.is_new) for one in seen.news] == [(("what",), False)]
    assert reading.entry(store, "aha-ii").conflicts == {}
    loaded = tabulating.load(store, path, author="Anna")
    assert (loaded.edited, loaded.unchanged) == (1, 303)
    found = reading.entry(store, "aha-ii").conflicts
    assert {one.value for one in found["what"]} == {"Nyare text", "Tabellens text"}


def test_a_csv_holds_one_kind(store: Store, tmp_path: Path) -> None:
    with pytest.raises(TableRefusedError) as caught:
        tabulating.dump(store, tmp_path / "allt.csv")
    assert caught.value.fault is TableFault.ONE_KIND
    assert list(tmp_path.glob("*.csv")) == []


def test_a_dump_can_be_stopped_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done > 100:
            raise StopError

    for name in ("t.xlsx", "t.csv"):
        with pytest.raises(StopError):
            tabulating.dump(store, tmp_path / name, "project", report=stop)
    assert told[0] == (0, 304)
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == []


def test_a_load_can_be_stopped_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("title\n" + "\n".join(f"Nytt {n}" for n in range(200)), "utf-8")
    before = safekeeping.digest(store)

    def stop(done: int, total: int) -> None:
        assert total == 200
        if done:
            raise StopError

    with pytest.raises(StopError):
        tabulating.load(store, path, report=stop)
    assert safekeeping.digest(store) == before
    assert tabulating.load(store, path).created == 200
