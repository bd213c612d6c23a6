"""How the program looks: the size of text and the colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from katalog_app.texts import N_, _
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.theme import LEAST_PERCENT, MOST_PERCENT, STEP, Theme
from katalog_app.ui.widgets.arrow_combo import ArrowCombo
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from katalog_app.settings import Theme as Choice
    from katalog_app.ui.workspace import Workspace

COLOURS: dict[Choice, str] = {
    "system": N_("Följ systemet"),
    "light": N_("Ljust"),
    "dark": N_("Mörkt"),
}


class LooksPane(Sheet):
    """What is chosen is seen at once, here and in the window behind."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Show the present choices."""
        super().__init__(_("Utseende"))
        self._theme, self._workspace = theme, workspace
        self.scale = ArrowCombo(theme)
        self.scale.setAccessibleName(_("Textens storlek"))
        for percent in range(LEAST_PERCENT, MOST_PERCENT + 1, STEP):
            self.scale.addItem(_("{percent} %").format(percent=percent), percent)
        self._colours = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self._arrange()
        self._show()
        self.scale.activated.connect(self._resize_text)
        theme.changed.connect(self._show)

    def _arrange(self) -> None:
        layout = self.fresh()
        label = Text(_("Textens storlek"), "label")
        label.setBuddy(self.scale)
        layout.addWidget(label)
        place = QWidget()
        FlowLayout(place).addWidget(self.scale)
        layout.addWidget(place)
        layout.addWidget(
            Text(_("Går också med Ctrl++ och Ctrl+−. Ctrl+0 ger vanlig storlek."), "mute")
        )
        layout.addSpacing(8)
        layout.addWidget(Text(_("Färger"), "label"))
        place = QWidget()
        place.setAccessibleName(_("Färger"))
        flow = FlowLayout(place)
        for choice, name in COLOURS.items():
            made = self.buttons[choice] = QRadioButton(_(name))
            made.setProperty("role", "tab")
            made.setAccessibleName(_(name))
            made.setChecked(choice == self._workspace.settings.theme)
            made.toggled.connect(lambda on, choice=choice: self._colour(choice) if on else None)
            self._colours.addButton(made)
            flow.addWidget(made)
        layout.addWidget(place)
        layout.addWidget(
            Text(_("Följ systemet: mörkt när datorns egna fönster är mörka, annars ljust."), "mute")
        )
        layout.addStretch(1)

    def _show(self) -> None:
        self.scale.setCurrentIndex(self.scale.findData(self._theme.percent))

    def _resize_text(self, _index: int) -> None:
        self._theme.resize(int(self.scale.currentData()))
        self._workspace.choose(scale=self._theme.percent)

    def _colour(self, choice: Choice) -> None:
        self._theme.choose(choice)
        self._workspace.choose(theme=choice)
