"""Erasing personal data for good: a signed statement that travels, and no trace left here."""

import json
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from katalog_app import settings
from katalog_app.db import backups, holdings, ledger, log, reading, records
from katalog_app.db.store import Store, open_store
from katalog_app.errors import InvalidValueError, NothingToEraseError, ValueFault
from katalog_app.model import slugs
from katalog_app.model.change import base_field
from katalog_app.model.fields import DELETED, SLUG
from katalog_app.model.history import Record
from katalog_app.model.statements import LONGEST_DECISION, LONGEST_REASON, Erasure
from katalog_app.services import (
    contributing,
    drafting,
    holding,
    picturing,
    private_lists,
    receipting,
    saved_searches,
)
from katalog_app.services.holding import LetGo

Leaves = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Erased:
    """What an erasure did; one of the numbers is 0."""

    erased: int
    """Values deleted here."""
    requested: int
    """Values that a coordinator is asked to have deleted; nothing is deleted yet."""
    texts: frozenset[str] = frozenset()
    """The texts among the deleted values."""
    let_go: tuple[LetGo, ...] = ()
    """Files held back whose copies are gone, as they held what is erased."""


def erase(
    store: Store, wanted: str, fields: Collection[str], *, reason: str, decision: str
) -> Erased:
    """Delete every value that fields of an entry ever had; who is no coordinator asks for it.

    Args:
        wanted: Id or slug.
        fields: Names of fields; all of them where empty.
        reason: Why.
        decision: Number of the decision.

    Raises:
        UnknownEntryError: There is no such entry.
        NothingToEraseError: None of the fields has a value.
        InvalidValueError: Reason or decision is missing or too long.
        StoreUnavailableError: The catalogue cannot be written.
    """
    _check("reason", reason, LONGEST_REASON)
    _check("decision", decision, LONGEST_DECISION)
    key = contributing.own_key(store)
    with log.writing(store) as writer:
        entry, _kind = reading.found(writer.raw, wanted)
        history = records.of_entry(writer.raw, bytes.fromhex(entry))
        leaves = _leaves(list(history.values()), fields)
        if not leaves:
            raise NothingToEraseError(wanted)
        unsigned = Erasure(leaves, reason, decision, int(time.time()), key.public)
        erasure = replace(unsigned, signature=key.sign(unsigned.signed_bytes))
        applied = key.public in holdings.coordinators(writer.raw)
        ledger.add_erasure(writer, erasure, applied=applied)
        deleted = ledger.erase_leaves(writer, leaves) if applied else []
        if applied:
            ledger.owe_cleaning(writer, texts(deleted))
    if not applied:
        return Erased(0, len(leaves))
    let_go = clean(store)
    return Erased(len(deleted), 0, texts(deleted), let_go)


def texts(deleted: Iterable[object]) -> frozenset[str]:
    """Return the texts among deleted values."""
    return frozenset(value for value in deleted if isinstance(value, str))


def clean(store: Store) -> tuple[LetGo, ...]:
    """Delete what applied erasures cover wherever else it is kept, and rewrite every file.

    That is in backups, in settings, in drafts, and in files held back until their signers are
    approved; return those of the latter that are gone. What is left to do is kept in the database
    until it is done, so another call goes on where this one was stopped.

    Raises:
        StoreUnavailableError: A file cannot be rewritten; the next call tries again.
    """
    with store.reading() as connection:
        names, gone = holdings.owed_cleaning(connection), sorted(holdings.erased(connection))
    if names is None:
        return ()
    let_go = tuple(holding.let_go(store, names))
    _forget_choices(store, names)
    saved_searches.forget(store, names)
    private_lists.forget(store, names)
    drafting.forget(store, names)
    receipting.forget(store, names)
    picturing.forget(store)
    for folder in backups.all_of(store):
        copy = open_store(folder, bundled=None)  # it may be of an older version
        try:
            with log.writing(copy) as writer:
                ledger.erase_leaves(writer, gone)
                ledger.forget_names(writer, names)
                ledger.forget_owed(writer, done=True)
            backups.wipe(copy)
        finally:
            copy.close()
    with log.writing(store) as writer:
        backups.forget_unfinished(store)
        ledger.forget_owed(writer, done=False)
    backups.wipe(store)
    with log.writing(store) as writer:
        ledger.forget_owed(writer, done=True)
    return let_go


def _check(name: str, text: str, longest: int) -> None:
    if not text.strip():
        raise InvalidValueError(name, ValueFault.REQUIRED)
    if len(text) > longest:
        raise InvalidValueError(name, ValueFault.TOO_LONG, text)


def _leaves(history: Collection[Record], fields: Collection[str]) -> Leaves:
    """Return the values to erase, with short names that are made of them."""
    held = {
        (record.id, name): json.loads(leaf.value)
        for record in history
        for name, leaf in record.leaves.items()
        if leaf.value is not None and name != DELETED
    }
    wanted = {pair for pair in held if not fields or base_field(pair[1]) in fields}
    telling = {slugs.slug([value]) for pair in wanted if isinstance(value := held[pair], str)}
    for pair, value in held.items():
        if pair[1] == SLUG and any(told and told in str(value) for told in telling):
            wanted.add(pair)
    return tuple(sorted(wanted))


def _forget_choices(store: Store, texts: Collection[str]) -> None:
    chosen = settings.read(store.folder)
    left = settings.without(chosen, texts)
    if left != chosen:
        settings.write(store.folder, left)
