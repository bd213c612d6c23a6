"""Whom to contact about a project, and how: steps from a person to the contact centre, mail, card.

Every project ends in an e-mail address, a telephone number or an address to open, since a project
without a way in cannot be built upon.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from katalog_app.model import holidays, opening_hours
from katalog_app.model.entries import Entry, ProjectPage
from katalog_app.model.fields import FAMILY, EntryKind
from katalog_app.model.opening_hours import Opening, OpeningState
from katalog_app.services import addresses
from katalog_app.texts import _

LONGEST_TITLE = 150
"""Most characters of a project's name in a mail; Windows takes addresses of about 2,000."""
LONGEST_FILE_NAME = 80
Hours = Mapping[str, object]
"""A record as OPENING_HOURS in `model.fields`."""


class StepKind(StrEnum):
    """Who answers at a step; the order is the order of trying."""

    PERSON = "person"
    FUNCTION = "function"
    CENTRE = "centre"
    SOURCE = "source"


@dataclass(frozen=True)
class ContactStep:
    """One way in; every text is on one line, "" where it is not known."""

    kind: StepKind
    label: str
    """What the step is, in the user's language, such as "Kontaktperson"."""
    name: str = ""
    unit: str = ""
    email: str = ""
    """A checked address; "" where the catalogue has none that is safe."""
    phone: str = ""
    """As the catalogue writes it, looks like a number."""
    website: str = ""
    """A checked http or https address."""
    opening_hours: Hours | None = None
    entry_id: str | None = None
    """The entry to edit if this is wrong; None where there is none."""

    @property
    def reachable(self) -> bool:
        """Whether the step has an e-mail address, a telephone number or a website."""
        return bool(self.email or self.phone or self.website)

    @property
    def tel(self) -> str | None:
        """The tel address of `phone`; None where it cannot be dialled from a link."""
        return addresses.tel(self.phone)


@dataclass(frozen=True)
class Chain:
    """The steps for a project, the best first."""

    steps: tuple[ContactStep, ...]

    @property
    def best_email(self) -> ContactStep | None:
        """The first step with an e-mail address."""
        return next((step for step in self.steps if step.email), None)

    @property
    def best_phone(self) -> ContactStep | None:
        """The first step with a telephone number."""
        return next((step for step in self.steps if step.phone), None)

    @property
    def best_website(self) -> ContactStep | None:
        """The first step with a website."""
        return next((step for step in self.steps if step.website), None)

    @property
    def best(self) -> ContactStep | None:
        """The step to offer: by e-mail, else telephone, else website; None only without any."""
        return self.best_email or self.best_phone or self.best_website


@dataclass(frozen=True)
class Draft:
    """A mail to be read and sent by the user in the mail program."""

    to: str
    """An e-mail address; "" where the mail program must ask."""
    subject: str
    body: str
    """Lines ended by "\\n"."""

    @property
    def address(self) -> str:
        """The mailto address that opens the draft in the mail program."""
        return addresses.mailto(self.to, self.subject, self.body)

    @property
    def as_text(self) -> str:
        """The draft for the clipboard, where there is no mail program."""
        subject = _("Ämne: {subject}").format(subject=self.subject)
        whom = [_("Till: {address}").format(address=self.to)] if self.to else []
        return "\n".join([*whom, subject, "", self.body])


def chain(page: ProjectPage) -> Chain:
    """Return the ways in to a project: person, function, contact centre; as a last resort a source.

    A step is there only if it holds something; the first source that can be opened stands in where
    nothing else can be reached. A function that is the contact centre itself (same e-mail address
    and telephone number) is one step with it, with the hours and the website of both.
    """
    made = [_person(page.person), _function(page.contact), _centre(page.municipality)]
    steps = [step for step in made if step is not None and (step.reachable or step.name)]
    if len(steps) > 1 and _same(steps[-2], steps[-1]):
        function, centre = steps[-2:]
        steps[-2:] = [
            replace(
                function,
                kind=StepKind.CENTRE,
                label=centre.label,
                website=function.website or centre.website,
                opening_hours=function.opening_hours or centre.opening_hours,
            )
        ]
    if not any(step.reachable for step in steps):
        steps.extend(_source(page))
    return Chain(tuple(steps))


def way_in(entry: Entry) -> ContactStep | None:
    """Return how to reach a person, a contact or a municipality; None for others and deleted."""
    ways = {
        EntryKind.PERSON: _person,
        EntryKind.CONTACT: _function,
        EntryKind.MUNICIPALITY: _centre,
    }
    found = next((way for kind, way in ways.items() if kind == entry.kind), None)
    return found(entry) if found is not None else None


def mail(page: ProjectPage, step: ContactStep, author_name: str | None = None) -> Draft:
    """Return a polite draft that asks what they have learned and whether one may call.

    It says nothing of the project but its name and municipality. `author_name` signs it.
    """
    title = _shortened(addresses.one_line(page.project.title))
    municipality = addresses.one_line(page.project.text("municipality"))
    if municipality and municipality != FAMILY:
        about = _("Jag har läst om projektet ”{title}” i {municipality} och vill gärna veta mer.")
    else:
        about = _("Jag har läst om projektet ”{title}” och vill gärna veta mer.")
    parts = [
        _("Hej!"),
        about.format(title=title, municipality=municipality),
        _("Vad har ni lärt er av arbetet? Vad skulle ni göra annorlunda i dag?"),
        _("Får jag ringa? Föreslå gärna en tid och ett nummer som passar."),
    ]
    if step.kind is not StepKind.PERSON:
        parts.append(_("Om någon annan vet mer om projektet får ni gärna skicka frågan vidare."))
    name = addresses.one_line(author_name or "")
    parts.append("\n".join(filter(None, [_("Vänliga hälsningar"), name])))
    subject = _("Fråga om projektet ”{title}”").format(title=title)
    return Draft(addresses.email_address(step.email) or "", subject, "\n\n".join(parts))


def opening_text(hours: Hours | None, now: datetime) -> str:
    """Return "öppet nu till 17.00", "öppnar måndag 08.00" or "öppettider okända".

    A public holiday is named, since hours seldom tell what holds then.
    """
    if hours is None:
        return _("öppettider okända")
    state = opening_hours.state(hours, now)
    if state.opening is Opening.OPEN and holidays.is_holiday(now.date()):
        return _("röd dag i dag, så det kan vara stängt")
    text = _opening_text(state)
    then = now.date() + timedelta(days=state.days_ahead)
    if state.opening is Opening.CLOSED and holidays.is_holiday(then):
        return _("{opening} (röd dag, så det kan vara stängt)").format(opening=text)
    return text


def _opening_text(state: OpeningState) -> str:
    match state.opening:
        case Opening.UNKNOWN:
            return _("öppettider okända")
        case Opening.OPEN if not state.clock:
            return _("öppet dygnet runt")
        case Opening.OPEN if state.days_ahead == 0:
            return _("öppet nu till {clock}").format(clock=state.clock)
        case Opening.OPEN:
            text = _("öppet nu till {weekday} {clock}")
        case Opening.CLOSED if state.days_ahead == 0:
            return _("öppnar i dag {clock}").format(clock=state.clock)
        case Opening.CLOSED:
            text = _("öppnar {weekday} {clock}")
    return text.format(weekday=opening_hours.weekday(state.weekday), clock=state.clock)


def as_text(step: ContactStep) -> str:
    """Return the step for the clipboard: one line each of what is known."""
    hours = opening_hours.describe(step.opening_hours) if step.opening_hours else ()
    lines = [step.name, step.unit, step.email, step.phone, step.website, *hours]
    return "\n".join(addresses.one_line(line) for line in lines if line)


def vcard(step: ContactStep) -> str:
    """Return the step as a vCard 3.0 (lines ended by CRLF, to be written as UTF-8).

    Source: https://www.rfc-editor.org/rfc/rfc2426
    """
    import vobject

    card = vobject.vCard()
    name = step.name or step.unit or step.label
    card.add("fn").value = name
    card.add("n").value = vobject.vcard.Name(**_name_parts(step, name))
    if step.unit:
        card.add("org").value = [step.unit]
    if step.kind is not StepKind.PERSON and step.name:
        card.add("title").value = step.name
    if addresses.email_address(step.email):
        email = card.add("email")
        email.value, email.type_param = step.email, "INTERNET"
    if step.phone:
        phone = card.add("tel")
        phone.value, phone.type_param = step.phone, "WORK"
    if addresses.web_address(step.website):
        card.add("url").value = step.website
    if step.opening_hours and (lines := opening_hours.describe(step.opening_hours)):
        card.add("note").value = "\n".join(map(addresses.one_line, lines))
    text: str = card.serialize()
    return text


def file_name(step: ContactStep) -> str:
    """Return a name for the card's file that every file system takes, such as "Anna-Ek.vcf"."""
    name = re.sub(r"[^\w]+", "-", step.name or step.unit or step.label).strip("-_")
    # The leading names are devices on Windows whatever their ending.
    if re.fullmatch(r"(?i)con|prn|aux|nul|(com|lpt)[0-9¹²³]", name):
        name = f"{name}-kontakt"
    return f"{name[:LONGEST_FILE_NAME] or 'kontakt'}.vcf"


def _person(person: Entry | None) -> ContactStep | None:
    if person is None or person.deleted:
        return None
    return ContactStep(
        StepKind.PERSON,
        _("Kontaktperson"),
        name=_line(person.fields, "name"),
        unit=_line(person.fields, "function"),
        email=_line(person.fields, "email", addresses.email_address),
        phone=_line(person.fields, "phone", addresses.phone_number),
        entry_id=person.id,
    )


def _function(contact: Entry | None) -> ContactStep | None:
    if contact is None or contact.deleted:
        return None
    return ContactStep(
        StepKind.FUNCTION,
        _("Funktion"),
        name=_line(contact.fields, "role") or _line(contact.fields, "unit"),
        unit=_line(contact.fields, "unit") if _line(contact.fields, "role") else "",
        email=_line(contact.fields, "email", addresses.email_address),
        phone=_line(contact.fields, "phone", addresses.phone_number),
        website=_line(contact.fields, "website", addresses.web_address),
        opening_hours=_hours(contact.fields),
        entry_id=contact.id,
    )


def _centre(municipality: Entry | None) -> ContactStep | None:
    if municipality is None or municipality.deleted:
        return None
    kept = municipality.fields.get("contact_centre")
    centre: Hours = kept if isinstance(kept, Mapping) else {}
    official = _line(municipality.fields, "official_name") or _line(municipality.fields, "name")
    step = ContactStep(
        StepKind.CENTRE,
        _("Kommunens kontaktcenter"),
        name=_line(centre, "name") or official,
        unit=official if _line(centre, "name") else "",
        email=_line(centre, "email", addresses.email_address),
        phone=_line(centre, "phone", addresses.phone_number),
        website=_line(municipality.fields, "website", addresses.web_address),
        opening_hours=_hours(centre),
        entry_id=municipality.id,
    )
    return step if step.reachable else None  # the municipality's name alone is no contact


def _source(page: ProjectPage) -> list[ContactStep]:
    sources = page.project.texts("sources")
    website = next(filter(None, map(addresses.web_address, sources)), None)
    if website is None:
        return []
    host = urlsplit(website).hostname or ""
    step = ContactStep(StepKind.SOURCE, _("Källa"), host, website=website)
    return [replace(step, entry_id=page.project.id)]


def _same(function: ContactStep, centre: ContactStep) -> bool:
    return (
        function.kind is StepKind.FUNCTION
        and centre.kind is StepKind.CENTRE
        and bool(function.email or function.phone)
        and (function.email, function.phone) == (centre.email, centre.phone)
    )


def _line(
    values: Mapping[str, object], name: str, check: Callable[[str], str | None] | None = None
) -> str:
    value = values.get(name)
    if not isinstance(value, str):
        return ""
    return addresses.one_line(value) if check is None else check(value.strip(" ")) or ""


def _hours(values: Mapping[str, object]) -> Hours | None:
    hours = values.get("opening_hours")
    return hours if isinstance(hours, Mapping) else None


def _name_parts(step: ContactStep, name: str) -> dict[str, str]:
    given, _space, family = name.rpartition(" ")
    if step.kind is StepKind.PERSON and given:
        return {"family": family, "given": given}
    return {"family": name}


def _shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
