"""The sheet for the registrar: a page to read of what a file for others contains, for the archive.

It is made from the file itself, read and verified as its receiver will, so that page and file say
the same. What the changes replace, and what entries are called, comes from the catalogue.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from katalog_app.db import reading, records
from katalog_app.db.store import Connection, Store
from katalog_app.exchange import keys, parcel
from katalog_app.exchange.parcel import Parcel
from katalog_app.model import telling, wording
from katalog_app.model.change import base_field
from katalog_app.model.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Line,
    Mark,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
)
from katalog_app.model.entries import Entry
from katalog_app.model.fields import DELETED, NOTE, SLUG, EntryKind
from katalog_app.model.history import Record
from katalog_app.services import documenting, taking
from katalog_app.texts import _, ngettext

SUFFIX = ".html"
ABOUT_SOMEBODY = frozenset({"email", "phone", "contact_person", "contact_centre"})
"""Fields that are personal data in whatever entry they stand."""
ERASED = object()


@dataclass
class _Said:
    """What a file says about a field of an entry."""

    before: list[object] = field(default_factory=list)
    after: list[object] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    """What the catalogue knows besides."""

    entries: Mapping[str, Entry]
    titles: Mapping[str, str]
    sender: Entry | None


def write_beside(store: Store, path: Path) -> Path:
    """Write the sheet of a file beside it, over no other file; return the sheet.

    Args:
        store: The catalogue that the file was written from.
        path: The file.

    Raises:
        FileRefusedError: The file cannot be read, or the sheet not written.
        StoreUnavailableError: The catalogue cannot be read.
    """
    sheet = taking.free_place(path.with_name(path.name.removesuffix(".katalog") + SUFFIX))
    taking.deliver(store, sheet, taking.as_page(document(store, path)).encode())
    return sheet


def document(store: Store, path: Path) -> Document:
    """Return what a contribution or an edition contains, of an edition no more than how much.

    Raises:
        FileRefusedError: The file cannot be read.
        StoreUnavailableError: The catalogue cannot be read.
    """
    read = parcel.read(path)
    changes = list(read.records())
    with store.reading() as connection:
        known = _known(connection, read, changes)
        label = documenting.edition_label(connection)
        edition = read.manifest.edition
        if edition is not None:
            title = _("Utgåva {label} av Katalogen").format(label=edition.label)
            parts = [Part(_("Innehåll"), (Section("", (_numbers(changes, known),)),))]
        else:
            title = _("Bidrag till Katalogen: {file}").format(file=path.name)
            parts = [_entry(connection, key, found, known) for key, found in _by_entry(changes)]
    lead: list[Block] = [Facts(tuple(_facts(path, read, changes, known)))]
    lead += _personal(changes, known)
    if edition is None and not changes:
        lead.append(Paragraph(_("Filen innehåller inga ändringar."), Mark.STRONG))
    origin = documenting.origin()
    return Document(title, tuple(lead), tuple(parts), label, origin, flows=True)


def _known(connection: Connection, read: Parcel, changes: Iterable[Record]) -> _Known:
    entries = reading.entries_by_id(connection, {one.change.entry for one in changes})
    named = reading.person_named(connection, read.manifest.sender) if read.manifest.sender else None
    sender = reading.entry(connection, named) if named else None
    return _Known(entries, documenting.around(connection).titles, sender)


def _by_entry(changes: Iterable[Record]) -> list[tuple[tuple[str, str], list[Record]]]:
    """Return the changes by entry, in the order in which the file comes to each."""
    found: dict[tuple[str, str], list[Record]] = {}
    for one in changes:
        found.setdefault((one.change.entry, one.change.kind), []).append(one)
    return list(found.items())


def _facts(
    path: Path, read: Parcel, changes: list[Record], known: _Known
) -> Iterable[tuple[str, Line]]:
    manifest = read.manifest
    function = known.sender.text("function") if known.sender else ""
    yield _("Fil"), Line(path.name)
    yield _("Avsändare"), Line(manifest.sender or _("inte angiven"))
    if function:
        yield _("Avsändarens funktion"), Line(function)
    yield _("Gjord"), Line(_moment(manifest.made_at))
    base = manifest.base_label or _("ingen utgåva")
    yield _("Utgår från utgåva"), Line(base)
    count = ngettext("{count} ändring", "{count} ändringar", len(changes))
    entries = len({one.change.entry for one in changes})
    posts = ngettext("{count} post", "{count} poster", entries).format(count=entries)
    words = _("{changes} i {entries}")
    changed = count.format(count=wording.number(len(changes)))
    yield _("Innehåll"), Line(words.format(changes=changed, entries=posts))
    if read.erasures:
        yield _("Beslut om radering"), Line(wording.number(len(read.erasures)))
    if manifest.edition is not None:
        names = ", ".join(sorted(manifest.edition.coordinators.values()))
        yield _("Samordnare"), Line(names)
    yield _("Filens kontrollsumma (SHA-256)"), Line(read.sha256)
    yield _("Undertecknarens kod"), Line(keys.code(read.key))


def _moment(made_at: int) -> str:
    """Return a moment in the computer's own time and in UTC."""
    try:
        world = datetime.fromtimestamp(made_at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (ValueError, OverflowError, OSError):  # a time that no calendar has
        return _("vid okänd tid")
    return f"{wording.moment(made_at)} ({world})"


def _personal(changes: Iterable[Record], known: _Known) -> list[Block]:
    """Return which personal data a file holds: in which entries, in which fields."""
    held: dict[str, set[str]] = {}
    for one in changes:
        names = {base_field(name) for name, leaf in one.leaves.items() if not leaf.erased}
        told = names - {SLUG, NOTE, DELETED}
        if one.change.kind != EntryKind.PERSON:
            told &= ABOUT_SOMEBODY
        if told:
            held.setdefault(one.change.entry, set()).update(
                telling.field_name(one.change.kind, name) for name in told
            )
    authors = {one.change.author for one in changes if one.change.author}
    lines = [
        Line(f"{_called(known, key)}: {', '.join(sorted(names))}") for key, names in held.items()
    ]
    if authors:
        names_of = sorted(wording.person(known.titles.get(key) or key) for key in authors)
        lines.append(
            Line(_("Vem som har gjort ändringarna: {names}").format(names=", ".join(names_of)))
        )
    heading = Paragraph(_("Personuppgifter i filen"), Mark.STRONG)
    if not lines:
        return [heading, Paragraph(_("Inga kända."))]
    return [heading, Bullets(tuple(lines))]


def _numbers(changes: Iterable[Record], known: _Known) -> Table:
    kinds = Counter(kind for _key, kind in {(r.change.entry, r.change.kind) for r in changes})
    rows = [
        Row((wording.capital(wording.kind_name(kind)), wording.number(count)))
        for kind, count in sorted(kinds.items())
    ]
    clashes = sum(len(entry.conflicts) for entry in known.entries.values())
    rows.append(Row((_("Öppna krockar"), wording.number(clashes))))
    return Table((_("Slag"), _("Antal")), tuple(rows))


def _called(known: _Known, key: str) -> str:
    entry = known.entries.get(key)
    return (entry.title if entry else "") or known.titles.get(key) or _("(utan namn)")


def _entry(
    connection: Connection, key: tuple[str, str], changes: list[Record], known: _Known
) -> Part:
    """Return what a file says of one entry."""
    entry, kind = key
    there = records.of_entry(connection, bytes.fromhex(entry))
    said = _said(changes, there)
    new = {one.id for one in changes} >= set(there)
    state = _("Ny post") if new else _("Ändrad post")
    of_kind = _("{state} ({kind})").format(state=state, kind=wording.kind_name(kind))
    blocks: list[Block] = [Paragraph(of_kind, Mark.QUIET)]
    blocks += _deletions(changes, said)
    rows = [
        Row(
            (
                telling.field_name(kind, name),
                _told(kind, name, one.before, known),
                _told(kind, name, one.after, known),
            )
        )
        for name, one in said.items()
        if name not in (NOTE, DELETED)
    ]
    if rows:
        blocks.append(Table((_("Uppgift"), _("Förut"), _("Nu")), tuple(rows)))
    shown = known.entries.get(entry)
    if shown is not None:
        blocks += [documenting.clash(shown, name, known.titles) for name in shown.conflicts]
    blocks.append(_makers(changes, known))
    return Part(_called(known, entry), (Section("", tuple(blocks)),))


def _makers(changes: Iterable[Record], known: _Known) -> Bullets:
    """Return who made the changes and when, each once."""
    lines = []
    for one in changes:
        author = one.change.author
        who = wording.person(known.titles.get(author) or author) if author else _("okänd person")
        when = _moment(one.change.made_at)
        lines.append(Line(_("Gjord av {who}, {when}").format(who=who, when=when)))
    return Bullets(tuple(dict.fromkeys(lines)))


def _deletions(changes: Iterable[Record], said: Mapping[str, _Said]) -> Iterable[Block]:
    if DELETED not in said:
        return
    gone = said[DELETED].after[-1:] == [True]
    words = _("Posten tas bort.") if gone else _("Borttagningen tas tillbaka.")
    reasons = [
        str(value)
        for one in changes
        if DELETED in one.leaves
        and NOTE in one.leaves
        and (value := _value(one, NOTE)) not in (None, "", ERASED)
    ]
    if reasons:
        words += " " + _("Skäl: {reason}").format(reason=" ".join(reasons))
    yield Paragraph(words, Mark.STRONG)


def _said(changes: list[Record], there: Mapping[str, Record]) -> dict[str, _Said]:
    """Return what is new by field, and what it replaces that is not in the file itself."""
    inside = {one.id for one in changes}
    replaced = {
        (old, name) for c in changes for name, olds in c.change.sets.items() for old in olds
    }
    said: dict[str, _Said] = {}
    for one in changes:
        for name, olds in one.change.sets.items():
            told = said.setdefault(base_field(name), _Said())
            if (one.id, name) not in replaced:
                told.after.append(_value(one, name))
            outside = (there[old] for old in olds if old not in inside and old in there)
            told.before += [_value(old, name) for old in outside if name in old.leaves]
    return said


def _value(one: Record, name: str) -> object:
    leaf = one.leaves[name]
    return ERASED if leaf.value is None else json.loads(leaf.value)


def _told(kind: str, name: str, values: list[object], known: _Known) -> str:
    """Return values as text, one a line; of sets what was added and taken away."""
    lines = []
    for value in values:
        if value is ERASED:
            lines.append(_("raderat enligt dataskydd"))
        elif isinstance(value, dict) and set(value) == {"element", "present"}:
            told = telling.readable(kind, name, value["element"], known.titles)
            words = _("med: {value}") if value["present"] else _("inte med: {value}")
            lines.append(words.format(value=told))
        else:
            lines.append(telling.readable(kind, name, value, known.titles))
    return "\n".join(dict.fromkeys(line for line in lines if line)) or "–"
