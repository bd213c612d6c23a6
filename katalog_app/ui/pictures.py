"""Pictures in the window: made anew before they are kept, and decoded with care when shown.

All of it is done in the background. A picture may come from anybody, so its head is read first, it
is decoded as that one kind only, and never larger than it is needed.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from katalog_app.errors import KatalogError, PictureFault, PictureRefusedError
from katalog_app.model import pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from katalog_app.db.store import Store
    from katalog_app.model.pictures import Shape
    from katalog_app.ui.workspace import Workspace

LONGEST_SIDE = 2000
"""Of a picture as it is kept (points): more than a screen shows, and some hundred kilobytes."""
QUALITY = 85
"""Of JPEG; above it files grow faster than anybody sees."""
LARGEST_FILE = 60 * 1024 * 1024
"""A larger file (bytes) is not read at all."""
Given = Path | QImage
"""What is to be taken in: a file, or what the clipboard or a drag held."""


class Taken:
    """What came of pictures that were given."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.pictures: list[tuple[str, str]] = []
        """The hash and the name of each that is kept."""
        self.refused: list[KatalogError] = []


class Pictures(QObject):
    """The pictures of one open catalogue."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Take where they are kept, and what works in the background."""
        super().__init__(parent)
        self._workspace = workspace

    def load(
        self, key: str, side: int, shown: Callable[[QImage | None], None], owner: QObject
    ) -> None:
        """Give a picture, no side longer than this; None where it is not here or cannot be read."""
        call = partial(_loaded, self._workspace.store, key, side)
        self._workspace.jobs.run(call, shown, owner=owner)

    def take(self, given: Sequence[Given], taken: Callable[[Taken], None], owner: QObject) -> None:
        """Make pictures anew and keep them."""
        call = partial(_taken, self._workspace.store, tuple(given))
        self._workspace.jobs.run(call, taken, owner=owner)


def _loaded(store: Store, key: str, side: int) -> QImage | None:
    from katalog_app.services import picturing  # not needed to start

    data = picturing.get(store, key)
    return shown(data, side) if data is not None else None


def _taken(store: Store, given: Sequence[Given]) -> Taken:
    from katalog_app.services import picturing  # not needed to start

    done = Taken()
    for one in given:
        name = one.name if isinstance(one, Path) else ""
        try:
            data = made_anew(one) if isinstance(one, QImage) else prepared(_read(one), name)
            done.pictures.append((picturing.put(store, data, name), name))
        except KatalogError as error:
            done.refused.append(error)
    return done


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            told = f"{size // 1024 // 1024} MB"
            raise PictureRefusedError(PictureFault.TOO_LARGE, path.name, told)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        raise PictureRefusedError(PictureFault.UNREADABLE, path.name, reason) from None


def prepared(data: bytes, name: str) -> bytes:
    """Return a file of the same picture and nothing else, small enough to send.

    Args:
        data: The file as somebody has it.
        name: What it is called, for a fault to name.

    Raises:
        PictureRefusedError: It is no picture, is damaged, or has too many points.
    """
    shape = pictures.shape(data)
    if shape is None:
        raise PictureRefusedError(PictureFault.NO_PICTURE, name)
    if not shape.fits:
        told = f"{shape.width} × {shape.height}"
        raise PictureRefusedError(PictureFault.TOO_MANY_POINTS, name, told)
    whole = pictures.is_whole(data, shape.kind)
    image = _decoded(data, shape, LONGEST_SIDE) if whole else None
    if image is None:
        raise PictureRefusedError(PictureFault.DAMAGED, name)
    return made_anew(image)


def shown(data: bytes, side: int) -> QImage | None:
    """Return a picture with no side longer than this; None for what cannot be decoded."""
    shape = pictures.shape(data)
    return _decoded(data, shape, side) if shape is not None and shape.fits else None


def _decoded(data: bytes, shape: Shape, side: int) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(shape.kind.value.encode()))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if size != QSize(shape.width, shape.height):
        return None  # two readings of one head: somebody lies
    if max(shape.width, shape.height) > side:
        reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    reader.setAutoTransform(True)
    image = reader.read()
    return None if image.isNull() else image


def made_anew(image: QImage) -> bytes:
    """Return a file with the points of an image: no place, no time, no name of a camera in it."""
    side = LONGEST_SIDE
    while True:
        data = _encoded(_bare(image, side))
        if len(data) <= pictures.LARGEST or side < LONGEST_SIDE // 8:
            return data
        side //= 2


def _bare(image: QImage, side: int) -> QImage:
    """Return the image drawn on a fresh one, which takes over nothing but its points."""
    if max(image.width(), image.height()) > side:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    alpha = image.hasAlphaChannel()
    bare = QImage(
        image.size(), QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32
    )
    bare.fill(Qt.GlobalColor.transparent if alpha else Qt.GlobalColor.white)
    painter = QPainter(bare)
    painter.drawImage(0, 0, image)
    painter.end()
    return bare


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png" if image.hasAlphaChannel() else b"jpeg"))
    if not image.hasAlphaChannel():
        writer.setQuality(QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
