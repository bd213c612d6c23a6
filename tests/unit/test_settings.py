import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from katalog_app import settings
from katalog_app.settings import Settings

CHOSEN = Settings(
    window="AdnQywADAAAAAA==",
    splitters={"catalogue": (240, 640)},
    place="framework",
    scale=125,
    theme="dark",
    language="en",
    author="Åsa Öberg",
)


def test_no_file_gives_the_defaults_and_makes_nothing(tmp_path: Path) -> None:
    assert settings.read(tmp_path) == Settings()
    assert settings.read(tmp_path / "missing") == Settings()
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_read_and_nothing_lies_beside(tmp_path: Path) -> None:
    settings.write(tmp_path, CHOSEN)
    assert settings.read(tmp_path) == CHOSEN
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_keys_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"sound": {"on": true}, "scale": 110}', "utf-8")
    settings.write(tmp_path, replace(settings.read(tmp_path), scale=120))
    kept = json.loads((tmp_path / "settings.json").read_text("utf-8"))
    assert (kept["sound"], kept["scale"]) == ({"on": True}, 120)


@pytest.mark.parametrize("broken", [b"", b"{", b"[1]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_broken_file_gives_the_defaults_and_is_kept_beside(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(broken)
    assert settings.read(tmp_path) == Settings()
    assert (tmp_path / "settings.broken.json").read_bytes() == broken


def test_a_value_that_does_not_fit_gives_its_default_and_leaves_the_others(tmp_path: Path) -> None:
    wrong = {
        "window": 3,
        "splitters": {"a": [1, -2], "b": [3], "c": "x", "d": [True]},
        "scale": True,
        "theme": "pink",
        "author": "Anna",
    }
    (tmp_path / "settings.json").write_text(json.dumps(wrong), "utf-8")
    assert settings.read(tmp_path) == Settings(splitters={"b": (3,)}, author="Anna")


@pytest.mark.parametrize(("kept", "read"), [(1, 50), (10**9, 300), (-5, 50), (125, 125)])
def test_the_size_of_text_stays_within_its_limits(tmp_path: Path, kept: int, read: int) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"scale": kept}), "utf-8")
    assert settings.read(tmp_path).scale == read


def test_a_write_that_fails_leaves_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write(tmp_path, CHOSEN)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings.write(tmp_path, Settings())
    assert settings.read(tmp_path) == CHOSEN
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]


def test_a_letter_that_holds_an_erased_text_is_let_go_of_and_other_choices_stay() -> None:
    unknown = {"reminder-letter": "Hej! Berit Svensson svarar.", "watched-folder": "/hem/brev"}
    chosen = replace(CHOSEN, unknown=unknown)
    assert settings.without(chosen, {"Någon annan"}) == chosen
    left = settings.without(chosen, {"berit svensson"})
    assert dict(left.unknown) == {"watched-folder": "/hem/brev"}
