"""An erasure that is stopped in the middle goes on with the next call, whatever was done before."""

from pathlib import Path

import pytest

from katalog_app.db import backups, holdings
from katalog_app.services import drafting, erasing, holding, saved_searches
from katalog_app.services.drafting import Draft
from tests.profiles import Profile

TEXT = "Zebrafinkens hemlighet bor på Storgatan."
HOW = {"reason": "begäran", "decision": "KS 2026-12"}
STEPS = {
    "before everything": (holding, "let_go", 1),
    "before the searches": (saved_searches, "forget", 1),
    "before the first copy": (backups, "wipe", 1),
    "before the catalogue itself": (backups, "wipe", 2),
}


class StoppedError(Exception):
    pass


def traces(folder: Path) -> list[str]:
    """Return the files under a folder in which anything of the text can be found."""
    wanted = [part.encode() for part in (TEXT, "zebrafink", "hemlighet")]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    ]


@pytest.fixture
def sara(tmp_path: Path) -> tuple[Profile, str]:
    """A coordinator with one backup, and a project with a text that is to go."""
    sara, anna = Profile(tmp_path / "sara", "Sara"), Profile(tmp_path / "anna", "Anna")
    project = anna.new(title="Projekt", what=TEXT)
    sara.trust(anna)
    anna.edit(project, what=TEXT + " Mer.")
    sara.take(anna.export())
    sara.publish()
    anna.edit(project, what="Annat.")
    sara.take(anna.export())
    drafting.keep(sara.store, "a", Draft(None, (), {"what": TEXT}))
    for one in backups.all_of(sara.store)[:-1]:
        for file in sorted(one.iterdir()):
            file.unlink()
        one.rmdir()
    return sara, project


@pytest.mark.parametrize("where", STEPS)
def test_it_goes_on_where_it_was_stopped(
    sara: tuple[Profile, str], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    profile, project = sara
    owner, name, time = STEPS[where]
    calls = 0
    real = getattr(owner, name)

    def stopped(*given: object) -> object:
        nonlocal calls
        calls += 1
        if calls == time:
            raise StoppedError
        return real(*given)

    assert len(backups.all_of(profile.store)) == 1
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, stopped)
        with pytest.raises(StoppedError):
            erasing.erase(profile.store, project, ["what"], **HOW)
    assert traces(profile.folder)
    erasing.clean(profile.store)
    assert traces(profile.folder) == []
    with profile.store.reading() as connection:
        assert holdings.owed_cleaning(connection) is None


def test_nothing_is_done_where_nothing_is_owed(
    sara: tuple[Profile, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise StoppedError

    monkeypatch.setattr(backups, "wipe", fail)
    assert erasing.clean(sara[0].store) == ()
