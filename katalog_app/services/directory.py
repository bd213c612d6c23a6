"""Everybody one can ask: persons, functions and contact centres, with what they can tell about.

The whole directory is read in one pass and kept until something is written; every question is
answered from that, by the same analysis of Swedish as the search for projects.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from katalog_app.db import reading
from katalog_app.db.store import Connection, Store
from katalog_app.language import analysis
from katalog_app.model import values
from katalog_app.model.entries import Entry, EntrySummary
from katalog_app.model.fields import EntryKind
from katalog_app.services import addresses, answering, contacting
from katalog_app.services.contacting import ContactStep
from katalog_app.services.directory_words import WordIndex
from katalog_app.services.keeping import kept

PAGE = 60
"""Cards of one answer where nothing else is asked for."""
_LISTED = (EntryKind.PERSON, EntryKind.CONTACT, EntryKind.MUNICIPALITY)
_SUBJECT_FIELDS = ("keywords", "technologies", "transformations")
Values = Mapping[str, object]


class CardKind(StrEnum):
    """Who answers."""

    PERSON = "person"
    FUNCTION = "function"
    """A contact that says which function it is: it stays when people change."""
    CONTACT = "contact"
    """A contact that is known by its unit or address alone."""
    CENTRE = "centre"
    """A municipality's contact centre, or the municipality itself."""


@dataclass(frozen=True)
class Card:
    """One way to somebody who knows; every text is on one line."""

    id: str
    """The entry's id."""
    kind: CardKind
    entry_kind: str
    title: str
    """Name or function, with the unit where it says more."""
    municipality: str
    """"" where it is not known."""
    step: ContactStep
    """The ways in, checked."""
    projects: tuple[EntrySummary, ...]
    """Those that name it, by title; of a contact centre that is no contact of its own, those of the
    municipality that name nobody at all."""
    subjects: tuple[str, ...]
    """What its projects are about, those of most projects first."""
    confirmed: date | None
    """When somebody last said that it is right."""


@dataclass(frozen=True)
class Asked:
    """A question to the directory."""

    words: str = ""
    municipality: str = ""
    """"" for all of them."""
    subject: str = ""
    limit: int = PAGE


@dataclass(frozen=True)
class Found:
    """The answer, the best first; by title where no words are asked for."""

    cards: tuple[Card, ...]
    total: int
    """How many match, shown or not."""
    all: int
    """How many there are."""
    municipalities: Mapping[str, int]
    """How many match in each municipality, that filter apart; in Swedish order."""
    subjects: Mapping[str, int]
    """How many match of each subject, that filter apart; in Swedish order."""


@dataclass(frozen=True)
class _Directory:
    """All cards by title, and where each stands."""

    cards: tuple[Card, ...]
    words: WordIndex
    places: Mapping[str, frozenset[int]]
    subjects: Mapping[str, frozenset[int]]


def find(store: Store, asked: Asked) -> Found:
    """Return who answers a question.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        directory = _kept(store, connection)
        matching = None
        if asked.words.strip():
            words = answering.words(store, connection)
            matching = directory.words.find(asked.words, words)
    everything = range(len(directory.cards)) if matching is None else matching
    here = directory.places.get(asked.municipality, frozenset()) if asked.municipality else None
    about = directory.subjects.get(asked.subject, frozenset()) if asked.subject else None
    in_place = [n for n in everything if here is None or n in here]
    on_subject = [n for n in everything if about is None or n in about]
    both = [n for n in in_place if about is None or n in about]
    return Found(
        cards=tuple(directory.cards[n] for n in both[: asked.limit]),
        total=len(both),
        all=len(directory.cards),
        municipalities=_counts(directory.places, on_subject, asked.municipality),
        subjects=_counts(directory.subjects, in_place, asked.subject),
    )


def cards(store: Store, ids: Sequence[str]) -> tuple[Card, ...]:
    """Return the cards of these entries in the order asked for, those without one left out.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        by_id = {card.id: card for card in _kept(store, connection).cards}
    return tuple(by_id[key] for key in ids if key in by_id)


def _counts(
    members: Mapping[str, frozenset[int]], scope: Sequence[int], wanted: str
) -> dict[str, int]:
    inside = frozenset(scope)
    counted = {value: len(numbers & inside) for value, numbers in members.items()}
    if wanted:
        counted.setdefault(wanted, 0)
    return {value: count for value, count in counted.items() if count or value == wanted}


def _kept(store: Store, connection: Connection) -> _Directory:
    return kept(store, connection, "directory", _read)


def _read(connection: Connection) -> _Directory:
    known = {kind: reading.values_of(connection, kind) for kind in _LISTED}
    projects = reading.values_of(connection, EntryKind.PROJECT)
    nodes = reading.values_of(connection, EntryKind.NODE)
    named = _projects_by_contact(projects, known)
    made = [
        card
        for kind, entries in known.items()
        for key, said in entries.items()
        if (card := _card(kind, key, said, named.get(key, []), projects, nodes)) is not None
    ]
    made = _with_centres(made)
    ordered = tuple(sorted(made, key=lambda card: (analysis.sort_key(card.title), card.id)))
    return _Directory(
        ordered,
        WordIndex([_texts(card) for card in ordered], [card.municipality for card in ordered]),
        _members([[card.municipality] if card.municipality else [] for card in ordered]),
        _members([card.subjects for card in ordered]),
    )


def _projects_by_contact(
    projects: Mapping[str, Values], known: Mapping[EntryKind, Mapping[str, Values]]
) -> dict[str, list[str]]:
    """Return the ids of the projects of each contact, by title; centres have those of nobody."""
    centres = {
        name: key
        for key, said in reversed([*known[EntryKind.MUNICIPALITY].items()])
        if isinstance(name := said.get("name"), str)
    }
    people = known[EntryKind.PERSON].keys() | known[EntryKind.CONTACT].keys()
    found: dict[str, list[str]] = {}
    for key, said in projects.items():
        ends = [said.get("contact_person"), said.get("contact")]
        there = dict.fromkeys(end for end in ends if isinstance(end, str) and end in people)
        place = said.get("municipality")
        if not there and isinstance(place, str) and place in centres:
            there = {centres[place]: None}
        for end in there:
            found.setdefault(end, []).append(key)
    return found


def _card(
    kind: str,
    key: str,
    said: Values,
    named: Sequence[str],
    projects: Mapping[str, Values],
    nodes: Mapping[str, Values],
) -> Card | None:
    step = contacting.way_in(Entry(key, kind, None, "", False, said, {}))
    if step is None:  # a municipality that nobody can reach
        return None
    own = "name" if kind == EntryKind.MUNICIPALITY else "municipality"
    place = said.get(own)
    return Card(
        id=key,
        kind=_kind(kind, said),
        entry_kind=kind,
        title=_title(kind, said, step),
        municipality=addresses.one_line(place) if isinstance(place, str) else "",
        step=step,
        projects=tuple(_summary(project, projects[project]) for project in named),
        subjects=tuple(_subjects([projects[project] for project in named], nodes)),
        confirmed=_date(said.get("reviewed")),
    )


def _with_centres(made: Sequence[Card]) -> list[Card]:
    """Return the cards, a contact that is the contact centre itself as one card with it.

    It is so where both have the same name, address and number. A function that only shares the
    municipality's address, as `contacting.chain` tells them together, is a card of its own.
    """
    centres = {_reached(one): one for one in made if one.kind is CardKind.CENTRE}
    found: list[Card] = []
    joined: set[str] = set()
    for card in made:
        centre = centres.get(_reached(card))
        if (
            card.kind is CardKind.CENTRE
            or centre is None
            or not (card.step.email or card.step.phone)
        ):
            found.append(card)
            continue
        joined.add(centre.id)
        step = replace(
            card.step,
            kind=centre.step.kind,
            label=centre.step.label,
            website=card.step.website or centre.step.website,
            opening_hours=card.step.opening_hours or centre.step.opening_hours,
        )
        found.append(replace(card, kind=CardKind.CENTRE, step=step))
    return [card for card in found if card.id not in joined]


def _reached(card: Card) -> tuple[str, str, str, str]:
    return card.municipality, card.step.name.casefold(), card.step.email, card.step.phone


def _kind(kind: str, said: Values) -> CardKind:
    if kind == EntryKind.PERSON:
        return CardKind.PERSON
    if kind == EntryKind.MUNICIPALITY:
        return CardKind.CENTRE
    return CardKind.FUNCTION if said.get("role") else CardKind.CONTACT


def _title(kind: str, said: Values, step: ContactStep) -> str:
    unit = step.unit if step.unit not in step.name else ""
    if kind == EntryKind.PERSON:  # what a person does stands on the line below
        unit = ""
    title = ", ".join(part for part in (step.name, unit) if part)
    return title or addresses.one_line(values.title(kind, said))


def _summary(key: str, said: Values) -> EntrySummary:
    slug = said.get("slug")
    title = addresses.one_line(values.title(EntryKind.PROJECT, said))
    return EntrySummary(key, slug if isinstance(slug, str) else None, title)


def _subjects(projects: Sequence[Values], nodes: Mapping[str, Values]) -> list[str]:
    """Return what projects are about: what most are first, then in Swedish order."""
    spelled: dict[str, str] = {}
    counted: dict[str, int] = {}
    for said in projects:
        for text in dict.fromkeys(_subjects_of(said, nodes)):
            folded = analysis.fold(text)
            spelled.setdefault(folded, text)
            counted[folded] = counted.get(folded, 0) + 1
    order = sorted(counted, key=lambda folded: (-counted[folded], folded))
    return [spelled[folded] for folded in order]


def _subjects_of(said: Values, nodes: Mapping[str, Values]) -> Iterator[str]:
    for name in _SUBJECT_FIELDS:
        for text in _listed(said.get(name)):
            yield addresses.one_line(text)
    for key in _listed(said.get("framework")):
        title = nodes.get(key, {}).get("title")
        if isinstance(title, str):
            yield addresses.one_line(title)


def _listed(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _texts(card: Card) -> tuple[str, str, str, str]:
    """Return what a card is found by, as `language.terms.of` takes it."""
    step = card.step
    # A contact centre answers for all; by what its projects are called it would be every answer.
    titles = () if card.kind is CardKind.CENTRE else (one.title for one in card.projects)
    running = " . ".join([step.unit, step.label, step.email.replace("@", " "), *titles])
    return card.title, " . ".join(card.subjects), running, card.municipality


def _members(listed: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    """Return who has each value, in Swedish order; values that differ in case are one."""
    spelled: dict[str, str] = {}
    found: dict[str, set[int]] = {}
    for number, texts in enumerate(listed):
        for text in texts:
            value = spelled.setdefault(text.casefold(), text)
            found.setdefault(value, set()).add(number)
    return {value: frozenset(found[value]) for value in sorted(found, key=analysis.sort_key)}


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
