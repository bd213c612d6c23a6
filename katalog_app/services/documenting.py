"""Documents out of the catalogue: one project, or many, with all one needs to know on paper."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from katalog_app.db import reading as stored
from katalog_app.db.store import Connection, Store
from katalog_app.model import opening_hours, telling, values, wording
from katalog_app.model.document import (
    Block,
    Bullets,
    Claim,
    Clash,
    Document,
    Facts,
    Line,
    Mark,
    Paragraph,
    Part,
    Section,
)
from katalog_app.model.entries import ConflictingValue, Entry, ProjectPage
from katalog_app.model.fields import DELETED, PROJECT, EntryKind, Field, FieldKind
from katalog_app.services import addresses, contacting, reading
from katalog_app.services.contacting import ContactStep
from katalog_app.services.freshness import freshness
from katalog_app.services.progressing import Report
from katalog_app.texts import N_, _

HEAD = ("municipality", "organisation", "status", "period")
"""The fields that stand first, one a line."""
APART = frozenset(
    {*HEAD, "title", "slug", "reviewed", "contact", "contact_person", "sources", "framework"}
)
BRIEF = ("technologies", "keywords")
"""Sets of words, on one line."""
NAMED = (EntryKind.PROJECT, EntryKind.NODE, EntryKind.PERSON, EntryKind.CONTACT)
CLASHING = {2: N_("två"), 3: N_("tre"), 4: N_("fyra")}


@dataclass(frozen=True)
class Reason:
    """Why a project hangs together with a part of the framework."""

    relation: str
    strength: str
    text: str


@dataclass(frozen=True)
class Around:
    """What is read once for all projects of a document."""

    edition: str
    reasons: Mapping[str, Mapping[str, Reason]] = field(default_factory=dict)
    """By project, then by what it is joined to."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What entries are called that projects name, by id."""


def document(
    store: Store,
    ids: Sequence[str],
    *,
    title: str = "",
    lead: tuple[Block, ...] = (),
    notes: Mapping[str, str] | None = None,
    report: Report = lambda _done, _total: None,
) -> Document:
    """Return a document of projects, in this order; those that are gone are left out.

    Args:
        ids: Of projects.
        title: Of the whole; of a single project its own name where not given.
        lead: What is said before the first project.
        notes: The reader's own, by project; only where they are to come along.
        report: Told (done, total) projects; what it raises stops the work.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    with store.reading() as connection:
        surroundings, places = around(connection), reading.Places(connection)
        parts = []
        for done, key in enumerate(ids):
            report(done, len(ids))
            for project in stored.entries_by_id(connection, [key]).values():
                page = reading.page_of(connection, project, places)
                parts.append(part(page, surroundings, (notes or {}).get(key, "")))
        report(len(ids), len(ids))
    whole = title or (parts[0].title if parts else _("Projekt ur Katalogen"))
    return Document(whole, lead, tuple(parts), surroundings.edition, origin())


def origin(now: int | None = None) -> str:
    """Return where a document comes from: "Utskrivet ur Katalogen 24 november 2026 kl. 14.05"."""
    when = wording.moment(int(time.time()) if now is None else now)
    return _("Utskrivet ur Katalogen {when}").format(when=when)


def edition_label(connection: Connection) -> str:
    """Return which edition the facts are from, and that there is more than it holds."""
    newest = stored.newest_edition(connection)
    if newest is None:
        return _("Ingen utgåva")
    day = wording.long_date(datetime.fromtimestamp(newest[2], UTC).date())
    if stored.own_changes(connection):
        return _("Utgåva {label}, {day}, med egna ändringar").format(label=newest[1], day=day)
    return _("Utgåva {label}, {day}").format(label=newest[1], day=day)


def around(connection: Connection) -> Around:
    """Return what is read once for all projects."""
    reasons: dict[str, dict[str, Reason]] = {}
    for link in stored.values_of(connection, EntryKind.LINK).values():
        said = {name: str(link.get(name) or "") for name in ("from", "to", "relation", "strength")}
        reason = Reason(said["relation"], said["strength"], str(link.get("reason") or ""))
        reasons.setdefault(said["from"], {})[said["to"]] = reason
        reasons.setdefault(said["to"], {})[said["from"]] = reason
    titles = {
        key: values.title(kind, said)
        for kind in NAMED
        for key, said in stored.values_of(connection, kind).items()
    }
    return Around(edition_label(connection), reasons, titles)


def part(page: ProjectPage, known: Around, note: str = "") -> Part:
    """Return all that a reader needs of one project, conflicts and erased fields too."""
    project = page.project
    sections = [Section("", tuple(_head(page, known, note)))]
    sections += _texts(page, known)
    sections += _sets(project)
    sections += _framework(page, known)
    sections += _contact(page, known)
    sections += _sources(project)
    gone = _("Raderat enligt dataskydd") if "title" in page.erased.get(project.id, ()) else ""
    title = project.title or gone or _("(utan namn)")
    return Part(title, tuple(one for one in sections if one.blocks))


def clash(entry: Entry, name: str, titles: Mapping[str, str]) -> Clash:
    """Return a conflict of an entry with every value, and who gave it when.

    Args:
        entry: Of which kind ever; one that is no project is named.
        name: The field in conflict.
        titles: What entries named by id are called.
    """
    said: Sequence[ConflictingValue] = entry.conflicts[name]
    label = telling.field_name(entry.kind, name)
    if entry.kind != EntryKind.PROJECT:
        label = _("{field} hos {title}").format(field=label, title=entry.title)
    number = len({repr(one.value) for one in said})
    count = _(CLASHING[number]) if number in CLASHING else wording.number(number)
    heading = _("Krock: {count} olika uppgifter om {field}").format(count=count, field=label)
    claims = []
    for one in said:
        value = telling.readable(entry.kind, name, one.value, titles) or _("(inget)")
        who = wording.person(one.author) or _("okänd person")
        when = wording.moment(one.made_at)
        claims.append(Claim(value, _("{who}, {when}").format(who=who, when=when)))
    return Clash(heading, tuple(claims))


def _clashes(entries: Iterable[Entry | None], known: Around) -> list[Block]:
    return [clash(one, name, known.titles) for one in entries if one for name in one.conflicts]


def _head(page: ProjectPage, known: Around, note: str) -> Iterable[Block]:
    project = page.project
    rows = []
    for described in PROJECT:
        if described.name not in HEAD:
            continue
        text = project.text(described.name)
        shown = wording.period(text) if described.kind is FieldKind.PERIOD else wording.value(text)
        if described.name in project.conflicts:
            shown = _("Krock, se nedan")
        elif not text and described.name in page.erased.get(project.id, ()):
            shown = _("raderat enligt dataskydd")
        if shown:
            rows.append((_(described.label), Line(shown)))
    if rows:
        yield Facts(tuple(rows))
    yield Paragraph(freshness(page, date.today()).text, Mark.QUIET)
    if note.strip():
        yield Paragraph(_("Egen anteckning: {note}").format(note=note.strip()), Mark.OWN)
    long = {described.name for described in PROJECT if described.kind is FieldKind.LONG_TEXT}
    for name in project.conflicts:
        if name not in long:
            yield clash(project, name, known.titles)
    yield from _deletion_and_erasures(page, long)


def _deletion_and_erasures(page: ProjectPage, long: Iterable[str]) -> Iterable[Block]:
    if page.project.deleted and DELETED not in page.project.conflicts:
        yield Paragraph(_("Projektet är borttaget ur katalogen."), Mark.STRONG)
    shown = {*HEAD, *long, "title"}
    erased = page.erased.get(page.project.id, frozenset())
    fields = [_(one.label) for one in PROJECT if one.name in erased and one.name not in shown]
    if fields:
        text = _("Raderat enligt dataskydd: {fields}.")
        yield Paragraph(text.format(fields=wording.listed(*fields)), Mark.QUIET)


def _texts(page: ProjectPage, known: Around) -> Iterable[Section]:
    project = page.project
    erased = page.erased.get(project.id, frozenset())
    for described in PROJECT:
        if described.kind is not FieldKind.LONG_TEXT:
            continue
        if described.name in project.conflicts:
            found = clash(project, described.name, known.titles)
            yield Section(_(described.label), (found,))
        elif text := project.text(described.name):
            yield Section(_(described.label), tuple(paragraphs(text)))
        elif described.name in erased:
            words = wording.capital(_("raderat enligt dataskydd"))
            yield Section(_(described.label), (Paragraph(words, Mark.QUIET),))


def paragraphs(text: str) -> list[Paragraph]:
    """Return running text in paragraphs, which have an empty line between them."""
    return [Paragraph(one.strip("\n")) for one in text.split("\n\n") if one.strip()]


def _sets(project: Entry) -> Iterable[Section]:
    """Return the fields without a place of their own, each as lines."""
    for described in PROJECT:
        name = described.name
        if name in APART or described.kind is FieldKind.LONG_TEXT or name in project.conflicts:
            continue
        value = project.fields.get(name)
        if name in ("transformations", "expectations", "global_goals", "classified_by"):
            continue  # said with the framework
        items = value if isinstance(value, list) else [] if value is None else [value]
        told = [element(described, item) for item in items]
        if name in BRIEF and told:
            yield Section(_(described.label), (Paragraph(", ".join(told)),))
        elif told:
            yield Section(_(described.label), (Bullets(tuple(map(Line, told))),))


def element(described: Field, item: object) -> str:
    """Return one element of a set as text, the sector of a partner in words."""
    if isinstance(item, dict) and isinstance(item.get("sector"), str) and item.get("name"):
        return f"{item['name']} ({wording.value(str(item['sector']))})"
    return wording.value(values.plain(described, item))


def goal_line(goal: Entry) -> str:
    """Return a global goal as text: "Mål 9: Hållbar industri"."""
    number = str(goal.fields.get("order", ""))
    return _("Mål {number}: {title}").format(number=number, title=goal.title)


def _framework(page: ProjectPage, known: Around) -> Iterable[Section]:
    project = page.project
    lines = [
        Line(_("{name} transformation").format(name=wording.capital(wording.value(value))))
        for value in project.texts("transformations")
    ]
    lines += [Line(goal_line(goal)) for goal in page.goals]
    lines += [Line(wording.capital(wording.value(v))) for v in project.texts("expectations")]
    reasons = dict(known.reasons.get(project.id, {}))
    for node in page.framework:
        title = _("{title} (borttagen)").format(title=node.title) if node.deleted else node.title
        lines.append(Line(_with_reason(title, reasons.pop(node.id, None))))
    for key, reason in reasons.items():
        if known.titles.get(key):
            lines.append(Line(_with_reason(known.titles[key], reason)))
    blocks: list[Block] = [Bullets(tuple(lines))] if lines else []
    if lines and project.text("classified_by") == "editor":
        blocks.append(Paragraph(_("Klassat av redaktionen, inte av kommunen."), Mark.QUIET))
    blocks += _clashes((*page.goals, *page.framework), known)
    yield Section(_("Bidrar till"), tuple(blocks))


def _with_reason(title: str, reason: Reason | None) -> str:
    if reason is None:
        return title
    strength = {"stark": _("starkt samband"), "svag": _("svagt samband")}.get(reason.strength, "")
    named = f"{title} ({strength})" if strength else title
    return f"{named}: {reason.text}" if reason.text else named


def _contact(page: ProjectPage, known: Around) -> Iterable[Section]:
    blocks: list[Block] = [
        Facts(tuple(rows)) for step in contacting.chain(page).steps if (rows := _step_rows(step))
    ]
    blocks += _clashes((page.person, page.contact, page.municipality), known)
    yield Section(_("Kontakt"), tuple(blocks))


def _step_rows(step: ContactStep) -> list[tuple[str, Line]]:
    said = [", ".join(part for part in (step.name, step.unit) if part)]
    rows = [(step.label, Line(text)) for text in said if text]
    email = addresses.email_address(step.email)
    if email:
        rows.append((_("E-post"), Line(email, f"mailto:{email}")))
    if step.phone:
        rows.append((_("Telefon"), Line(step.phone, step.tel or "")))
    if step.website:
        address = addresses.web_address(step.website)
        rows.append((_("Webbplats"), Line(step.website, address or "")))
    if step.opening_hours:
        hours = "\n".join(opening_hours.describe(step.opening_hours))
        rows += [(_("Öppettider"), Line(hours))] if hours else []
    return rows


def _sources(project: Entry) -> Iterable[Section]:
    said = project.texts("sources")
    lines = tuple(Line(text, addresses.web_address(text) or "") for text in said)
    yield Section(_("Källor"), (Bullets(lines),) if lines else ())
