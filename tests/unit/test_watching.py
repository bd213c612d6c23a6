"""A watched folder: each whole file once, nothing touched, and no noise about what is not ours."""

import base64
import os
import shutil
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from katalog_app.exchange import container, receipt
from katalog_app.exchange.keys import OwnKey
from katalog_app.services import acknowledging, holding, receiving, watching
from katalog_app.services.watching import Found, Watch
from tests.profiles import Profile, contents
from tests.unit.test_receipts import SMALL

NOW = 2_000_000_000.0


def settled(path: Path) -> Path:
    """Let a file have been written long ago."""
    os.utime(path, (NOW - 3_600, NOW - 3_600))
    return path


def small(path: Path, number: int = 0) -> Path:
    """Write a small whole file, another for each number, long ago."""
    made = receipt.written(SMALL, OwnKey(number.to_bytes(32, "big")))
    path.write_bytes(made)
    return settled(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "hämtat"
    place.mkdir()
    return place


def names(watch: Watch, now: float = NOW) -> list[str]:
    return [one.path.name for one in watch.look(now).found]


def test_a_file_is_told_of_once_by_its_content_however_it_is_called(folder: Path) -> None:
    one = small(folder / "a.katalog")
    settled(Path(shutil.copy(one, folder / "a (1).katalog")))
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.write(one, "a.katalog")
    settled(folder / "a.zip")
    watch = Watch(folder)
    assert len(names(watch)) == 1
    assert names(watch) == []
    one.rename(folder / "b.katalog")
    assert names(watch) == []


def test_files_in_letters_and_archives_are_found_and_other_ones_are_left_alone(
    folder: Path,
) -> None:
    data = small(folder / "x.katalog", 1).read_bytes()
    (folder / "x.katalog").unlink()
    body = base64.encodebytes(data).decode()
    letter = "From: a@b.se\nMIME-Version: 1.0\nContent-Type: application/octet-stream\n"
    letter += f"Content-Transfer-Encoding: base64\n\n{body}"
    settled_text(folder / "brev.eml", letter)
    settled_text(folder / "annat.eml", "From: a@b.se\n\nHej!\n")
    settled_text(folder / "trasig.zip", "PK\x03\x04 hej")
    settled_text(folder / "semester.jpg", "katalog 1")
    settled_text(folder / ".gömd.katalog", "katalog 1")
    (folder / "mapp.katalog").mkdir()
    assert names(Watch(folder)) == ["brev.eml"]


def settled_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    settled(path)


def test_a_file_that_grows_is_told_of_when_it_has_stopped(folder: Path) -> None:
    data = small(folder / "hel.katalog").read_bytes()
    (folder / "hel.katalog").unlink()
    path = folder / "halv.katalog"
    watch = Watch(folder)
    at = NOW
    for length in (0, 10, len(data) // 2, len(data)):
        path.write_bytes(data[:length])
        os.utime(path, (at, at))
        look = watch.look(at)
        assert (look.found, look.growing) == ((), 1)
        at += 3
    assert names(watch, at) == ["halv.katalog"]


def test_a_download_that_rests_halfway_is_not_called_damaged_at_once(folder: Path) -> None:
    data = small(folder / "hel.katalog").read_bytes()
    path = folder / "hel.katalog"
    path.write_bytes(data[:-20])
    os.utime(path, (NOW, NOW))
    watch = Watch(folder)
    assert [names(watch, NOW + at) for at in (0, 3, 6, 30)] == [[], [], [], []]
    path.write_bytes(data)
    os.utime(path, (NOW + 31, NOW + 31))
    assert [names(watch, NOW + at) for at in (32, 35)] == [[], ["hel.katalog"]]
    path.write_bytes(data[:-20])
    os.utime(path, (NOW + 40, NOW + 40))
    assert [names(watch, NOW + at) for at in (41, 44)] == [[], []]
    assert names(watch, NOW + 40 + watching.QUIET_S) == ["hel.katalog"]


def test_two_hundred_files_are_looked_at_once_and_a_second_look_reads_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        small(folder / f"{number:03}.katalog", number)
    watch = Watch(folder)
    began = time.perf_counter()
    assert len(names(watch)) == 200
    assert time.perf_counter() - began < 10
    monkeypatch.setattr(container, "opened", lambda path: pytest.fail(f"read {path}"))
    assert names(watch) == []


def test_a_file_or_a_folder_that_vanishes_is_no_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small(folder / "a.katalog")
    watch = Watch(folder)
    opened = container.opened

    def gone(asked: Path):
        path.unlink(missing_ok=True)
        return opened(asked)

    monkeypatch.setattr(container, "opened", gone)
    assert watch.look(NOW).found == ()
    monkeypatch.undo()
    data = small(folder / "a.katalog", 1).read_bytes()
    assert names(watch) == ["a.katalog"]
    shutil.rmtree(folder)
    assert not watch.look(NOW).there
    folder.mkdir()
    (folder / "a.katalog").write_bytes(data)
    settled(folder / "a.katalog")
    assert (watch.look(NOW).there, names(watch)) == (True, [])


@pytest.fixture
def people(tmp_path: Path) -> tuple[Profile, Profile]:
    anna, sara = Profile(tmp_path / "Anna", "Anna"), Profile(tmp_path / "Sara", "Sara")
    sara.trust(anna)
    anna.new(title="Ett")
    return anna, sara


def found_in(folder: Path) -> list[Found]:
    return list(Watch(folder).look(time.time() + 3_600).found)


def test_what_was_received_left_or_written_here_is_not_told_of_again(
    people: tuple[Profile, Profile], folder: Path
) -> None:
    anna, sara = people
    file = Path(shutil.copy(anna.export(), folder / "bidrag.katalog"))
    before = contents(folder)
    (one,) = found_in(folder)
    arrival = watching.arrived(sara.store, one)
    assert arrival is not None
    assert receiving.take(sara.store, arrival).taken
    assert watching.arrived(sara.store, one) is None
    assert contents(folder) == before
    shutil.copy(sara.export(), file)
    (own,) = found_in(folder)
    assert watching.arrived(sara.store, own) is None
    assert own.sha256 in watching.left(sara.store)
    anna.new(title="Två")
    shutil.copy(anna.export(), file)
    (other,) = found_in(folder)
    assert watching.arrived(sara.store, other) is not None
    watching.leave(sara.store, [other.sha256])
    assert watching.arrived(sara.store, other) is None


def test_receipts_one_has_written_oneself_are_not_told_of(
    people: tuple[Profile, Profile], folder: Path
) -> None:
    anna, sara = people
    taken = receiving.take(sara.store, receiving.look(sara.store, anna.export()))
    acknowledging.write(sara.store, [taken], folder, "Sara", date(2026, 11, 25))
    (own,) = found_in(folder)
    assert watching.arrived(sara.store, own) is None


def test_a_file_held_back_is_in_the_inbox_already_and_one_that_has_gone_says_nothing(
    tmp_path: Path, folder: Path
) -> None:
    anna, sara = Profile(tmp_path / "Anna", "Anna"), Profile(tmp_path / "Sara", "Sara")
    anna.new(title="Ett")
    file = Path(shutil.copy(anna.export(), folder / "bidrag.katalog"))
    (one,) = found_in(folder)
    assert watching.arrived(sara.store, one) is not None
    assert len(holding.kept(sara.store)) == 1
    assert watching.arrived(sara.store, one) is None
    anna.new(title="Två")
    shutil.copy(anna.export(), file)
    (other,) = found_in(folder)
    file.unlink()
    assert watching.arrived(sara.store, other) is None


@pytest.mark.parametrize(
    "text", ["", "hej", "[1]", '{"left": 3}', '{"left": [1, "x"]}', "[" * 9_000]
)
def test_a_broken_list_of_what_was_left_says_nothing(
    people: tuple[Profile, Profile], text: str
) -> None:
    sara = people[1]
    (sara.folder / watching.FILE).write_text(text, encoding="utf-8")
    assert watching.left(sara.store) == []
    watching.leave(sara.store, ["a" * 64, ""])
    assert watching.left(sara.store) == ["a" * 64]
