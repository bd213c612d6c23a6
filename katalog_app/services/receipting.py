"""Receipts for what one has sent: verified against the own changes, kept, and shown beside them.

A receipt changes nothing in the catalogue. Each is kept as the file it came as, in a folder of its
own in the data folder, and verified anew whenever it is read.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from katalog_app import settings
from katalog_app.db import holdings
from katalog_app.db.store import Connection, Store, faults
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container, keys, receipt
from katalog_app.exchange.container import Container
from katalog_app.exchange.receipt import SignedReceipt
from katalog_app.model import slugs
from katalog_app.model.receipts import Receipt, Standing, Verdict
from katalog_app.services import contributing

FOLDER = "receipts"
"""The folder, in the data folder, of all receipts kept."""
MOST_KEPT = 300
"""Receipts that are read; when there are more, the oldest go."""


@dataclass(frozen=True)
class Acknowledged:
    """A receipt for files of one's own."""

    receipt: Receipt
    by: str
    """Who has signed it, as known here; the name it gives itself where that is not known."""
    mine: Mapping[str, Verdict]
    """What became of each change made here, by id."""

    @property
    def counts(self) -> dict[Standing, int]:
        """How many of one's own changes became what, in the order of `Standing`; none left out."""
        counted = Counter(one.standing for one in self.mine.values())
        return {standing: counted[standing] for standing in Standing if counted[standing]}


@dataclass(frozen=True)
class Mark:
    """What is known of one change that was sent."""

    verdict: Verdict
    by: str
    made_at: int
    """UTC seconds."""


def verify(store: Store, opened: Container) -> Acknowledged:
    """Return what a receipt says of one's own changes, once it is clear that it may be believed.

    Raises:
        FileRefusedError: Anything is wrong with it: it is signed by nobody who is trusted here, is
            for somebody else, or is on changes that were not made here. Nothing is kept of it.
        StoreUnavailableError: The catalogue or the own key cannot be read.
    """
    found = receipt.read(opened)
    own = contributing.own_key(store).public
    with store.reading() as connection:
        known = holdings.keys(connection).get(found.key)
        if known is not None and known.revoked:
            raise opened.refuse(FileFault.REVOKED_KEY, keys.code(found.key))
        if known is None or not known.trusted:
            raise opened.refuse(FileFault.UNKNOWN_RECEIPT_SIGNER, keys.code(found.key))
        mine = _mine(holdings.own(connection), found)
    if found.receipt.to != own or (found.receipt.verdicts and not mine):
        raise opened.refuse(FileFault.FOREIGN_RECEIPT)
    return Acknowledged(found.receipt, known.name or found.receipt.sender, mine)


def _mine(own: Collection[str], found: SignedReceipt) -> dict[str, Verdict]:
    return {key: said for key, said in found.receipt.verdicts.items() if key in own}


def take(store: Store, opened: Container) -> Acknowledged:
    """Keep a receipt, and return what it says; one that is here already is kept once.

    Raises:
        FileRefusedError: It may not be believed, see `verify`.
        StoreUnavailableError: It cannot be kept.
    """
    told = verify(store, opened)
    folder = store.folder / FOLDER
    place = folder / f"{opened.sha256}{_ENDING}"
    with store.write_guard, faults(store.folder):
        folder.mkdir(exist_ok=True)
        if not place.exists():
            container.move_into_place(container.write_beside(place, opened.data), place)
        for old in _by_age(folder)[MOST_KEPT:]:
            old.unlink(missing_ok=True)
    return told


def in_file(store: Store, path: Path, *, keep: bool) -> Acknowledged | None:
    """Return what a receipt says, None where a file is something else; kept where `keep` says so.

    Raises:
        FileRefusedError: It cannot be read, or is a receipt that may not be believed.
        StoreUnavailableError: It cannot be kept.
    """
    opened = container.opened(path)
    if not receipt.is_one(opened):
        return None
    return take(store, opened) if keep else verify(store, opened)


_ENDING = ".katalog"


def is_kept(store: Store, sha256: str) -> bool:
    """Return whether the receipt with this hash is kept here."""
    return (store.folder / FOLDER / f"{sha256}{_ENDING}").is_file()


def is_own(store: Store, opened: Container) -> bool:
    """Return whether a file is a receipt that was written in this folder.

    Raises:
        StoreUnavailableError: The own key cannot be read.
    """
    try:
        return receipt.read(opened).key == contributing.own_key(store).public
    except FileRefusedError:
        return False


def kept(store: Store) -> list[Acknowledged]:
    """Return the receipts kept here whose signers are still trusted, the newest first.

    Those that cannot be read or believed any more are left out; nobody's work hangs on them.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    files = _by_age(store.folder / FOLDER)
    if not files:
        return []
    with store.reading() as connection:
        found = list(_believed(connection, files[:MOST_KEPT]))
    return sorted(found, key=lambda one: one.receipt.made_at, reverse=True)


def _believed(connection: Connection, files: Iterable[Path]) -> Iterator[Acknowledged]:
    known, own = holdings.keys(connection), holdings.own(connection)
    for file in files:
        try:
            found = receipt.read(container.opened(file))
        except FileRefusedError:
            continue
        signer = known.get(found.key)
        if signer is not None and signer.trusted and not signer.revoked:
            by = signer.name or found.receipt.sender
            yield Acknowledged(found.receipt, by, _mine(own, found))


def _by_age(folder: Path) -> list[Path]:
    """Return the files of a folder that may be receipts, those written last first."""
    try:
        found = [(file.stat().st_mtime_ns, file) for file in folder.glob(f"*{_ENDING}")]
    except OSError:
        return []
    return [file for _when, file in sorted(found, reverse=True)]


def marks(store: Store) -> dict[str, Mark]:
    """Return what receipts say of changes made here, by id; of several the one made last.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    found: dict[str, Mark] = {}
    for one in reversed(kept(store)):
        said = ((key, Mark(v, one.by, one.receipt.made_at)) for key, v in one.mine.items())
        found.update(said)
    return found


def forget(store: Store, erased: Collection[str]) -> None:
    """Let go of receipts that hold a text erased for good, or cannot be read: nobody knows.

    Raises:
        StoreUnavailableError: One cannot be removed.
    """
    folder = store.folder / FOLDER
    if not folder.is_dir():
        return
    words = {text for text in erased if text.strip()}
    words |= {f"-{slug}-" for slug in map(_slug, words) if slug}  # files are named after people
    with store.write_guard, faults(store.folder):
        for file in folder.iterdir():
            if _holds(file, words):
                file.unlink(missing_ok=True)


def _slug(text: str) -> str:
    return slugs.slug([text])


def _holds(file: Path, words: Collection[str]) -> bool:
    """Return whether the texts of a receipt hold one of these; also yes where nobody can tell."""
    try:
        said = receipt.read(container.opened(file)).receipt
    except FileRefusedError:
        return True
    texts = [said.sender, said.edition, *(one.name for one in said.files)]
    texts += {one.note for one in said.verdicts.values()}
    return settings.holds("\n".join(texts), words)
