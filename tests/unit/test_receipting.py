"""From a file taken in to its receipt at the sender's, and what no receipt may do."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container, receipt
from katalog_app.exchange.keys import OwnKey
from katalog_app.model.receipts import Receipt, Standing, Verdict, Why
from katalog_app.services import (
    acknowledging,
    contributing,
    editing,
    erasing,
    merging,
    noticing,
    reading,
    receipting,
    receiving,
    trusting,
)
from katalog_app.services.acknowledging import Answers
from katalog_app.services.receiving import Arrival
from tests.profiles import Profile, contents

TODAY = date(2026, 11, 25)


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    """The coordinator."""
    return Profile(tmp_path / "Sara", "Sara")


@pytest.fixture
def anna(tmp_path: Path, sara: Profile) -> Profile:
    """A lead with the coordinator's first edition, whom the coordinator does not know yet."""
    sara.new(title="Solceller", status="idé")
    one = Profile(tmp_path / "Anna", "Anna Ek")
    one.take(sara.publish("2026:3"))
    merging.approve(one.store, sara.code)
    return one


@pytest.fixture
def known(anna: Profile, sara: Profile) -> Profile:
    """The same lead once the coordinator has approved her."""
    sara.trust(anna)
    return anna


def answered(sara: Profile, tmp_path: Path, *arrivals: Arrival) -> Answers:
    folder = tmp_path / "kvitton"
    folder.mkdir(exist_ok=True)
    return acknowledging.write(sara.store, arrivals, folder, "Sara", TODAY)


def looked(sara: Profile, path: Path) -> Arrival:
    return receiving.look(sara.store, path)


def shared(anna: Profile) -> str:
    projects = reading.entries(anna.store, "project")
    return next(one.id for one in projects if one.title == "Solceller")


def standings(anna: Profile) -> dict[str, str]:
    """What is known of each own change, by the title of its entry."""
    marks = receipting.marks(anna.store)
    found = {}
    for entry in noticing.pending(anna.store):
        for change in entry.mine:
            if change in marks:
                found[entry.title] = marks[change].verdict.standing.value
    return found


def test_a_file_taken_in_gives_a_receipt_that_its_sender_sees_at_the_changes(
    known: Profile, sara: Profile, tmp_path: Path
) -> None:
    entry = shared(known)
    known.new(title="Badvatten")
    known.edit(entry, status="pågående")
    sara.edit(entry, status="avslutat")
    file = known.export()
    taken = receiving.take(sara.store, looked(sara, file))
    (one,) = answered(sara, tmp_path, taken).written
    assert one.path.name == "kvitto-anna-ek-2026-11-25.katalog"
    assert (one.counts[Standing.CONFLICT], one.to) == (1, "Anna Ek")
    before = known.digest
    told = looked(known, one.path).acknowledged
    assert told is not None
    assert (told.by, told.receipt.edition) == ("Sara", "2026:3")
    assert [file.name for file in told.receipt.files] == [file.name]
    assert told.receipt.files[0].sha256 == taken.sha256
    assert set(told.receipt.verdicts) == set(taken.found.ids if taken.found else ())
    assert standings(known) == {"Anna Ek": "taken", "Badvatten": "taken", "Solceller": "conflict"}
    assert known.digest == before


def test_what_waits_and_what_is_refused_is_told_with_the_reason(
    anna: Profile, sara: Profile, tmp_path: Path
) -> None:
    anna.new(title="Badvatten")
    strange = looked(sara, anna.export())
    (one,) = answered(sara, tmp_path, strange).written
    looked(anna, one.path)
    marks = receipting.marks(anna.store)
    assert {m.verdict for m in marks.values()} == {Verdict(Standing.WAITING, Why.UNKNOWN_SENDER)}
    declined = receiving.decline(sara.store, strange, "Fel  projekt.\nHör av dig.")
    assert receiving.held(sara.store) == []
    (other,) = answered(sara, tmp_path, declined).written
    assert other.path != one.path
    kept = container.opened(other.path)
    later = receipt.read(kept).receipt
    looked(anna, signed(tmp_path, sara, replace(later, made_at=later.made_at + 60)))
    marks = receipting.marks(anna.store)
    wanted = Verdict(Standing.REFUSED, Why.DECLINED, "Fel projekt. Hör av dig.")
    assert {mark.verdict for mark in marks.values()} == {wanted}


def test_the_file_of_a_revoked_sender_is_answered_as_refused(
    known: Profile, sara: Profile, tmp_path: Path
) -> None:
    trusting.revoke(sara.store, known.code)
    known.new(title="Badvatten")
    (one,) = answered(sara, tmp_path, looked(sara, known.export())).written
    looked(known, one.path)
    assert standings(known)["Badvatten"] == "refused"


def test_changes_that_wait_for_an_edition_are_told_to_wait(sara: Profile, tmp_path: Path) -> None:
    bo, carl = Profile(tmp_path / "Bo", "Bo"), Profile(tmp_path / "Carl", "Carl")
    entry = bo.new(title="Badvatten")
    carl.take(bo.publish("2026:9"))
    merging.approve(carl.store, bo.code)
    change = carl.edit(entry, title="Badvatten i realtid")
    sara.trust(carl)
    (one,) = answered(sara, tmp_path, looked(sara, carl.export())).written
    told = receipt.read(container.opened(one.path)).receipt
    assert told.verdicts[str(change)] == Verdict(Standing.WAITING, Why.BASE_MISSING)


def test_a_broken_file_has_nobody_to_answer_and_own_files_and_editions_none(
    sara: Profile, tmp_path: Path
) -> None:
    broken = tmp_path / "trasig.katalog"
    broken.write_text("hej", encoding="utf-8")
    sara.new(title="Ett")
    own, edition = looked(sara, sara.export()), looked(sara, sara.publish("2026:4"))
    assert own.own
    answers = answered(sara, tmp_path, looked(sara, broken), own, edition)
    assert answers == Answers((), ("trasig.katalog",))
    with pytest.raises(FileRefusedError):
        acknowledging.write(sara.store, [], sara.folder, "Sara", TODAY)


def signed(tmp_path: Path, by: Profile | OwnKey, made: Receipt) -> Path:
    key = contributing.own_key(by.store) if isinstance(by, Profile) else by
    path = tmp_path / "gjort.katalog"
    path.write_bytes(receipt.written(made, key))
    return path


def a_receipt(known: Profile, sara: Profile, tmp_path: Path) -> Receipt:
    known.new(title="Badvatten")
    taken = receiving.take(sara.store, looked(sara, known.export()))
    (one,) = answered(sara, tmp_path, taken).written
    return receipt.read(container.opened(one.path)).receipt


def refused(anna: Profile, path: Path) -> FileFault | None:
    """Return why a receipt is refused; nothing may change by it."""
    before, marks = contents(anna.folder), receipting.marks(anna.store)
    refusal = looked(anna, path).refusal
    assert contents(anna.folder) == before
    assert receipting.marks(anna.store) == marks
    return refusal.fault if refusal else None


def test_forged_and_foreign_receipts_are_refused_and_change_nothing(
    known: Profile, sara: Profile, tmp_path: Path
) -> None:
    made = a_receipt(known, sara, tmp_path)
    stranger = OwnKey(b"\x07" * 32)
    assert refused(known, signed(tmp_path, stranger, made)) is FileFault.UNKNOWN_RECEIPT_SIGNER
    for_another = replace(made, to=stranger.public)
    assert refused(known, signed(tmp_path, sara, for_another)) is FileFault.FOREIGN_RECEIPT
    on_others = replace(made, verdicts={"f" * 64: Verdict(Standing.TAKEN)})
    assert refused(known, signed(tmp_path, sara, on_others)) is FileFault.FOREIGN_RECEIPT
    trusting.revoke(known.store, sara.code)
    assert refused(known, signed(tmp_path, sara, made)) is FileFault.REVOKED_KEY
    assert refused(sara, signed(tmp_path, sara, made)) is FileFault.FOREIGN_RECEIPT


def test_a_receipt_is_kept_once_and_not_shown_when_its_signer_is_trusted_no_more(
    known: Profile, sara: Profile, tmp_path: Path
) -> None:
    path = signed(tmp_path, sara, a_receipt(known, sara, tmp_path))
    looked(known, path)
    looked(known, path)
    folder = known.folder / receipting.FOLDER
    assert len(list(folder.iterdir())) == len(receipting.kept(known.store)) == 1
    (folder / "skräp.katalog").write_bytes(b"hej")
    assert len(receipting.kept(known.store)) == 1
    trusting.revoke(known.store, sara.code)
    assert (receipting.kept(known.store), receipting.marks(known.store)) == ([], {})


def test_an_erased_name_leaves_no_receipt_that_holds_it(
    known: Profile, sara: Profile, tmp_path: Path
) -> None:
    made = a_receipt(known, sara, tmp_path)
    looked(known, signed(tmp_path, sara, replace(made, sender="Anna Ek")))
    receipting.forget(known.store, {"Någon annan", "ab", "taken"})
    assert receipting.kept(known.store) != []
    receipting.forget(known.store, {"anna ek"})
    assert receipting.kept(known.store) == []


def test_an_erasure_takes_receipts_that_hold_the_name_along(
    known: Profile, sara: Profile, tmp_path: Path
) -> None:
    folder = sara.folder / receipting.FOLDER
    folder.mkdir()
    told = a_receipt(known, sara, tmp_path)
    made = replace(told, files=(replace(told.files[0], name="bidrag.katalog"),))
    (folder / "a.katalog").write_bytes(receipt.written(made, OwnKey(b"\x07" * 32)))
    named = replace(made, sender="Anna Ek")
    (folder / "b.katalog").write_bytes(receipt.written(named, OwnKey(b"\x07" * 32)))
    person = next(one for one in reading.entries(sara.store, "person") if one.title == "Anna Ek")
    erasing.erase(sara.store, person.id, ["name"], reason="Begäran", decision="KS 1")
    assert [file.name for file in folder.iterdir()] == ["a.katalog"]


def test_the_command_line_calls_a_receipt_nothing_new_and_keeps_it_only_when_told_so(
    known: Profile, sara: Profile, tmp_path: Path
) -> None:
    path = signed(tmp_path, sara, a_receipt(known, sara, tmp_path))
    broken = tmp_path / "annat.katalog"
    broken.write_bytes(receipt.written(a_receipt(known, sara, tmp_path), OwnKey(b"\x07" * 32)))
    known.store.close()
    command = [sys.executable, "-m", "katalog_app", "--data", str(known.folder), "--json"]
    run = partial(subprocess.run, check=False, capture_output=True)
    only_look = run([*command, "import", "--dry-run", str(path)])
    (told,) = json.loads(only_look.stdout)["files"]
    assert (told["status"], told["new"], only_look.returncode) == ("nothing-new", 0, 0)
    assert "Kvitto från Sara" in told["reason"]
    assert not (known.folder / receipting.FOLDER).exists()
    done = run([*command, "import", "--yes", str(path), str(broken)])
    statuses = [one["status"] for one in json.loads(done.stdout)["files"]]
    assert (statuses, done.returncode) == (["nothing-new", "refused"], 1)
    assert len(list((known.folder / receipting.FOLDER).iterdir())) == 1


def test_an_edit_after_the_receipt_has_no_mark_of_its_own(
    known: Profile, sara: Profile, tmp_path: Path
) -> None:
    looked(known, signed(tmp_path, sara, a_receipt(known, sara, tmp_path)))
    entry = next(one for one in noticing.pending(known.store) if one.title == "Badvatten")
    change = editing.edit(
        known.store, entry.id, values={"status": "idé"}, seen=None, author="Anna Ek"
    )
    assert change is not None
    assert change not in receipting.marks(known.store)
    assert set(entry.mine) <= set(receipting.marks(known.store))
