"""What is said of a contact, in the list and beside it."""

from __future__ import annotations

from datetime import date

from katalog_app.model.fields import EntryKind
from katalog_app.services.directory import Card, CardKind
from katalog_app.services.freshness import STALE_MONTHS
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange.rows import Row

_COLOURS = {
    CardKind.PERSON: "social",
    CardKind.FUNCTION: "accent",
    CardKind.CONTACT: "accent",
    CardKind.CENTRE: "tek",
}


def kind_name(kind: CardKind) -> str:
    """Return what people call who answers."""
    match kind:
        case CardKind.PERSON:
            return _("person")
        case CardKind.FUNCTION:
            return _("funktion")
        case CardKind.CENTRE:
            return _("kontaktcenter")
    return _("kontakt")


def row(card: Card, today: date) -> Row:
    """Return how a card is shown in the list."""
    does = card.step.unit if card.kind is CardKind.PERSON else ""
    about = wording.dotted(does, card.municipality, projects(card), confirmed(card, today))
    return Row(card.id, card.title or _("(utan namn)"), about, kind_name(card.kind), colour(card))


def colour(card: Card) -> str:
    """Return the token of the colour of who answers; the word beside it says the same."""
    return _COLOURS[card.kind]


def projects(card: Card) -> str:
    """Return how many projects a card has."""
    count = len(card.projects)
    if not count:
        return _("inga projekt")
    words = ngettext("{count} projekt", "{count} projekt", count)
    return words.format(count=wording.number(count))


def is_fresh(on: date | None, today: date) -> bool:
    """Return whether somebody has said lately that it is right."""
    if on is None or on > today:
        return on is not None
    months = (today.year - on.year) * 12 + today.month - on.month - (today.day < on.day)
    return months < STALE_MONTHS


def confirmed(card: Card, today: date) -> str:
    """Return when it was confirmed, in a few words."""
    if card.confirmed is None:
        return _("inte bekräftad")
    day = wording.long_date(card.confirmed)
    if is_fresh(card.confirmed, today):
        return _("bekräftad {day}").format(day=day)
    return _("inte bekräftad sedan {day}").format(day=day)


def freshness(card: Card, by: str, today: date) -> str:
    """Return a sentence on when it was confirmed and by whom."""
    if card.confirmed is None:
        return _("Ingen har bekräftat uppgifterna.")
    day = wording.long_date(card.confirmed)
    told = _("Bekräftad {day} av {name}.").format(day=day, name=by) if by else ""
    told = told or _("Bekräftad {day}.").format(day=day)
    if is_fresh(card.confirmed, today):
        return told
    return told + " " + _("Det är mer än ett år sedan, så uppgifterna kan ha ändrats.")


def why(card: Card) -> str:
    """Return why an entry is in the catalogue."""
    if card.entry_kind == EntryKind.MUNICIPALITY:
        return _("Svarar för kommunens projekt som inte har någon annan kontakt.")
    count = len(card.projects)
    if not count:
        return _("Inget projekt använder kontakten. Behövs den inte bör den raderas.")
    words = ngettext(
        "Den som läser om {count} projekt ska kunna fråga någon som vet.",
        "Den som läser om {count} projekt ska kunna fråga någon som vet.",
        count,
    )
    return words.format(count=wording.number(count))
