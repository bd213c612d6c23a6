"""Reading entries: one project with all around it, lists, history, findings."""

import re
from datetime import UTC, date, datetime
from functools import cached_property

from katalog_app.db import reading
from katalog_app.db.store import Connection, Store
from katalog_app.errors import UnknownKindError
from katalog_app.model.entries import (
    CatalogueSummary,
    Entry,
    EntrySummary,
    HistoryStep,
    ProjectPage,
    Reviewed,
)
from katalog_app.model.fields import FAMILY, EntryKind

_YEAR_IN_ADDRESS = re.compile(
    r"(?<!\d)(20[0-3]\d)(?:[-/](?:0[1-9]|1[0-2])(?!\d)|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d))"
)
GLOBAL_GOAL = "global-goal"


def entry(store: Store, wanted: str) -> Entry:
    """Return one entry by id or slug, deleted ones too.

    Raises:
        UnknownEntryError: There is none.
        AmbiguousSlugError: Several entries have the slug.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return reading.entry(connection, wanted)


def entries(store: Store, kind: str) -> list[EntrySummary]:
    """Return all entries of a kind that are not deleted, by title in Swedish order.

    A link is called by what it joins.

    Raises:
        UnknownKindError: There is no such kind.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    known = tuple(EntryKind)
    if kind not in known:
        raise UnknownKindError(kind, known)
    with store.reading() as connection:
        if kind == EntryKind.LINK:
            return _links(connection)
        return reading.entries(connection, kind)


def _links(connection: Connection) -> list[EntrySummary]:
    named = []
    for key, values in reading.values_of(connection, EntryKind.LINK).items():
        ends = [str(values.get("from", "")), str(values.get("to", ""))]
        found = reading.entries_by_id(connection, ends)
        titles = [found[end].title if end in found else end for end in ends]
        named.append(EntrySummary(key, None, " → ".join(titles)))
    return sorted(named, key=lambda link: (link.title.lower(), link.id))


def project_page(store: Store, wanted: str) -> ProjectPage:
    """Return all that the reading pane shows about a project.

    Raises:
        UnknownEntryError: There is no such entry.
        AmbiguousSlugError: Several entries have the slug.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return page_of(connection, reading.entry(connection, wanted), Places(connection))


class Places:
    """Where municipalities and global goals stand, read at most once for any number of projects."""

    def __init__(self, connection: Connection) -> None:
        """Read nothing yet."""
        self._connection = connection

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """Ids by name."""
        shown = reading.values_of(self._connection, EntryKind.MUNICIPALITY)
        return {str(values.get("name", "")): key for key, values in reversed(shown.items())}

    @cached_property
    def goals(self) -> dict[int, str]:
        """Ids of the nodes by number."""
        shown = reading.values_of(self._connection, EntryKind.NODE)
        return {
            number: key
            for key, values in shown.items()
            if values.get("node_kind") == GLOBAL_GOAL
            and isinstance(number := values.get("order"), int)
            and type(number) is int
        }


def page_of(connection: Connection, project: Entry, places: Places) -> ProjectPage:
    """Return a project with all around it."""
    linked = [project.text("contact_person"), project.text("contact")]
    around = reading.entries_by_id(connection, [*linked, *project.texts("framework")])
    municipality = places.municipalities.get(project.text("municipality"))
    return ProjectPage(
        project=project,
        municipality=reading.entry(connection, municipality) if municipality else None,
        person=around.get(linked[0]),
        contact=around.get(linked[1]),
        goals=_goals(connection, project, places),
        framework=tuple(around[k] for k in project.texts("framework") if k in around),
        reviewed=_reviewed(connection, project),
        source_year=source_year(project.texts("sources")),
        erased={
            one.id: reading.erased_fields(connection, one.id, one.kind)
            for one in (project, *around.values())
            if one.kind in (project.kind, EntryKind.PERSON, EntryKind.CONTACT)
        },
    )


def _goals(connection: Connection, project: Entry, places: Places) -> tuple[Entry, ...]:
    wanted = project.fields.get("global_goals")
    if not isinstance(wanted, list):
        return ()
    numbers = sorted(number for number in places.goals if number in wanted)
    return tuple(reading.entry(connection, places.goals[number]) for number in numbers)


def _reviewed(connection: Connection, project: Entry) -> Reviewed | None:
    try:
        on = date.fromisoformat(project.text("reviewed"))
    except ValueError:
        return None
    heads = project.heads["reviewed"]
    names = {s.change: s.author for s in reading.steps(connection, project.id)}
    return Reviewed(on, names[heads[-1]])


def source_year(sources: tuple[str, ...]) -> int | None:
    """Return the latest year that stands as part of a date in a source's address, or None.

    Only a year with a month after it counts: "2035" alone in an address is more often a vision
    than the date of the page.
    """
    years = [int(match) for source in sources for match in _YEAR_IN_ADDRESS.findall(source)]
    return max(years, default=None)


def history(store: Store, wanted: str) -> list[HistoryStep]:
    """Return every field of every change of an entry, ancestors first.

    Raises:
        UnknownEntryError: There is no such entry.
        AmbiguousSlugError: Several entries have the slug.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return reading.steps(connection, reading.found(connection, wanted)[0])


def catalogue_summary(store: Store) -> CatalogueSummary:
    """Return what the catalogue holds and from which edition.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        edition = reading.newest_edition(connection)
        family = {FAMILY} | {
            str(values.get("name"))
            for values in reading.values_of(connection, EntryKind.MUNICIPALITY).values()
            if values.get("family") is True
        }
        projects = reading.values_of(connection, EntryKind.PROJECT).values()
        return CatalogueSummary(
            edition=edition[1] if edition else "",
            edition_date=datetime.fromtimestamp(edition[2], UTC).date() if edition else None,
            counts=reading.count(connection),
            family_projects=sum(str(values.get("municipality")) in family for values in projects),
            own_changes=reading.own_changes(connection),
        )
