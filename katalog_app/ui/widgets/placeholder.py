"""The page of a place that is not built yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui.places import NAMES, WILL_HOLD, Place
from katalog_app.ui.widgets.text import Text


def placeholder(place: Place) -> QWidget:
    """Return the page of a place that is not built yet: its name and one sentence."""
    page = QWidget()
    page.setAccessibleName(_(NAMES[place]))
    layout = QVBoxLayout(page)
    layout.setContentsMargins(28, 24, 28, 24)
    layout.setSpacing(8)
    layout.addWidget(Text(_(NAMES[place]), "title"))
    sentence = Text(_(WILL_HOLD[place]), "mute")
    sentence.setMaximumWidth(720)
    layout.addWidget(sentence)
    layout.addWidget(Text(_("Den här platsen är inte byggd än."), "mute"))
    layout.addStretch(1)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
    return page
