"""Below what one reads: projects about the same thing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog_app.model.alike import SimilarProject


class SimilarProjects(QWidget):
    """Title, municipality and the reason, one project after the other."""

    opened = Signal(str)
    """Open the project with this id."""

    def __init__(self, found: Iterable[SimilarProject]) -> None:
        """Show what was found."""
        super().__init__()
        heading = _("Liknande projekt")
        self.setAccessibleName(heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(Text(heading.upper(), "group", name=heading))
        for one in found:
            layout.addSpacing(4)
            name = _("Öppna {title}").format(title=one.title)
            layout.addWidget(button(one.title, partial(self.opened.emit, one.id), "link", name))
            layout.addWidget(Text(reason(one), "mute"))


def reason(one: SimilarProject) -> str:
    """Return where a project is and what it shares: "Bjuv  ·  delar: äldre, radio, ensamhet"."""
    shared = _("delar: {words}").format(words=", ".join(one.shared)) if one.shared else ""
    return wording.dotted(one.municipality, shared)
