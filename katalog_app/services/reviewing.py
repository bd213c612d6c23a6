"""Findings: what a person should look at, never a reason to refuse anything."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from katalog_app.db import holdings, reading
from katalog_app.db.store import Connection, Store
from katalog_app.model import pictures
from katalog_app.model.duplicates import Pair, pair
from katalog_app.model.entries import Finding
from katalog_app.model.fields import FAMILY, FIELDS, SLUG, EntryKind, FieldKind
from katalog_app.model.values import title as values_title
from katalog_app.services import pairing, picturing

UNKNOWN_MUNICIPALITY = "unknown-municipality"
UNKNOWN_ORGANISATION = "unknown-organisation"
UNKNOWN_PARTNER = "unknown-partner"
DANGLING_LINK = "dangling-link"
DOUBLE_SLUG = "double-slug"
DOUBLE_TITLE = "double-title"
POSSIBLE_DUPLICATE = "possible-duplicate"
"""Two entries that may be the same thing; the text is what they are called."""
MISSING_FACT = "missing-fact"
"""Without it nobody can use the entry: a required field, why a project was done, a way in."""
STALE = "stale"
"""Nobody has confirmed the project for a long time, or ever; the text is "never" or the year."""
CIRCLE = "circle"
"""Headings of the framework that lie under each other."""
ERASURE_REQUEST = "erasure-request"
"""Somebody who is no coordinator asks for values to be erased; the text is reason and decision."""
MISSING_IMAGE = "missing-image"
"""A project names a picture whose bytes are not here; the text is its description."""
STALE_YEARS = 2
NEVER = "never"
WANTED = ("what", "why", "sources")
"""What every project should tell, besides what is required."""
All = Mapping[EntryKind, Mapping[str, Mapping[str, object]]]


def findings(store: Store) -> list[Finding]:
    """Return what should be looked at, by kind and text; each name once with all its entries.

    The text is the name, slug or field in question. Names absent from the catalogue are kept as
    text where they stand. Pairs that somebody has said something of are no possible duplicates any
    more; a short name on several entries stays a finding, as it names none of them.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        values = {kind: reading.values_of(connection, kind) for kind in EntryKind}
        decided = pairing.decisions(connection).keys()
        found = _gathered(
            [
                *_unknown_names(values),
                *_doubles(values, decided),
                *_suspects(store, connection, values, decided),
                *_dangling(connection, values),
                *_missing(values),
                *_stale(values, date.today()),
                *_circles(values),
                *_requests(connection),
                *_images(store, values),
            ]
        )
    return sorted(found, key=lambda finding: (finding.kind, finding.text))


def _gathered(named: list[tuple[str, str, str]]) -> list[Finding]:
    ids: dict[tuple[str, str], dict[str, None]] = {}
    for kind, text, key in named:
        ids.setdefault((kind, text), {})[key] = None
    return [Finding(kind, tuple(keys), text) for (kind, text), keys in ids.items()]


def _unknown_names(values: All) -> Iterator[tuple[str, str, str]]:
    municipalities = values[EntryKind.MUNICIPALITY].values()
    names = {FAMILY} | {str(m.get("name")) for m in municipalities}
    known = names | {str(m.get("official_name")) for m in municipalities}
    known |= {str(c.get("unit")) for c in values[EntryKind.CONTACT].values()}
    for key, project in values[EntryKind.PROJECT].items():
        place, organisation = project.get("municipality"), project.get("organisation")
        if isinstance(place, str) and place not in names:
            yield UNKNOWN_MUNICIPALITY, place, key
        if isinstance(organisation, str) and organisation not in known:
            yield UNKNOWN_ORGANISATION, organisation, key
        partners = project.get("partners")
        for partner in partners if isinstance(partners, list) else ():
            name = partner.get("name") if isinstance(partner, dict) else None
            if isinstance(name, str) and name not in known:
                yield UNKNOWN_PARTNER, name, key


def _suspects(
    store: Store, connection: Connection, values: All, decided: Collection[Pair]
) -> Iterator[tuple[str, str, str]]:
    named = {key: values_title(kind, said) for kind in values for key, said in values[kind].items()}
    projects = values[EntryKind.PROJECT]
    for two in pairing.signs(store, connection).keys() - decided:
        said = [projects.get(key, {}) for key in (two.one, two.other)]
        is_double = said[0].get("title") and all(
            said[0].get(name) == said[1].get(name) for name in ("title", "municipality")
        )
        if not is_double:  # else it is among the double titles
            text = " – ".join(named.get(key, key) for key in (two.one, two.other))
            yield from ((POSSIBLE_DUPLICATE, text, key) for key in (two.one, two.other))


def _doubles(values: All, decided: Collection[Pair]) -> Iterator[tuple[str, str, str]]:
    slugs: dict[str, list[str]] = {}
    titles: dict[tuple[str, str], list[str]] = {}
    for kind, entries in values.items():
        for key, said in entries.items():
            if isinstance(said.get(SLUG), str):
                slugs.setdefault(str(said[SLUG]), []).append(key)
            if kind == EntryKind.PROJECT:
                called = (str(said.get("title")), str(said.get("municipality")))
                titles.setdefault(called, []).append(key)
    for slug, keys in slugs.items():
        yield from ((DOUBLE_SLUG, slug, key) for key in keys if len(keys) > 1)
    for (title, _), keys in titles.items():
        yield from ((DOUBLE_TITLE, title, key) for key in keys if _is_open(key, keys, decided))


def _is_open(key: str, keys: Sequence[str], decided: Collection[Pair]) -> bool:
    """Return whether nobody has said of an entry and one of the others what they are."""
    return any(key != other and pair(key, other) not in decided for other in keys)


def _dangling(connection: Connection, values: All) -> Iterator[tuple[str, str, str]]:
    known = {key for kind in EntryKind for key in reading.ids(connection, kind)}
    for kind, entries in values.items():
        pointing = [
            field.name
            for field in FIELDS[kind]
            if field.kind in (FieldKind.ENTRY, FieldKind.ENTRIES)
        ]
        for key, said in entries.items():
            for name in pointing:
                named = said.get(name)
                for end in named if isinstance(named, list) else [named]:
                    if isinstance(end, str) and end not in known:
                        yield DANGLING_LINK, name, key


def _missing(values: All) -> Iterator[tuple[str, str, str]]:
    for kind, entries in values.items():
        required = [field.name for field in FIELDS[kind] if field.required]
        wanted = [*required, *WANTED] if kind == EntryKind.PROJECT else required
        for key, said in entries.items():
            yield from ((MISSING_FACT, name, key) for name in wanted if said.get(name) is None)


def _stale(values: All, today: date) -> Iterator[tuple[str, str, str]]:
    for key, project in values[EntryKind.PROJECT].items():
        if is_stale(project, today):
            reviewed = _reviewed(project)
            yield STALE, str(reviewed.year) if reviewed else NEVER, key


def is_stale(project: Mapping[str, object], today: date) -> bool:
    """Return whether nobody has confirmed a project for a long time, or ever."""
    reviewed = _reviewed(project)
    return reviewed is None or (today - reviewed).days > STALE_YEARS * 365


def _reviewed(project: Mapping[str, object]) -> date | None:
    try:
        return date.fromisoformat(str(project.get("reviewed")))
    except ValueError:
        return None


def _circles(values: All) -> Iterator[tuple[str, str, str]]:
    nodes = values[EntryKind.NODE]
    for key, said in nodes.items():
        above, seen = said.get("parent"), {key}
        while isinstance(above, str) and above in nodes and above not in seen:
            seen.add(above)
            above = nodes[above].get("parent")
        if above == key:
            yield CIRCLE, str(said.get("title")), key


def _images(store: Store, values: All) -> Iterator[tuple[str, str, str]]:
    here = picturing.kept(store)
    for key, said in values[EntryKind.PROJECT].items():
        for image in pictures.images(said.get("images")):
            if image.sha256 not in here:
                yield MISSING_IMAGE, image.alt or image.name or image.sha256, key


def _requests(connection: Connection) -> Iterator[tuple[str, str, str]]:
    for erasure, applied in holdings.erasures(connection):
        waiting = [] if applied else holdings.entries_of(connection, erasure.leaves)
        yield from (
            (ERASURE_REQUEST, f"{erasure.reason} ({erasure.decision})", key) for key in waiting
        )
