"""Commands about conflicts and erasure: conflicts, resolve, erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog_app.cli.arguments import text
from katalog_app.cli.asking import label, readable, who
from katalog_app.cli.changing import assigned
from katalog_app.cli.command import Answer, Asked, Command, UsageError
from katalog_app.errors import InvalidValueError, ValueFault
from katalog_app.model.fields import DELETED
from katalog_app.texts import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from katalog_app.db.store import Store
    from katalog_app.services.settling import OpenConflict


def _resolve_options(parser: ArgumentParser) -> None:
    parser.add_argument("--take", type=text)
    parser.add_argument("--value", type=text)


def _erase_options(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", type=text)
    parser.add_argument("--decision", type=text)


def _conflicts(store: Store, _asked: Asked) -> Answer:
    from katalog_app.services import settling

    found = settling.conflicts(store)
    data = {
        "conflicts": [
            {
                "id": one.id,
                "title": one.title,
                "field": one.field,
                "values": [
                    {
                        "change": value.change,
                        "value": value.value,
                        "author": value.author,
                        "made_at": value.made_at,
                    }
                    for value in one.values
                ],
                "base": one.base,
                "proposal": one.proposal,
            }
            for one in found
        ]
    }
    lines = [line for one in found for line in _conflict_lines(one)]
    return Answer(data, tuple(lines) or (_("Inga krockar."),))


def _conflict_lines(one: OpenConflict) -> list[str]:
    lines = [f"{one.title} [{one.id}] – {label(one.kind, one.field)}"]
    for value in one.values:
        shown = readable(one.kind, one.field, value.value)
        lines.append(f"  {value.change}  {shown}  ({who(value.author, value.made_at)})")
    if one.base is not None:
        lines.append(_("  Före: {value}").format(value=readable(one.kind, one.field, one.base)))
    if one.proposal is not None:
        lines.append(_("  Förslag: {value}").format(value=" ".join(one.proposal.split())))
    return lines


def _resolve(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import reading, settling

    options = asked.options
    if (options.take is None) == (options.value is None):
        raise UsageError(_("Kommandot resolve behöver antingen --take eller --value."))
    wanted, field = asked.words
    value: object = None
    if options.value is not None:
        entry = reading.entry(store, wanted)
        if field == DELETED:
            value = _flag(options.value)
        else:
            value = assigned(entry.kind, [(field, options.value)])[field]
    change = settling.resolve(
        store, wanted, field, take=options.take, value=value, author=asked.author
    )
    return Answer({"change": change}, (_("Krocken är avgjord."),))


def _flag(written: str) -> bool:
    if written not in ("true", "false"):
        raise InvalidValueError(
            DELETED, ValueFault.NOT_A_CHOICE, written, allowed=("true", "false")
        )
    return written == "true"


def _erase(store: Store, asked: Asked) -> Answer:
    from katalog_app import messages
    from katalog_app.services import erasing

    options = asked.options
    if options.reason is None or options.decision is None:
        raise UsageError(_("Kommandot erase behöver --reason och --decision."))
    wanted, *fields = asked.words
    done = erasing.erase(store, wanted, fields, reason=options.reason, decision=options.decision)
    if done.requested:
        line = ngettext(
            "Begäran om att radera {count} uppgift följer med din nästa fil till samordnaren.",
            "Begäran om att radera {count} uppgifter följer med din nästa fil till samordnaren.",
            done.requested,
        ).format(count=done.requested)
    else:
        line = ngettext(
            "{count} uppgift är raderad för gott.",
            "{count} uppgifter är raderade för gott.",
            done.erased,
        ).format(count=done.erased)
    let_go = (messages.let_go_as_text(one.name, one.sender) for one in done.let_go)
    return Answer({"erased": done.erased, "requested": done.requested}, (line, *let_go))


COMMANDS = (
    Command("conflicts", (), N_("Visar öppna krockar."), _conflicts),
    Command(
        "resolve",
        ("ID", N_("FÄLT")),
        N_("Avgör en krock. --take ÄNDRING eller --value VÄRDE"),
        _resolve,
        _resolve_options,
    ),
    Command(
        "erase",
        ("ID", N_("[FÄLT…]")),
        N_("Raderar personuppgifter för gott. --reason TEXT --decision NUMMER"),
        _erase,
        _erase_options,
    ),
)
