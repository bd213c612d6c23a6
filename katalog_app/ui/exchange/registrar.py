"""The choice to have a sheet for the registrar beside a file for others, and how that went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from katalog_app.errors import KatalogError
from katalog_app.services import registering
from katalog_app.texts import _
from katalog_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from katalog_app.db.store import Store
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

KEPT, OFF = "registrar-sheet", "off"
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Sheeted:
    """Where the sheet is, or why there is none."""

    path: Path | None = None
    words: str = ""


class SheetTick(TickBox):
    """On until one says otherwise, which is remembered."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Show what was chosen last."""
        words = _("Lägg till ett blad för registrator")
        super().__init__(theme, words, words)
        self._workspace = workspace
        self.setToolTip(_("En sida att läsa och diarieföra: vad filen innehåller"))
        self.setChecked(workspace.remembered(KEPT) != OFF)
        self.toggled.connect(lambda on: workspace.remember(KEPT, "on" if on else OFF))


def sheet_beside(store: Store, path: Path) -> Sheeted:
    """Write the sheet of a file beside it; where that fails, the file is none the worse."""
    try:
        sheet = registering.write_beside(store, path)
    except KatalogError:
        words = _(
            "Bladet för registrator gick inte att skriva. Filen är hel: skicka den som den är."
        )
        return Sheeted(None, words)
    return Sheeted(sheet, _("Bladet för registrator heter {file}.").format(file=sheet.name))


def with_sheet(
    store: Store, path: Path, call: Callable[[], Answer], wanted: bool
) -> tuple[Answer, Sheeted]:
    """Write a file, and its sheet if that is wanted; return what the writing returns, and both."""
    answer = call()
    return answer, sheet_beside(store, path) if wanted else Sheeted()
