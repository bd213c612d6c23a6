"""The words for tables that are refused, cell by cell."""

from katalog_app.errors import BadCell, TableFault, TableRefusedError
from katalog_app.messages import values
from katalog_app.messages.form import Message, quoted
from katalog_app.texts import N_, _, ngettext

MOST_CELLS = 200
"""Bad cells named one by one in one message; the rest are counted."""


def refused(error: TableRefusedError) -> Message:
    """Return the words for a table, with every bad cell on a line of its own."""
    text, unchanged, remedy = (_(part) for part in _TABLE[error.fault])
    places = {"file": quoted(error.path.name), "detail": _detail(error)}
    text = text.format(**places)
    if error.cells:
        named = [cell_words(cell) for cell in error.cells[:MOST_CELLS]]
        rest = len(error.cells) - len(named)
        if rest:
            more = ngettext("… och {count} cell till.", "… och {count} celler till.", rest)
            named.append(more.format(count=rest))
        text = "\n".join([text, *named])
    by_command = ""
    if error.fault is TableFault.ONE_KIND:
        by_command = _("Välj slag med --kind, eller skriv en fil som slutar på .xlsx eller .json.")
    elif error.fault is TableFault.SEVERAL_SHEETS:
        by_command = _("Läs in den utan --kind, eller dela upp bladen i var sin fil.")
    return Message(text, unchanged, remedy.format(**places), by_command)


def cell_words(cell: BadCell) -> str:
    """Return where a bad cell stands, what stands in it, and what to do about it."""
    reason = values.reason(cell.fault, cell.value)
    remedy = values.remedy(cell.fault, cell.allowed)
    return f"{cell_place(cell)}: {reason} {remedy}"


def cell_fault(cell: BadCell) -> str:
    """Return what stands in a bad cell, and what to do about it."""
    reason = values.reason(cell.fault, cell.value)
    return f"{reason[:1].upper()}{reason[1:]} {values.remedy(cell.fault, cell.allowed)}"


def cell_place(cell: BadCell) -> str:
    """Return where a cell stands: sheet, row and column, as the spreadsheet names them."""
    places = {
        "sheet": quoted(cell.sheet),
        "row": cell.row,
        "column": quoted(cell.column),
        "cell": cell.address,
    }
    if cell.sheet and cell.address:
        return _("Blad {sheet}, rad {row}, kolumn {column} ({cell})").format(**places)
    if cell.sheet:
        return _("Blad {sheet}, rad {row}, kolumn {column}").format(**places)
    if cell.address:
        return _("Rad {row}, kolumn {column} ({cell})").format(**places)
    return _("Rad {row}, kolumn {column}").format(**places)


def _detail(error: TableRefusedError) -> str:
    if error.limit:
        words = _LIMITS.get(error.detail, "{limit}")
        return _(words).format(limit=f"{error.limit:,}".replace(",", "\u00a0"))
    if error.fault is TableFault.OTHER_KIND:
        return _(_KINDS.get(error.detail, _KINDS["other"]))
    return quoted(error.detail)


_TABLE: dict[TableFault, tuple[str, str, str]] = {
    TableFault.UNREADABLE: (
        N_("Tabellen {file} går inte att läsa. ({detail})"),
        N_("Inget ur tabellen är inläst."),
        N_("Kontrollera att filen finns och är hel, och att inget annat program har den öppen."),
    ),
    TableFault.NOT_JSON: (
        N_("Filen {file} är inte giltig JSON. ({detail})"),
        N_("Inget ur filen är inläst."),
        N_("Spara filen på nytt som JSON: en lista med ett objekt för varje post."),
    ),
    TableFault.NOT_A_TABLE: (
        N_("Innehållet i {file} är ingen tabell med poster."),
        N_("Katalogen är oförändrad."),
        N_("Den ska ha en rad för varje post, och kolumner som heter som fälten."),
    ),
    TableFault.TOO_LARGE: (
        N_("Tabellen {file} är för stor. Gränsen är {detail}."),
        N_("Ingen rad är inläst."),
        N_("Dela upp den i flera filer."),
    ),
    TableFault.BAD_CELLS: (
        N_("Tabellen {file} har celler med fel."),
        N_("Ingen av raderna är inläst."),
        N_("Rätta cellerna och läs in tabellen igen."),
    ),
    TableFault.UNWRITABLE: (
        N_("Det går inte att skriva filen {file}. ({detail})"),
        N_("Det som stod i filen förut är kvar."),
        N_("Stäng filen i andra program, eller välj en annan plats."),
    ),
    TableFault.OTHER_KIND: (
        N_("Filen {file} är ingen sådan tabell som namnet säger. Den är {detail}."),
        N_("Inget ur den är inläst, och katalogen är som förut."),
        N_("Spara tabellen på nytt som Excel-arbetsbok (.xlsx) eller CSV UTF-8 (.csv)."),
    ),
    TableFault.DAMAGED: (
        N_("Tabellen {file} är skadad eller ofullständig. ({detail})"),
        N_("Inget ur den är inläst."),
        N_("Öppna den i ett kalkylprogram, spara den på nytt och försök igen."),
    ),
    TableFault.NOT_UTF8: (
        N_("Tabellen {file} är inte sparad som UTF-8. Det märks på rad {detail}."),
        N_("Inget ur den är inläst, så inga bokstäver har blivit fel."),
        N_("Spara den från Excel som CSV UTF-8, eller som Excel-arbetsbok (.xlsx)."),
    ),
    TableFault.EMPTY: (
        N_("Tabellen {file} är tom."),
        N_("Katalogen är som förut."),
        N_("Kontrollera att det är rätt fil, och att den sparades efter ifyllandet."),
    ),
    TableFault.UNKNOWN_SHEET: (
        N_("Arbetsboken {file} har flera blad, och namnen säger inte vad som är i {detail}."),
        N_("Inget blad är inläst."),
        N_("Kalla bladen Projekt, Kontakter eller Kommuner, eller ha ett enda blad i arbetsboken."),
    ),
    TableFault.SEVERAL_SHEETS: (
        N_("Arbetsboken {file} har flera ifyllda blad: {detail}. Bara ett slag skulle läsas in."),
        N_("Inget av bladen är inläst."),
        N_("Läs in alla slag, eller dela upp bladen i var sin fil."),
    ),
    TableFault.ONE_KIND: (
        N_("En csv-fil som {file} kan bara ha ett slags poster."),
        N_("Filen är inte skriven."),
        N_("Välj ett slag, eller skriv en Excel-arbetsbok (.xlsx)."),
    ),
}
"""Text, what was not changed, remedy; places: file, detail."""

_LIMITS = {
    "bytes": N_("{limit} byte"),
    "rows": N_("{limit} rader"),
    "columns": N_("{limit} kolumner"),
    "cells": N_("{limit} celler på ett blad"),
    "parts": N_("{limit} delar"),
}
_KINDS = {
    "json": N_("en JSON-fil"),
    "xlsx": N_("en Excel-arbetsbok"),
    "text": N_("en textfil"),
    "katalog": N_("ett bidrag eller en utgåva, som tas in i inkorgen"),
    "ods": N_("ett OpenDocument-kalkylblad"),
    "word": N_("ett Word-dokument"),
    "zip": N_("ett zip-arkiv"),
    "old-excel": N_("en äldre Excel-fil, eller en som är skyddad med lösenord"),
    "pdf": N_("ett pdf-dokument"),
    "other": N_("en fil av ett annat slag"),
}
"""What a file turned out to be, by `exchange.file_kinds`."""
