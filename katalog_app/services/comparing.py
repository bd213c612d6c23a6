"""Comparing projects: what they say differently, and what they say alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from katalog_app.db import reading as stored
from katalog_app.db.store import Store
from katalog_app.model import telling, wording
from katalog_app.model.document import Document, Mark, Paragraph, Part, Row, Section, Table
from katalog_app.model.entries import ProjectPage
from katalog_app.model.fields import PROJECT, SLUG, Field, FieldKind
from katalog_app.services import contacting, documenting, reading
from katalog_app.texts import _

MOST = 4
"""Projects in one comparison."""
LEFT_OUT = frozenset({SLUG, "title", "contact", "contact_person", "classified_by"})


@dataclass(frozen=True)
class ComparedRow:
    """One field of all the projects."""

    label: str
    values: tuple[str, ...]
    """As text, "" where a project says nothing; in the order of the projects."""
    differs: bool


@dataclass(frozen=True)
class Comparison:
    """Projects side by side."""

    titles: tuple[str, ...]
    rows: tuple[ComparedRow, ...]
    """Those that differ first, else in the order of the fields; none that all leave empty."""
    edition: str


def compared(store: Store, ids: Sequence[str]) -> Comparison:
    """Return projects side by side, at most `MOST` of them; those that are gone are left out.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    with store.reading() as connection:
        known, places = documenting.around(connection), reading.Places(connection)
        found = stored.entries_by_id(connection, ids[:MOST]).values()
        pages = [reading.page_of(connection, project, places) for project in found]
    rows = [
        _row(_(field.label), [_value(page, field, known.titles) for page in pages])
        for field in PROJECT
        if field.name not in LEFT_OUT
    ]
    rows.append(_row(_("Kontakt"), [_contact(page, known.titles) for page in pages]))
    told = sorted((row for row in rows if any(row.values)), key=lambda row: not row.differs)
    return Comparison(tuple(page.project.title for page in pages), tuple(told), known.edition)


def as_document(comparison: Comparison) -> Document:
    """Return the comparison as a document, what differs first."""
    titles = ", ".join(_("”{title}”").format(title=title) for title in comparison.titles)
    heads = (_("Uppgift"), *comparison.titles)
    sections = []
    for heading, differs in ((_("Det här skiljer"), True), (_("Det här är lika"), False)):
        rows = [row for row in comparison.rows if row.differs is differs]
        table = Table(heads, tuple(Row((row.label, *map(_shown, row.values))) for row in rows))
        if rows:
            sections.append(Section(heading, (table,)))
    if not comparison.rows:
        nothing = Paragraph(_("Projekten har inga uppgifter att jämföra."), Mark.QUIET)
        sections.append(Section("", (nothing,)))
    title = _("Jämförelse av {titles}").format(titles=titles)
    part = Part(title, tuple(sections))
    origin = documenting.origin()
    return Document(title, (), (part,), comparison.edition, origin, broad=True)


def _row(label: str, values: Sequence[str]) -> ComparedRow:
    return ComparedRow(label, tuple(values), len(set(values)) > 1)


def _shown(value: str) -> str:
    return value or "–"


def _value(page: ProjectPage, field: Field, titles: Mapping[str, str]) -> str:
    project = page.project
    if field.name in project.conflicts:
        return _clash(page, field.name, titles)
    value = project.fields.get(field.name)
    if value is None:
        erased = field.name in page.erased.get(project.id, ())
        return _("raderat enligt dataskydd") if erased else ""
    if field.kind is FieldKind.PERIOD:
        return wording.period(str(value))
    if field.name == "global_goals":
        return "\n".join(documenting.goal_line(goal) for goal in page.goals)
    if isinstance(value, list):  # a set has no order of its own
        said = (titles.get(str(item)) or documenting.element(field, item) for item in value)
        return "\n".join(sorted(said))
    return telling.readable(project.kind, field.name, value, titles)


def _clash(page: ProjectPage, name: str, titles: Mapping[str, str]) -> str:
    made = documenting.clash(page.project, name, titles)
    said = (f"{claim.value} ({claim.by})" for claim in made.claims)
    return "\n".join((made.heading, *said))


def _contact(page: ProjectPage, titles: Mapping[str, str]) -> str:
    told = [contacting.as_text(step) for step in contacting.chain(page).steps]
    clashes = [n for n in ("contact", "contact_person") if n in page.project.conflicts]
    return "\n".join([*told, *(_clash(page, name, titles) for name in clashes)])
