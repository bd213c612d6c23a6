"""Data folders that cannot be used: each a fault of its own, and nothing changed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from katalog_app import paths
from katalog_app.db import schema
from katalog_app.db.place import refuse_unsuitable
from katalog_app.db.store import FILE, Store, open_store
from katalog_app.errors import StoreFault, StoreUnavailableError
from katalog_app.model.query import Query
from katalog_app.services import editing, reading, safekeeping, searching
from katalog_app.services.opening import open_catalogue


def fault_of(folder: Path, **options: str) -> StoreFault:
    with pytest.raises(StoreUnavailableError) as caught:
        opened = open_store(folder, bundled=paths.bundled_edition(), **options)
        reading.catalogue_summary(opened)
    return caught.value.fault


def damaged(folder: Path, change) -> None:
    folder.mkdir()
    shutil.copyfile(paths.bundled_edition(), folder / FILE)
    with (folder / FILE).open("r+b") as file:
        change(file)


def test_the_first_start_copies_the_bundled_edition(tmp_path: Path) -> None:
    opened = open_catalogue(tmp_path / "new" / "folder")
    assert reading.catalogue_summary(opened).edition == "2026:1"
    assert [f.name for f in opened.folder.iterdir() if f.suffix == ".new"] == []
    opened.close()


def test_a_second_start_keeps_what_was_written(store: Store) -> None:
    made = editing.create(store, "project", {"title": "Kvar"}, "Anna")
    store.close()
    again = open_catalogue(store.folder)
    assert reading.entry(again, made.id).title == "Kvar"
    again.close()


def test_a_missing_edition_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(tmp_path / "d", bundled=tmp_path / "none.db")
    assert caught.value.fault is StoreFault.MISSING_EDITION
    assert list((tmp_path / "d").iterdir()) == []


def test_another_file_is_no_catalogue(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database" * 100)
    assert fault_of(tmp_path) is StoreFault.DAMAGED
    assert (tmp_path / FILE).read_bytes() == b"not a database" * 100


def test_another_database_is_no_catalogue(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert fault_of(tmp_path) is StoreFault.DAMAGED


def test_a_truncated_database_is_damaged(tmp_path: Path) -> None:
    damaged(tmp_path / "d", lambda file: file.truncate(40_000))
    assert fault_of(tmp_path / "d") is StoreFault.DAMAGED


def test_damage_in_the_middle_is_found_by_the_check(tmp_path: Path) -> None:
    def overwrite(file) -> None:
        file.seek(300_000)
        file.write(os.urandom(8_192))

    damaged(tmp_path / "d", overwrite)
    opened = open_catalogue(tmp_path / "d")
    try:
        assert safekeeping.check(opened) != []
    except StoreUnavailableError as error:
        assert error.fault is StoreFault.DAMAGED
    opened.close()


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    opened = open_catalogue(tmp_path)
    opened.close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    assert fault_of(tmp_path) is StoreFault.NEWER_SCHEMA


def test_an_older_schema_is_upgraded_and_the_old_file_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_catalogue(tmp_path).close()
    monkeypatch.setattr(schema, "UPGRADES", (*schema.UPGRADES, "CREATE TABLE later (x)"))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    upgraded = open_catalogue(tmp_path)
    with upgraded.reading() as connection:
        assert connection.execute("SELECT COUNT(*) FROM later").fetchone() == (0,)
    upgraded.close()
    assert (tmp_path / f"{FILE}.version-{schema.VERSION - 1}").exists()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_a_network_share_is_refused(tmp_path: Path, kind: str) -> None:
    assert fault_of(tmp_path / "d", mount_type=kind) is StoreFault.NETWORK_SHARE
    assert not (tmp_path / "d").exists()


def test_a_synced_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Kommunen" / "katalog"
    assert fault_of(folder) is StoreFault.SYNCED_FOLDER


def test_this_machines_own_disk_is_accepted(tmp_path: Path) -> None:
    refuse_unsuitable(tmp_path)


def test_a_folder_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert fault_of(tmp_path / "file") is StoreFault.UNWRITABLE
    assert (tmp_path / "file").read_text() == "x"


def test_a_read_only_database_cannot_be_edited(store: Store, monkeypatch) -> None:
    with store.reading() as connection:
        connection.execute("SELECT 1")
    real = sqlite3.connect
    monkeypatch.setattr(
        sqlite3,
        "connect",
        lambda address, **options: real(address.replace("mode=rw", "mode=ro"), **options),
    )
    with pytest.raises(StoreUnavailableError) as caught:
        editing.create(store, "project", {"title": "Nej"})
    assert caught.value.fault is StoreFault.UNWRITABLE


def test_a_locked_database_is_said_to_be_locked(store: Store, monkeypatch) -> None:
    monkeypatch.setattr("katalog_app.db.store.BUSY_MS", 50)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError) as caught:
        editing.create(store, "project", {"title": "Nej"})
    assert caught.value.fault is StoreFault.LOCKED
    other.execute("ROLLBACK")
    other.close()


def test_reading_goes_on_beside_a_writer(store: Store) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert searching.find(store, Query("sol")).total > 0
    other.close()


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from katalog_app.services import editing, reading, safekeeping
from katalog_app.services.opening import open_catalogue
from katalog_app.errors import StoreUnavailableError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_catalogue(Path(sys.argv[1]))
editing.create(store, "project", {"title": "Före"})
before = safekeeping.digest(store)
size = max(f.stat().st_size for f in store.folder.iterdir() if f.name.endswith("-wal"))
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 2000, size + 2000))
try:
    editing.create(store, "project", {"title": "Efter", "what": "x" * 15000})
except StoreUnavailableError as error:
    print(error.fault.value, safekeeping.digest(store) == before, safekeeping.check(store))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a Unix thing")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "d")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["disk-full", "True", "[]"]


def test_a_full_disk_at_the_first_start_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    assert fault_of(tmp_path / "d") is StoreFault.DISK_FULL
    assert list((tmp_path / "d").iterdir()) == []


def test_an_old_sqlite_is_named(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 30, 0))
    assert fault_of(tmp_path) is StoreFault.OLD_SQLITE


def test_a_failed_write_rolls_back_and_the_next_one_works(store: Store) -> None:
    before = safekeeping.digest(store)
    with pytest.raises(RuntimeError), _writing_that_fails(store):
        pass
    assert safekeeping.digest(store) == before
    editing.create(store, "project", {"title": "Nästa"})
    assert safekeeping.check(store) == []


def _writing_that_fails(opened: Store):
    from contextlib import contextmanager

    from katalog_app.db import log
    from katalog_app.services.recording import Session

    @contextmanager
    def failing():
        with log.writing(opened) as writer:
            Session(writer, "Anna").create("project", {"title": "Halv"})
            yield
            raise RuntimeError

    return failing()
