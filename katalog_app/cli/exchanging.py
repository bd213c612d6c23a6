"""Commands about files from and to others: export, import, publish, keys."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from katalog_app import settings
from katalog_app.cli.arguments import text, whole_number
from katalog_app.cli.command import DONE, FAILED, WRONG_USAGE, Answer, Asked, Command, UsageError
from katalog_app.errors import FileRefusedError
from katalog_app.texts import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from katalog_app.db.store import Store
    from katalog_app.services.receipting import Acknowledged
    from katalog_app.services.trusting import ListedKey
    from katalog_app.services.uniting import Outcome

MERGED = "merged"
REFUSED = "refused"


def _export_options(parser: ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true")


def _import_options(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--accept-deletions", type=whole_number, default=0)


def _publish_options(parser: ArgumentParser) -> None:
    parser.add_argument("--label", type=text)


def _name(store: Store, asked: Asked) -> str:
    return asked.author or settings.read(store.folder).author


def _export(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import contributing

    sent = contributing.export(
        store,
        Path(asked.words[0]),
        everything=asked.options.all,
        sender=_name(store, asked),
    )
    data = {"changes": sent.changes, "bytes": sent.bytes, "sha256": sent.sha256}
    if sent.left_out:
        data["left_out_images"] = sent.left_out
    line = ngettext(
        "Filen är skriven, med {count} ändring.",
        "Filen är skriven, med {count} ändringar.",
        sent.changes,
    )
    return Answer(data, (line.format(count=sent.changes),))


@dataclass(frozen=True)
class _Taken:
    """One file of an import: what is told of it."""

    file: str
    status: str
    new: int = 0
    conflicts: int = 0
    waiting: int = 0
    reason: str = ""
    let_go: tuple[str, ...] = ()
    """What is told of files held back whose copies went with it."""

    def data(self) -> dict[str, object]:
        return {
            "file": self.file,
            "status": self.status,
            "new": self.new,
            "conflicts": self.conflicts,
            "waiting": self.waiting,
            "reason": self.reason,
        }


def _import(store: Store, asked: Asked) -> Answer:
    options = asked.options
    may_ask = sys.stdin is not None and sys.stdin.isatty()
    certain = options.yes or (may_ask and not options.dry_run)
    only_look = options.dry_run or not certain
    taken = [_take(store, asked, Path(word), only_look=only_look) for word in asked.words]
    lines = [line for one in taken for line in _lines(one)]
    status = FAILED if any(one.status == REFUSED for one in taken) else DONE
    if only_look:
        lines.append(_("Inget är ändrat: det här var bara en förhandsvisning."))
        if not options.dry_run:
            lines.append(_("Lägg till --yes för att ta in filerna."))
            status = WRONG_USAGE
    return Answer({"files": [one.data() for one in taken]}, tuple(lines), status)


def _take(store: Store, asked: Asked, path: Path, *, only_look: bool) -> _Taken:
    from katalog_app import messages
    from katalog_app.services import merging, receipting

    try:
        receipt = receipting.in_file(store, path, keep=not only_look)
        if receipt is not None:
            return _Taken(str(path), "nothing-new", reason=_receipt(receipt))
        found = merging.verify(path)
        look = only_look or not asked.options.yes
        outcome = merging.preview(store, found) if look else None
        if not only_look and (asked.options.yes or _agrees(path, outcome)):
            outcome = merging.carry_out(
                store,
                found,
                accepted_deletions=asked.options.accept_deletions,
                author=asked.author,
            )
    except FileRefusedError as error:
        return _Taken(str(path), REFUSED, reason=" ".join(messages.as_text(error).split("\n")))
    assert outcome is not None  # noqa: S101 - either looked at or carried out
    return _Taken(
        str(path),
        outcome.status.value,
        outcome.new,
        outcome.conflicts,
        outcome.waiting,
        _reason(outcome),
        tuple(messages.let_go_as_text(one.name, one.sender) for one in outcome.let_go),
    )


def _receipt(told: Acknowledged) -> str:
    from katalog_app.messages import receipts

    words = _("Kvitto från {name} på ändringar som är gjorda här: {counts}.")
    counts = receipts.counted(told.counts) or "0"
    return words.format(name=told.by or _("utan namn"), counts=counts)


def _agrees(path: Path, outcome: Outcome | None) -> bool:
    """Ask a person at a terminal whether a file is to be taken in."""
    if outcome is None or outcome.status.value not in (MERGED, "waiting"):
        return True
    question = _("{file}: {new} nya ändringar, {conflicts} krockar. Ta in? [j/N] ")
    sys.stderr.write(question.format(file=path.name, new=outcome.new, conflicts=outcome.conflicts))
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("j", "ja", "y", "yes")


def _reason(outcome: Outcome) -> str:
    match outcome.status.value:
        case "quarantined":
            return _quarantined(outcome)
        case "waiting":
            label = outcome.manifest.base_label
            if label:
                return _("Väntar på utgåva {label}.").format(label=label)
            return _("Väntar på ändringar som inte har kommit än.")
    if outcome.adopted and outcome.manifest.edition:
        return _("Utgåva {label} gäller nu.").format(label=outcome.manifest.edition.label)
    return ""


def _quarantined(outcome: Outcome) -> str:
    told = _(
        "Avsändaren {name} är inte godkänd. Ring och jämför koden {code}, "
        "och skriv sedan: katalog keys approve {code}"
    ).format(name=outcome.manifest.sender or _("utan namn"), code=outcome.code)
    if outcome.names_coordinator:
        told += " " + _("Filen är en utgåva: den du godkänner blir samordnare.")
    if not outcome.kept:
        told += " " + _(
            "Ta sedan in filen igen: den innehåller en uppgift som är raderad enligt dataskydd, "
            "så ingen kopia av den sparas här."
        )
    return told


def _lines(one: _Taken) -> tuple[str, ...]:
    names = {
        REFUSED: _("avvisad, inget ändrat"),
        "quarantined": _("hålls kvar tills avsändaren är godkänd"),
        "waiting": _("väntar"),
        MERGED: _("sammanförd"),
        "nothing-new": _("inget nytt"),
    }
    counted = _("{new} nya, {conflicts} krockar, {waiting} väntar").format(
        new=one.new, conflicts=one.conflicts, waiting=one.waiting
    )
    first = f"{Path(one.file).name}: {names[one.status]} ({counted})"
    more = filter(None, (one.reason, *one.let_go))
    return (first, *(f"  {line}" for line in more))


def _publish(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import publishing

    if asked.options.label is None:
        raise UsageError(_("Kommandot publish behöver --label."))
    made = publishing.publish(store, Path(asked.words[0]), asked.options.label, _name(store, asked))
    data = {
        "label": made.label,
        "entries": made.entries,
        "conflicts": made.conflicts,
        "sha256": made.sha256,
    }
    if made.left_out:
        data["left_out_images"] = made.left_out
    line = _("Utgåva {label} är skriven: {entries} poster, {conflicts} öppna krockar.")
    told = line.format(label=made.label, entries=made.entries, conflicts=made.conflicts)
    return Answer(data, (told,))


def _keys(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import merging, trusting

    match asked.words:
        case ():
            pass
        case ("approve", code):
            merging.approve(store, code, asked.author)
        case ("revoke", code):
            trusting.revoke(store, code)
        case _:
            raise UsageError(_("Skriv keys, keys approve KOD eller keys revoke KOD."))
    listed = trusting.listed(store, _name(store, asked))
    data = {
        "keys": [
            {
                "code": one.code,
                "name": one.name,
                "role": one.role.value,
                "own": one.own,
                "trusted": one.trusted,
                "revoked": one.revoked,
            }
            for one in listed
        ]
    }
    return Answer(data, tuple(_key_line(one) for one in listed))


def _key_line(one: ListedKey) -> str:
    state = _("spärrad") if one.revoked else _("godkänd") if one.trusted else _("inte godkänd")
    role = _("samordnare") if one.role.value == "coordinator" else _("bidragsgivare")
    who = _("{name} (din egen)").format(name=one.name or "–") if one.own else one.name or "–"
    held = ""
    if one.held:
        held = ngettext("{count} fil väntar", "{count} filer väntar", one.held)
    gone = ""
    if one.let_go:
        gone = ngettext(
            "{count} fil är borttagen, be om en ny: den hade en uppgift som är raderad "
            "enligt dataskydd",
            "{count} filer är borttagna, be om en ny: de hade uppgifter som är raderade "
            "enligt dataskydd",
            one.let_go,
        ).format(count=one.let_go)
    return "  ".join(filter(None, (one.code, state, role, who, held.format(count=one.held), gone)))


COMMANDS = (
    Command(
        "export",
        (N_("FIL"),),
        N_("Skriver en bidragsfil med det som utgåvan inte har. [--all]"),
        _export,
        _export_options,
    ),
    Command(
        "import",
        (N_("FIL"), N_("[FIL…]")),
        N_("Tar in filer från andra. [--dry-run] [--yes] [--accept-deletions N]"),
        _import,
        _import_options,
    ),
    Command(
        "publish",
        (N_("FIL"),),
        N_("Ger ut en ny utgåva. --label NAMN"),
        _publish,
        _publish_options,
    ),
    Command(
        "keys",
        (N_("[approve KOD | revoke KOD]"),),
        N_("Visar, godkänner och spärrar avsändare."),
        _keys,
    ),
)
