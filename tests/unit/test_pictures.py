"""What a picture's first bytes tell, and that nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.errors import InvalidValueError
from katalog_app.model import canonical, pictures, values
from katalog_app.model.fields import IMAGES
from katalog_app.model.pictures import PictureKind, Shape
from tests.pictures_made import jpeg_head, png, webp_heads

KEY = "ab" * 32


def test_the_size_of_each_kind_is_read_from_its_head() -> None:
    assert pictures.shape(png(3, 5)) == Shape(PictureKind.PNG, 3, 5)
    assert pictures.shape(jpeg_head(640, 480)) == Shape(PictureKind.JPEG, 640, 480)
    for head in webp_heads(800, 600):
        assert pictures.shape(head) == Shape(PictureKind.WEBP, 800, 600)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a" + b"\0" * 40,
        b"BM" + b"\0" * 60,
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n" + b"<svg/>" * 10,
        b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 40,
        b"\xff\xd8\xff\xd9",
        b"MZ" + b"\0" * 60,
    ],
)
def test_what_is_no_picture_is_none_whatever_it_is_called(data: bytes) -> None:
    assert pictures.shape(data) is None


@given(st.sampled_from([png(3, 5), jpeg_head(9, 9), *webp_heads(7, 7)]), st.data())
def test_a_file_cut_or_changed_anywhere_never_breaks_the_look(data: bytes, draw) -> None:
    end = draw.draw(st.integers(0, len(data)))
    cut = bytearray(data[:end])
    if cut:
        cut[draw.draw(st.integers(0, end - 1))] = draw.draw(st.integers(0, 255))
    found = pictures.shape(bytes(cut))
    assert found is None or isinstance(found.fits, bool)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_look(data: bytes) -> None:
    pictures.shape(data)
    pictures.shape(b"\xff\xd8\xff" + data)


@pytest.mark.parametrize(
    ("width", "height", "fits"),
    [(8000, 5000, True), (8000, 5001, False), (0, 10, False), (65536, 1, False), (1, 65535, True)],
)
def test_a_picture_of_too_many_points_does_not_fit(width: int, height: int, fits: bool) -> None:
    assert Shape(PictureKind.PNG, width, height).fits is fits


def test_a_value_mentions_a_file_by_a_key_and_never_by_a_text() -> None:
    said = [{"sha256": KEY, "alt": "En å"}]
    assert pictures.mentioned(canonical.encode(said)) == {KEY}
    later = {"newer": [{"deep": {"sha256": KEY}}]}
    assert pictures.mentioned(canonical.encode(later)) == {KEY}
    text = f'","sha256":"{KEY}"'
    assert pictures.mentioned(canonical.encode(text)) == set()
    assert pictures.mentioned(canonical.encode([{"alt": text}])) == set()


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["sha256", "alt", "place"]), inner)
        ),
    )
)
def test_a_forged_field_gives_pictures_with_a_hash_or_none(value: object) -> None:
    for image in pictures.images(value):
        assert len(image.sha256) == 64


def test_pictures_come_in_their_order() -> None:
    said = [
        {"sha256": KEY, "alt": "b", "place": 2},
        {"sha256": "cd" * 32, "alt": "a", "place": 1},
        {"sha256": "../../etc/passwd", "alt": "x"},
    ]
    assert [image.alt for image in pictures.images(said)] == ["a", "b"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": "../../x", "alt": "En å"},
        {"sha256": KEY.upper(), "alt": "En å"},
        {"sha256": KEY},
        {"sha256": KEY, "alt": " "},
        {"alt": "En å"},
        {"sha256": KEY, "alt": "En å", "path": "/etc/passwd"},
    ],
)
def test_a_picture_without_hash_or_description_does_not_fit(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidValueError):
        values.check(IMAGES, [wrong])
