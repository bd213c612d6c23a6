"""A project as a start for another: the form of a new one, filled in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit

from katalog_app.texts import _
from katalog_app.ui.catalogue.form_pane import FormPane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from katalog_app.db.store import Store
    from katalog_app.model.entries import Entry
    from katalog_app.ui.catalogue.reading_pane import ReadingPane
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

COPYING = "copying"


class Copies(QObject):
    """Opens a form that another project has filled in; nothing is saved before one saves."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        reading: ReadingPane,
        open_form: Callable[[FormPane], None],
    ) -> None:
        """Take what opens a form in the reading pane."""
        super().__init__(reading)
        self._theme, self._workspace, self._reading = theme, workspace, reading
        self._open_form = open_form

    def begin(self, entry: Entry) -> None:
        """Fill in a new form from a project."""
        author = self._workspace.settings.author
        call = partial(_start, self._workspace.store, entry, author)
        show = partial(self._show, entry)
        self._workspace.jobs.run(call, show, owner=self, newest=COPYING)

    def _show(self, entry: Entry, values: Mapping[str, object]) -> None:
        if self._reading.form is not None:  # opened meanwhile: what is written there comes first
            return
        author = {str(values.get("contact_person")): self._workspace.settings.author}
        pane = FormPane(self._theme, None, {**self._reading.linked_titles(), **author})
        pane.source = entry.id
        self._open_form(pane)
        pane.form.fill_in(values)
        mine = _("Kontakten är du.") if "contact_person" in values else ""
        told = _(
            "Ifyllt från ”{title}”. Tid, källor, effekter och lärdomar är inte med. {mine} "
            "Inget är sparat förrän du sparar."
        ).format(title=entry.title, mine=mine)
        pane.tell(" ".join(told.split()))
        pane.form.completed.connect(partial(_select_title, pane))


def _select_title(pane: FormPane) -> None:
    """Let what is typed next be the name."""
    row = pane.form.row("title")
    pane.form.take_keyboard(row)
    line = row.editor.controls()[0]
    if isinstance(line, QLineEdit):
        line.selectAll()


def _start(store: Store, entry: Entry, author: str) -> dict[str, object]:
    from katalog_app.services import copying  # not needed to start

    return copying.start_from(store, entry, author)
