"""Table files as another program reads and writes them."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Return the cells of every sheet of a workbook."""
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }


def workbook(path: Path, tables: Mapping[str, Sequence[Any]]) -> Path:
    """Write cells as they are, each of the kind Excel would make of it."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(table):
                for column, cell in enumerate(line):
                    if isinstance(cell, str) and not cell.startswith("{="):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return path


def lines(path: Path) -> list[list[Any]]:
    """Return the cells of a csv file as Swedish Excel reads it."""
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True), delimiter=";"))


def change_cells(path: Path, slug: str, **cells: object) -> None:
    """Write other values in the row of a slug, and save the file as a spreadsheet does."""
    tables = sheets(path) if path.suffix == ".xlsx" else {"": lines(path)}
    for table in tables.values():
        at = table[0].index("slug") if "slug" in table[0] else None
        for line in table[1:]:
            if at is not None and line[at] == slug:
                for name, cell in cells.items():
                    line[table[0].index(name)] = cell
    if path.suffix == ".xlsx":
        workbook(path, tables)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(tables[""])
