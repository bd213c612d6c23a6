"""Files held back until their signers are approved keep no value that is erased for good."""

import zlib
from pathlib import Path

import pytest

from katalog_app.db import holdings, ledger, log
from katalog_app.db.holdings import Role
from katalog_app.services import contributing, erasing, holding, receiving, trusting
from katalog_app.services.holding import LetGo
from katalog_app.services.uniting import Status
from tests.profiles import Profile

NAME = "Xantippa Öfverqvist"
TEXT = "Zebrafinkens hemlighet bor på Storgatan."
SECRETS = ("Xantippa", "xantippa-ofverqvist", "Zebrafink", "zebrafink", "hemlighet")
HOW = {"reason": "begäran", "decision": "KS 2026-12"}


def traces(folder: Path) -> list[str]:
    """Return the files under a folder in which a secret stands, in those compressed too."""
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if data.startswith(b"katalog 1 "):
            data += zlib.decompress(data[data.index(b"\n") + 1 :], 31)
        if any(secret.encode() in data for secret in SECRETS):
            found.append(str(path.relative_to(folder)))
    return found


@pytest.fixture
def waiting(tmp_path: Path) -> tuple[Profile, Profile, Profile, str, Path]:
    """A coordinator with Anna's text, and a file with the same text of Bo, who is not approved."""
    sara, anna, bo = (
        Profile(tmp_path / key, name)
        for key, name in (("sara", "Sara"), ("anna", "Anna"), ("bo", "Bo"))
    )
    project = anna.new(title="Projekt", what=TEXT)
    sara.trust(anna)
    sara.publish()
    bo.trust(anna)
    bo.new(title="Bos projekt", why="Bos skäl.")
    file = bo.export()
    assert sara.take(file).status is Status.QUARANTINED
    return sara, anna, bo, project, file


def test_a_held_file_with_an_erased_value_is_removed_and_said_to_be(waiting) -> None:
    sara, _anna, bo, project, file = waiting
    assert [name for name in traces(sara.folder) if name.startswith("quarantine")]
    done = erasing.erase(sara.store, project, ["what"], **HOW)
    gone = [(one.name, one.sender) for one in done.let_go]
    assert gone == [(file.name, "Bo")]
    assert traces(sara.folder) == []
    assert list((sara.folder / holding.QUARANTINE).iterdir()) == []
    assert holding.gone(sara.store) == list(done.let_go)
    assert receiving.held(sara.store) == []
    listed = next(one for one in trusting.listed(sara.store) if one.code == bo.code)
    assert (listed.held, listed.let_go) == (0, 1)


def test_a_held_file_without_it_stays(waiting) -> None:
    sara, anna, _bo, _project, _file = waiting
    other = sara.new(title="Annat", what="Något helt annat.")
    done = erasing.erase(sara.store, other, ["what"], **HOW)
    assert (done.erased, done.let_go) == (1, ())
    assert len(receiving.held(sara.store)) == 1
    assert anna.name


def test_the_next_file_of_the_same_sender_is_never_refused(waiting) -> None:
    sara, _anna, bo, project, _file = waiting
    erasing.erase(sara.store, project, ["what"], **HOW)
    again = bo.export()
    found = receiving.look(sara.store, again)
    assert found.outcome is not None
    assert (found.outcome.status, found.outcome.kept) == (Status.QUARANTINED, False)
    assert traces(sara.folder) == []
    (taken,) = receiving.approve(sara.store, found)
    assert taken.taken
    titles = {sara.value(key, "title") for key in ids(sara)}
    assert titles == {"Projekt", "Bos projekt"}
    assert sara.value(project, "what") is None
    assert traces(sara.folder) == []
    assert holding.gone(sara.store) == []


def ids(profile: Profile) -> list[str]:
    from katalog_app.services import reading

    return [one.id for one in reading.entries(profile.store, "project")]


def test_an_erasure_that_comes_before_its_value_lets_go_of_a_held_file_too(
    waiting, tmp_path: Path
) -> None:
    sara, _anna, _bo, project, file = waiting
    erasing.erase(sara.store, project, ["what"], **HOW)
    sara.publish("2026:3")
    fresh = Profile(tmp_path / "ny", "Ny")
    assert fresh.take(file).status is Status.QUARANTINED
    assert traces(fresh.folder) != []
    key = contributing.own_key(sara.store).public
    with log.writing(fresh.store) as writer:
        ledger.put_key(writer, key, "", Role.COORDINATOR, trusted=True)
    outcome = fresh.take(sara.export())
    assert [one.name for one in outcome.let_go] == [file.name]
    assert traces(fresh.folder) == []


def test_a_name_that_is_erased_is_in_no_list_of_files_and_senders(tmp_path: Path) -> None:
    sara, anna = Profile(tmp_path / "sara", "Sara"), Profile(tmp_path / "anna", NAME)
    anna.new(title="Projekt")
    sara.take(anna.export())
    sara.publish()
    other = Profile(tmp_path / "bo", "Bo")
    other.trust(anna)
    sara.trust(other)
    person = next(one.id for one in people(sara) if one.title == NAME)
    file = anna.export()
    file = file.rename(file.with_name("bidrag-xantippa-ofverqvist-2026-11-24.katalog"))
    sara.take(file)
    done = erasing.erase(sara.store, person, ["name"], **HOW)
    assert {(one.name, one.sender) for one in done.let_go} == {("", "")}
    assert traces(sara.folder) == []
    found = receiving.look(sara.store, file)
    assert found.outcome is not None
    assert not found.outcome.kept
    assert traces(sara.folder) == []
    receiving.approve(sara.store, found)
    assert traces(sara.folder) == []


def people(profile: Profile):
    from katalog_app.services import reading

    return reading.entries(profile.store, "person")


def test_an_interrupted_erasure_is_completed_when_the_inbox_is_opened(
    waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sara, _anna, _bo, project, _file = waiting
    monkeypatch.setattr(erasing, "clean", lambda _store: ())
    erasing.erase(sara.store, project, ["what"], **HOW)
    assert [name for name in traces(sara.folder) if name.startswith("quarantine")]
    assert receiving.held(sara.store) == []
    assert not [name for name in traces(sara.folder) if name.startswith("quarantine")]
    assert len(holding.gone(sara.store)) == 1


def test_what_is_told_of_a_file_let_go_of_can_be_put_away(waiting) -> None:
    sara, _anna, _bo, project, _file = waiting
    (one,) = erasing.erase(sara.store, project, ["what"], **HOW).let_go
    assert isinstance(one, LetGo)
    holding.forget_gone(sara.store, one.sha256)
    assert holding.gone(sara.store) == []
    with sara.store.reading() as connection:
        assert one.sha256 not in {p.sha256 for p in holdings.parcels(connection)}
