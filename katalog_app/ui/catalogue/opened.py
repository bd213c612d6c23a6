"""Everything the reading pane needs, gathered in one background job."""

from dataclasses import dataclass
from datetime import date, datetime

from katalog_app.db.store import Store
from katalog_app.model.entries import HistoryStep, ProjectPage
from katalog_app.model.fields import DELETED, NOTE
from katalog_app.services.advising import NO_ADVICE, Advice
from katalog_app.services.contacting import ContactStep
from katalog_app.services.undoable import NOTHING, Ways


@dataclass(frozen=True)
class WayIn:
    """One step of the chain of contacts, ready to show."""

    step: ContactStep
    tel: str | None
    """The address to dial; None where the number cannot be dialled from a link."""
    hours: str
    """Such as "öppet nu till 17.00"; "" where hours mean nothing."""


@dataclass(frozen=True)
class Deletion:
    """Who took a project out of the catalogue."""

    by: str | None
    reason: str
    made_at: int
    """UTC seconds."""


@dataclass(frozen=True)
class Opened:
    """A project and the ways in to it, the best first."""

    page: ProjectPage
    ways: tuple[WayIn, ...]
    deletion: Deletion | None = None
    """Who deleted it and why, where it is deleted."""
    turns: Ways = NOTHING
    """What can be undone and redone next, whatever project it was in."""
    advice: Advice = NO_ADVICE
    """How clear and complete it is."""


def opened(store: Store, entry_id: str) -> Opened:
    """Return a project with the ways in to it.

    Raises:
        UnknownEntryError: There is no such entry.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    from katalog_app.services import advising, contacting, reading, undoable  # not needed to start

    page = reading.project_page(store, entry_id)
    chain = contacting.chain(page)
    now = datetime.now()  # opening hours are local time
    ways = []
    for step in chain.steps:
        # a person has no hours, and neither has a page on the web
        timed = step.opening_hours is not None or step.kind is contacting.StepKind.CENTRE
        hours = contacting.opening_text(step.opening_hours, now) if timed else ""
        ways.append(WayIn(step, step.tel if step.phone else None, hours))
    best = chain.best
    ways.sort(key=lambda way: way.step is not best)
    deletion = _deletion(reading.history(store, entry_id)) if page.project.deleted else None
    advice = advising.advise(page.project.fields, date.today())
    return Opened(page, tuple(ways), deletion, undoable.ways(store), advice)


def _deletion(steps: list[HistoryStep]) -> Deletion | None:
    """Return the change that deletes, with the reason beside it."""
    deleting = [step for step in steps if step.field == DELETED and step.state == "head"]
    if not deleting:
        return None
    last = deleting[-1]
    notes = [str(s.value) for s in steps if s.change == last.change and s.field == NOTE and s.value]
    return Deletion(last.author, "".join(notes), last.made_at)
