"""What leaves the window: addresses to other programs, text to the clipboard, one file."""

from pathlib import Path

SCHEMES = frozenset({"http", "https", "mailto", "tel"})


class Outside:
    """The world outside the window; tests put another in its place."""

    def open(self, address: str) -> bool:
        """Give a checked address to the program that handles it; False where there is none."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        if not url.isValid() or url.scheme() not in SCHEMES:
            return False
        return QDesktopServices.openUrl(url)

    def show_folder(self, folder: Path) -> bool:
        """Show a folder in the system's own program for files; False where there is none."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(text)


def write_text(path: Path, text: str) -> None:
    """Write a file beside its place and move it there, line ends as they are.

    Raises:
        OSError: It cannot be written; what was there before is still there.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(text.encode("utf-8"))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
