"""Commands about the whole catalogue: load, dump, check, digest, findings, reindex."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from katalog_app.cli.arguments import text
from katalog_app.cli.command import DONE, FAILED, Answer, Asked, Command
from katalog_app.cli.output import Progress
from katalog_app.texts import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from katalog_app.db.store import Store


@contextmanager
def _progress() -> Iterator[Progress]:
    """Give what shows how far it is; its line is left clean whatever happens."""
    progress = Progress()
    try:
        yield progress
    finally:
        progress.end()


def _kind_option(parser: ArgumentParser) -> None:
    parser.add_argument("--kind", type=text)


def _load_options(parser: ArgumentParser) -> None:
    _kind_option(parser)
    parser.add_argument("--overwrite", action="store_true")


def _load(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import tabulating

    options = asked.options
    path = Path(asked.words[0])
    with _progress() as progress:
        done = tabulating.load(
            store, path, options.kind, options.overwrite, asked.author, report=progress
        )
    data = {
        "created": done.created,
        "edited": done.edited,
        "unchanged": done.unchanged,
        "existing": len(done.existing),
        "existing_titles": list(done.existing),
        "ignored_columns": list(done.ignored_columns),
    }
    lines = [
        _("Nya: {count}").format(count=done.created),
        _("Ändrade: {count}").format(count=done.edited),
        _("Oförändrade: {count}").format(count=done.unchanged),
        _("Fanns redan: {count}").format(count=len(done.existing)),
    ]
    if done.existing:
        lines.extend(f"  {entry}" for entry in done.existing)
        lines.append(_("De som fanns redan ändras med --overwrite, eller med kolumnen seen."))
    if done.ignored_columns:
        columns = ", ".join(done.ignored_columns)
        lines.append(_("Kolumner som inte lästes: {columns}").format(columns=columns))
    return Answer(data, tuple(lines))


def _dump(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import tabulating

    with _progress() as progress:
        count = tabulating.dump(store, Path(asked.words[0]), asked.options.kind, report=progress)
    line = ngettext("{count} post är skriven.", "{count} poster är skrivna.", count)
    return Answer({"entries": count}, (line.format(count=count),))


def _check(store: Store, _asked: Asked) -> Answer:
    from katalog_app.services import safekeeping

    problems = safekeeping.check(store)
    sound = not problems
    lines = (_("Katalogen är hel."),) if sound else tuple(problems)
    return Answer({"ok": sound, "problems": list(problems)}, lines, DONE if sound else FAILED)


def _digest(store: Store, _asked: Asked) -> Answer:
    from katalog_app.services import safekeeping

    made = safekeeping.digest(store)
    data = {
        "digest": made.digest,
        "entries": made.entries,
        "changes": made.changes,
        "conflicts": made.conflicts,
    }
    line = _("{entries} poster, {changes} ändringar, {conflicts} krockar").format(**data)
    return Answer(data, (made.digest, line))


def _findings(store: Store, _asked: Asked) -> Answer:
    from katalog_app.messages import finding_name
    from katalog_app.services import reviewing

    found = reviewing.findings(store)
    data = {
        "findings": [
            {"kind": finding.kind, "ids": list(finding.ids), "text": finding.text}
            for finding in found
        ]
    }
    lines: list[str] = []
    before = ""
    for finding in found:
        if finding.kind != before:
            lines.append(f"{finding_name(finding.kind)}:")
            before = finding.kind
        count = ngettext("{count} post", "{count} poster", len(finding.ids))
        lines.append(f"  {finding.text} ({count.format(count=len(finding.ids))})")
    return Answer(data, tuple(lines) or (_("Inget att se över."),))


def _reindex(store: Store, _asked: Asked) -> Answer:
    from katalog_app.services import safekeeping

    progress = Progress()
    count = safekeeping.rebuild_index(store, progress)
    progress.end()
    line = ngettext(
        "Sökregistret är byggt på nytt: {count} post.",
        "Sökregistret är byggt på nytt: {count} poster.",
        count,
    )
    return Answer({"entries": count}, (line.format(count=count),))


COMMANDS = (
    Command(
        "load",
        (N_("FIL"),),
        N_("Läser in en tabell: json, xlsx eller csv. [--kind SLAG] [--overwrite]"),
        _load,
        _load_options,
    ),
    Command(
        "dump",
        (N_("FIL"),),
        N_("Skriver en tabell: .json, .xlsx eller .csv. [--kind SLAG]"),
        _dump,
        _kind_option,
    ),
    Command("check", (), N_("Kontrollerar att katalogen är hel."), _check),
    Command("digest", (), N_("Visar katalogens kontrollsumma."), _digest),
    Command("findings", (), N_("Visar vad någon bör se över."), _findings),
    Command("reindex", (), N_("Bygger sökregistret på nytt."), _reindex),
)
