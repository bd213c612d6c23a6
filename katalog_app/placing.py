"""Files that are written beside their place and moved there once they are whole."""

import contextlib
import os
from pathlib import Path


def place_first(fresh: Path, path: Path) -> None:
    """Move a file into place, unless one is there: the first of several writers wins.

    Whoever was first may have written in its own already. `fresh` may remain; its maker removes it.

    Args:
        fresh: A whole file in the same folder.
        path: Its place.

    Raises:
        OSError: It cannot be moved; nothing has changed.
    """
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            fresh.rename(path)


def put_whole(path: Path, content: bytes) -> None:
    """Write a file, in place of an earlier one; others see the old or the new one, no half.

    Raises:
        OSError: It cannot be written; what was there before is still there.
    """
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
