"""Which commands there are; only the module of the one asked for is loaded."""

from katalog_app.cli.command import Command


def command(name: str) -> Command | None:
    """Return a command by its name, None where there is none."""
    commands: tuple[Command, ...] = ()
    match name:
        case "search" | "show" | "list" | "history":
            from katalog_app.cli import asking

            commands = asking.COMMANDS
        case "new" | "edit" | "delete" | "restore":
            from katalog_app.cli import changing

            commands = changing.COMMANDS
        case "load" | "dump" | "check" | "digest" | "findings" | "reindex":
            from katalog_app.cli import whole

            commands = whole.COMMANDS
        case "export" | "import" | "publish" | "keys":
            from katalog_app.cli import exchanging

            commands = exchanging.COMMANDS
        case "conflicts" | "resolve" | "erase":
            from katalog_app.cli import settling

            commands = settling.COMMANDS
    return next((found for found in commands if found.name == name), None)


def every_command() -> tuple[Command, ...]:
    """Return all commands in the order of the help."""
    from katalog_app.cli import asking, changing, exchanging, settling, whole

    modules = (asking, changing, settling, exchanging, whole)
    return tuple(command for module in modules for command in module.COMMANDS)
