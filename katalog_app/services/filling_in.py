"""A fill-in sheet for people without the program: the projects of a place, and rows for new ones.

It comes back as any other table (`tabulating.load`): with what its maker saw, so that what has been
changed meanwhile becomes a conflict and nothing is written over.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from katalog_app.db import reading
from katalog_app.db.store import Store
from katalog_app.exchange import fill_in_sheets, tables
from katalog_app.exchange.cells import BETWEEN
from katalog_app.exchange.fill_in_sheets import Choice, FillIn
from katalog_app.model.fields import FAMILY, PROJECT, EntryKind, Field, FieldKind, field_of
from katalog_app.services import offering, tabulating
from katalog_app.texts import N_, _

ASKED = (
    "title",
    "municipality",
    "organisation",
    "status",
    "period",
    "what",
    "why",
    "how",
    "effects",
    "resident_involvement",
    "lessons",
    "partners",
    "expectations",
    "transformations",
    "global_goals",
    "technologies",
    "keywords",
    "sources",
    "reviewed",
)
"""Fields of a project that people can be asked for; the rest name other entries by id."""
HINTS = {
    "title": N_("Projektets namn. Måste fyllas i."),
    "municipality": N_("Kommunen som driver projektet. Välj i listan, eller skriv en annan."),
    "organisation": N_("Förvaltning, bolag eller enhet."),
    "status": N_("Välj i listan."),
    "period": N_("Första och sista år: 2021/2024. Pågår det än: 2021/."),
    "what": N_("Vad görs? Några meningar."),
    "why": N_("Varför görs det? Vilket behov svarar det mot?"),
    "how": N_("Hur går det till?"),
    "effects": N_("Vad har det lett till?"),
    "resident_involvement": N_("Hur har invånarna varit med?"),
    "lessons": N_("Vad har ni lärt er som andra har nytta av?"),
    "partners": N_("Ett semikolon mellan: Lunds universitet (akademi); Öresundskraft."),
    "expectations": N_("Välj i listan. Flera: semikolon mellan."),
    "transformations": N_("Välj i listan. Flera: semikolon mellan."),
    "global_goals": N_("Välj i listan. Flera: skriv talen med semikolon mellan, som 3; 11."),
    "technologies": N_("Semikolon mellan: sensorer; app."),
    "keywords": N_("Ord som andra kan tänkas söka på. Semikolon mellan."),
    "sources": N_("Webbadresser där man kan läsa mer. Semikolon mellan."),
    "reviewed": N_("Dagen då du gick igenom uppgifterna, som 2026-11-24."),
}


@dataclass(frozen=True)
class Place:
    """A municipality, and how many projects it has in the catalogue."""

    name: str
    projects: int


def places(store: Store) -> list[Place]:
    """Return the municipalities that have projects, in alphabetical order.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        said = reading.values_of(connection, EntryKind.PROJECT).values()
    counts = Counter(str(one["municipality"]) for one in said if one.get("municipality"))
    return [Place(*one) for one in sorted(counts.items(), key=lambda item: item[0].casefold())]


def write(store: Store, path: Path, municipality: str) -> int:
    """Write a fill-in sheet with the projects of a municipality; return how many.

    Args:
        path: An xlsx file; one that is there is replaced once the new one is whole.
        municipality: Its name, "" for a sheet without any projects.

    Raises:
        TableRefusedError: The file cannot be written; what was there before is still there.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    offered = offering.offers(store, EntryKind.PROJECT)
    with store.reading() as connection:
        known = reading.values_of(connection, EntryKind.PROJECT)
        wanted = [key for key, said in known.items() if said.get("municipality") == municipality]
        entries = reading.entries_by_id(connection, wanted if municipality else [])
    rows = [tabulating.row_of(one) for one in entries.values() if not one.deleted]
    filling = FillIn(
        kind=EntryKind.PROJECT,
        names=ASKED,
        rows=rows,
        choices=_choices(offered),
        hints={name: _(hint) for name, hint in HINTS.items()},
        guide=_guide(municipality, len(rows)),
        refused=(_("Finns inte i listan"), _("Välj ett av värdena i listan, eller töm cellen.")),
        table=(_("Kolumn"), _("Så skriver du"), _("Att välja på")),
    )
    with tables.replaced(path, apart_from=store.folder) as fresh:
        fill_in_sheets.write(fresh, filling)
    return len(rows)


def _choices(offered: offering.Offers) -> dict[str, Choice]:
    """Return the drop-down lists; of several choices every combination can be chosen."""
    found = {}
    for described in (one for one in PROJECT if one.name in ASKED):
        numbers = offered.numbers.get(described.name)
        if numbers:
            named = (f"{number}. {title}".replace(";", ",") for number, title in numbers.items())
            found[described.name] = Choice(tuple(named), open=True)
        elif described.kind is FieldKind.CHOICE:
            found[described.name] = Choice(described.choices, described.open_choices)
        elif described.kind is FieldKind.CHOICES:
            found[described.name] = Choice(_combined(described), open=True)
    known = offered.texts.get("municipality", ())
    found["municipality"] = Choice(tuple(sorted({*known, FAMILY}, key=str.casefold)), open=True)
    return found


def _combined(described: Field) -> tuple[str, ...]:
    sizes = range(1, len(described.choices) + 1)
    return tuple(
        BETWEEN.join(some) for size in sizes for some in combinations(described.choices, size)
    )


def _guide(municipality: str, projects: int) -> tuple[str, ...]:
    title = field_of(EntryKind.PROJECT, "title")
    name = title.label if title else ""
    there = _("Projekten i {municipality} står där redan: {count}.").format(
        municipality=municipality, count=projects
    )
    return (
        _("Så fyller du i"),
        _("Skriv i bladet Projekt, en rad för varje projekt. {there}")
        .format(there=there if projects else "")
        .strip(),
        _("Ändra det som inte stämmer, och skriv nya projekt på de tomma raderna längst ner."),
        _("{name} måste fyllas i. Det andra får vara tomt om du inte vet.").format(name=name),
        _("Där du kan välja i en lista syns en pil när du ställer dig i cellen."),
        _(
            "Rör inte de grå kolumnerna längst till höger. De säger vad du såg när du skrev, så "
            "att ingen annans ändring skrivs över."
        ),
        _(
            "Skriv inga formler och sammanfoga inga celler. Ta inte bort en rad för att ta bort "
            "ett projekt: säg i stället till den som skickade bladet."
        ),
        _("Spara bladet och skicka tillbaka det. Inget ändras i katalogen förrän det är inläst."),
    )
