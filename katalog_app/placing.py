"""Files that are written beside their place and moved there once they are whole."""

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
