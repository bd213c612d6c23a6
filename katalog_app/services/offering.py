"""What a form can offer: values that stand in the catalogue already, and entries to pick."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from katalog_app.db import reading
from katalog_app.db.store import Store
from katalog_app.errors import UnknownKindError
from katalog_app.model import values
from katalog_app.model.fields import FIELDS, EntryKind, Field, FieldKind
from katalog_app.model.query import Facet
from katalog_app.services.reading import GLOBAL_GOAL

EITHER_END = (EntryKind.PROJECT, EntryKind.NODE)
"""What a link that names no kind of its own goes between."""


@dataclass(frozen=True)
class Offers:
    """What the fields of one kind of entry can be filled with; all in Swedish order."""

    texts: Mapping[str, tuple[str, ...]]
    """The values in use, each once, by the name of the field."""
    entries: Mapping[str, Mapping[str, str]]
    """What every entry that can be picked is called, by id, by the name of the field."""
    numbers: Mapping[str, Mapping[int, str]]
    """What numbers stand for, by the name of the field."""


def offers(store: Store, kind: str) -> Offers:
    """Return what a form for this kind of entry can offer.

    Raises:
        UnknownKindError: There is no such kind.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    if kind not in FIELDS:
        raise UnknownKindError(kind, tuple(FIELDS))
    fields = FIELDS[kind]
    with store.reading() as connection:
        mine = list(reading.values_of(connection, kind).values())
        linked = {other for field in fields for other in _linked(field)}
        others = {other: reading.values_of(connection, other) for other in sorted(linked)}
        goals = _goals(others.get(EntryKind.NODE, {}))
    named = {other: _named(other, known) for other, known in others.items()}
    return Offers(
        texts={field.name: _in_use(field, mine) for field in fields if _is_repeated(field)},
        entries={
            field.name: dict(
                sorted(
                    (
                        (key, called)
                        for other in _linked(field)
                        for key, called in named[other].items()
                    ),
                    key=lambda item: item[1].casefold(),
                )
            )
            for field in fields
            if _linked(field)
        },
        numbers={field.name: goals for field in fields if field.facet is Facet.GOAL},
    )


def _linked(field: Field) -> tuple[EntryKind, ...]:
    """Return the kinds of entries that a field may name."""
    if field.links_to is not None:
        return (field.links_to,)
    return EITHER_END if field.kind in (FieldKind.ENTRY, FieldKind.ENTRIES) else ()


def _is_repeated(field: Field) -> bool:
    """Return whether others are likely to have said the same: places, units, keywords."""
    if field.kind is FieldKind.TEXTS:
        return not field.address
    return field.kind is FieldKind.TEXT and field.facet is not None


def _in_use(field: Field, entries: list[Mapping[str, object]]) -> tuple[str, ...]:
    found: set[str] = set()
    for said in entries:
        value = said.get(field.name)
        elements = value if isinstance(value, list) else [value]
        found.update(element for element in elements if isinstance(element, str))
    return tuple(sorted(found, key=str.casefold))


def _goals(nodes: Mapping[str, Mapping[str, object]]) -> dict[int, str]:
    found: dict[int, str] = {}
    for said in nodes.values():
        number = said.get("order")
        if said.get("node_kind") == GLOBAL_GOAL and type(number) is int:
            found[number] = str(said.get("title", ""))
    return dict(sorted(found.items()))


def _named(kind: str, entries: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """Return what entries are called, with what tells namesakes apart."""
    titles = {key: values.title(kind, said) for key, said in entries.items()}
    often = Counter(titles.values())
    named = {}
    for key, title in titles.items():
        apart = entries[key].get("municipality")
        if not apart and often[title] > 1:
            apart = titles.get(str(entries[key].get("parent"))) or entries[key].get("slug")
        named[key] = f"{title} ({apart})" if apart else title
    return named
