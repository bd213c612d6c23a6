"""Taking in files from others: verify, preview, back up, one transaction, report."""

import contextlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from katalog_app.db import backups, holdings, log, reading, records
from katalog_app.db.log import Writing
from katalog_app.db.store import Store
from katalog_app.errors import FileFault
from katalog_app.exchange import keys, parcel
from katalog_app.exchange.parcel import Parcel
from katalog_app.services import contributing, erasing, holding, picturing, trusting
from katalog_app.services.progressing import Progress, Report
from katalog_app.services.recording import Session
from katalog_app.services.trusting import Standing
from katalog_app.services.uniting import Outcome, Status, Union
from katalog_app.texts import N_

MANY_DELETIONS, DELETED_SHARE = 20, 0.1
"""More deletions than this, or a larger share of the entries, are taken in only when told so."""
KEPT_OURS = N_("Behöll vårt i stället för det som kom med en fil.")
UNDONE = N_("Ångrade det som kom med en fil.")


class _OnlyLookedAtError(Exception):
    """Ends a preview's transaction so that nothing of it is kept."""


def verify(path: Path) -> Parcel:
    """Return what a file holds, once everything in it has been verified.

    Raises:
        FileRefusedError: Anything is wrong with it; says what.
    """
    return parcel.read(path)


def preview(store: Store, found: Parcel) -> Outcome:
    """Return what taking in a file would do; nothing is kept.

    Raises:
        FileRefusedError: It is signed with a revoked key.
        StoreUnavailableError: The catalogue cannot be written.
    """
    standing = _standing(store, found)
    if standing is Standing.UNKNOWN:
        return _held(store, found)
    with _only_looking(store) as writer:
        return Union(writer, found, standing).outcome()


def preview_approved(store: Store, found: Parcel) -> Outcome:
    """Return what approving the signer of a file that is held back would do with the file.

    Nothing is kept, and the signer is not approved. The status is that of a file held back.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    held = _held(store, found)
    with _only_looking(store) as writer:
        trusting.accept(writer, found.key, found.manifest.sender)
        outcome = Union(writer, found, Standing.TRUSTED).outcome()
    return replace(
        outcome, status=held.status, names_coordinator=held.names_coordinator, kept=held.kept
    )


@contextmanager
def _only_looking(store: Store) -> Iterator[Writing]:
    """Give a write transaction of which nothing is kept."""
    with contextlib.suppress(_OnlyLookedAtError), log.writing(store) as writer:
        yield writer
        raise _OnlyLookedAtError


def carry_out(
    store: Store,
    found: Parcel,
    *,
    accepted_deletions: int = 0,
    keep_ours: Collection[str] = (),
    author: str | None = None,
    report: Report | None = None,
) -> Outcome:
    """Take in a file as a whole, or hold it back where its signer is not known.

    Args:
        found: From `verify`.
        accepted_deletions: So many entries may be deleted by it without more asking.
        keep_ours: Ids of entries that are to say what they say now; a visible change sees to it.
        author: The exact name of a person entry, for these changes.
        report: Told (done, total) changes of the file, once from none to all; an exception out of
            it stops everything, and nothing is changed.

    Raises:
        FileRefusedError: It is signed with a revoked key, or would delete many entries.
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    standing = _standing(store, found)
    if standing is Standing.UNKNOWN:
        holding.hold_back(store, found)
        return _held(store, found)
    with store.reading() as connection:
        something_new = len(records.known(connection, found.ids)) < len(found.ids)
    if something_new:
        backups.back_up(store)
    progress = Progress(report, len(found.ids)) if report else None
    with log.writing(store) as writer:
        writer.report = progress.shown if progress else None
        merge = Union(writer, found, standing, progress.written if progress else None)
        outcome = merge.outcome()
        if _too_many(
            sum(reading.count(writer.raw).values()), outcome.deletions, accepted_deletions
        ):
            raise found.container.refuse(FileFault.MASS_DELETION, str(outcome.deletions))
        session = Session(writer, author)
        for key in sorted(set(keep_ours)):
            session.undo(key, merge.new, KEPT_OURS)
        writer.flush()
        picturing.take(store, writer.raw, found.attachments())
    holding.release(store, found)
    if not merge.erases:
        return outcome
    let_go = erasing.clean(store)
    return replace(outcome, erased=erasing.texts(merge.erased), let_go=let_go)


def deletions_to_accept(store: Store, outcome: Outcome) -> int:
    """Return how many deletions a person is to accept by number before a file is taken in, or 0.

    Args:
        outcome: What `preview` said of the file.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    new = sum(one.is_new and not one.deleted for one in outcome.entries)
    with store.reading() as connection:
        standing = sum(reading.count(connection).values()) - outcome.deletions + new
        many = _too_many(standing, outcome.deletions, 0)
    return outcome.deletions if many else 0


def approve(store: Store, code: str, author: str | None = None) -> list[Outcome]:
    """Trust the holder of a key from now on, and take in what was held back; return what that did.

    Raises:
        UnknownKeyError: Nobody has been met with this code.
        FileRefusedError: A file would delete many entries; it is held back still.
        StoreUnavailableError: The catalogue cannot be written.
    """
    one = trusting.trust(store, code)
    outcomes = []
    for held in holding.held_of(store, one.key):
        found = verify(held.path)
        named = replace(found, container=replace(found.container, path=Path(held.name)))
        outcomes.append(carry_out(store, named, author=author))
    return outcomes


def undo(store: Store, number: int, author: str | None = None) -> int:
    """Take back what a received file changed, by inverse changes; return how many were made.

    Args:
        number: The file's, from `holdings.parcels`.
        author: The exact name of a person entry, for these changes.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    with log.writing(store) as writer:
        brought = holdings.brought_by(writer.raw, number)
        without = set(brought)
        session = Session(writer, author)
        entries = dict.fromkeys(brought.values())
        return sum(session.undo(entry, without, UNDONE) is not None for entry in entries)


def _standing(store: Store, found: Parcel) -> Standing:
    own = contributing.own_key(store)
    with store.reading() as connection:
        standing = trusting.standing(connection, found, own.public)
        held = records.known(connection, found.ids) == found.ids
    if standing is Standing.REVOKED and not held:
        raise found.container.refuse(FileFault.REVOKED_KEY, keys.code(found.key))
    return standing


def _held(store: Store, found: Parcel) -> Outcome:
    with store.reading() as connection:
        first = found.manifest.edition is not None and not holdings.coordinators(connection)
        kept = not holding.holds_erased(connection, found)
    code = keys.code(found.key)
    return Outcome(Status.QUARANTINED, found.manifest, code, names_coordinator=first, kept=kept)


def _too_many(standing: int, deletions: int, accepted: int) -> bool:
    """Return whether these are more deletions than accepted; `standing`: entries left after."""
    before = standing + deletions
    many = deletions > MANY_DELETIONS or deletions > DELETED_SHARE * before
    return many and deletions > accepted
