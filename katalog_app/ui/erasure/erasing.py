"""Opens the sheet of erasure over a page, and does in the background what it says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from katalog_app import messages
from katalog_app.errors import KatalogError
from katalog_app.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from katalog_app.db.store import Store
    from katalog_app.services.erasing import Erased
    from katalog_app.services.weighing import Request, Weighed
    from katalog_app.ui.erasure.sheet import ErasureSheet, Wanted
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace


class Erasing(QObject):
    """One page's way to erase personal data."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(self, theme: Theme, workspace: Workspace, window: QWidget) -> None:
        """Take the page over which the sheet is opened."""
        super().__init__(window)
        self._theme, self._workspace, self._window = theme, workspace, window

    def ask(
        self, entry: str, request: Request | None = None, *, ticked: Sequence[str] = ()
    ) -> None:
        """Open the sheet for an entry, filled in as a request says where there is one.

        Args:
            entry: Its id.
            request: What somebody else asks for.
            ticked: Names of fields that are ticked at first, where there is no request.
        """
        call = partial(_weighed, self._workspace.store, entry)
        opened = partial(self._open, request, ticked)
        self._workspace.jobs.run(call, opened, owner=self, newest="weigh")

    def _open(self, request: Request | None, ticked: Sequence[str], weighed: Weighed) -> None:
        from katalog_app.ui.erasure.sheet import ErasureSheet  # not needed to start

        sheet = ErasureSheet(self._theme, self._window, weighed, request, ticked)
        sheet.wanted.connect(partial(self._erase, sheet))
        sheet.open()

    def _erase(self, sheet: ErasureSheet, wanted: Wanted) -> None:
        call = partial(_erased, self._workspace.store, wanted)
        self._workspace.jobs.run(call, partial(self._ended, sheet), owner=self)

    def _ended(self, sheet: ErasureSheet, ended: Erased | KatalogError) -> None:
        if isinstance(ended, KatalogError):
            told = messages.message(ended)
            sheet.tell(" ".join((told.text, told.unchanged, told.remedy)))
            return
        sheet.accept()
        self._workspace.forget_erased(ended.texts)
        self.said.emit(_told(ended))
        self._workspace.changed.emit()


def _told(done: Erased) -> str:
    if done.requested:
        words = ngettext(
            "Begäran om att radera {count} uppgift följer med din nästa fil till samordnaren.",
            "Begäran om att radera {count} uppgifter följer med din nästa fil till samordnaren.",
            done.requested,
        )
        return words.format(count=done.requested)
    words = ngettext(
        "{count} uppgift är raderad för gott. Den försvinner hos andra med din nästa fil.",
        "{count} uppgifter är raderade för gott. De försvinner hos andra med din nästa fil.",
        done.erased,
    )
    told = words.format(count=done.erased)
    if done.let_go:
        count = len(done.let_go)
        more = ngettext(
            "{count} fil som hölls kvar hade uppgiften och är borttagen. Se Inkorg i Utbyte.",
            "{count} filer som hölls kvar hade uppgiften och är borttagna. Se Inkorg i Utbyte.",
            count,
        )
        told += " " + more.format(count=count)
    return told


def _weighed(store: Store, entry: str) -> Weighed:
    from katalog_app.services import weighing  # not needed to start

    return weighing.weigh(store, entry)


def _erased(store: Store, wanted: Wanted) -> Erased | KatalogError:
    """Erase, and return what that did; a fault comes back, so that the sheet can tell of it."""
    from katalog_app.services import erasing  # not needed to start

    try:
        return erasing.erase(
            store, wanted.entry, wanted.fields, reason=wanted.reason, decision=wanted.decision
        )
    except KatalogError as error:
        return error
