import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from katalog_app import paths, texts


@pytest.fixture(autouse=True)
def _swedish_afterwards() -> Iterator[None]:
    yield
    texts.use_language("sv")


def compiled(messages: dict[str, str]) -> bytes:
    """Return a .mo file: the header, the tables of ids and texts, the texts."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    count, at = len(pairs), 28 + 16 * len(pairs)
    tables: list[bytes] = []
    texts_of = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), at + len(texts_of)))
            texts_of += pair[column] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    return header + b"".join(tables) + texts_of


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "locale" / "en" / "LC_MESSAGES" / "katalog.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(
        compiled(
            {
                "": "Content-Type: text/plain; charset=UTF-8\n"
                "Plural-Forms: nplurals=2; plural=n != 1;\n",
                "Sök": "Search",
                "{n} post\0{n} poster": "{n} entry\0{n} entries",
            }
        )
    )
    monkeypatch.setattr(paths, "resource", tmp_path.joinpath)
    return file


def test_swedish_is_the_text_in_the_code() -> None:
    assert texts._("Sök") == "Sök"
    assert [texts.ngettext("post", "poster", n) for n in (0, 1, 2)] == ["poster", "post", "poster"]
    assert texts.N_("Sök") == "Sök"


def test_another_language_is_looked_up_when_the_text_is_shown(english: Path) -> None:
    assert english.exists()
    texts.use_language("en")
    assert (texts.language(), texts._("Sök"), texts._("Okänt")) == ("en", "Search", "Okänt")
    assert texts.ngettext("{n} post", "{n} poster", 1) == "{n} entry"
    assert texts.ngettext("{n} post", "{n} poster", 5) == "{n} entries"
    texts.use_language("sv")
    assert (texts.language(), texts._("Sök")) == ("sv", "Sök")


@pytest.mark.parametrize("code", ["en", "de", "../en", ""])
def test_a_language_that_is_broken_or_unknown_gives_swedish(english: Path, code: str) -> None:
    english.write_bytes(b"not a catalogue")
    texts.use_language(code)
    assert (texts.language(), texts._("Sök")) == ("sv", "Sök")


def test_resources_lie_in_the_project() -> None:
    assert paths.resource("edition", "municipalities.json").is_file()
    assert paths.bundled_edition().name == "katalog.db"
    assert paths.bundled_edition().parent.parent.name == "build"


def test_resources_of_a_frozen_program_lie_where_it_was_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("icons", "a.svg") == tmp_path / "resources" / "icons" / "a.svg"
    assert paths.bundled_edition() == tmp_path / "edition" / "katalog.db"


def test_the_data_folder_can_be_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KATALOG_DATA", str(tmp_path / "here"))
    assert paths.default_data_folder() == tmp_path / "here"
    assert paths.settings_file() == tmp_path / "here" / "settings.json"
    assert not (tmp_path / "here").exists()


def test_the_default_data_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KATALOG_DATA", raising=False)
    assert paths.default_data_folder().name == "katalog"
    assert paths.default_data_folder().is_absolute()


def test_swedish_does_not_load_gettext() -> None:
    code = (
        "import sys; from katalog_app.texts import _, use_language; use_language('sv'); _('Sök');"
        "sys.exit('gettext' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
