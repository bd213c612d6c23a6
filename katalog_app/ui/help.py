"""Help: the keys, in one small window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from katalog_app.texts import N_, _
from katalog_app.ui.widgets.text import Text

KEYS = (
    (N_("Ctrl+K"), N_("Sök")),
    (N_("Pil upp, pil ned"), N_("Bläddra bland träffarna, även från sökfältet")),
    (N_("Pil ned i ett tomt sökfält"), N_("Dina senaste sökningar")),
    (N_("Enter"), N_("Gå till läsrutan")),
    (N_("Ctrl+N"), N_("Nytt projekt")),
    (N_("Ctrl+E"), N_("Redigera projektet i läsrutan")),
    (N_("Ctrl+M"), N_("Mina projekt")),
    (N_("Ctrl+S"), N_("Spara formuläret")),
    (N_("Ctrl+Z, Ctrl+Y"), N_("Ångra det du sparade sist, och gör om det")),
    (N_("Ctrl+P"), N_("Skriv ut projektet i läsrutan, annars träffarna")),
    (N_("Ctrl+L"), N_("Lägg projektet i den lista du använde sist")),
    (N_("Esc"), N_("Rensa sökningen, avbryt formuläret, eller gå tillbaka")),
    (N_("Alt+vänsterpil, Alt+högerpil"), N_("Bakåt och framåt")),
    (N_("Ctrl+1 … Ctrl+5"), N_("Katalog, Ramverk, Kontakter, Överblick, Utbyte")),
    (N_("Ctrl++, Ctrl+−, Ctrl+0"), N_("Större, mindre och vanlig text")),
    (N_("Ctrl+,"), N_("Inställningar: utseende, synonymer och sökning")),
    (N_("Mellanslag"), N_("Kryssa för eller ur ett filter")),
    (N_("Ctrl+mellanslag i träfflistan"), N_("Markera flera projekt")),
    (N_("Backsteg först i sökfältet"), N_("Gör om det sista filtret till text")),
    (N_("F1 eller ? i sökfältet"), N_("Så söker du, med exempel")),
    (N_("F1"), N_("Den här hjälpen")),
)


class HelpDialog(QDialog):
    """Every key and what it does."""

    def __init__(self, parent: QWidget) -> None:
        """Show the keys."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Hjälp"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(Text(_("Kortkommandon"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (keys, does) in enumerate(KEYS):
            for column, text in enumerate((Text(_(keys), "strong"), Text(_(does)))):
                text.setWordWrap(False)
                grid.addWidget(text, row, column)
        layout.addLayout(grid)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
