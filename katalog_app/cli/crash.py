"""A report of a bug, for whoever looks after the program; no value of the catalogue is in it."""

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from katalog_app import __version__


def write(error: BaseException, folder: Path) -> Path | None:
    """Write `crash-*.txt` in the data folder and return its path; None where it cannot be written.

    It holds versions, and the names of files, lines and functions that led to the fault. What the
    user wrote may stand in the fault's own words, so only its type is there.
    """
    now = datetime.now(UTC)
    path = folder / f"crash-{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    trace = traceback.TracebackException.from_exception(error)
    lines = [
        f"Katalogen {__version__}, Python {platform.python_version()}, {sys.platform}",
        now.isoformat(timespec="seconds"),
        *(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in trace.stack),
        type(error).__name__,
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return None
    return path
