"""Windows for the two worst days: the catalogue cannot be opened, or the program has a fault."""

import platform
import traceback
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from katalog_app import __version__
from katalog_app.texts import _
from katalog_app.ui.widgets.text import Text

WIDTH = 560


class StartErrorWindow(QDialog):
    """Says why the catalogue cannot be opened, and what to do."""

    def __init__(self, text: str, remedy: str) -> None:
        """Show a message and its remedy."""
        super().__init__()
        self.setWindowTitle(_("Katalogen kan inte öppnas"))
        self.setMinimumWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(Text(_("Katalogen kan inte öppnas"), "heading"))
        layout.addWidget(Text(text, selectable=True))
        layout.addWidget(Text(remedy, selectable=True))
        layout.addWidget(Text(_("Inget är ändrat."), "mute"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


class CrashWindow(QDialog):
    """Says that the program has a fault, with a report to copy."""

    def __init__(self, report: str) -> None:
        """Show a report."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Ett fel i programmet"))
        self.setMinimumWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(Text(_("Något gick fel i programmet"), "heading"))
        layout.addWidget(
            Text(
                _(
                    "Det du har sparat finns kvar. Kopiera rapporten och skicka den till den som "
                    "sköter programmet. Starta sedan om programmet."
                )
            )
        )
        shown = QPlainTextEdit(report)
        shown.setReadOnly(True)
        shown.setAccessibleName(_("Rapport"))
        shown.setTabChangesFocus(True)
        layout.addWidget(shown)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(_("Kopiera rapporten"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what happened, for those who mend programs."""
    where = f"Katalogen {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return "\n".join([where, "", *traceback.format_exception(kind, error, trace)])
