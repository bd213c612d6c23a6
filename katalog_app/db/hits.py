"""The records of a page as they are shown in a list, with the words that answer marked."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from katalog_app.db.batches import places
from katalog_app.language import snippet
from katalog_app.language.snippet import Marked
from katalog_app.model.fields import FIELDS, EntryKind, SearchWeight
from katalog_app.model.query import Hit, OtherHit

_TEXT_FIELDS = tuple(
    described.name
    for described in FIELDS[EntryKind.PROJECT]
    if described.search is SearchWeight.TEXT and not described.parts
)


@dataclass(frozen=True, slots=True)
class _Card:
    """What a list shows of a project beside its title."""

    municipality: str
    status: str
    period: str
    transformations: tuple[str, ...]
    reviewed: str
    texts: str
    """The running texts, in the order of the fields, joined to be looked through."""


# The same projects come back at every keystroke; an edited one has another body.
@lru_cache(maxsize=2_000)
def _card(body: str) -> _Card:
    shown = json.loads(body)
    return _Card(
        municipality=_text(shown, "municipality"),
        status=_text(shown, "status"),
        period=_text(shown, "period"),
        transformations=tuple(str(t) for t in _list(shown, "transformations")),
        reviewed=_text(shown, "reviewed"),
        texts=snippet.joined(
            shown[name] for name in _TEXT_FIELDS if isinstance(shown.get(name), str)
        ),
    )


def of(
    connection: sqlite3.Connection,
    page: Sequence[int],
    marked: Marked,
    wider: Collection[int] = frozenset(),
) -> list[Hit]:
    """Return a hit for each row number of a page, in its order.

    Args:
        marked: What is marked in titles and snippets.
        wider: The numbers that were found by widening the search.
    """
    rows = {
        number: (key, slug, title, body, conflicts)
        for number, key, slug, title, body, conflicts in connection.execute(
            "SELECT number, id, slug, title, body,"
            " EXISTS (SELECT 1 FROM conflicts WHERE entry = number)"
            f" FROM entries WHERE number IN ({places(page)})",
            page,
        )
    }
    hits = []
    for number in page:
        key, slug, title, body, conflicts = rows[number]
        card = _card(body)
        piece, piece_marks = marked.snippet(card.texts)
        hits.append(
            Hit(
                id=key.hex(),
                slug=slug or "",
                title=title,
                municipality=card.municipality,
                status=card.status,
                period=card.period,
                transformations=card.transformations,
                snippet=piece,
                title_marks=marked.marks(title),
                snippet_marks=piece_marks,
                wider=number in wider,
                in_conflict=bool(conflicts),
                reviewed=card.reviewed,
            )
        )
    return hits


def others(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[OtherHit]:
    """Return a hit for each row number of an entry that is no project, in its order."""
    rows = {
        number: (key, kind, title, json.loads(body))
        for number, key, kind, title, body in connection.execute(
            "SELECT number, id, kind, title, body FROM entries"
            f" WHERE number IN ({places(numbers)})",
            numbers,
        )
    }
    found = []
    for number in numbers:
        key, kind, title, shown = rows[number]
        label = _text(shown, "node_kind" if kind == EntryKind.NODE else "municipality")
        found.append(OtherHit(key.hex(), kind, title, label))
    return found


def _text(shown: Mapping[str, object], name: str) -> str:
    value = shown.get(name)
    return value if isinstance(value, str) else ""


def _list(shown: Mapping[str, object], name: str) -> list[object]:
    value = shown.get(name)
    return value if isinstance(value, list) else []
