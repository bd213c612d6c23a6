"""Pictures beside the catalogue: kept by hash, sent along, and gone when they are erased."""

import gzip
import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from katalog_app.errors import FileRefusedError, PictureFault, PictureRefusedError
from katalog_app.exchange import attachments, parcel
from katalog_app.messages import message
from katalog_app.model import fields, pictures
from katalog_app.services import contributing, erasing, merging, picturing, reviewing
from tests.pictures_made import png
from tests.profiles import Profile

EVIL = "../../../etc/passwd"


@pytest.fixture
def anna(tmp_path: Path) -> Profile:
    made = Profile(tmp_path / "anna", "Anna Ek")
    made.publish("2026:1")
    return made


@pytest.fixture
def sara(tmp_path: Path, anna: Profile) -> Profile:
    made = Profile(tmp_path / "sara", "Sara Lind")
    made.take(anna.publish("2026:2"))
    merging.approve(made.store, anna.code)
    return made


def with_picture(profile: Profile, data: bytes, **also: object) -> tuple[str, str]:
    """Make a project with a picture; return its id and the picture's hash."""
    key = picturing.put(profile.store, data, "bild.png")
    said = {"sha256": key, "alt": "En gård med träd", "name": EVIL, **also}
    return profile.new(images=[said]), key


def test_a_picture_travels_by_its_hash_and_its_name_is_only_a_label(
    anna: Profile, sara: Profile, tmp_path: Path
) -> None:
    entry, key = with_picture(anna, png(3, 3))
    sara.take(anna.export())
    assert picturing.get(sara.store, key) == png(3, 3)
    (image,) = pictures.images(sara.value(entry, "images"))
    assert image.name == EVIL
    assert {p.name for p in (sara.folder / picturing.FOLDER).iterdir()} == {key}
    assert not [f for f in reviewing.findings(sara.store) if f.kind == reviewing.MISSING_IMAGE]
    found = parcel.read(sara.export(everything=True))
    assert found.attached == {key}  # passed on


def test_an_edition_holds_the_pictures_of_all_its_changes(anna: Profile, sara: Profile) -> None:
    _entry, key = with_picture(anna, png(4, 4))
    sara.take(anna.publish("2026:3"))
    assert picturing.get(sara.store, key) == png(4, 4)


def test_a_file_without_pictures_is_as_it_always_was(anna: Profile) -> None:
    anna.new()
    stream = anna.export().read_bytes().split(b"\n", 1)[1]
    manifest = json.loads(gzip.decompress(stream).split(b"\n", 1)[0])
    assert manifest["min_reader"] == 1
    assert set(manifest["counts"]) == {"changes", "attestations", "erasures"}


def test_a_missing_picture_is_a_finding_and_comes_with_a_later_file(
    anna: Profile, sara: Profile
) -> None:
    entry, key = with_picture(anna, png(5, 5))
    (anna.folder / picturing.FOLDER / key).unlink()
    sara.take(anna.export())
    assert sara.value(entry, "images") is not None
    (finding,) = (f for f in reviewing.findings(sara.store) if f.kind == reviewing.MISSING_IMAGE)
    assert finding.text == "En gård med träd"
    picturing.put(anna.store, png(5, 5), "bild.png")
    assert sara.take(anna.export()).new == 0
    assert picturing.get(sara.store, key) == png(5, 5)


def test_a_field_of_a_newer_version_keeps_its_attachment_and_passes_it_on(
    anna: Profile, sara: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _entry, key = with_picture(anna, png(6, 6))
    path = anna.export()
    known = {name: f for name, f in fields._BY_NAME["project"].items() if name != "images"}
    monkeypatch.setitem(fields._BY_NAME, "project", known)
    sara.take(path)
    assert parcel.read(sara.export(everything=True)).attached == {key}


def test_erasing_the_field_removes_the_picture_and_no_old_file_brings_it_back(
    anna: Profile, sara: Profile
) -> None:
    entry, _key = with_picture(anna, png(7, 7))
    other, shared = with_picture(anna, png(8, 8))
    twin = anna.new(images=[{"sha256": shared, "alt": "Samma bild"}])
    old = anna.export()
    sara.take(old)
    erasing.erase(anna.store, entry, ["images"], reason="begärt", decision="KS 1")
    erasing.erase(anna.store, other, ["images"], reason="begärt", decision="KS 1")
    assert picturing.kept(anna.store) == {shared}  # the other project still names it
    anna.take(old)
    assert picturing.kept(anna.store) == {shared}
    sara.take(anna.publish("2026:4"))
    assert picturing.kept(sara.store) == {shared}
    sara.take(old)
    assert picturing.kept(sara.store) == {shared}
    assert anna.value(twin, "images") is not None
    for folder in (anna.folder, sara.folder):
        held = [p for p in folder.rglob("*") if p.is_file() and png(7, 7) in p.read_bytes()]
        assert held == []


@pytest.mark.parametrize("wrong", [b"<svg/>", b"", b"GIF89a" + b"\0" * 30])
def test_only_pictures_are_kept(anna: Profile, wrong: bytes) -> None:
    with pytest.raises(PictureRefusedError) as caught:
        picturing.put(anna.store, wrong, EVIL)
    assert caught.value.fault is PictureFault.NO_PICTURE
    assert picturing.kept(anna.store) == set()


def test_too_large_and_too_many_points_are_refused(anna: Profile) -> None:
    with pytest.raises(PictureRefusedError) as caught:
        picturing.put(anna.store, png() + b"\0" * pictures.LARGEST, "stor.png")
    assert caught.value.fault is PictureFault.TOO_LARGE
    with pytest.raises(PictureRefusedError) as caught:
        picturing.put(anna.store, png(said=(30_000, 30_000)), "bomb.png")
    assert caught.value.fault is PictureFault.TOO_MANY_POINTS


@pytest.mark.parametrize("fault", [*PictureFault])
def test_every_fault_of_a_picture_has_words(fault: PictureFault) -> None:
    told = message(PictureRefusedError(fault, "bild.png", "12 MB"))
    assert "bild.png" in told.text or "12 MB" in told.text
    assert told.remedy
    assert "{" not in told.text


def test_a_file_that_is_not_what_its_name_says_is_not_here(anna: Profile) -> None:
    key = picturing.put(anna.store, png(), "bild.png")
    place = anna.folder / picturing.FOLDER / key
    place.write_bytes(b"skadat")
    assert picturing.get(anna.store, key) is None
    assert picturing.get(anna.store, EVIL) is None
    assert picturing.put(anna.store, png(), "bild.png") == key  # mended
    assert picturing.get(anna.store, key) == png()
    place.unlink()
    place.mkdir()
    assert picturing.get(anna.store, key) is None


def test_what_does_not_fit_into_a_file_is_left_out_and_told(
    anna: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    _old, first = with_picture(anna, png(9, 9))
    _new, second = with_picture(anna, png(10, 10))
    monkeypatch.setattr(contributing, "MOST_ATTACHED", len(png(10, 10)) + 10)
    path = anna.file()
    sent = contributing.export(anna.store, path)
    assert sent.left_out == 1
    assert parcel.read(path).attached == {second}
    assert first != second


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "0" * 64},
        {"bytes": 1},
        {"bytes": pictures.LARGEST + 1},
        {"data": "!!"},
        {"data": "QQ"},
        {"name": EVIL},
        {"sha256": EVIL},
    ],
)
def test_a_line_that_lies_is_refused_before_anything_is_kept(
    anna: Profile, sara: Profile, change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_picture(anna, png(11, 11))
    honest = attachments.line
    monkeypatch.setattr(attachments, "line", lambda key, data: {**honest(key, data), **change})
    monkeypatch.setattr(parcel, "read", lambda path: None)
    path = anna.export()
    monkeypatch.undo()
    _refused(sara, path)


def test_an_attachment_that_nobody_names_is_refused(
    anna: Profile, sara: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.new()
    stray = png(12, 12)
    key = sha256(stray).hexdigest()
    monkeypatch.setattr(picturing, "chosen", lambda *_: ([(key, stray)], 0))
    monkeypatch.setattr(parcel, "read", lambda path: None)
    path = anna.export()
    monkeypatch.undo()
    _refused(sara, path)


def test_more_bytes_than_a_file_may_hold_are_refused(
    anna: Profile, sara: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_picture(anna, png(13, 13))
    path = anna.export()
    monkeypatch.setattr(attachments, "MOST_ATTACHED", 10)
    _refused(sara, path)


def _refused(profile: Profile, path: Path) -> None:
    with pytest.raises(FileRefusedError):
        profile.take(path)
    assert picturing.kept(profile.store) == set()
    with pytest.raises(FileRefusedError):
        merging.verify(path)


def test_the_documented_attachment_is_read() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exchange-format.md").read_text("utf-8")
    (line,) = re.findall(r'^\{"bytes".*"type":"attachment"\}$', page, re.MULTILINE)
    assert attachments.read(json.loads(line))[1] == png(1, 1)
