"""The pages as they would be printed, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Callable

AROUND = 40
"""Seen of the window behind (pixels)."""
LEAST_WIDTH = 480
"""A page is not made narrower than this (pixels): it would not be readable."""


class Preview(QDialog):
    """Page Up and Page Down turn the pages."""

    print_wanted = Signal()
    pdf_wanted = Signal()

    def __init__(self, pages: tuple[bytes, ...], parent: QWidget) -> None:
        """Show the first of the pages (PNG)."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Förhandsgranska"))
        self.resize(parent.width() - AROUND, parent.height() - AROUND)
        self._pages, self._now = pages, 0
        self._picture = QPixmap()
        # the area has its width first when the window has been laid out
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._fit)
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.scroller = QScrollArea()
        self.scroller.setWidget(self.sheet)
        self.scroller.setWidgetResizable(True)
        self.scroller.setAccessibleName(_("Sidan"))
        self.number = Text("", "strong")
        self.number.setWordWrap(False)
        self.before = button(_("‹ Föregående"), self._back, name=_("Föregående sida"))
        self.after = button(_("Nästa ›"), self._on, name=_("Nästa sida"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.scroller, 1)
        layout.addWidget(self._buttons())
        for key, act in ((Qt.Key.Key_PageUp, self._back), (Qt.Key.Key_PageDown, self._on)):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self._turn(0)

    def _buttons(self) -> QWidget:
        place = QWidget()
        flow = FlowLayout(place, gap=8)
        for widget in (self.before, self.number, self.after):
            flow.addWidget(widget)
        flow.addWidget(button(_("Skriv ut…"), self._closing(self.print_wanted.emit), "primary"))
        flow.addWidget(button(_("Spara som PDF…"), self._closing(self.pdf_wanted.emit)))
        flow.addWidget(button(_("Stäng"), self.close))
        return place

    def _closing(self, act: Callable[[], object]) -> Callable[[], object]:
        """Return what closes this window before it acts."""

        def closed() -> None:
            self.accept()
            act()

        return closed

    def _back(self) -> None:
        self._turn(self._now - 1)

    def _on(self) -> None:
        self._turn(self._now + 1)

    def _turn(self, page: int) -> None:
        if not 0 <= page < len(self._pages):
            return
        self._now = page
        self._picture.loadFromData(self._pages[page])
        words = _("sida {page} av {pages}").format(page=page + 1, pages=len(self._pages))
        self.number.setText(words)
        self.sheet.setAccessibleName(words)
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page < len(self._pages) - 1)
        self.scroller.verticalScrollBar().setValue(0)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the page as wide as there is room for, at most as wide as it is."""
        super().resizeEvent(event)
        self._rest.start()

    def _fit(self) -> None:
        room = self.scroller.viewport().width()
        width = max(min(room, self._picture.width()), min(LEAST_WIDTH, self._picture.width()))
        smooth = Qt.TransformationMode.SmoothTransformation
        self.sheet.setPixmap(self._picture.scaledToWidth(width, smooth))
