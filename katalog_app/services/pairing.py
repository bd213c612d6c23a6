"""Entries that may be the same thing twice: finding them, and saying what they are to each other.

What is said is kept in the catalogue (see `model.duplicates`), so everybody is spared the
question. A pair that somebody has decided does not come back, also when one of the two gets another
name: what was decided is whether they are the same thing, and a new name does not change that.
Whoever thinks otherwise finds the pair among those decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from katalog_app.db import log, reading, twins
from katalog_app.db.log import Writing
from katalog_app.db.store import Connection, Store
from katalog_app.errors import UnknownEntryError
from katalog_app.model import duplicates
from katalog_app.model.duplicates import Pair, Sign, Verdict
from katalog_app.model.entries import Entry
from katalog_app.model.fields import DELETED, EntryKind
from katalog_app.services.keeping import kept
from katalog_app.services.recording import Session

FROM, TO, RELATION, REASON = "from", "to", "relation", "reason"
_WITH_EMAIL = (EntryKind.CONTACT, EntryKind.PERSON)
_VERDICTS = frozenset(Verdict)


@dataclass(frozen=True)
class Decision:
    """What has been said of a pair."""

    verdict: Verdict
    disputed: bool = False
    """Whether people say different things: then it is one of the open conflicts too."""


@dataclass(frozen=True)
class Suspects:
    """Two entries that may be the same, or that somebody has said something of."""

    pair: Pair
    kind: str
    titles: tuple[str, str]
    """In the order of the pair."""
    places: tuple[str, str]
    """Their municipalities, "" where they name none."""
    signs: tuple[Sign, ...]
    """Why they may be the same; () where only the decision tells of them."""
    decision: Decision | None
    """None where nobody has said anything yet."""


def suspects(store: Store) -> list[Suspects]:
    """Return pairs of entries that may be the same, those nobody has decided first, by title.

    Deleted entries are in none of them.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        found = signs(store, connection)
        said = decisions(connection)
        shown = reading.entries_by_id(
            connection, dict.fromkeys(key for one in found | said for key in (one.one, one.other))
        )
    told = []
    for pair in found | said:
        one, other = shown.get(pair.one), shown.get(pair.other)
        if one is None or other is None or one.deleted or other.deleted:
            continue
        told.append(
            Suspects(
                pair=pair,
                kind=one.kind,
                titles=(one.title, other.title),
                places=(one.text("municipality"), other.text("municipality")),
                signs=found.get(pair, ()),
                decision=said.get(pair),
            )
        )
    return sorted(told, key=lambda s: (s.decision is not None, s.kind, s.titles[0].lower(), s.pair))


def signs(store: Store, connection: Connection) -> dict[Pair, tuple[Sign, ...]]:
    """Return the pairs of entries that may be the same, with every sign of it, decided or not."""
    return kept(store, connection, "signs-of-duplicates", _signs)


def _signs(connection: Connection) -> dict[Pair, tuple[Sign, ...]]:
    projects = reading.values_of(connection, EntryKind.PROJECT)
    likeness = {duplicates.pair(a, b): much for a, b, much in twins.alike(connection)}
    found: dict[Pair, set[Sign]] = {}
    for pair, sign in duplicates.same_projects(projects, likeness):
        found.setdefault(pair, set()).add(sign)
    for kind in _WITH_EMAIL:
        for pair, sign in duplicates.same_email(reading.values_of(connection, kind)):
            found.setdefault(pair, set()).add(sign)
    return {pair: tuple(sorted(those, key=tuple(Sign).index)) for pair, those in found.items()}


def decisions(connection: Connection) -> dict[Pair, Decision]:
    """Return what has been said of pairs.

    A link counts only under the id that its pair gives: one under another could not come into
    conflict with what somebody else says of the same pair.
    """
    found: dict[Pair, Decision] = {}
    for key, said in reading.values_of(connection, EntryKind.LINK).items():
        one, other, relation = said.get(FROM), said.get(TO), said.get(RELATION)
        if not (isinstance(one, str) and isinstance(other, str) and relation in _VERDICTS):
            continue
        pair = duplicates.pair(one, other)
        if pair.id == key:
            disputed = bool(reading.entry(connection, key).conflicts.keys() & {RELATION, DELETED})
            found[pair] = Decision(Verdict(str(relation)), disputed)
    return found


def decide(
    store: Store,
    pair: Pair,
    verdict: Verdict,
    *,
    seen: Decision | None = None,
    author: str | None = None,
) -> str | None:
    """Say what two entries are to each other; return the change, None where that was said already.

    Args:
        pair: The two.
        verdict: What they are.
        seen: What was said of them as one saw it. Where somebody has said something since, both
            stand as a conflict.
        author: The exact name of a person entry, made together with the change where missing.

    Raises:
        UnknownEntryError: One of them is not here.
        StoreUnavailableError: The catalogue cannot be written.
    """
    with log.writing(store) as writer:
        for key in (pair.one, pair.other):
            reading.entry(writer.raw, key)
        return say(writer, Session(writer, author), pair, verdict, seen)


def say(
    writer: Writing, session: Session, pair: Pair, verdict: Verdict, seen: Decision | None
) -> str | None:
    """Say what two entries are to each other, within a transaction; see `decide`."""
    said = {FROM: pair.one, TO: pair.other, RELATION: verdict.value}
    there = _link(writer.raw, pair)
    if there is None:
        return session.create(EntryKind.LINK, said, pair.id).change
    now = decisions(writer.raw).get(pair)
    unseen = now is not None and (seen is None or seen.verdict is not now.verdict)
    if unseen and now is not None and now.verdict is not verdict:
        # Said by somebody else since this one looked: the two stand beside each other.
        return session.create(EntryKind.LINK, said, pair.id).change
    if there.deleted:
        session.delete(pair.id, EntryKind.LINK, deleted=False)
        writer.flush()
    return session.edit(pair.id, EntryKind.LINK, {RELATION: verdict.value}, {}, {}, None)


def _link(connection: Connection, pair: Pair) -> Entry | None:
    try:
        there = reading.entry(connection, pair.id)
    except UnknownEntryError:
        return None
    return there if there.kind == EntryKind.LINK else None


def take_back(
    store: Store, changes: Mapping[str, frozenset[str]], reason: str, author: str | None = None
) -> int:
    """Let entries say again what they said without some changes; return how many were changed.

    Args:
        changes: The changes to act as if they were not there, by entry.
        reason: Why, kept with the changes.
        author: The exact name of a person entry, for these changes.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    with log.writing(store) as writer:
        session = Session(writer, author)
        return sum(
            session.undo(key, without, reason) is not None for key, without in changes.items()
        )
