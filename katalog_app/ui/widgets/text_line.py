"""A line to write in. Text can be dropped on it; files are for the window, which opens Utbyte."""

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit

from katalog_app.ui.overriding import override


def brings_files(event: QDropEvent) -> bool:
    """Return whether files or folders are dragged, rather than text or an address."""
    return any(url.isLocalFile() for url in event.mimeData().urls())


class TextLine(QLineEdit):
    """A line that leaves files to whatever it stands in."""

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text; what is not taken here is offered to the widgets around."""
        if brings_files(event):
            event.ignore()
        else:
            super().dragEnterEvent(event)
