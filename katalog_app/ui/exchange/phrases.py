"""What fields, moments, files and what they bring are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from katalog_app import messages
from katalog_app.messages import receipts
from katalog_app.model import telling
from katalog_app.model.fields import EntryKind
from katalog_app.services.uniting import Status
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording

if TYPE_CHECKING:
    from katalog_app.services.noticing import ChangedEntry
    from katalog_app.services.receiving import Arrival
    from katalog_app.services.uniting import EntryNews, Outcome

NAMED_BY_KIND = frozenset({EntryKind.SYNONYMS, EntryKind.LINK})
"""Kinds whose titles say nothing without it: a few words beside each other."""
SHORT = 8
"""Fields named one by one; the rest are counted."""


def field_names(kind: str, names: Iterable[str]) -> str:
    """Return what people call fields, with commas between."""
    told = [telling.field_name(kind, name) for name in names]
    if len(told) <= SHORT:
        return ", ".join(told)
    rest = len(told) - SHORT
    more = ngettext("{count} fält till", "{count} fält till", rest).format(count=rest)
    return ", ".join([*told[:SHORT], more])


def moment(made_at: int) -> str:
    """Return a moment in local time, "24 november 2026 kl. 14.05"; "" for an unlikely one."""
    try:
        then = datetime.fromtimestamp(made_at, UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""  # the clock of another machine may say anything
    clock = then.strftime("%H.%M")
    return _("{day} kl. {clock}").format(day=wording.long_date(then.date()), clock=clock)


def changed(entry: ChangedEntry) -> str:
    """Return what was done to an entry, on one line."""
    what = field_names(entry.kind, entry.fields)
    if entry.deleted:
        what = _("Borttagen")
    elif entry.is_new:
        what = _("Ny")
    since = _("sedan {moment}").format(moment=moment(entry.since))
    return wording.dotted(_kind_beside(entry.kind), entry.place, what, since)


def brought(entry: EntryNews) -> str:
    """Return what a file says of an entry, on one line."""
    parts = [_kind_beside(entry.kind)]
    if entry.deleted:
        parts.append(_("tas bort"))
    elif entry.is_new:
        parts.append(_("ny"))
    else:
        fields = field_names(entry.kind, entry.fields)
        parts.append(_("ändrar {fields}").format(fields=fields) if fields else "")
    if entry.conflicts:
        fields = field_names(entry.kind, entry.conflicts)
        parts.append(_("krockar i {fields}").format(fields=fields))
    return wording.dotted(*parts)


def breakable(name: str) -> str:
    """Return the name of a file so that it may be broken over lines after dots and hyphens."""
    return "".join(f"{c}\u200b" if c in "-._" else c for c in name)


def named(kind: str, title: str) -> str:
    """Return the title of an entry, or words for one that has none; the kind where it needs it."""
    told = title or _("(utan namn)")
    if kind not in NAMED_BY_KIND:
        return told
    name = wording.capital(messages.kind_name(kind))
    return _("{kind}: {title}").format(kind=name, title=told)


def _kind_beside(kind: str) -> str:
    """Return what people call a kind of entry, "" where it stands in the title already."""
    return "" if kind in NAMED_BY_KIND else wording.capital(messages.kind_name(kind))


def standing(arrival: Arrival) -> tuple[str, str]:
    """Return the word for what became of a file, and the token of its colour."""
    if arrival.acknowledged is not None:
        return _("kvitto"), "gron"
    if arrival.declined:
        return _("avvisad av dig"), "warn"
    if arrival.refusal is not None or arrival.outcome is None:
        return _("avvisad"), "warn"
    match arrival.outcome.status:
        case Status.QUARANTINED:
            return _("hålls kvar"), "warn"
        case _ if arrival.waits:
            return _("väntar på dig"), "warn"
        case Status.WAITING:
            return _("väntar"), "warn"
        case Status.NOTHING_NEW:
            return _("inget nytt"), "mute"
    return (_("sammanförd"), "gron") if arrival.taken else (_("klar att ta in"), "accent")


def told(arrival: Arrival) -> str:
    """Return one sentence on what a file is, or why it was refused."""
    if arrival.refusal is not None:
        return refused(arrival)[0]
    if arrival.acknowledged is not None:
        told = arrival.acknowledged
        counts = receipts.counted(told.counts) or _("inga ändringar")
        return wording.dotted(told.by, counts, moment(told.receipt.made_at))
    if arrival.declined:
        return _("Skäl: {why}").format(why=arrival.declined)
    outcome = arrival.outcome
    if outcome is None:
        return ""
    who = outcome.manifest.sender or _("avsändare utan namn")
    count = ngettext("{count} ny ändring", "{count} nya ändringar", outcome.new)
    what = count.format(count=outcome.new)
    clash = ngettext("{count} krock", "{count} krockar", outcome.conflicts)
    conflicts = clash.format(count=outcome.conflicts) if outcome.conflicts else ""
    return wording.dotted(who, what, conflicts)


def refused(arrival: Arrival) -> tuple[str, str, str]:
    """Return why a file was refused, what was not changed by it, and what to do."""
    if arrival.refusal is None:
        return "", "", ""
    words = messages.message(arrival.refusal)
    return words.text, words.unchanged, words.remedy


def summary(outcome: Outcome) -> str:
    """Return who sent a file and how much of what it brings, on one line."""
    new = sum(one.is_new and not one.deleted for one in outcome.entries)
    deleted = outcome.deletions
    changed = len(outcome.entries) - new - deleted
    told = [outcome.manifest.sender]
    edition = outcome.manifest.edition
    if edition:
        told.append(_("utgåva {label}").format(label=edition.label))
    for count, words in (
        (new, ngettext("{count} ny post", "{count} nya poster", new)),
        (changed, ngettext("{count} ändrad post", "{count} ändrade poster", changed)),
        (deleted, ngettext("{count} borttagen post", "{count} borttagna poster", deleted)),
        (
            outcome.conflicts,
            ngettext("{count} krock", "{count} krockar", outcome.conflicts),
        ),
    ):
        told.append(words.format(count=count) if count > 0 else "")
    return wording.dotted(*told)


def waits_for(arrival: Arrival) -> str:
    """Return what a file waits for, "" where it waits for nothing."""
    outcome = arrival.outcome
    if outcome is None or outcome.status is not Status.WAITING:
        return ""
    if outcome.manifest.base_label:
        label = outcome.manifest.base_label
        return _(
            "En del av filen bygger på utgåva {label}, som inte finns här. Den delen syns när "
            "utgåvan har tagits in."
        ).format(label=label)
    return _("En del av filen bygger på ändringar som inte har kommit hit. Den syns när de kommer.")


def left_out(count: int) -> str:
    """Return that so many pictures did not fit into a file."""
    words = ngettext(
        "{count} bild fick inte plats i filen. Den är kvar här, och mottagaren ser att den saknas.",
        "{count} bilder fick inte plats i filen. De är kvar här, och mottagaren ser att de saknas.",
        count,
    )
    return words.format(count=count)
