"""What stands in a cell comes back exactly, whatever it is."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katalog_app.errors import InvalidValueError
from katalog_app.exchange import cells, csv_files, grids, tables, workbooks
from katalog_app.exchange.tables import KindRows
from katalog_app.model import values
from katalog_app.model.fields import FIELDS, EntryKind, Field, FieldKind, field_of

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
NEAR = st.text(st.sampled_from("=+-@'\t\n;,\"[]{}() _xFE05a0:1åÅ\ufffe\u2028😀"), max_size=30)
TEXT = st.one_of(ANY, NEAR)


def stored(field: Field, value: object) -> object:
    """Return a value as the catalogue would hold it, None where it would not."""
    try:
        return values.check(field, value)
    except InvalidValueError:
        return None


def of_kind(field: Field) -> st.SearchStrategy[object]:
    """Return values of a field, sensible and not."""
    match field.kind:
        case FieldKind.TEXTS:
            raw: st.SearchStrategy[object] = st.lists(TEXT, max_size=5)
        case FieldKind.RECORDS:
            part = st.fixed_dictionaries({"name": TEXT}, optional={"sector": TEXT})
            raw = st.lists(part, max_size=4)
        case FieldKind.CHOICES:
            raw = st.lists(st.sampled_from(field.choices), max_size=3)
        case FieldKind.CHOICE:
            raw = st.sampled_from(field.choices)
        case FieldKind.NUMBERS:
            raw = st.lists(st.integers(field.least, field.most), max_size=5)
        case FieldKind.NUMBER:
            raw = st.integers(field.least, field.most)
        case FieldKind.FLAG:
            raw = st.booleans()
        case FieldKind.DATE:
            raw = st.dates().map(str)
        case FieldKind.PERIOD:
            raw = st.sampled_from(["2021/2024", "2021/", "/2024", "2021-05-01/2022-01-01"])
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            raw = TEXT
        case _:
            raw = st.none()
    return raw.map(partial(stored, field))


@given(st.data())
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("kind", [EntryKind.PROJECT, EntryKind.NODE, EntryKind.MUNICIPALITY])
def test_any_value_survives_a_workbook_and_a_csv(kind: EntryKind, data: st.DataObject) -> None:
    one = st.fixed_dictionaries({field.name: of_kind(field) for field in FIELDS[kind]})
    rows = data.draw(st.lists(one, min_size=1, max_size=4))
    for number, row in enumerate(rows):
        row |= {"id": f"{number:032x}", "kind": kind.value, "seen": ["ab" * 32]}
    with TemporaryDirectory() as folder:
        for name in ("t.xlsx", "t.csv"):
            path = Path(folder, name)
            part = KindRows(kind, lambda: iter(rows))
            tables.write(path, [part], apart_from=Path(folder, "elsewhere"))
            read = tables.read(path)
            assert [row.bad for row in read] == [()] * len(rows)
            for said, back in zip(rows, read, strict=True):
                for field in FIELDS[kind]:
                    value = back.values[field.name]
                    linked = field.links_to is not None
                    assert (value if linked else stored(field, value)) == said[field.name]
                assert (back.values["id"], back.values["seen"]) == (said["id"], "ab" * 32)


@given(TEXT)
def test_a_neutral_text_begins_harmlessly_and_comes_back(text: str) -> None:
    shown = csv_files.neutral(text)
    assert csv_files.plain(shown) == text
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(st.sampled_from("a😀\n"), max_size=70), st.integers(1, 9))
def test_a_text_goes_on_in_as_many_cells_as_it_needs(text: str, room: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grids, "ROOM", room + 1)
        layout = grids.Layout("project")
        row = {"what": text or None, "title": "T"}
        line = layout.cells(row) or layout.cells(row)
        assert line is not None
        for cell in line:
            assert len(str(cell or "").encode("utf-16-le")) // 2 <= room + 1
        read = list(grids.rows(enumerate([layout.headings, line], 1), None))
        assert read[0].values["what"] == (text if text.strip() else None)


def test_lists_stand_as_people_write_them_and_as_json_where_that_would_not_come_back() -> None:
    keywords, partners = field_of("project", "keywords"), field_of("project", "partners")
    goals, framework = field_of("project", "global_goals"), field_of("project", "framework")
    assert cells.written(keywords, ["a", "b c"]) == "a; b c"
    assert cells.written(keywords, ["a;b"]) == '["a;b"]'
    assert cells.written(goals, [3, 8]) == "3; 8"
    assert cells.written(framework, ["ab" * 16, "cd" * 16]) == f"{'ab' * 16}; {'cd' * 16}"
    said = [{"name": "Lunds universitet", "sector": "akademi"}, {"name": "Öresundskraft"}]
    assert cells.written(partners, said) == "Lunds universitet (akademi); Öresundskraft"
    assert cells.written(partners, [{"name": "Bolag (AB)"}]) == '[{"name": "Bolag (AB)"}]'


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    assert [grids.letter(at) for at in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_every_kind_has_a_sheet_and_its_headings_can_be_told_apart() -> None:
    assert list(workbooks.SHEETS) == list(FIELDS)
    assert len(set(workbooks.SHEETS.values())) == len(FIELDS)
    for fields in FIELDS.values():
        labels = {field.label.casefold(): field.name for field in fields}
        names = {field.name for field in fields} | set(grids.OWN_COLUMNS)
        assert len(labels) == len(fields)
        assert all(labels[label] == label for label in labels.keys() & names)
