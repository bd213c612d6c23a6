"""The catalogue's own synonyms: entries that change, travel and are published as all others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from katalog_app.db import holdings, log, reading
from katalog_app.db.store import Connection, Store
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container
from katalog_app.language import analysis, synonyms
from katalog_app.language.synonyms import SynonymFinding, Synonyms
from katalog_app.model.fields import EntryKind
from katalog_app.services import answering, editing
from katalog_app.services.answering import Reach
from katalog_app.services.recording import Session

Words = tuple[str, ...]
"""The words and phrases of a group as written."""


@dataclass(frozen=True)
class OwnGroup:
    """A group of the catalogue."""

    id: str
    words: Words
    author: str | None
    """Who made it: a name, the id of the person entry where it has none, None where unnamed."""
    since: int
    """When it was made (UTC seconds); shown only."""
    counts: bool
    """Whether the search uses it: of one word alone it makes nothing."""


@dataclass(frozen=True)
class Overlap:
    """A word of a group that stands in another group too."""

    word: str
    group: Words
    bundled: bool
    """Whether the other group comes with the program."""


@dataclass(frozen=True)
class Look:
    """What would become of a group as it is being written."""

    words: Words
    """Those that can be used."""
    findings: tuple[SynonymFinding, ...]
    """What is to be mended before it can be saved."""
    overlaps: tuple[Overlap, ...]
    adds_nothing: bool
    """Whether one other group holds all of its words already."""


@dataclass(frozen=True)
class Meeting:
    """What a word meets in the search."""

    bundled: tuple[Words, ...]
    own: tuple[Words, ...]
    reach: Reach


@dataclass(frozen=True)
class Preview:
    """What a file of groups would bring; nothing is written."""

    new: tuple[Words, ...]
    known: int
    """Groups whose words stand together in a group already."""
    findings: tuple[SynonymFinding, ...]
    """What in the file is not used."""


@dataclass(frozen=True)
class Shelf:
    """Groups as written, with what finds them by a word in any form."""

    groups: tuple[Words, ...]

    def holding(self, word: str) -> tuple[Words, ...]:
        """Return the groups in which a word or phrase stands."""
        stems = [analysis.stem(part) for _, part in analysis.words(word)]
        return tuple(self.groups[number] for number in self._synonyms.holding(stems))

    @cached_property
    def _synonyms(self) -> Synonyms:
        return Synonyms(tuple(tuple(synonyms.grouped(words)[0]) for words in self.groups))


@lru_cache(maxsize=1)
def bundled() -> Shelf:
    """Return the groups that come with the program, in the order of their file."""
    return Shelf(synonyms.bundled_file().written)


def own_groups(store: Store) -> tuple[OwnGroup, ...]:
    """Return the groups of the catalogue, in the order of their words.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        shown = _own_words(connection)
        begun = holdings.begun_with(connection, shown)
        changes = holdings.made(connection, begun.values())
        names = {
            author: reading.author_name(connection, author)
            for author in {change.author for change in changes.values()}
        }
    found = []
    for key, words in shown.items():
        first = changes.get(begun.get(key, ""))
        found.append(
            OwnGroup(
                id=key,
                words=words,
                author=names[first.author] if first else None,
                since=first.made_at if first else 0,
                counts=bool(synonyms.grouped(words)[0]),
            )
        )
    return tuple(found)


def _own_words(connection: Connection) -> dict[str, Words]:
    """Return what every group of the catalogue says, by id."""
    values = reading.values_of(connection, EntryKind.SYNONYMS)
    return {
        key: tuple(map(str, words)) if isinstance(words := said.get("words"), list) else ()
        for key, said in values.items()
    }


def _own_shelf(store: Store) -> Shelf:
    with store.reading() as connection:
        return Shelf(tuple(_own_words(connection).values()))


def look(written: str, others: Shelf) -> Look:
    """Return what would become of a group that is being written.

    Args:
        written: Words and phrases with commas or line ends between.
        others: The catalogue's other groups.
    """
    pieces = [piece for line in written.splitlines() for piece in line.split(",") if piece.strip()]
    group, findings = synonyms.grouped(pieces)
    words = tuple(group.values())
    written_words = dict.fromkeys(" ".join(piece.split()) for piece in pieces)
    overlaps = tuple(
        Overlap(word, met, is_bundled)
        for shelf, is_bundled in ((others, False), (bundled(), True))
        for word in words or written_words  # one word alone meets groups too
        for met in shelf.holding(word)
    )
    return Look(words, findings, overlaps, adds_nothing=_stand_together(words, others, bundled()))


def _stand_together(words: Words, *shelves: Shelf) -> bool:
    """Return whether one group holds all these words."""
    if not words:
        return False
    return any(set.intersection(*(set(shelf.holding(word)) for word in words)) for shelf in shelves)


def meets(store: Store, word: str) -> Meeting:
    """Return the groups in which a word or phrase stands, and how many projects it finds.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    own = _own_shelf(store).holding(word)
    return Meeting(bundled().holding(word), own, answering.reach(store, word))


def preview(store: Store, path: Path) -> Preview:
    """Return what a file of groups would bring, written as the program's own file of them.

    Raises:
        FileRefusedError: The file cannot be read.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(synonyms.MOST_BYTES + 1)
    except OSError as error:
        raise FileRefusedError(path, FileFault.UNREADABLE, error.strerror or "") from error
    file = synonyms.parse(content)
    own = _own_shelf(store)
    # Two lines with the same words in another order are one group.
    groups = {
        frozenset(group): words
        for group, words in zip(file.synonyms.groups, file.written, strict=True)
    }
    new = tuple(words for words in groups.values() if not _stand_together(words, own, bundled()))
    return Preview(new, len(file.written) - len(new), file.findings)


def add(store: Store, words: Sequence[str], author: str | None = None) -> str:
    """Make a group; return its id.

    Raises:
        InvalidValueError: A word cannot be kept, or there is none.
        StoreUnavailableError: The catalogue cannot be written.
    """
    return editing.create(store, EntryKind.SYNONYMS, {"words": list(words)}, author).id


def take_in(
    store: Store,
    groups: Sequence[Words],
    author: str | None = None,
    report: Callable[[int, int], None] | None = None,
) -> tuple[str, ...]:
    """Make many groups in one transaction; return their ids.

    Args:
        author: The exact name of a person entry, made where missing.
        report: Told (done, total) in groups; what it raises ends the work, and nothing is kept.

    Raises:
        InvalidValueError: A word cannot be kept; no group is made.
        StoreUnavailableError: The catalogue cannot be written; no group is made.
    """
    made = []
    with log.writing(store) as writer:
        session = Session(writer, author)
        for done, words in enumerate(groups, start=1):
            made.append(session.create(EntryKind.SYNONYMS, {"words": list(words)}).id)
            if report is not None:
                report(done, len(groups))
    return tuple(made)


def change(
    store: Store, group: OwnGroup, words: Sequence[str], author: str | None = None
) -> str | None:
    """Let a group have these words in place of those seen; return the change, None for the same.

    Words that somebody else has added meanwhile stay.

    Raises:
        UnknownEntryError: There is no such group.
        InvalidValueError: A word cannot be kept.
        StoreUnavailableError: The catalogue cannot be written.
    """
    added = [word for word in words if word not in group.words]
    removed = [word for word in group.words if word not in words]
    return editing.edit(
        store, group.id, add={"words": added}, remove={"words": removed}, author=author
    )


def remove(store: Store, ids: Sequence[str], author: str | None = None) -> None:
    """Delete groups, all or none; `bring_back` takes it back.

    Raises:
        UnknownEntryError: There is no such group.
        StoreUnavailableError: The catalogue cannot be written.
    """
    _set_deleted(store, ids, author, deleted=True)


def bring_back(store: Store, ids: Sequence[str], author: str | None = None) -> None:
    """Take back the deletion of groups, all or none.

    Raises:
        UnknownEntryError: There is no such group.
        StoreUnavailableError: The catalogue cannot be written.
    """
    _set_deleted(store, ids, author, deleted=False)


def _set_deleted(store: Store, ids: Sequence[str], author: str | None, *, deleted: bool) -> None:
    with log.writing(store) as writer:
        session = Session(writer, author)
        for wanted in ids:
            key, kind = reading.found(writer.raw, wanted)
            session.delete(key, kind, deleted=deleted)


def write(path: Path, groups: Sequence[OwnGroup]) -> None:
    """Write groups to a file that `preview` reads; what stood there before is replaced.

    Raises:
        FileRefusedError: It cannot be written; what stood there is still there.
    """
    text = synonyms.text_of(group.words for group in groups)
    container.move_into_place(container.write_beside(path, text.encode()), path)
