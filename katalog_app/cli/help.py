"""The help of the command line."""

from katalog_app.cli.catalogue import every_command
from katalog_app.cli.command import Command
from katalog_app.texts import _


def overview() -> list[str]:
    """Return the lines that name every command and the options of all of them."""
    commands = [(_usage(command), _(command.summary)) for command in every_command()]
    return [
        _("Användning: katalog [FLAGGOR] [KOMMANDO …]"),
        _("Utan kommando, eller med .katalog-filer, öppnas fönstret."),
        "",
        *_columns(commands),
        "",
        *_columns(
            [
                (_("--data MAPP"), _("mappen där katalogen ligger")),
                ("--empty", _("börja utan den medföljande utgåvan, om katalogen är ny")),
                (_("--as NAMN"), _("vem som gör ändringen")),
                ("--lang sv|en", _("språk")),
                ("--json", _("svara med ett JSON-objekt")),
                ("--help", _("visa hjälp, även för ett kommando")),
                ("--version", _("visa versionen")),
            ]
        ),
    ]


def about(command: Command) -> list[str]:
    """Return the lines about one command."""
    usage = _("Användning: katalog {usage}").format(usage=_usage(command))
    return [usage, _(command.summary)]


def _usage(command: Command) -> str:
    return " ".join([command.name, *map(_, command.places)])


def _columns(rows: list[tuple[str, str]]) -> list[str]:
    width = max(len(left) for left, _right in rows)
    return [f"  {left:<{width}}  {right}" for left, right in rows]
