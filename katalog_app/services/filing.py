"""Files for the user to keep: written beside their place and moved there once they are whole."""

from pathlib import Path

from katalog_app.db.store import Store
from katalog_app.errors import FileNotWrittenError
from katalog_app.placing import put_whole


def put(store: Store, path: Path, content: bytes) -> None:
    """Write a file, in place of an earlier one; a link is followed.

    Raises:
        FileNotWrittenError: It cannot be written, or it would lie among the catalogue's own files;
            what was there before is still there.
    """
    path = path.resolve()
    if store.folder.resolve() in path.parents or (path.exists() and not path.is_file()):
        raise FileNotWrittenError(path)
    try:
        put_whole(path, content)
    except OSError as error:
        raise FileNotWrittenError(path, error.strerror or "") from error
