"""The pictures of a project where one reads it: small ones in a row, and one enlarged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui.pictures import Pictures
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.model.pictures import Image
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

SIDE = 120
"""Of a small picture (pixels at 100 %)."""
AROUND = 40
"""Seen of the window around a picture enlarged, and room for its words (pixels)."""


class PictureStrip(QWidget):
    """A button for each picture; those that are not here say so."""

    def __init__(self, theme: Theme, workspace: Workspace, images: tuple[Image, ...]) -> None:
        """Load the pictures in the background."""
        super().__init__()
        self.setAccessibleName(_("Bilder"))
        self._pictures = Pictures(workspace, self)
        flow = FlowLayout(self, gap=8)
        for image in images:
            flow.addWidget(self._small(theme, image))

    def _small(self, theme: Theme, image: Image) -> QPushButton:
        side = theme.px(SIDE)
        name = _("Förstora bilden: {alt}").format(alt=image.alt or image.name)
        made = button(_("Hämtar bilden …"), partial(self._enlarge, image), "", name)
        made.setToolTip(image.caption or image.alt)
        made.setIconSize(QSize(side, side))
        self._pictures.load(image.sha256, side, partial(_show, made, image), made)
        return made

    def _enlarge(self, image: Image) -> None:
        PictureWindow(self._pictures, image, self).open()


def _show(made: QPushButton, image: Image, found: QImage | None) -> None:
    if found is None:
        told = _("Bilden finns inte här: {alt}").format(alt=image.alt or image.name)
        made.setText(told.replace("&", "&&"))
        made.setAccessibleName(told)
        made.setEnabled(False)
        return
    made.setText("")
    made.setIcon(QIcon(QPixmap.fromImage(found)))


class PictureWindow(QDialog):
    """One picture as large as the window behind it allows; Escape closes."""

    def __init__(self, pictures: Pictures, image: Image, parent: QWidget) -> None:
        """Load a picture."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picture")
        self.setWindowTitle(image.caption or image.alt or _("Bild"))
        self.picture = QLabel(_("Hämtar bilden …"))
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(image.alt or image.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addWidget(self.picture, 1)
        if image.caption:
            layout.addWidget(Text(image.caption, selectable=True))
        layout.addWidget(Text(image.alt, "mute", selectable=True))
        layout.addWidget(button(_("Stäng"), self.accept), 0, Qt.AlignmentFlag.AlignLeft)
        self._room = parent.window().size() - QSize(2 * AROUND, 5 * AROUND)
        side = max(min(self._room.width(), self._room.height()), AROUND)
        pictures.load(image.sha256, side, self._show, self)

    def _show(self, image: QImage | None) -> None:
        if image is None:
            self.picture.setText(_("Bilden finns inte här"))
            return
        self.picture.setText("")
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.adjustSize()
