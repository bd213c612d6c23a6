"""A program killed while a copy takes the catalogue's place leaves the old or the new one whole."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from katalog_app import paths
from katalog_app.db import backups
from katalog_app.services import restoring
from tests.profiles import Profile

ACTION = """
import sys
from pathlib import Path
from katalog_app.db.store import open_store
from katalog_app.services import restoring
store = open_store(Path(sys.argv[1]), bundled=None)
print("ready", flush=True)
restoring.restore(store, Path(sys.argv[2]))
print("done", flush=True)
"""
AT_STEP = """
import os, signal, sys
from pathlib import Path
from katalog_app.db import copies
from katalog_app.db.store import open_store
from katalog_app.services import restoring
copies.STEP = 20
store = open_store(Path(sys.argv[1]), bundled=None)
wanted = float(sys.argv[3])
def killed(done, total):
    if done >= wanted * total:
        os.kill(os.getpid(), signal.SIGKILL)
restoring.restore(store, Path(sys.argv[2]), killed)
"""
MOMENTS = 5


def begun(script: str, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)], stdout=subprocess.PIPE, text=True
    )


def test_killed_at_any_moment_the_old_or_the_new_catalogue_is_whole(tmp_path: Path) -> None:
    sara = Profile(tmp_path / "sara", "Sara", paths.bundled_edition())
    file = restoring.back_up(sara.store)
    new = sara.digest
    for number in range(12):
        sara.new(title=f"Projekt {number}", what="Text " * 200)
    old = sara.digest
    whole = sara.copied(tmp_path / "whole")
    whole.store.close()
    sara.store.close()

    with begun(ACTION, whole.folder, file) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        start = time.monotonic()
        assert child.stdout.read() == "done\n"
        took = time.monotonic() - start

    seen = set()
    for moment in range(MOMENTS):
        one = Profile(sara.folder, "Sara").copied(tmp_path / f"killed-{moment}")
        one.store.close()
        with begun(ACTION, one.folder, file) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(took * (moment + 0.5) / MOMENTS)
            child.kill()
        seen.add(as_before_or_after(one.folder, old, new))
    for share in (0.0, 0.9):
        one = Profile(sara.folder, "Sara").copied(tmp_path / f"step-{share}")
        one.store.close()
        with begun(AT_STEP, one.folder, file, share) as child:
            assert child.wait() == -signal.SIGKILL
        assert as_before_or_after(one.folder, old, new) == old
    assert seen <= {old, new}


def as_before_or_after(folder: Path, old: str, new: str) -> str:
    """Return the digest of a folder, which is whole and can be restored again."""
    again = Profile(folder, "Sara")
    found = again.digest  # which looks whether all is whole
    assert found in (old, new)
    file = next(one.path for one in restoring.backups_of(again.store) if one.why == "asked")
    restoring.restore(again.store, file)
    assert again.digest == new
    assert not list((folder / backups.FOLDER).glob(".restore-*"))
    again.store.close()
    return found
