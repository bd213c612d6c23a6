"""A fill-in sheet: drop-down lists, an explanation, and back as new entries and edits."""

import zipfile
from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.errors import TableFault, TableRefusedError, ValueFault
from katalog_app.exchange import workbook_parts
from katalog_app.services import editing, filling_in, reading, safekeeping, tabulating
from tests.unit.table_files import sheets, workbook


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def test_the_sheet_offers_what_can_be_chosen_and_explains_every_column(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "blad.xlsx"
    assert filling_in.write(store, path, "Bjuv") == 9
    found = sheets(path)
    assert list(found) == ["Så fyller du i", "Val", "Projekt"]
    headings = found["Projekt"][0]
    assert headings[:4] == ["Namn *", "Kommun", "Organisation", "Status"]
    assert headings[-2:] == ["id", "seen"]
    guide = [line[0] for line in found["Så fyller du i"]]
    assert set(headings[:-2]) <= set(guide)
    assert all(line[1] for line in found["Så fyller du i"][-19:])
    lists = [[cell for cell in column if cell] for column in zip(*found["Val"], strict=True)]
    assert ["idé", "pågående", "avslutat", "i drift", "okänd"] in lists
    assert any("social; teknologisk" in one for one in lists)
    assert any(str(one[0]).startswith("1. ") and len(one) == 17 for one in lists)
    assert any({"Bjuv", "Familjen Helsingborg", "Åstorp"} <= set(one) for one in lists)
    xml = part(path, "xl/worksheets/sheet3.xml")
    assert xml.count('type="list"') == len(lists) == 5
    assert 'sqref="D2:D210"' in xml
    assert 'state="hidden"' in part(path, "xl/workbook.xml")
    assert [one.found for one in workbook_parts.looked_through(path)][1:] == [[], []]


def test_an_untouched_sheet_changes_nothing(store: Store, tmp_path: Path) -> None:
    before = safekeeping.digest(store)
    path = tmp_path / "blad.xlsx"
    for place in filling_in.places(store):
        assert filling_in.write(store, path, place.name) == place.projects
        loaded = tabulating.load(store, path)
        assert (loaded.created, loaded.edited, loaded.unchanged) == (0, 0, place.projects)
    assert filling_in.write(store, path, "") == 0
    assert tabulating.load(store, path).created == 0
    assert safekeeping.digest(store) == before
    assert sum(place.projects for place in filling_in.places(store)) == 304


def test_what_is_filled_in_becomes_edits_and_new_projects_by_its_author(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "blad.xlsx"
    filling_in.write(store, path, "Bjuv")
    tables = sheets(path)
    table = tables["Projekt"]
    row, key = table[1], table[1][-2]
    untouched = dict(reading.entry(store, key).fields)
    row[table[0].index("Status")] = "i drift"
    row[table[0].index("Invånarnas förväntan")] = "kollektivitet; trygghet"
    table.append(["Nytt", "Bjuv", *[""] * (len(row) - 2)])
    workbook(path, tables)
    editing.edit(store, key, values={"status": "avslutat"}, author="Sara")
    loaded = tabulating.load(store, path, author="Anna Ek")
    assert (loaded.created, loaded.edited, loaded.unchanged) == (1, 1, 8)
    entry = reading.entry(store, key)
    assert {one.value for one in entry.conflicts["status"]} == {"avslutat", "i drift"}
    assert {one.author for one in entry.conflicts["status"]} == {"Sara", "Anna Ek"}
    assert set(entry.texts("expectations")) == {"kollektivitet", "trygghet"}
    for name in set(untouched) - {"status", "expectations"}:
        assert entry.fields[name] == untouched[name]
    assert reading.entry(store, "nytt-bjuv").title == "Nytt"


def test_a_fault_is_named_by_the_heading_one_sees(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "blad.xlsx"
    filling_in.write(store, path, "")
    tables = sheets(path)
    line = [""] * len(tables["Projekt"][0])
    line[1:5] = ["Bjuv", "", "klart", "i fjol"]
    tables["Projekt"].append(line)
    workbook(path, tables)
    with pytest.raises(TableRefusedError) as caught:
        tabulating.load(store, path)
    found = [(one.sheet, one.address, one.column, one.fault) for one in caught.value.cells]
    assert found == [
        ("Projekt", "D2", "Status", ValueFault.NOT_A_CHOICE),
        ("Projekt", "E2", "Period", ValueFault.BAD_PERIOD),
        ("Projekt", "A2", "Namn", ValueFault.REQUIRED),
    ]


def test_a_deleted_project_is_left_out_and_a_sheet_is_never_written_over_the_catalogue(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "blad.xlsx"
    filling_in.write(store, path, "Bjuv")
    editing.delete(store, sheets(path)["Projekt"][1][-2])
    assert filling_in.write(store, path, "Bjuv") == 8
    with pytest.raises(TableRefusedError) as caught:
        filling_in.write(store, store.folder / "blad.xlsx", "Bjuv")
    assert caught.value.fault is TableFault.UNWRITABLE
