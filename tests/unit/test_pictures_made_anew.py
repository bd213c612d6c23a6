"""Pictures decoded and made anew: nothing but the points, and nothing hostile decoded."""

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter

from katalog_app.errors import PictureFault, PictureRefusedError
from katalog_app.model import pictures
from katalog_app.model.pictures import PictureKind
from katalog_app.ui import pictures as drawing
from tests.pictures_made import chunk, jpeg_head, png, webp_heads, with_text

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("libpng", "JPEG", "QImageIOHandler", "QImage", "Rejecting"),
]


def drawn(kind: bytes, width: int = 30, height: int = 20, *, alpha: bool = False) -> bytes:
    """Return a real file of a picture with two halves of different colours."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(200, 30, 30, 100 if alpha else 255))
    for x in range(width // 2):
        for y in range(height):
            image.setPixelColor(x, y, QColor(30, 30, 200))
    if not alpha:
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(buffer.data().data())


def with_exif(data: bytes, orientation: int) -> bytes:
    """Return a JPEG with the tags of a camera: how it was held, and a text as of a place."""
    tags = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    tags += struct.pack("<HHII", 0x010E, 2, 16, 8 + 2 + 24 + 4)
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + tags + b"\0" * 4
    body = b"Exif\0\0" + tiff + b"HEMLIG PLATS 56N\0"
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def fault(data: bytes) -> PictureFault:
    with pytest.raises(PictureRefusedError) as caught:
        drawing.prepared(data, "bild.png")
    return caught.value.fault


@pytest.mark.parametrize("kind", [b"png", b"jpeg", b"webp"])
def test_every_kind_is_made_anew_and_shows_the_same(kind: bytes) -> None:
    made = drawing.prepared(drawn(kind), "bild")
    shape = pictures.shape(made)
    assert shape is not None
    assert (shape.width, shape.height) == (30, 20)
    image = drawing.shown(made, 500)
    assert image is not None
    assert image.pixelColor(2, 10).blue() > 150
    assert image.pixelColor(27, 10).red() > 150


def test_a_see_through_picture_stays_so() -> None:
    made = drawing.prepared(drawn(b"png", alpha=True), "bild")
    shape = pictures.shape(made)
    assert shape is not None
    assert shape.kind is PictureKind.PNG
    image = drawing.shown(made, 500)
    assert image is not None
    assert image.pixelColor(27, 10).alpha() == 100


def test_what_a_camera_writes_is_gone_and_the_picture_stands_upright() -> None:
    told = with_exif(drawn(b"jpeg"), 6)  # held on its side
    made = drawing.prepared(told, "bild.jpg")
    assert b"HEMLIG" in told
    assert b"HEMLIG" not in made
    assert b"Exif" not in made
    shape = pictures.shape(made)
    assert shape is not None
    assert (shape.width, shape.height) == (20, 30)
    text = drawing.prepared(with_text(drawn(b"png", alpha=True), b"HEMLIG PLATS"), "bild.png")
    assert b"HEMLIG" not in text


def test_a_large_picture_is_made_smaller() -> None:
    made = drawing.prepared(drawn(b"png", 4000, 40), "bild")
    shape = pictures.shape(made)
    assert shape is not None
    assert (shape.width, shape.height) == (drawing.LONGEST_SIDE, 20)
    assert len(made) < pictures.LARGEST


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"<html><script>alert(1)</script></html>",
        b"",
        b"GIF89a" + b"\0" * 60,
    ],
)
def test_other_files_renamed_are_refused(data: bytes) -> None:
    assert fault(data) is PictureFault.NO_PICTURE
    assert drawing.shown(data, 100) is None


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    rows = zlib.compress(b"\0" * 50_000_000, 9)  # some kilobytes that become fifty million
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    bomb = b"\x89PNG\r\n\x1a\n" + chunks
    assert len(bomb) < 100_000
    assert fault(bomb) is PictureFault.TOO_MANY_POINTS
    assert drawing.shown(bomb, 100) is None


def test_a_head_that_lies_about_the_size_gives_a_word_and_no_crash() -> None:
    lying = png(3, 3, said=(6000, 6000))
    assert fault(lying) in (PictureFault.DAMAGED, PictureFault.TOO_MANY_POINTS)
    drawing.shown(lying, 100)


@pytest.mark.parametrize("kind", [b"png", b"jpeg", b"webp"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_cut_off_is_refused(kind: bytes, share: float) -> None:
    data = drawn(kind, 300, 200)
    cut = data[: int(len(data) * share)]
    assert fault(cut) in (PictureFault.DAMAGED, PictureFault.NO_PICTURE)


@pytest.mark.parametrize("data", [jpeg_head(10, 10), *webp_heads(10, 10), png()[:40]])
def test_heads_with_nothing_after_them_are_refused(data: bytes) -> None:
    assert fault(data) is PictureFault.DAMAGED
    assert drawing.shown(data, 100) is None


def test_what_the_clipboard_holds_is_taken_too(qapp: QGuiApplication) -> None:
    image = QImage(10, 8, QImage.Format.Format_RGB32)
    image.fill(QColor(1, 2, 3))
    image.setText("Comment", "HEMLIG")
    made = drawing.made_anew(image)
    assert b"HEMLIG" not in made
    shape = pictures.shape(made)
    assert shape is not None
    assert (shape.width, shape.height) == (10, 8)
