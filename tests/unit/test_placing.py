"""The first file in a place stays, with hard links and without."""

import errno
from pathlib import Path

import pytest

from katalog_app.placing import place_first


@pytest.fixture(params=["hard links", "no hard links"])
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if request.param == "no hard links":
        monkeypatch.setattr(Path, "hardlink_to", refused)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.mark.usefixtures("links")
def test_a_file_comes_to_its_place_whole(tmp_path: Path) -> None:
    place_first(written(tmp_path / "fresh", "ours"), tmp_path / "place")
    assert (tmp_path / "place").read_text("utf-8") == "ours"


@pytest.mark.usefixtures("links")
def test_what_another_put_there_first_is_not_overwritten(tmp_path: Path) -> None:
    place = written(tmp_path / "place", "theirs")
    place_first(written(tmp_path / "fresh", "ours"), place)
    assert place.read_text("utf-8") == "theirs"


@pytest.mark.usefixtures("links")
def test_a_file_that_cannot_be_moved_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        place_first(tmp_path / "missing", tmp_path / "place")
    assert not (tmp_path / "place").exists()
