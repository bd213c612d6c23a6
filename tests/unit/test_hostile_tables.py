"""Hostile and clumsy tables: named and refused, and nothing is changed."""

import datetime
import random
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from katalog_app import messages
from katalog_app.db.store import Store
from katalog_app.errors import BadCell, TableFault, TableRefusedError, ValueFault
from katalog_app.exchange import workbook_parts
from katalog_app.services import reading, safekeeping, tabulating
from tests.unit.table_files import workbook

TITLES = [["title"], ["Nytt"]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
Make = Callable[[Path], Path]


def package(path: Path, rows: str, *, head: str = "", more: dict[str, bytes] | None = None) -> Path:
    """Write a workbook by hand: one sheet of this XML, and more parts."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="Projekt" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}'
        "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for name, raw in (more or {}).items():
            archive.writestr(name, raw)
    return path


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADINGS = f'<row r="1">{cell("A1", "title")}</row>'


def refused(store: Store, path: Path, **how) -> TableRefusedError:
    """Return why a table is refused; nothing may have changed."""
    before = safekeeping.digest(store)
    with pytest.raises(TableRefusedError) as caught:
        tabulating.load(store, path, **how)
    assert safekeeping.digest(store) == before
    assert messages.message(caught.value).remedy
    return caught.value


def places(error: TableRefusedError) -> list[tuple[str, int, str, str, ValueFault]]:
    assert error.fault is TableFault.BAD_CELLS
    return [(one.sheet, one.row, one.column, one.address, one.fault) for one in error.cells]


def test_formulas_errors_and_merged_cells_are_named(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Projekt")
        sheet.write_row(0, 0, ["title", "what", "why"])
        sheet.write_row(1, 0, ["Nytt", "a", "b"])
        sheet.write_formula(1, 1, '=HYPERLINK("http://x","a")', None, "a")
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
        sheet.merge_range(4, 0, 5, 1, "Tre")
    error = refused(store, path)
    assert places(error) == [
        ("Projekt", 2, "what", "B2", ValueFault.FORMULA),
        ("Projekt", 3, "why", "C3", ValueFault.ERROR_VALUE),
        ("Projekt", 3, "why", "C3", ValueFault.FORMULA),
        ("Projekt", 5, "title", "A5", ValueFault.MERGED),
    ]
    told = messages.message(error).text
    assert 'Blad Projekt, rad 2, kolumn what (B2): cellen har en formel, ”=HYPERLINK("http' in told
    assert "Blad Projekt, rad 5, kolumn title (A5): cellerna A5:B6 är sammanfogade." in told


def test_every_cell_of_a_wrong_type_is_named(store: Store, tmp_path: Path) -> None:
    day = datetime.date(2026, 11, 24)
    headings = ["title", "status", "global_goals", "reviewed", "period", "organisation", "what"]
    rows = [
        headings,
        ["Bra", "idé", 3, day, 2021, "2030", "Text"],
        ["A", "klart", "3; hav", "2026-02-30", day, True, 1.5],
        ["B", 5, 99, 3, "2024/2021", 7, datetime.time(10, 0)],
    ]
    error = refused(store, workbook(tmp_path / "t.xlsx", {"Blad1": rows}))
    found = {(one.row, one.column): one for one in error.cells}
    assert set(found) == {(row, name) for row in (3, 4) for name in headings[1:]}
    assert found[3, "status"] == BadCell(
        3,
        "status",
        ValueFault.NOT_A_CHOICE,
        "klart",
        ("idé", "pågående", "avslutat", "i drift", "okänd"),
        "Blad1",
        "B3",
    )
    assert found[3, "organisation"].value == "SANT"
    assert found[3, "what"].value == "1,5"
    del rows[2:]
    tabulating.load(store, workbook(tmp_path / "t.xlsx", {"Blad1": rows}))
    made = reading.entry(store, "bra").fields
    wanted = ("idé", [3], "2026-11-24", "2021/", "2030", "Text")
    assert tuple(made[name] for name in headings[1:]) == wanted


def test_a_telephone_number_that_has_become_a_number_is_refused(
    store: Store, tmp_path: Path
) -> None:
    rows = [["role", "phone"], ["Växel", 46421050000.0], ["Rätt", "0421050000"]]
    error = refused(store, workbook(tmp_path / "t.xlsx", {"Kontakter": rows}))
    assert places(error) == [("Kontakter", 2, "phone", "B2", ValueFault.NUMBER_FOR_TEXT)]
    assert error.cells[0].value == "46421050000"


def test_sheets_nobody_knows_are_named_and_one_alone_may_be_called_anything(
    store: Store, tmp_path: Path
) -> None:
    two = {"Blad1": TITLES, "Blad2": TITLES}
    error = refused(store, workbook(tmp_path / "t.xlsx", two))
    assert (error.fault, error.detail) == (TableFault.UNKNOWN_SHEET, "Blad1, Blad2")
    error = refused(store, workbook(tmp_path / "t.xlsx", {"Projekt": TITLES, "Blad2": TITLES}))
    assert (error.fault, error.detail) == (TableFault.UNKNOWN_SHEET, "Blad2")
    both = {"Projekt": TITLES, "Kontakter": [["role"], ["Växel"]]}
    error = refused(store, workbook(tmp_path / "t.xlsx", both), kind="project")
    assert (error.fault, error.detail) == (TableFault.SEVERAL_SHEETS, "Projekt, Kontakter")
    assert tabulating.load(store, tmp_path / "t.xlsx").created == 2
    workbook(tmp_path / "t.xlsx", {"Blad1": TITLES, "Blad2": []})
    assert tabulating.load(store, tmp_path / "t.xlsx").created == 1


def test_an_empty_sheet_is_refused_and_one_of_headings_alone_brings_nothing(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "t.xlsx"
    assert refused(store, workbook(path, {"Blad1": []})).fault is TableFault.EMPTY
    assert refused(store, workbook(path, {"Blad1": [["", " "]]})).fault is TableFault.NOT_A_TABLE
    assert refused(store, workbook(path, {"A": [["x", "y"], [1, 2]]})).fault is (
        TableFault.NOT_A_TABLE
    )
    assert tabulating.load(store, workbook(path, {"Blad1": [["title"]]})).created == 0
    csv_file = tmp_path / "t.csv"
    for raw in (b"", b"\xef\xbb\xbf\r\n;;\r\n"):
        csv_file.write_bytes(raw)
        assert refused(store, csv_file).fault is TableFault.EMPTY


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_ids_that_stand_twice_are_named(store: Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t.{suffix}"
    key = "ab" * 16
    rows = [["id", "title"], [key, "Ett"], ["", "Två"], [key, "Tre"]]
    if suffix == "xlsx":
        workbook(path, {"Projekt": rows})
    else:
        path.write_text("\n".join(";".join(row) for row in rows), "utf-8")
    error = refused(store, path)
    assert [one[1:] for one in places(error)] == [(4, "id", "A4", ValueFault.DUPLICATE)]


def test_headings_that_stand_twice_and_cells_beside_them_are_named(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("title;what;title\nEtt;a;b", "utf-8")
    assert places(refused(store, path)) == [("", 1, "title", "C1", ValueFault.DOUBLE_COLUMN)]
    path.write_text("title;;what\nEtt;x;a;y\nTvå", "utf-8")
    assert places(refused(store, path)) == [
        ("", 2, "B", "B2", ValueFault.NO_COLUMN),
        ("", 2, "D", "D2", ValueFault.NO_COLUMN),
    ]


def test_more_rows_than_a_sheet_has_are_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("title\n" + "x\n" * 1_048_576, "utf-8")
    began = time.monotonic()
    error = refused(store, path)
    assert (error.fault, error.detail, error.limit) == (TableFault.TOO_LARGE, "rows", 1_048_576)
    assert "1\u00a0048\u00a0576 rader" in messages.message(error).text
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_048_578))
    error = refused(store, package(tmp_path / "t.xlsx", rows))
    assert (error.fault, error.detail, error.limit) == (TableFault.TOO_LARGE, "rows", 1_048_576)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ90000", "BZZ2"])
def test_a_cell_far_away_that_would_take_all_memory_is_refused(
    store: Store, tmp_path: Path, place: str
) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'{HEADINGS}<row r="{row}"><c r="{place}"><v>1</v></c></row>'
    assert refused(store, package(tmp_path / "t.xlsx", rows)).fault is TableFault.TOO_LARGE


def test_a_bomb_is_refused_whatever_its_directory_says(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_parts, "MOST_UNPACKED", 5_000_000)
    bomb = {"xl/sharedStrings.xml": b" " * 6_000_000}
    path = package(tmp_path / "t.xlsx", HEADINGS, more=bomb)
    assert refused(store, path).fault is TableFault.TOO_LARGE
    raw = path.read_bytes()
    size = struct.pack("<I", 6_000_000)
    assert raw.count(size) == 2
    path.write_bytes(raw.replace(size, struct.pack("<I", 60)))
    assert refused(store, path).fault in (TableFault.TOO_LARGE, TableFault.DAMAGED)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<?xml version="1.0" encoding="latin-7"?>',
    ],
)
def test_entities_and_unknown_encodings_are_refused(
    store: Store, tmp_path: Path, head: str
) -> None:
    path = package(tmp_path / "t.xlsx", HEADINGS, head=head)
    assert refused(store, path).fault is TableFault.DAMAGED


@pytest.mark.parametrize(
    "rows",
    [
        "<row",
        "</row>",
        '<row r="x"/>',
        '<row r="1"><c r="B9"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
    ],
)
def test_broken_xml_is_refused(store: Store, tmp_path: Path, rows: str) -> None:
    assert refused(store, package(tmp_path / "t.xlsx", rows)).fault is TableFault.DAMAGED


KINDS: dict[str, tuple[str, Make]] = {
    "katalog": ("t.csv", lambda path: _written(path, b"katalog 1 0\n\x1f\x8b")),
    "json": ("t.xlsx", lambda path: _written(path, b'[{"title": "A"}]')),
    "text": ("t.xlsx", lambda path: _written(path, b"title;what\nA;B\n")),
    "xlsx": (
        "t.csv",
        lambda path: workbook(path.with_suffix(".xlsx"), {"A": TITLES}).replace(path),
    ),
    "ods": ("t.xlsx", lambda path: _zipped(path, "content.xml")),
    "word": ("t.xlsx", lambda path: _zipped(path, "word/document.xml")),
    "zip": ("t.xlsx", lambda path: _zipped(path, "bidrag.katalog")),
    "old-excel": ("t.xlsx", lambda path: _written(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    "pdf": ("t.csv", lambda path: _written(path, b"%PDF-1.7\n")),
    "other": ("t.xlsx", lambda path: _written(path, b"\x89PNG\r\n\x1a\n\x00\x00")),
}


def _written(path: Path, raw: bytes) -> Path:
    path.write_bytes(raw)
    return path


def _zipped(path: Path, name: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_renamed_file_of_another_kind_is_named(store: Store, tmp_path: Path, kind: str) -> None:
    name, make = KINDS[kind]
    make(tmp_path / name)
    error = refused(store, tmp_path / name)
    assert (error.fault, error.detail) == (TableFault.OTHER_KIND, kind)
    assert "Den är e" in messages.message(error).text


@pytest.mark.parametrize(
    ("raw", "fault", "detail"),
    [
        ("title;what\nEtt;Tva\nÅÄÖ;x".encode("cp1252"), TableFault.NOT_UTF8, "3"),
        ("title;what\nÅ".encode("utf-16"), TableFault.NOT_UTF8, "1"),
        (b'title;what\nA;B\nA;"slutar aldrig', TableFault.DAMAGED, "3"),
        (b'title;what\nA;"x"y', TableFault.DAMAGED, "2"),
        (b"just some words\nand more", TableFault.NOT_A_TABLE, ""),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused(
    store: Store, tmp_path: Path, raw: bytes, fault: TableFault, detail: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(raw)
    error = refused(store, path)
    assert (error.fault, error.detail) == (fault, detail)


def test_damaged_workbooks_are_refused_or_say_the_same(store: Store, tmp_path: Path) -> None:
    """A zip has bytes that say nothing, such as dates, so some damage is no damage."""
    path = tmp_path / "t.xlsx"
    tabulating.dump(store, path, "event")
    tabulating.dump(store, path, "municipality")
    whole = path.read_bytes()
    drawn = random.Random(20261124)
    refusals = 0
    before = safekeeping.digest(store)
    for number in range(120):
        raw = bytearray(whole)
        if number % 2:
            raw = raw[: drawn.randrange(len(raw))]
        else:
            at = drawn.randrange(len(raw))
            raw[at] ^= 1 << drawn.randrange(8)
        path.write_bytes(raw)
        try:
            loaded = tabulating.load(store, path)
        except TableRefusedError:
            refusals += 1
        else:
            assert (loaded.created, loaded.edited) == (0, 0)
    assert safekeeping.digest(store) == before
    assert refusals > 100


def test_other_separators_swedish_headings_and_windows_line_ends_are_read(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    text = (
        'Namn *\tKommun\tNyckelord\tSamarbetspartner\tstart_year\r\nEtt\tBjuv\t"a\nb;c"\tX (stat)'
    )
    path.write_bytes(f"{text}\t2020\r\n".encode())
    assert tabulating.load(store, path).created == 1
    made = reading.entry(store, "ett-bjuv").fields
    assert made["keywords"] == ["a", "b", "c"]
    assert made["partners"] == [{"name": "X", "sector": "stat"}]
    assert made["period"] == "2020/"
    path.write_text("slug,title,deleted\nett-bjuv,Ett,kanske", "utf-8")
    assert places(refused(store, path)) == [("", 2, "deleted", "C2", ValueFault.WRONG_TYPE)]
