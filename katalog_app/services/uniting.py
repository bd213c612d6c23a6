"""The union of a file's changes with what is here, within one transaction."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from katalog_app.db import holdings, ledger, log, reading, records
from katalog_app.db.holdings import Looks
from katalog_app.db.log import Writing
from katalog_app.db.store import Connection
from katalog_app.exchange import keys
from katalog_app.exchange.parcel import Manifest, Parcel
from katalog_app.model.change import Leaf, base_field
from katalog_app.model.editions import Edition
from katalog_app.model.fields import DELETED
from katalog_app.model.history import Record, State
from katalog_app.services import holding, trusting
from katalog_app.services.holding import LetGo
from katalog_app.services.trusting import Standing


class Status(StrEnum):
    """What became of a file; the first that fits."""

    REFUSED = "refused"
    QUARANTINED = "quarantined"
    WAITING = "waiting"
    MERGED = "merged"
    NOTHING_NEW = "nothing-new"


@dataclass(frozen=True)
class EntryNews:
    """What a file says about one entry."""

    id: str
    kind: str
    title: str
    is_new: bool
    deleted: bool
    fields: tuple[str, ...]
    """Names of the fields it changes, sorted."""
    conflicts: tuple[str, ...]
    """Those of its fields that are in conflict afterwards, sorted."""


@dataclass(frozen=True)
class Outcome:
    """What a file did, or would do."""

    status: Status
    manifest: Manifest
    code: str
    """The signer's code."""
    new: int = 0
    """Changes that were not here."""
    brought: frozenset[str] = frozenset()
    """Ids of these changes."""
    conflicts: int = 0
    """Fields that came into conflict."""
    waiting: int = 0
    """Changes of the file that wait for something not here."""
    deletions: int = 0
    """Entries that are deleted by it."""
    adopted: bool = False
    """Whether it is an edition that is now the present one."""
    names_coordinator: bool = False
    """Whether approving its signer makes a coordinator of them, as none is known."""
    entries: tuple[EntryNews, ...] = ()
    """By title."""
    kept: bool = True
    """Whether a copy of a file that is held back is kept; not where it holds an erased value."""
    erased: frozenset[str] = frozenset()
    """Texts that its erasures deleted here."""
    let_go: tuple[LetGo, ...] = ()
    """Files held back before whose copies are gone, as they held what its erasures cover."""


class Union:
    """One file on its way in, within one transaction."""

    def __init__(
        self,
        writer: Writing,
        found: Parcel,
        standing: Standing,
        report: Callable[[int, int], None] | None = None,
    ) -> None:
        """Take the transaction, a file whose signer may be believed, and who is told how it goes.

        Args:
            writer: The transaction.
            found: The file.
            standing: What its signer is to us.
            report: Told (done, total) changes; what it raises ends the transaction.
        """
        self._writer, self._found, self._report = writer, found, report
        self._before: Mapping[tuple[bytes, str], Looks] = {}
        self._adopts = trusting.adopts(writer.raw, found, standing)
        self.new: frozenset[str] = frozenset()
        """Ids of the changes that were not here."""
        self.erased: list[object] = []
        """Values deleted by the file's erasures."""
        self.erases = False
        """Whether the file brought erasures that were not applied here before."""

    def outcome(self) -> Outcome:
        """Unite, and return what that did; to be called once."""
        writer, found = self._writer, self._found
        known = records.known(writer.raw, found.ids)
        fields: dict[bytes, set[str]] = {}
        self._append(known, fields)
        touched = sorted(writer.touched)
        self._before = holdings.looks(writer.raw, touched)
        for attestation in found.attestations:
            ledger.add_attestation(writer, attestation)
        if found.manifest.edition:
            self._note_edition(found.manifest.edition)
        self._erase()
        writer.project()
        return self._told(touched, fields)

    def _append(self, known: set[str], fields: dict[bytes, set[str]]) -> None:
        """Add what is not here, without values that are erased for good."""
        writer, found = self._writer, self._found
        gone, lacking = holdings.erased(writer.raw), holdings.without_value(writer.raw)
        number = None
        if self._adopts or not found.ids <= known:
            number = ledger.put_parcel(
                writer,
                found.sha256,
                name=found.container.path.name,
                kind=found.manifest.kind.value,
                key=found.key,
                sender=found.manifest.sender,
                received_at=int(time.time()),
                status=Status.MERGED,
            )
        new: set[str] = set()
        forgotten: set[str] = set()
        done = 0
        for batch in _batches(found.records()):
            if self._report:
                self._report(done, len(found.ids))
            done += len(batch)
            forgotten.update(holding.erased_texts(batch, gone))
            fresh = []
            for record in batch:
                if record.id in known:
                    _fill(writer, record, lacking - gone)
                else:
                    fresh.append(_without(record, gone))
                    entry = bytes.fromhex(record.change.entry)
                    fields.setdefault(entry, set()).update(record.change.sets)
            if fresh:
                new |= log.append(writer, fresh, parcel=number)
        ledger.forget_names(writer, forgotten)  # the sender's may be among them
        self.new = frozenset(new)

    def _note_edition(self, edition: Edition) -> None:
        """Adopt an edition, or remember a sibling; an older one is known already."""
        if not self._adopts and edition.hash in trusting.lineage(self._writer.raw):
            return
        number = ledger.add_edition(
            self._writer,
            edition.hash,
            edition.label,
            edition.made_at,
            sequence=edition.number,
            address=edition.address,
            ancestors=edition.ancestors,
            adopted=self._adopts,
        )
        if self._adopts:
            ledger.hold_in_edition(self._writer, number, self._found.ids)
            trusting.take_roles(self._writer, edition)

    def _erase(self) -> None:
        """Keep erasures; apply those of coordinators, unless a sibling edition brings them."""
        sibling = self._found.manifest.edition is not None and not self._adopts
        coordinators = holdings.coordinators(self._writer.raw)
        for erasure in self._found.erasures:
            applied = erasure.key in coordinators and not sibling
            if ledger.add_erasure(self._writer, erasure, applied=applied):
                self.erases = True
                self.erased += ledger.erase_leaves(self._writer, erasure.leaves)
        if self.erases:
            ledger.owe_cleaning(
                self._writer, (value for value in self.erased if isinstance(value, str))
            )

    def _told(self, touched: list[bytes], fields: dict[bytes, set[str]]) -> Outcome:
        raw, found = self._writer.raw, self._found
        after = holdings.looks(raw, touched)
        arisen = deletions = 0
        for key, now in after.items():
            before = self._before.get(key, Looks(deleted=False, conflicts=frozenset()))
            arisen += len(now.conflicts - before.conflicts)
            deletions += now.deleted and key in self._before and not before.deleted
        states = holdings.states(raw, found.ids)
        waiting = sum(state == State.WAITING for state in states.values())
        status = Status.NOTHING_NEW
        if waiting:
            status = Status.WAITING
        elif self.new or self._adopts:
            status = Status.MERGED
        return Outcome(
            status,
            found.manifest,
            keys.code(found.key),
            new=len(self.new),
            brought=self.new,
            conflicts=arisen,
            waiting=waiting,
            deletions=deletions,
            adopted=self._adopts,
            entries=tuple(_news(raw, after, self._before, fields)),
        )


def _batches(found: Iterable[Record], size: int = 500) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in found:
        batch.append(record)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _without(record: Record, gone: set[tuple[str, str]]) -> Record:
    """Return the change without the values that an erasure covers."""
    if not gone or not any((record.id, field) in gone for field in record.leaves):
        return record
    leaves = {
        field: Leaf(leaf.hash, None, None) if (record.id, field) in gone else leaf
        for field, leaf in record.leaves.items()
    }
    return Record(record.id, record.change, leaves)


def _fill(writer: Writing, record: Record, lacking: set[tuple[str, str]]) -> None:
    """Give a change that is here without a value what the file says, if nobody may erase it."""
    for field, leaf in record.leaves.items() if lacking else ():
        if (record.id, field) in lacking and leaf.salt is not None and leaf.value is not None:
            ledger.fill_leaf(writer, record.id, field, leaf.salt, leaf.value)


def _news(
    connection: Connection,
    after: Mapping[tuple[bytes, str], Looks],
    before: Mapping[tuple[bytes, str], Looks],
    fields: dict[bytes, set[str]],
) -> Iterator[EntryNews]:
    titles = reading.titles(connection, [key for key, _kind in after])
    for (key, kind), now in sorted(
        after.items(), key=lambda item: (titles.get(item[0], ""), item[0])
    ):
        changed = {base_field(name) for name in fields.get(key, ())}
        yield EntryNews(
            key.hex(),
            kind,
            titles.get((key, kind), ""),
            (key, kind) not in before,
            now.deleted,
            tuple(sorted(changed)),
            tuple(sorted(now.conflicts & (changed | {DELETED}))),
        )
