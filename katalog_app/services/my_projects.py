"""The projects somebody has to do with, and what is due for each; the most urgent first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from katalog_app.db import holdings, mine, reading
from katalog_app.db.mine import Standing
from katalog_app.db.store import Connection, Store
from katalog_app.model.fields import EntryKind

STALE_MONTHS = 12
"""A review older than this is due again: budgets, staff and web addresses change once a year, so
what was right a year ago is the first thing that whoever rings wants confirmed."""
ONGOING = ("idé", "pågående")
FINISHED = ("avslutat", "i drift")
TELLING = ("why", "effects", "lessons")
"""What others want to read about a project that is finished."""
_YEAR = 4


class Due(IntEnum):
    """What may be due; the order is that of urgency."""

    CONFLICT = 1
    """Two people say different things, and readers see that."""
    REQUEST = 2
    """Somebody asks for values to be erased: the law sets a time."""
    PERIOD_ENDED = 3
    """The period is over and the status says that the project goes on."""
    NO_CONTACT = 4
    """Nobody to ask is named."""
    REVIEW = 5
    """Nobody has confirmed the facts for a year, or ever."""
    TELL = 6
    """A finished project that does not tell what others come to read."""
    CONTACT = 7
    """Nobody has confirmed for a year, or ever, that the contact is right."""
    UNSENT = 8
    """Changes made here that no edition holds."""


class Step(StrEnum):
    """What to do about it."""

    OPEN = "open"
    CONFIRM = "confirm"
    EDIT = "edit"
    EXPORT = "export"


STEPS = {
    Due.CONFLICT: Step.EDIT,
    Due.REQUEST: Step.OPEN,
    Due.PERIOD_ENDED: Step.EDIT,
    Due.NO_CONTACT: Step.EDIT,
    Due.REVIEW: Step.CONFIRM,
    Due.TELL: Step.EDIT,
    Due.CONTACT: Step.CONFIRM,
    Due.UNSENT: Step.EXPORT,
}


@dataclass(frozen=True)
class Task:
    """One thing that is due."""

    due: Due
    fields: tuple[str, ...] = ()
    """The fields it is about; the first one is where to begin."""
    since: date | None = None
    """When it was reviewed last; None for never, and where no day has to do with it."""
    count: int = 0
    """Changes to send."""
    entry: str = ""
    """The entry to confirm: the project itself, or its contact."""
    seen: tuple[str, ...] = ()
    """The changes behind the date of review that was shown."""

    @property
    def step(self) -> Step:
        """What to do about it."""
        return STEPS[self.due]


@dataclass(frozen=True)
class MyProject:
    """A project with what is due, the most urgent first."""

    id: str
    title: str
    municipality: str
    status: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class MyProjects:
    """What somebody has to do with; both lists by urgency, then title."""

    author: str
    """"" where nobody has said who they are."""
    municipality: str
    """Of the author; "" where it is not known."""
    mine: tuple[MyProject, ...] = ()
    """Those the author made, changed or is contact person for."""
    ours: tuple[MyProject, ...] = ()
    """Those of the author's municipality."""

    @property
    def due(self) -> int:
        """How many of one's own projects something is due for."""
        return sum(bool(project.tasks) for project in self.mine)


def overview(store: Store, author: str, today: date) -> MyProjects:
    """Return the projects that somebody has to do with.

    Args:
        store: The catalogue.
        author: The exact name of a person entry; "" for one who has not said who they are.
        today: The day to reckon from.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    if not author:
        return MyProjects("", "")
    with store.reading() as connection:
        person = reading.person_named(connection, author)
        around = _Around(connection, today)
        changed = mine.changed_by(connection, person) if person else set()
        place = _text(around.contacts.get(person or "", {}), "municipality")
        found = MyProjects(
            author,
            place,
            _by_urgency(
                around.weighed(one)
                for one in around.projects
                if one.id in changed or (person and one.values.get("contact_person") == person)
            ),
            _by_urgency(
                around.weighed(one)
                for one in around.projects
                if place and _text(one.values, "municipality") == place
            ),
        )
    return found


def _by_urgency(projects: Iterator[MyProject]) -> tuple[MyProject, ...]:
    """Return projects by their most urgent task, then by how much is due, then by title."""
    last = max(Due) + 1
    return tuple(
        sorted(
            projects,
            key=lambda one: (one.tasks[0].due if one.tasks else last, -len(one.tasks)),
        )
    )


class _Around:
    """All that the tasks of projects are made of, read once."""

    def __init__(self, connection: Connection, today: date) -> None:
        self._today = today
        self.projects = list(mine.projects(connection))
        self.contacts: dict[str, Mapping[str, object]] = {
            key: said
            for kind in (EntryKind.PERSON, EntryKind.CONTACT)
            for key, said in reading.values_of(connection, kind).items()
        }
        self._conflicts = mine.in_conflict(connection)
        self._unsent = mine.unsent(connection)
        self._requested = {
            key
            for erasure, applied in holdings.erasures(connection)
            if not applied
            for key in holdings.entries_of(connection, erasure.leaves)
        }
        self._heads: dict[str, tuple[str, ...]] = {}
        self._connection = connection

    def weighed(self, project: Standing) -> MyProject:
        """Return a project with what is due."""
        values = project.values
        return MyProject(
            project.id,
            project.title,
            _text(values, "municipality"),
            _text(values, "status"),
            tuple(sorted(self._tasks(project), key=lambda task: task.due)),
        )

    def _tasks(self, project: Standing) -> Iterator[Task]:
        values, key = project.values, project.id
        if key in self._conflicts:
            yield Task(Due.CONFLICT, self._conflicts[key])
        if key in self._requested:
            yield Task(Due.REQUEST)
        status = _text(values, "status")
        if status in ONGOING and _is_over(_text(values, "period"), self._today):
            yield Task(Due.PERIOD_ENDED, ("status",))
        if status in FINISHED:
            missing = tuple(name for name in TELLING if not _text(values, name).strip())
            if missing:
                yield Task(Due.TELL, missing)
        reviewed = _date(values)
        if self._is_stale(reviewed):
            seen = project.reviewed_by or ((project.created,) if "reviewed" in values else ())
            yield Task(Due.REVIEW, since=reviewed, entry=key, seen=seen)
        yield from self._contact(values)
        if key in self._unsent:
            yield Task(Due.UNSENT, count=self._unsent[key])

    def _contact(self, values: Mapping[str, object]) -> Iterator[Task]:
        named = [_text(values, name) for name in ("contact_person", "contact")]
        known = [key for key in named if key in self.contacts]
        if not known:
            yield Task(Due.NO_CONTACT, ("contact_person",))
            return
        key = known[0]  # whom one would ask first
        reviewed = _date(self.contacts[key])
        if self._is_stale(reviewed):
            yield Task(Due.CONTACT, since=reviewed, entry=key, seen=self._reviewed_by(key))

    def _reviewed_by(self, key: str) -> tuple[str, ...]:
        """Return the changes behind a contact's date of review; each contact is read once."""
        if key not in self._heads:
            entry = reading.entry(self._connection, key)
            self._heads[key] = entry.heads.get("reviewed", ())
        return self._heads[key]

    def _is_stale(self, reviewed: date | None) -> bool:
        return reviewed is None or months_between(reviewed, self._today) >= STALE_MONTHS


def months_between(first: date, last: date) -> int:
    """Return the number of whole months from one day to another; less than 0 backwards."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def _is_over(period: str, today: date) -> bool:
    """Return whether the end of a period is past; a year ends with its last day."""
    end = period.partition("/")[2]
    if len(end) == _YEAR and end.isascii() and end.isdecimal():
        return int(end) < today.year
    try:
        return date.fromisoformat(end) < today
    except ValueError:
        return False


def _date(values: Mapping[str, object]) -> date | None:
    try:
        return date.fromisoformat(_text(values, "reviewed"))
    except ValueError:
        return None


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
