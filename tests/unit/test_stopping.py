"""A program killed in the middle, or a disk that is full, leaves the old or the new state."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from katalog_app.errors import FileRefusedError
from katalog_app.services import contributing, merging, reading, safekeeping
from tests.profiles import Profile

ACTION = """
import resource, sys
from pathlib import Path
from katalog_app.db.store import open_store
from katalog_app.errors import KatalogError
from katalog_app.services import contributing, erasing, merging, publishing
folder, action, path, limit = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
store = open_store(folder, bundled=None)
found = merging.verify(path) if action == "import" else None
with store.reading():
    pass  # SQLite's shared memory is there: no disk is so full that 32 kB of it end the process
if limit:
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
print("ready", flush=True)
try:
    if action == "import":
        merging.carry_out(store, found)
    elif action == "export":
        contributing.export(store, path, everything=True)
    elif action == "publish":
        publishing.publish(store, path, "2026:3", "Sara")
    else:
        erasing.erase(store, path.stem, ["what"], reason="a", decision="1")
except KatalogError as error:
    print(type(error).__name__, flush=True)
    sys.exit(1)
print("done", flush=True)
"""
MOMENTS = 7


STRACE = shutil.which("strace")
CALLS = ("fsync,fdatasync", "pwrite64", "rename")
PLACES = (0.2, 0.6, 0.95)
"""Which of the calls of an action fails, as a share of all of them."""


def started(
    folder: Path, action: str, path: Path, limit: int = 0, under: Sequence[str] = ()
) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [*under, sys.executable, "-c", ACTION, str(folder), action, str(path), str(limit)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def ended(child: subprocess.Popen[str]) -> tuple[str, str]:
    """Return what a child said after "ready", and its complaints."""
    assert child.stdout is not None
    assert child.stderr is not None
    # Not by `communicate`, which does not know what was read ahead with the first line.
    said = child.stdout.read(), child.stderr.read()
    child.wait(timeout=60)
    child.stdout.close()
    child.stderr.close()
    return said


class Scene:
    """A coordinator's folder, and what is needed for each action."""

    def __init__(self, folder: Path) -> None:
        anna, sara = Profile(folder / "anna", "Anna"), Profile(folder / "sara", "Sara")
        self.project = sara.new(title="Mitt", what="Personlig text om Xerxes.")
        sara.publish("2026:2")
        sara.trust(anna)
        for number in range(60):
            anna.new(title=f"Projekt {number}", what="Ord och inga visor. " * 20)
        self.contribution = anna.export()
        self.before = sara.digest
        sara.store.close()
        self.folder, self.number = sara.folder, 0

    def path_for(self, action: str, folder: Path) -> Path:
        if action == "import":
            return self.contribution
        if action == "erase":
            return Path(f"{self.project}.x")
        return folder.with_name(f"{folder.name}.katalog")

    def fresh(self) -> Path:
        self.number += 1
        return Path(shutil.copytree(self.folder, self.folder.with_name(f"try-{self.number}")))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


def state(profile: Profile, project: str) -> tuple[str, bool, str]:
    """Return digest, whether the personal text is gone, and the present edition."""
    summary = reading.catalogue_summary(profile.store)
    return (
        profile.digest,
        "what" not in reading.entry(profile.store, project).fields,
        summary.edition,
    )


def afterwards(scene: Scene, folder: Path, action: str) -> tuple[str, bool, str]:
    """Return the state a folder is in; everything in it and the file must be whole."""
    profile = Profile(folder, "Sara")
    found = state(profile, scene.project)
    path = scene.path_for(action, folder)
    if action in ("export", "publish") and path.exists():
        merging.verify(path)
        if action == "publish" and found[2] == "2026:2":
            # The file got its name and the catalogue did not hear of it: it can be adopted.
            assert profile.take(path).adopted
    left = [one.name for one in folder.parent.iterdir() if one.name.startswith(".")]
    profile.store.close()
    assert len(left) <= scene.number
    return found


@pytest.mark.parametrize("action", ["import", "export", "publish", "erase"])
def test_a_kill_leaves_the_old_or_the_new_state(scene: Scene, action: str) -> None:
    whole = scene.fresh()
    old = afterwards(scene, scene.fresh(), "none")
    began = time.perf_counter()
    child = started(whole, action, scene.path_for(action, whole))
    began = time.perf_counter()
    out, err = ended(child)
    took = time.perf_counter() - began
    assert out == "done\n", err
    new = afterwards(scene, whole, action)
    for moment in range(MOMENTS):
        folder = scene.fresh()
        child = started(folder, action, scene.path_for(action, folder))
        time.sleep(took * (moment + 0.5) / MOMENTS)
        child.send_signal(signal.SIGKILL)
        ended(child)
        assert afterwards(scene, folder, action) in (old, new)


def sizes(scene: Scene, action: str) -> list[int]:
    database = (scene.folder / "katalog.db").stat().st_size
    return [1, 512, 4_000, 40_000] if action in ("export", "publish") else [1, 8_000, database // 2]


@pytest.mark.parametrize("action", ["import", "export", "publish", "erase"])
def test_a_full_disk_at_any_step_leaves_the_old_state_and_says_so(
    scene: Scene, action: str
) -> None:
    old = afterwards(scene, scene.fresh(), "none")
    failures = 0
    for limit in sizes(scene, action):
        folder = scene.fresh()
        child = started(folder, action, scene.path_for(action, folder), limit)
        out, err = ended(child)
        assert "Traceback" not in err
        found = afterwards(scene, folder, action)
        if child.returncode:
            failures += 1
            assert out.strip() in ("StoreUnavailableError", "FileRefusedError")
            # An erasure deletes first and rewrites the file then: deleted it may be already.
            assert found == old or action == "erase"
    assert failures >= 2


@pytest.mark.skipif(STRACE is None, reason="only strace can let a call to the system fail")
@pytest.mark.parametrize("calls", CALLS)
@pytest.mark.parametrize("action", ["import", "export", "publish", "erase"])
def test_a_call_to_the_system_that_fails_leaves_the_old_or_the_new_state(
    scene: Scene, action: str, calls: str, tmp_path: Path
) -> None:
    traced, log = ("strace", "-f", "-qq"), tmp_path / "calls"
    old = afterwards(scene, scene.fresh(), "none")
    whole = scene.fresh()
    listed = (*traced, "-o", str(log), "-e", f"trace=write,{calls}")
    ended(started(whole, action, scene.path_for(action, whole), under=listed))
    new = afterwards(scene, whole, action)
    lines = log.read_text().splitlines()
    ready = next(at for at, line in enumerate(lines) if '"ready' in line)
    before, made = (
        sum(" write(" not in line and "resumed" not in line for line in part)
        for part in (lines[:ready], lines[ready:])
    )
    failures = 0
    for place in PLACES if made else ():
        folder, number = scene.fresh(), before + max(round(made * place), 1)
        failing = ("-e", f"trace={calls}", "-e", f"inject={calls}:error=EIO:when={number}")
        child = started(
            folder,
            action,
            scene.path_for(action, folder),
            under=(*traced, "-o", "/dev/null", *failing),
        )
        out, err = ended(child)
        assert "Traceback" not in err
        assert out.strip() in ("done", "StoreUnavailableError", "FileRefusedError")
        found = afterwards(scene, folder, action)
        assert found in (old, new) or action == "erase"
        failures += out.strip() != "done"
        if out.strip() == "done":
            assert found == new
    assert failures or calls != "pwrite64" or not made


def test_a_write_that_fails_leaves_the_file_that_was_there(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = Profile(scene.fresh(), "Sara")
    path = profile.export()
    before = path.read_bytes()

    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error")

    faults: list[Callable[[], None]] = [
        lambda: monkeypatch.setattr("katalog_app.exchange.container.os.fsync", failing),
        lambda: monkeypatch.setattr(Path, "replace", failing),
    ]
    for fault in faults:
        with monkeypatch.context():
            fault()
            with pytest.raises(FileRefusedError):
                contributing.export(profile.store, path, everything=True)
        monkeypatch.undo()
        assert path.read_bytes() == before
        assert list(path.parent.glob(".*")) == []
    assert safekeeping.check(profile.store) == []
