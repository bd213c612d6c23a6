"""How fresh a project's facts are, in a sentence."""

from dataclasses import dataclass
from datetime import date

from katalog_app.model import wording
from katalog_app.model.entries import ProjectPage
from katalog_app.texts import _

STALE_MONTHS = 12
"""After so many months a review is no longer news."""


@dataclass(frozen=True)
class Freshness:
    """What to say."""

    text: str
    confirmed: bool
    """Whether the municipality has confirmed the facts lately."""


def freshness(page: ProjectPage, today: date) -> Freshness:
    """Return what to say about how fresh the facts are."""
    if page.project.deleted:
        return Freshness(_("Projektet är borttaget ur katalogen."), confirmed=False)
    if page.reviewed is not None:
        return _of_review(page.reviewed.on, page.reviewed.by, today)
    if not page.project.texts("sources"):
        return Freshness(_("Inte bekräftad av kommunen."), confirmed=False)
    text = _("Uppgift ur öppen källa, inte bekräftad av kommunen.")
    if page.source_year is not None:
        text += " " + _("Källan är från {year}.").format(year=page.source_year)
    return Freshness(text, confirmed=False)


def _of_review(on: date, by: str | None, today: date) -> Freshness:
    day = wording.long_date(on)
    text = _("Granskad {day} av {name}.").format(day=day, name=wording.person(by)) if by else ""
    text = text or _("Granskad {day}.").format(day=day)
    months = (today.year - on.year) * 12 + today.month - on.month - (today.day < on.day)
    if months < STALE_MONTHS:
        return Freshness(text, confirmed=True)
    later = _("Det är {months} månader sedan, så uppgifterna kan ha ändrats – fråga kontakten.")
    return Freshness(f"{text} {later.format(months=months)}", confirmed=False)
