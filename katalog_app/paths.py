"""Where bundled resources lie, and where the user's catalogue lies."""

import os
import sys
from pathlib import Path

APP = "katalog"
"""The name of the program's folders among the user's other programs."""
DATA_VARIABLE = "KATALOG_DATA"
"""An environment variable that names the data folder; for tests, IT and portable sticks."""


def resource(*parts: str) -> Path:
    """Return where a bundled resource lies, such as "icons", "a.svg"; it may be missing."""
    return _bundle("resources").joinpath(*parts)


def bundled_edition() -> Path:
    """Return where the ready database of the bundled edition lies; it may be missing."""
    return _bundle("build", "edition") / "katalog.db"


def default_data_folder() -> Path:
    """Return the folder of the user's catalogue; it is made when the store is opened, not here."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def settings_file() -> Path:
    """Return the file of the user's choices in the default data folder; it may be missing."""
    return default_data_folder() / "settings.json"


def _bundle(*parts: str) -> Path:
    # PyInstaller unpacks beside the program and says where; `build/` is not in the path there.
    unpacked: str | None = getattr(sys, "_MEIPASS", None)
    if unpacked is not None:
        return Path(unpacked, parts[-1])
    return Path(__file__).resolve().parent.parent.joinpath(*parts)
