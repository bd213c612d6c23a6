"""Copies of the catalogue: made, read back, and put in place of the present one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from katalog_app.db import backups, copies, holdings
from katalog_app.db.backups import Why
from katalog_app.db.store import FILE
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.services import erasing, merging, reading, restoring, trusting
from katalog_app.services.uniting import Status
from tests.profiles import Profile


class StoppedError(Exception):
    pass


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    made = Profile(tmp_path / "sara", "Sara")
    made.new(title="Ett")
    return made


def refusal(sara: Profile, file: Path) -> FileFault:
    """Return why a copy is refused; looking and restoring agree, and nothing is changed."""
    before = sara.digest
    faults = set()
    for act in (restoring.loss, restoring.restore):
        with pytest.raises(FileRefusedError) as caught:
            act(sara.store, file)
        faults.add(caught.value.fault)
    assert sara.digest == before
    assert not list((sara.folder / backups.FOLDER).glob(".*"))
    (fault,) = faults
    return FileFault(fault)


def test_a_copy_that_was_asked_for_is_listed_and_is_not_pushed_out_by_imports(
    sara: Profile,
) -> None:
    asked = restoring.back_up(sara.store)
    for _ in range(backups.KEPT + 2):
        backups.back_up(sara.store)
    found = restoring.backups_of(sara.store)
    assert [one.why for one in found].count(Why.IMPORT) == backups.KEPT
    (one,) = [one for one in found if one.why is Why.ASKED]
    assert (one.path, one.is_readable, one.entries, one.edition) == (asked, True, 2, "")
    assert abs(one.made_at - asked.stat().st_mtime) < 60
    assert one.bytes == asked.stat().st_size


def test_what_would_be_lost_is_told_and_then_lost_with_a_way_back(sara: Profile) -> None:
    kept = sara.new(title="Kvar")
    file = restoring.back_up(sara.store)
    old = sara.digest
    sara.edit(kept, what="Ändrat.")
    gone = sara.new(title="Försvinner")
    sara.publish("2026:9")
    now = sara.digest
    told = restoring.loss(sara.store, file)
    assert (told.changes, told.own, told.returning, told.editions) == (2, 2, 0, ("2026:9",))
    assert [(one.title, one.is_new, one.fields) for one in told.entries] == [
        ("Försvinner", True, ("title",)),
        ("Kvar", False, ("what",)),
    ]
    assert sara.digest == now
    done = restoring.restore(sara.store, file)
    assert sara.digest == old
    assert reading.entry(sara.store, kept).fields.get("what") is None
    assert done.entries == 3
    back = restoring.restore(sara.store, done.before)
    assert sara.digest == now
    assert sara.value(gone, "title") == "Försvinner"
    assert [one.why for one in restoring.backups_of(sara.store)][:2] == [Why.RESTORE] * 2
    assert back.before != done.before


def test_a_copy_in_another_folder_is_one_file_and_can_be_restored(
    sara: Profile, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    file = restoring.back_up(sara.store, stick)
    assert [one.name for one in stick.iterdir()] == [file.name]
    before = sara.digest
    sara.new(title="Två")
    restoring.restore(sara.store, file)
    assert sara.digest == before
    assert [one.name for one in stick.iterdir()] == [file.name]
    with pytest.raises(FileRefusedError):
        restoring.back_up(sara.store, sara.folder)
    with pytest.raises(FileRefusedError):
        restoring.back_up(sara.store, tmp_path / "saknas")
    with pytest.raises(FileRefusedError):
        copies.write(sara.store, file)


def test_after_a_restore_the_same_contributions_give_the_same_catalogue(tmp_path: Path) -> None:
    anna, bo, sara = (Profile(tmp_path / name, name) for name in ("Anna", "Bo", "Sara"))
    sara.trust(anna, bo)
    bo.trust(anna, sara)
    first = anna.new(title="Ett")
    sara.take(anna.export())
    file = restoring.back_up(sara.store)
    sara.edit(first, why="Saras.")
    bo.take(anna.export())
    bo.edit(first, why="Bos.")
    sara.take(bo.export())
    bo.take(sara.export())
    assert sara.digest == bo.digest
    restoring.restore(sara.store, file)
    assert sara.digest != bo.digest
    sara.take(bo.export())
    assert sara.digest == bo.digest
    assert sara.conflicts(first) == {"why"}
    assert sara.take(bo.export()).status is Status.NOTHING_NEW


def test_a_restored_catalogue_trusts_nobody_that_is_not_trusted_now(tmp_path: Path) -> None:
    anna, bo, sara = (Profile(tmp_path / name, name) for name in ("Anna", "Bo", "Sara"))
    sara.trust(anna)
    file = restoring.back_up(sara.store)
    trusting.revoke(sara.store, anna.code)
    bo.new(title="Bos")
    held = bo.export()
    assert sara.take(held).status is Status.QUARANTINED
    own = sara.code
    restoring.restore(sara.store, file)
    with sara.store.reading() as connection:
        known = {one.name: one for one in holdings.keys(connection).values()}
    assert known["Anna"].revoked
    assert (sara.code, known["Bo"].trusted) == (own, False)
    merging.approve(sara.store, bo.code)
    assert "Bos" in [one.title for one in reading.entries(sara.store, "project")]


def test_an_erased_value_does_not_come_back_with_a_copy_from_elsewhere(
    tmp_path: Path, sara: Profile
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    entry = sara.new(title="Hemlig", what="Zebrafinken bor här.")
    sara.publish()
    file = restoring.back_up(sara.store, stick)
    assert b"Zebrafinken" in file.read_bytes()
    erasing.erase(sara.store, entry, ["what"], reason="a", decision="1")
    restoring.restore(sara.store, file)
    assert sara.value(entry, "what") is None
    assert sara.digest
    sara.store.close()
    for path in sara.folder.rglob("*"):
        assert not path.is_file() or b"ebrafinken" not in path.read_bytes(), path


@pytest.mark.parametrize("share", [0.15, 0.5, 0.8])
def test_a_damaged_copy_is_said_to_be_so_and_refused(sara: Profile, share: float) -> None:
    file = restoring.back_up(sara.store)
    data = bytearray(file.read_bytes())
    start = int(len(data) * share)
    data[start : start + 3_000] = bytes(value ^ 0x5A for value in data[start : start + 3_000])
    file.write_bytes(data)
    assert refusal(sara, file) is FileFault.DAMAGED_BACKUP


def test_a_copy_cut_short_and_what_is_no_copy_are_refused(sara: Profile, tmp_path: Path) -> None:
    file = restoring.back_up(sara.store)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert refusal(sara, file) is FileFault.DAMAGED_BACKUP
    other = tmp_path / "brev.katalogkopia"
    other.write_text("Hej!", encoding="utf-8")
    assert refusal(sara, other) is FileFault.NO_BACKUP
    other.write_bytes(b"")
    assert refusal(sara, other) is FileFault.NO_BACKUP
    assert refusal(sara, tmp_path / "finns inte") is FileFault.UNREADABLE
    assert refusal(sara, tmp_path) is FileFault.UNREADABLE
    (sara.folder / backups.FOLDER / "20260101T000000Z").mkdir()
    (sara.folder / backups.FOLDER / "20260101T000000Z" / FILE).write_bytes(b"x" * 5_000)
    assert not restoring.backups_of(sara.store)[-1].is_readable


@pytest.mark.parametrize(
    "forgery",
    [
        "CREATE TRIGGER evil AFTER INSERT ON meta BEGIN DELETE FROM changes; END",
        "CREATE VIEW evil AS SELECT 1",
        "CREATE TABLE evil (x)",
        "PRAGMA application_id = 7",
        "PRAGMA user_version = 0",
    ],
)
def test_a_file_that_only_looks_like_a_copy_is_refused(sara: Profile, forgery: str) -> None:
    file = restoring.back_up(sara.store)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(forgery)
    assert refusal(sara, file) is FileFault.NO_BACKUP


def test_a_copy_of_a_newer_version_or_with_forged_content_is_refused(sara: Profile) -> None:
    file = restoring.back_up(sara.store)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert refusal(sara, file) is FileFault.NEWER_FORMAT
    for forgery in (
        "UPDATE entries SET title = 'Förfalskad'",
        "UPDATE leaves SET value = CAST('\"x\"' AS BLOB)",
        "DELETE FROM leaves",
        "UPDATE changes SET body = x'00'",
    ):
        file = restoring.back_up(sara.store)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute(forgery)
            connection.commit()
        assert refusal(sara, file) is FileFault.DAMAGED_BACKUP


def test_it_can_be_stopped_half_way_and_nothing_has_changed(sara: Profile) -> None:
    file = restoring.back_up(sara.store)
    sara.new(title="Två")
    before = sara.digest

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        restoring.restore(sara.store, file, stop)
    assert sara.digest == before
    assert restoring.restore(sara.store, file).entries == 2


def test_what_is_kept_in_memory_is_read_anew(sara: Profile) -> None:
    from katalog_app.model.query import Query
    from katalog_app.services import searching

    file = restoring.back_up(sara.store)
    sara.new(title="Zeppelinare")
    assert searching.find(sara.store, Query(words="zeppelinare")).total == 1
    restoring.restore(sara.store, file)
    assert searching.find(sara.store, Query(words="zeppelinare")).total == 0
    assert searching.find(sara.store, Query(words="")).total == 1
