"""Which commands there are; only the module of the one asked for is loaded."""

from katalog_app.cli.command import Command
from katalog_app.texts import N_

LATER = {
    "export": N_("Skriver en bidragsfil."),
    "import": N_("Tar in bidragsfiler."),
    "conflicts": N_("Visar öppna krockar."),
    "resolve": N_("Avgör en krock."),
    "keys": N_("Visar vilka man litar på."),
    "publish": N_("Ger ut en utgåva."),
    "erase": N_("Utplånar personuppgifter."),
}
"""Commands that are not built yet: what they will do."""


def command(name: str) -> Command | None:
    """Return a command by its name, None where there is none yet."""
    commands: tuple[Command, ...] = ()
    match name:
        case "search" | "show" | "list" | "history":
            from katalog_app.cli import asking

            commands = asking.COMMANDS
        case "new" | "edit" | "delete" | "restore":
            from katalog_app.cli import changing

            commands = changing.COMMANDS
        case "load" | "dump" | "check" | "digest" | "findings":
            from katalog_app.cli import whole

            commands = whole.COMMANDS
    return next((found for found in commands if found.name == name), None)


def every_command() -> tuple[Command, ...]:
    """Return all commands in the order of the help."""
    from katalog_app.cli import asking, changing, whole

    return (*asking.COMMANDS, *changing.COMMANDS, *whole.COMMANDS)
