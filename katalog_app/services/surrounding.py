"""Entries that are no projects: what they say, how to reach them, which projects hang on them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from katalog_app.db import reading
from katalog_app.db.store import Connection, Store
from katalog_app.model.entries import Entry, EntrySummary
from katalog_app.model.fields import EXPECTATIONS, TRANSFORMATIONS, EntryKind
from katalog_app.model.query import Facet
from katalog_app.services import contacting
from katalog_app.services.contacting import ContactStep


@dataclass(frozen=True)
class Surroundings:
    """An entry that is no project, with what is around it."""

    entry: Entry
    way: ContactStep | None
    """How to reach it; None where it is nobody."""
    projects: tuple[EntrySummary, ...]
    """Projects that name it or are linked to it, by title."""
    narrows: tuple[Facet, str] | None
    """The value of a facet that shows its projects, None where there is none."""


def around(store: Store, wanted: str) -> Surroundings:
    """Return an entry with its projects; reads through all projects once.

    Raises:
        UnknownEntryError: There is no such entry.
        AmbiguousSlugError: Several entries have the slug.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        entry = reading.entry(connection, wanted)
        narrows = _narrows(entry)
        if narrows is not None and narrows[0] is Facet.MUNICIPALITY:
            named = json.dumps({"municipality": narrows[1]}, ensure_ascii=False)[1:-1]
            text = named.replace(": ", ":", 1)
            projects = reading.mentioning(connection, EntryKind.PROJECT, text)
            narrows = narrows if projects else None
        else:
            projects = _projects(connection, entry.id)
        return Surroundings(entry, contacting.way_in(entry), tuple(projects), narrows)


def _narrows(entry: Entry) -> tuple[Facet, str] | None:
    if entry.kind == EntryKind.MUNICIPALITY:
        return Facet.MUNICIPALITY, entry.title
    title = entry.title.lower()
    match entry.text("node_kind"):
        case "global-goal":
            return Facet.GOAL, str(entry.fields.get("order", ""))
        case "resident-expectation":
            return _one_of(Facet.EXPECTATION, title, EXPECTATIONS)
        case "transformation":
            return _one_of(Facet.TRANSFORMATION, title, TRANSFORMATIONS)
    return None


def _one_of(facet: Facet, title: str, values: Iterable[str]) -> tuple[Facet, str] | None:
    """Return the value that a title begins with, such as "grön transformation"."""
    return next(((facet, value) for value in values if title.startswith(value)), None)


def _projects(connection: Connection, key: str) -> list[EntrySummary]:
    """Return the projects that name an id in a field or are joined to it by a link."""
    found = {p.id: p for p in reading.mentioning(connection, EntryKind.PROJECT, key)}
    links = [link.id for link in reading.mentioning(connection, EntryKind.LINK, key)]
    for link in reading.entries_by_id(connection, links).values():
        ends = [end for end in (link.text("from"), link.text("to")) if end != key]
        for end in reading.entries_by_id(connection, ends).values():
            if end.kind == EntryKind.PROJECT and not end.deleted:
                found[end.id] = EntrySummary(end.id, end.slug, end.title)
    return sorted(found.values(), key=lambda project: project.title)
