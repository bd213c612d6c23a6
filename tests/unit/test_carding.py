import dataclasses
from pathlib import Path
from xml.etree import ElementTree

import pytest
import vobject
from PySide6.QtGui import QImage

from katalog_app.errors import FileNotWrittenError
from katalog_app.services import carding, contacting, filing
from katalog_app.services.contacting import ContactStep, StepKind
from tests.profiles import Profile

ANNA = ContactStep(
    StepKind.PERSON, "Kontaktperson", "Anna Åkesson", "Kart; enheten", "a@bjuv.se", "042-10 50 00"
)
WEEK: dict[str, object] = {
    "periods": [{"days": [day], "from": "08:00", "to": "17:00"} for day in range(1, 8)],
    "note": "x" * 600,
}


def test_many_cards_are_one_file_with_every_card_whole() -> None:
    text = carding.vcards([ANNA, dataclasses.replace(ANNA, name="Bo\nEND:VCARD\nBo")])
    cards = list(vobject.readComponents(text))
    assert [card.fn.value for card in cards] == ["Anna Åkesson", "Bo\nEND:VCARD\nBo"]
    assert cards[0].org.value == ["Kart; enheten"]


def test_the_code_holds_the_card_that_the_file_has() -> None:
    code = carding.code(ANNA)
    assert code is not None
    assert code.is_whole
    assert code.text == contacting.vcard(ANNA)
    side = len(code.squares)
    assert side % 4 == 1
    assert all(len(row) == side for row in code.squares)
    finder = bytes([1, 1, 1, 1, 1, 1, 1, 0])
    assert code.squares[0][:8] == finder
    assert code.squares[0][-8:] == finder[::-1]


def test_what_does_not_fit_is_left_out_and_told_of() -> None:
    code = carding.code(dataclasses.replace(ANNA, opening_hours=WEEK))
    assert code is not None
    assert not code.is_whole
    assert "NOTE" not in code.text
    assert "a@bjuv.se" in code.text
    least = carding.code(dataclasses.replace(ANNA, unit="å" * 600))
    assert least is not None
    assert "ORG" not in least.text
    assert carding.code(dataclasses.replace(ANNA, name="å" * 600)) is None


def test_a_code_is_saved_as_a_picture_or_as_vectors(tmp_path: Path) -> None:
    code = carding.code(ANNA)
    assert code is not None
    sara = Profile(tmp_path / "sara", "Sara")
    picture, drawing = tmp_path / "kod.png", tmp_path / "kod.svg"
    filing.put(sara.store, picture, carding.picture(code, vector=False))
    filing.put(sara.store, drawing, carding.picture(code, vector=True))
    image = QImage(str(picture))
    squares = len(code.squares) + 2 * carding.BORDER
    assert image.width() == image.height() == squares * 10
    for row, line in enumerate(code.squares, carding.BORDER):
        for column, square in enumerate(line, carding.BORDER):
            dark = image.pixelColor(column * 10 + 5, row * 10 + 5).lightness() < 128
            assert dark == bool(square)
    assert ElementTree.parse(drawing).getroot().tag.endswith("svg")


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    sara = Profile(tmp_path / "sara", "Sara")
    for path in (sara.folder / "katalog.db", tmp_path / "saknas" / "fil.vcf", tmp_path):
        with pytest.raises(FileNotWrittenError):
            filing.put(sara.store, path, b"x")
    assert sara.digest
    there = tmp_path / "fil.vcf"
    there.write_bytes(b"gammal")
    filing.put(sara.store, there, b"ny")
    assert there.read_bytes() == b"ny"
    assert [path.name for path in tmp_path.glob(".*")] == []
