"""Who writes here, on one line, and the way to change that."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from katalog_app.db.store import Store
from katalog_app.errors import KatalogError
from katalog_app.model.fields import EntryKind
from katalog_app.services import authoring, offering
from katalog_app.services.authoring import Author
from katalog_app.texts import _
from katalog_app.ui.author_sheet import AuthorSheet, Decided
from katalog_app.ui.authorship import ASKED
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace


class AuthorLine(QWidget):
    """Says as whom one writes; a sheet changes it."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty line; `begin` fills it."""
        super().__init__()
        self._theme, self._workspace = theme, workspace
        self._author = Author("", None, {}, ())
        self.told = Text("", selectable=True)
        self.change = button(_("Ändra"), self._ask, "link", _("Ändra vem du skriver som"))
        flow = FlowLayout(self, gap=8)
        flow.addWidget(self.told)
        flow.addWidget(self.change)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to one line where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words = self.told.fontMetrics().horizontalAdvance(self.told.text())
        self.told.setWordWrap(words > self.width())

    def begin(self) -> None:
        """Read who writes."""
        call = partial(authoring.author, self._workspace.store, self._workspace.settings.author)
        self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-author")

    def _show(self, author: Author) -> None:
        self._author = author
        self._tell(author)
        self._fit()

    def _tell(self, author: Author) -> None:
        if not author.name:
            self.told.setText(_("Du har inte sagt vem du är, så mottagaren ser ingen avsändare."))
            self.change.setText(_("Säg vem du är"))
            return
        facts = [str(author.said[name]) for name in ASKED if author.said.get(name)]
        self.told.setText(_("Du skriver som {facts}").format(facts=", ".join(facts)))
        self.change.setText(_("Ändra"))

    def _ask(self) -> None:
        sheet = AuthorSheet(self._theme, self, self._author)
        sheet.decided.connect(partial(self._decide, sheet, self._author))
        call = partial(offering.offers, self._workspace.store, EntryKind.PERSON)
        self._workspace.jobs.run(call, sheet.offer, owner=sheet, newest="who")
        sheet.open()
        sheet.form.take_keyboard()

    def _decide(self, sheet: AuthorSheet, before: Author, decided: Decided) -> None:
        call = partial(_decided, self._workspace.store, before, decided)
        self._workspace.jobs.run(call, partial(self._was_decided, sheet), owner=self)

    def _was_decided(self, sheet: AuthorSheet, ended: str | KatalogError) -> None:
        if isinstance(ended, KatalogError):
            if isValid(sheet):
                sheet.tell(ended)
            else:
                self._workspace.failed.emit(ended)
            return
        if isValid(sheet):
            sheet.accept()
        self._workspace.choose(author=ended)
        self.said.emit(_("Du skriver nu som {name}.").format(name=ended))
        self._workspace.changed.emit()


def _decided(store: Store, before: Author, decided: Decided) -> str | KatalogError:
    """Do as was decided; return the name to write under, or the fault for the sheet to tell of."""
    name = str(decided.said.get("name", before.name))
    try:
        if not decided.same:
            authoring.introduce(store, decided.said)
        elif decided.said:
            authoring.correct(store, before.name, decided.said, before.seen)
    except KatalogError as error:
        return error
    return name
