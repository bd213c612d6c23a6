"""The program: the window, or with a command the command line, which never loads Qt."""

import sys
from collections.abc import Sequence
from pathlib import Path

from katalog_app.cli import session


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status: 0 done, 1 refused or failed, 2 wrong usage.

    Args:
        argv: The arguments without the program's name; those of the process where not given.
    """
    return session.run(sys.argv[1:] if argv is None else argv, _open_window)


def _open_window(data: Path | None, files: tuple[Path, ...], language: str | None) -> int:
    from katalog_app.ui.app import run

    return run(data, [str(file) for file in files], language)


if __name__ == "__main__":
    sys.exit(main())
