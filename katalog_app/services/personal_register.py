"""The register of personal data: what the catalogue holds of people, why, since when, until when.

Names, e-mail addresses and telephone numbers in the fields that are made for them, with all values
they ever had, and those that have been written into running text as it is now. A name in running
text cannot be told from other words, so none is listed from there. Backups and files held back are
not looked through: what is erased from the catalogue is erased there too (`erasing.clean`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from katalog_app.db import personal, reading
from katalog_app.db.personal import Said
from katalog_app.db.store import Connection, Store
from katalog_app.model.fields import FIELDS, EntryKind, FieldKind
from katalog_app.services import addresses
from katalog_app.services.reviewing import STALE_YEARS
from katalog_app.texts import _, ngettext

KEPT_YEARS = STALE_YEARS
"""How many years a value may stay after somebody last confirmed it, or it came here, or, of an
author's name, after the last change under it.

Personal data may be kept no longer than their purpose needs them (the Data Protection Regulation,
article 5.1 e), and the purpose here is that whoever reads about a project reaches somebody who
knows. After so long without being confirmed a contact counts as stale (`reviewing`), and may lead
to somebody else. A value that has been replaced or is of a deleted entry serves no purpose any
more: its time is up at once.
"""
UNUSED_DAYS = 90
"""How many days a value may stay that nothing uses. It serves no purpose yet, but whoever was just
written down is given time to be named in a project."""
SHORTEST_PHONE, LONGEST_PHONE = 8, 13
"""Digits of what is taken for a telephone number in running text."""
_PERSONAL_FIELDS = ("name", "email", "phone", "contact_centre")
_KINDS = (EntryKind.PERSON, EntryKind.CONTACT, EntryKind.MUNICIPALITY)
_TEXT_KINDS = (EntryKind.PROJECT, EntryKind.NODE, EntryKind.LINK, EntryKind.EVENT)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.=+-])(?:\+46|0)[\d ()/–-]{6,20}\d(?![\w/-])")


class What(StrEnum):
    """What kind of personal data a value is."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True)
class Line:
    """One value in the register."""

    entry: str
    """The id of the entry that holds it; there it is corrected and erased."""
    kind: str
    title: str
    """What the entry is called."""
    field: str
    what: What
    value: str
    """On one line."""
    of_person: bool
    """Whether it tells of a person; else of a function, which stays when people change."""
    is_now: bool
    """Whether it is shown; else it stands in the history alone."""
    purpose: str
    """Why it is here, in the user's language."""
    source: str
    """Where it comes from: addresses of sources or an edition, "" where nobody has said."""
    since: date | None
    """When it came into the catalogue; None for a time that no calendar has."""
    until: date | None
    """The last day it may stay without being confirmed; None where `since` is unknown."""
    by: str
    """Who wrote it; "" for nobody that is known."""

    def is_overdue(self, today: date) -> bool:
        """Return whether its time is up."""
        return self.until is not None and self.until < today


@dataclass(frozen=True)
class _Around:
    """What lines are judged by."""

    shown: Mapping[EntryKind, Mapping[str, Mapping[str, object]]]
    """The values of all entries that stand, by kind and id."""
    named: Counter[str]
    """In how many projects each person or contact is named."""
    authors: Mapping[str, int]
    names: Mapping[str, str]
    """What persons are called, by id."""


def register(store: Store) -> tuple[Line, ...]:
    """Return every line, by title, the values that are shown before earlier ones.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        around = _around(connection)
        lines = [*_from_fields(connection, around), *_from_texts(connection, around)]
    lines.sort(
        key=lambda one: (one.title.casefold(), one.entry, not one.is_now, one.what, one.value)
    )
    return tuple(lines)


def _around(connection: Connection) -> _Around:
    shown = {kind: reading.values_of(connection, kind) for kind in (*_KINDS, *_TEXT_KINDS)}
    named = Counter(
        end
        for said in shown[EntryKind.PROJECT].values()
        for end in {str(said.get("contact")), str(said.get("contact_person"))}
    )
    names = {key: str(said.get("name", "")) for key, said in shown[EntryKind.PERSON].items()}
    return _Around(shown, named, personal.authors(connection), names)


def _from_fields(connection: Connection, around: _Around) -> Iterator[Line]:
    mine: list[Said] = []
    for one in personal.said(connection, _KINDS, _PERSONAL_FIELDS):
        if mine and mine[0].entry != one.entry:
            yield from _of_entry(mine, around)
            mine = []
        mine.append(one)
    if mine:
        yield from _of_entry(mine, around)


def _of_entry(mine: Sequence[Said], around: _Around) -> Iterator[Line]:
    """Yield a line for each value of an entry; a value that came several times stands once."""
    replaced: dict[tuple[str, str], int] = {}
    for one in mine:
        for gone in one.replaces:
            before = replaced.get((one.field, gone), one.made_at)
            replaced[one.field, gone] = min(before, one.made_at)
    found: dict[tuple[str, str], Line] = {}
    for one in mine:
        is_now = one.counts and not one.deleted and (one.field, one.change) not in replaced
        gone_at = replaced.get((one.field, one.change), one.made_at)
        for what, value in _values(one):
            line = _line(one, what, value, around, is_now=is_now)
            if not is_now:
                line = replace(line, until=_day(gone_at))
            known = found.get((what, value))
            if known is None:
                found[what, value] = line
            elif is_now:  # it came back, or two changes say the same: here since the first
                found[what, value] = replace(line, since=known.since, by=known.by)
    yield from found.values()


def _values(one: Said) -> Iterator[tuple[What, str]]:
    if one.field == "contact_centre":
        parts = one.value if isinstance(one.value, dict) else {}
        pairs = [(What.EMAIL, parts.get("email")), (What.PHONE, parts.get("phone"))]
    elif one.field == "name" and one.kind != EntryKind.PERSON:
        pairs = []  # the name of a municipality
    else:
        pairs = [(What(one.field), one.value)]
    for what, value in pairs:
        if isinstance(value, str) and value.strip():
            yield what, addresses.one_line(value)


def _line(one: Said, what: What, value: str, around: _Around, *, is_now: bool) -> Line:
    said = around.shown[EntryKind(one.kind)].get(one.entry, {})
    since = _day(one.made_at)
    purpose, is_used = _purpose(one, around)
    confirmed = [since, _date(said.get("reviewed")), _written(one, what, around)]
    until = max((day for day in confirmed if day is not None), default=None)
    if until is not None:
        until = _years_later(until) if is_used else _days_later(until)
    return Line(
        entry=one.entry,
        kind=one.kind,
        title=addresses.one_line(one.title),
        field=one.field,
        what=what,
        value=value,
        of_person=one.kind == EntryKind.PERSON,
        is_now=is_now,
        purpose=purpose if is_now else _("Tidigare värde, finns kvar i historiken"),
        source=_source(one, said),
        since=since,
        until=until,
        by=around.names.get(one.author or "", ""),
    )


def _purpose(one: Said, around: _Around) -> tuple[str, bool]:
    """Return why a value is here, and whether it is used for that now."""
    count = around.named[one.entry]
    projects = ngettext("{count} projekt", "{count} projekt", count).format(count=count)
    writes = one.kind == EntryKind.PERSON and one.entry in around.authors
    if one.kind == EntryKind.MUNICIPALITY:
        return _("Kommunens kontaktcenter"), True
    if count and writes:
        return _("Kontakt för {projects} och skriver i katalogen").format(projects=projects), True
    if count:
        return _("Kontakt för {projects}").format(projects=projects), True
    if writes:
        return _("Skriver i katalogen: namnet följer med ändringarna"), True
    if one.kind == EntryKind.CONTACT:
        return _("Kontaktväg som inget projekt använder"), False
    return _("Inget projekt använder uppgiften"), False


def _written(one: Said, what: What, around: _Around) -> date | None:
    """Return when an author last wrote, which their name is needed for."""
    wrote = around.authors.get(one.entry)
    return None if wrote is None or what is not What.NAME else _day(wrote)


def _source(one: Said, said: Mapping[str, object]) -> str:
    listed = said.get("sources")
    sources = [text for text in listed if isinstance(text, str)] if isinstance(listed, list) else []
    if sources:
        return addresses.one_line("; ".join(sources[:1]))
    return _("Utgåva {edition}").format(edition=one.edition) if one.edition else ""


def _from_texts(connection: Connection, around: _Around) -> Iterator[Line]:
    """Yield what stands in running text now; such a value has no purpose of its own."""
    for kind in _TEXT_KINDS:
        texts = [f.name for f in FIELDS[kind] if not f.address and f.kind in _TEXTS]
        for key, said in around.shown[kind].items():
            found = [
                (name, what, value) for name in texts for what, value in _in_text(said.get(name))
            ]
            if found:
                yield from _told(connection, kind, key, found)


_TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.TEXTS)


def _told(
    connection: Connection, kind: str, key: str, found: Iterable[tuple[str, What, str]]
) -> Iterator[Line]:
    entry = reading.entry(connection, key)
    made = {(step.change, step.field): step for step in reading.steps(connection, key)}
    for name, what, value in dict.fromkeys(found):
        heads = [made[head, name] for head in entry.heads.get(name, ()) if (head, name) in made]
        since = _day(heads[0].made_at) if heads else None
        author = heads[0].author if heads else None
        yield Line(
            entry=key,
            kind=kind,
            title=addresses.one_line(entry.title),
            field=name,
            what=what,
            value=value,
            of_person=True,
            is_now=True,
            purpose=_("Står i löpande text. Lägg uppgiften i en kontakt i stället."),
            source=_first(entry.texts("sources")),
            since=since,
            until=since,
            by=author or "",
        )


def _in_text(value: object) -> Iterator[tuple[What, str]]:
    for text in value if isinstance(value, list) else [value]:
        if not isinstance(text, str):
            continue
        if "@" in text:
            yield from ((What.EMAIL, found.strip(".'")) for found in _EMAIL.findall(text))
        for found in _PHONE.findall(text) if any(c.isdigit() for c in text) else ():
            if SHORTEST_PHONE <= sum(c.isdigit() for c in found) <= LONGEST_PHONE:
                yield What.PHONE, addresses.one_line(found)


def _first(texts: Sequence[str]) -> str:
    return addresses.one_line(texts[0]) if texts else ""


def _day(utc_seconds: int) -> date | None:
    try:
        return datetime.fromtimestamp(utc_seconds, UTC).date()
    except (ValueError, OverflowError, OSError):  # a time that no calendar has, from a forged file
        return None


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _years_later(day: date) -> date | None:
    try:
        return day.replace(year=day.year + KEPT_YEARS)
    except ValueError:  # the 29th of February, or the last year of the calendar
        later = day.year + KEPT_YEARS
        return date(later, 2, 28) if later <= date.max.year else None


def _days_later(day: date) -> date | None:
    try:
        return day + timedelta(days=UNUSED_DAYS)
    except OverflowError:
        return None
