"""Which records answer a question's groups, from the postings."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from katalog_app.db import postings
from katalog_app.db.batches import in_parts, places
from katalog_app.db.postings import Posting
from katalog_app.language import terms
from katalog_app.language.groups import Alternative, Group, Way

MOST_CHECKED = 3_000
"""Records whose text is looked through for a phrase; of more, all that hold its words count."""


@dataclass(frozen=True)
class Answer:
    """An alternative with the records that answer it."""

    way: Way
    postings: tuple[Posting, ...]
    """Of each of its terms."""
    records: BitMap
    """Those that hold all of them."""


@dataclass(frozen=True)
class AnsweredGroup:
    """A group with the answers of its alternatives."""

    answers: tuple[Answer, ...]
    records: BitMap
    """Those that answer any."""


def answered(connection: sqlite3.Connection, group: Group) -> AnsweredGroup:
    """Return a group with the records that answer it."""
    answers = tuple(_answer(connection, one) for one in group.alternatives)
    return AnsweredGroup(answers, BitMap.union(BitMap(), *(each.records for each in answers)))


def _answer(connection: sqlite3.Connection, alternative: Alternative) -> Answer:
    beginning = alternative.way is Way.BEGINNING
    last = len(alternative.terms) - 1
    found = tuple(
        postings.of_beginning(connection, term)
        if beginning and at == last
        else postings.of_term(connection, term)
        for at, term in enumerate(alternative.terms)
    )
    records = BitMap.intersection(*(posting.records for posting in found))
    if alternative.adjacent and len(found) > 1:
        records = _holding(connection, records, alternative.terms)
    return Answer(alternative.way, found, records)


def phrase(connection: sqlite3.Connection, stems: Sequence[str]) -> BitMap:
    """Return the records that hold these stems next to each other."""
    found = [postings.of_term(connection, stem).records for stem in stems]
    return _holding(connection, BitMap.intersection(*found), stems)


def _holding(connection: sqlite3.Connection, records: BitMap, stems: Sequence[str]) -> BitMap:
    if len(stems) == 1 or len(records) > MOST_CHECKED:
        return records
    kept = BitMap()
    for part in in_parts(records):
        for number, text in connection.execute(
            f"SELECT number, stems FROM search_text WHERE number IN ({places(part)})", part
        ):
            if terms.adjacent(text, stems):
                kept.add(number)
    return kept
