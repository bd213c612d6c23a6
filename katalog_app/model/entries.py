"""What an entry looks like when it is read: its values, heads, conflicts and surroundings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from katalog_app.model.fields import EntryKind


@dataclass(frozen=True)
class ConflictingValue:
    """One of the values people have given a field without seeing each other's."""

    change: str
    value: object
    author: str | None
    """The author's name where known, else the id of the person entry, None where unnamed."""
    made_at: int
    """UTC seconds; shown only, may be wrong."""


@dataclass(frozen=True)
class Entry:
    """One entry as the catalogue shows it now."""

    id: str
    """32 hexadecimal digits."""
    kind: str
    slug: str | None
    title: str
    deleted: bool
    fields: Mapping[str, object]
    """Values by field name; fields without a value are absent."""
    heads: Mapping[str, tuple[str, ...]]
    """The change ids (64 hexadecimal digits, sorted) behind every field with a value."""
    conflicts: Mapping[str, tuple[ConflictingValue, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text field's value, "" where there is none."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a set field in order, () where there is none."""
        value = self.fields.get(name)
        return tuple(str(v) for v in value) if isinstance(value, list) else ()


@dataclass(frozen=True)
class EntrySummary:
    """An entry in a list."""

    id: str
    slug: str | None
    title: str


@dataclass(frozen=True)
class HistoryStep:
    """One field of one change in the history of an entry."""

    change: str
    field: str
    value: object
    replaces: tuple[str, ...]
    author: str | None
    made_at: int
    state: str
    """"head", "replaced", "waiting", "invalid" or "erased"."""


@dataclass(frozen=True)
class Reviewed:
    """When the municipality last confirmed a project, and who said so (a name, or None)."""

    on: date
    by: str | None


@dataclass(frozen=True)
class Finding:
    """Something a person should look at: never a reason to refuse anything."""

    kind: str
    ids: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class ProjectPage:
    """All that the reading pane shows about one project."""

    project: Entry
    municipality: Entry | None
    """The municipality's entry; None for joint projects and unknown names."""
    person: Entry | None
    contact: Entry | None
    goals: tuple[Entry, ...]
    """The nodes of the project's global goals, by number."""
    framework: tuple[Entry, ...]
    """The nodes the project is linked to, deleted ones too."""
    reviewed: Reviewed | None
    source_year: int | None
    """The latest year that stands in the address of a source, None where unknown."""
    erased: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Names of fields whose value is erased for good, by id of project, person and contact."""


@dataclass(frozen=True)
class CatalogueSummary:
    """What the catalogue holds, for the first page."""

    edition: str
    """Label, such as "2026:1"; "" for a catalogue without an edition."""
    edition_date: date | None
    counts: Mapping[EntryKind, int]
    """Entries of each kind, deleted ones left out."""
    family_projects: int
    """Projects of the municipalities of Familjen Helsingborg and joint ones."""
    own_changes: int
    """Changes that no edition holds."""
