import sqlite3
import zlib
from pathlib import Path

import pytest

from katalog_app.db import backups, ledger, log
from katalog_app.db.holdings import Role
from katalog_app.errors import InvalidValueError, NothingToEraseError
from katalog_app.services import (
    contributing,
    drafting,
    editing,
    erasing,
    merging,
    reading,
    reviewing,
    safekeeping,
)
from katalog_app.services.drafting import Draft
from katalog_app.services.uniting import Status
from tests.profiles import Profile

NAME = "Xantippa Öfverqvist"
TEXT = "Zebrafinkens hemlighet bor på Storgatan."


def traces(folder: Path) -> list[str]:
    """Return the files under a folder in which anything of the name or the text can be found."""
    wanted = [
        part.encode() for part in (NAME, TEXT, "Xantippa", "xantipp", "zebrafink", "hemlighet")
    ]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    ]


@pytest.fixture
def circle(tmp_path: Path) -> tuple[Profile, Profile, str, str, Path]:
    """A coordinator and a member with the same edition, an old file, a person and a project."""
    sara, anna = Profile(tmp_path / "sara", "Sara"), Profile(tmp_path / "anna", NAME)
    project = anna.new(title="Projekt", what=TEXT, keywords=["hemlighet"])
    person = next(one.id for one in reading.entries(anna.store, "person"))
    old = anna.export()
    sara.trust(anna)
    anna.edit(project, what=TEXT + " Mer.")
    sara.take(anna.export())
    edition = sara.publish()
    anna.take(edition)
    merging.approve(anna.store, sara.code)
    return sara, anna, person, project, old


def test_an_erased_value_is_nowhere_in_the_folder_and_never_comes_back(circle) -> None:
    sara, anna, person, project, old = circle
    assert traces(sara.folder)
    assert backups.all_of(sara.store)
    how = {"reason": "begäran", "decision": "KS 2026-12"}
    editing.edit(sara.store, project, values={"what": "Ett projekt."}, author="Sara")
    erasing.erase(sara.store, project, ["what", "keywords"], **how)
    assert erasing.erase(sara.store, person, ["name"], **how).erased == 1
    assert traces(sara.folder) == []
    assert sara.take(old).status is Status.NOTHING_NEW
    assert sara.take(anna.export()).status is Status.NOTHING_NEW
    assert traces(sara.folder) == []
    assert safekeeping.check(sara.store) == []
    edition = sara.publish("2026:3")
    assert TEXT.encode() not in unzipped(edition)
    assert NAME.encode() not in unzipped(edition)
    assert anna.take(edition).adopted
    assert traces(anna.folder) == []
    assert anna.digest == sara.digest
    fresh = Profile(sara.folder.with_name("ny"), "Ny")
    fresh.take(edition)
    merging.approve(fresh.store, sara.code)
    anna.name = "A"
    fresh.trust(anna)
    fresh.take(old)
    assert traces(fresh.folder) == []
    assert fresh.digest == sara.digest


def unzipped(path: Path) -> bytes:
    data = path.read_bytes()
    return zlib.decompress(data[data.index(b"\n") + 1 :], 31)


def test_a_draft_that_holds_the_erased_text_goes_with_it_and_another_stays(circle) -> None:
    sara, _anna, _person, project, _old = circle
    kept = Draft(project, (), {"lessons": "Annat."})
    drafting.keep(sara.store, "a", kept)
    drafting.keep(sara.store, "b", Draft(project, (), {"what": f"Ny text. {TEXT} Mer."}))
    erasing.erase(sara.store, project, ["what"], reason="begäran", decision="1")
    assert [one.draft for one in drafting.kept(sara.store)] == [kept]


def test_a_value_erased_before_it_came_is_not_taken_in(circle) -> None:
    sara, anna, _person, project, old = circle
    erasing.erase(sara.store, project, ["what"], reason="begäran", decision="1")
    sara.publish("2026:3")
    fresh = Profile(sara.folder.with_name("ny"), "Ny")
    key = contributing.own_key(sara.store).public
    with log.writing(fresh.store) as writer:
        ledger.put_key(writer, key, "", Role.COORDINATOR, trusted=True)
    assert fresh.take(sara.export()).new == 0  # the erasure comes alone
    fresh.trust(anna)
    fresh.take(old)
    shown = reading.entry(fresh.store, project)
    assert (shown.title, "what" in shown.fields) == ("Projekt", False)
    assert not [path for path in fresh.folder.rglob("*.db*") if TEXT.encode() in path.read_bytes()]


def test_from_anyone_but_a_coordinator_an_erasure_is_a_request(circle) -> None:
    sara, anna, person, _project, _old = circle
    done = erasing.erase(anna.store, person, ["name"], reason="begäran", decision="1")
    assert (done.erased, done.requested) == (0, 1)
    sara.take(anna.export())
    assert reading.entry(sara.store, person).title == NAME
    assert requests(sara) == [((person,), "begäran (1)")]
    erasing.erase(sara.store, person, ["name"], reason="begäran", decision="1")
    assert requests(sara) == []


def requests(profile: Profile) -> list[tuple[tuple[str, ...], str]]:
    found = reviewing.findings(profile.store)
    return [(f.ids, f.text) for f in found if f.kind == reviewing.ERASURE_REQUEST]


def test_history_says_that_a_value_is_erased(circle) -> None:
    sara, _anna, _person, project, _old = circle
    erasing.erase(sara.store, project, ["what"], reason="begäran", decision="1")
    states = {step.state for step in reading.history(sara.store, project) if step.field == "what"}
    assert states == {"erased"}
    assert "what" not in reading.entry(sara.store, project).fields


def test_an_erasure_needs_reason_decision_and_something_to_erase(circle) -> None:
    sara, _anna, person, _project, _old = circle
    for how in ({"reason": " ", "decision": "1"}, {"reason": "a", "decision": ""}):
        with pytest.raises(InvalidValueError):
            erasing.erase(sara.store, person, [], **how)
    with pytest.raises(NothingToEraseError):
        erasing.erase(sara.store, person, ["phone"], reason="a", decision="1")


def test_a_backup_can_be_opened_as_a_data_folder(circle) -> None:
    sara, *_ = circle
    folder = backups.all_of(sara.store)[0]
    connection = sqlite3.connect(folder / "katalog.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert Profile(folder, "Sara").digest
