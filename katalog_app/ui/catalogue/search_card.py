"""The help of the search field: what one can type, with examples to try."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from katalog_app.texts import N_, _
from katalog_app.ui.widgets.text import Text, button

EXAMPLES = (
    (N_("äldre ensamhet"), N_("båda orden, böjda eller i sammansatta ord")),
    (N_("cykel eller gång"), N_("det ena eller det andra")),
    (N_('"digital tvilling"'), N_("orden intill varandra, i den ordningen")),
    (N_("belysning -park"), N_("inte projekt med det ordet")),
    (N_("kommun:Höganäs"), N_("bara från en kommun")),
    (N_("år:2020-2022"), N_("som började de åren")),
    (N_('status:"i drift"'), N_("bara med den statusen")),
    (N_("mål:13"), N_("bidrar till ett globalt mål")),
)
"""What can be typed, and what it finds."""
OTHER_KEYS = N_(
    "Du kan också skriva teknik: transformation: förväntan: organisation: familjen:ja. "
    "Ett minus före tar bort: -kommun:Bjuv. Backsteg först i fältet gör om den sista brickan "
    "till text. Pil ned och Enter väljer ett förslag."
)


class SearchCard(QDialog):
    """A short card; an example that is pressed is searched for."""

    tried = Signal(str)
    """An example was chosen."""
    keys_wanted = Signal()
    """All keys are wanted instead."""

    def __init__(self, parent: QWidget) -> None:
        """Show the examples."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Så söker du"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(Text(_("Så söker du"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (typed, finds) in enumerate(EXAMPLES):
            words = _(typed)
            name = _("Prova {words}: {finds}").format(words=words, finds=_(finds))
            tried = button(words, partial(self._try, words), "link", name)
            grid.addWidget(tried, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Text(_(finds)), row, 1)
        layout.addLayout(grid)
        layout.addWidget(Text(_(OTHER_KEYS), "mute"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        keys = button(_("Alla kortkommandon"), self._show_keys)
        buttons.addButton(keys, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _try(self, words: str) -> None:
        self.accept()
        self.tried.emit(words)

    def _show_keys(self) -> None:
        self.accept()
        self.keys_wanted.emit()
