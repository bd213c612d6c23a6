"""A workbook to be filled in by people without the program: drop-down lists, and how it is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from katalog_app.exchange import grids, workbooks
from katalog_app.exchange.cells import Cell
from katalog_app.exchange.grids import Layout, WiderError
from katalog_app.exchange.workbooks import CHOICES, GUIDE, SHEETS, Formats
from katalog_app.model.fields import field_of
from katalog_app.texts import _

EMPTY_ROWS = 200
"""Rows with drop-down lists below the entries that stand there already."""
REQUIRED = " *"
"""Stands after the heading of what must be filled in."""
_LONGEST_HINT = 255
_GUIDE_WIDTHS = (26, 70, 50)


@dataclass(frozen=True)
class Choice:
    """What a drop-down list offers for a field."""

    values: tuple[str, ...]
    open: bool
    """Whether something else may be written."""


@dataclass(frozen=True)
class FillIn:
    """What a fill-in sheet has in it."""

    kind: str
    names: tuple[str, ...]
    """The fields, in the order of their columns."""
    rows: Sequence[Mapping[str, object]]
    """Entries that stand there already, as rows of a table."""
    choices: Mapping[str, Choice]
    """Drop-down lists by the name of the field."""
    hints: Mapping[str, str]
    """How a field is written, by its name."""
    guide: tuple[str, ...]
    """The lines of the sheet that says how it is done; the first is its heading."""
    refused: tuple[str, str]
    """Heading and text of what is said of a value that is not in the list."""
    table: tuple[str, str, str]
    """Headings of the guide's table: column, how it is written, what can be chosen."""


def write(path: Path, filling: FillIn) -> None:
    """Write a fill-in sheet over what is at `path`.

    Raises:
        OSError: It cannot be written.
    """
    layout = Layout(filling.kind, [*filling.names, "id", grids.SEEN])
    while True:
        try:
            lines = list(grids.lines(layout, filling.rows))
            break
        except WiderError:
            continue
    with workbooks.opened(path) as book:
        looks = workbooks.formats(book)
        _write_guide(book, filling)
        ranges = _write_choices(book, filling)
        _write_rows(book, looks, filling, layout, lines, ranges)


def heading(kind: str, column: str) -> str:
    """Return what a column is called: what people call the field, marked where it is required."""
    name, _bracket, further = column.partition(" (")
    described = field_of(kind, name)
    if described is None:
        return column
    mark = REQUIRED if described.required else ""
    return f"{described.label} ({further}" if further else f"{described.label}{mark}"


def _write_guide(book: xlsxwriter.Workbook, filling: FillIn) -> None:
    sheet = book.add_worksheet(GUIDE)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 16})
    strong = book.add_format({"bold": True, "bottom": 1})
    for at, wide in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(at, at, wide, wrapped)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    row = 0
    for row, line in enumerate(filling.guide):
        if row:
            sheet.merge_range(row, 0, row, 2, line, wrapped)
            sheet.set_row(row, 32)
        else:
            sheet.write_string(row, 0, line, title)
    row += 2
    for at, told in enumerate(filling.table):
        sheet.write_string(row, at, told, strong)
    for name in filling.names:
        row += 1
        choice = filling.choices.get(name)
        sheet.write_string(row, 0, heading(filling.kind, name), wrapped)
        sheet.write_string(row, 1, filling.hints.get(name, ""), wrapped)
        if choice is not None:
            sheet.write_string(row, 2, "\n".join(choice.values), wrapped)


def _write_choices(book: xlsxwriter.Workbook, filling: FillIn) -> dict[str, str]:
    """Write every list in a column of a hidden sheet; return where each stands.

    Rows are written in order, as the rows of a workbook that waits on disk must be.
    """
    sheet = book.add_worksheet(CHOICES)
    sheet.hide()
    lists = list(filling.choices.items())
    for row in range(max((len(choice.values) for _name, choice in lists), default=0)):
        for at, (_name, choice) in enumerate(lists):
            if row < len(choice.values):
                sheet.write_string(row, at, choice.values[row])
    return {
        name: f"={CHOICES}!${grids.letter(at)}$1:${grids.letter(at)}${len(choice.values)}"
        for at, (name, choice) in enumerate(lists)
    }


def _write_rows(
    book: xlsxwriter.Workbook,
    looks: Formats,
    filling: FillIn,
    layout: Layout,
    lines: Iterable[Sequence[Cell | None]],
    ranges: Mapping[str, str],
) -> None:
    sheet = book.add_worksheet(SHEETS[filling.kind])
    sheet.activate()
    sheet.freeze_panes(1, 1)
    columns = [one.partition(" (")[0] for one in layout.headings]
    for at, name in enumerate(columns):
        own = name in grids.OWN_COLUMNS
        look = looks.own if own else looks.text
        sheet.set_column(at, at, workbooks.width(filling.kind, name), look)
    for at, column in enumerate(layout.headings):
        sheet.write_string(0, at, heading(filling.kind, column), looks.heading)
        if column in workbooks.OWN_HINTS:
            sheet.write_comment(0, at, _(workbooks.OWN_HINTS[column]), {"x_scale": 1.6})
    workbooks.keep_digits(sheet)
    row = 0
    for row, line in enumerate(lines, 1):
        workbooks.write_line(sheet, looks, row, columns, line)
    last = row + EMPTY_ROWS
    for at, name in enumerate(columns):
        _offer(sheet, filling, at, name, last, ranges.get(name))


def _offer(
    sheet: Worksheet, filling: FillIn, at: int, name: str, last: int, source: str | None
) -> None:
    """Let the cells of a column offer what can be chosen, and say how they are written."""
    hint = filling.hints.get(name, "")[:_LONGEST_HINT]
    if source is None and not hint:
        return
    rule: dict[str, object] = {"validate": "any", "input_message": hint} if hint else {}
    if source is not None:
        choice = filling.choices[name]
        rule |= {"validate": "list", "source": source, "show_error": not choice.open}
        rule |= dict(zip(("error_title", "error_message"), filling.refused, strict=True))
    sheet.data_validation(1, at, last, at, rule)
