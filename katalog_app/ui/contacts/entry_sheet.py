"""A small form over the page: a contact to correct, or somebody new."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from katalog_app.model.fields import EntryKind
from katalog_app.texts import _
from katalog_app.ui.forms.form import Form
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from katalog_app.db.store import Store
    from katalog_app.model.entries import Entry
    from katalog_app.services.offering import Offers
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

_ASKED = {
    EntryKind.PERSON: ("name", "function", "municipality", "email", "phone"),
    EntryKind.CONTACT: ("role", "unit", "municipality", "email", "phone", "website"),
}


class EntrySheet(Question):
    """The fields of a person or a contact that tell who it is and how to reach it."""

    accepted_values = Signal(dict)
    """What was filled in or changed, by field name; None clears a field."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        parent: QWidget,
        kind: str,
        entry: Entry | None = None,
        *,
        done: str = "",
    ) -> None:
        """Show what an entry says; an empty form where there is none yet.

        Args:
            theme: Where colours and sizes come from.
            workspace: Where the form gets its offers.
            parent: What the sheet stands over.
            kind: `EntryKind.PERSON` or `EntryKind.CONTACT`.
            entry: The entry to correct.
            done: What the button says that ends it, where it saves nothing yet.
        """
        self.form = Form(theme, kind, entry.fields if entry else {}, only=_ASKED[EntryKind(kind)])
        self.form.finish()  # the sheet takes its size from what is in it
        super().__init__(parent, *_heading(kind, new=entry is None), self.form)
        self._kind, self._entry = kind, entry
        self.setObjectName("contact-form")
        self._wrong = self.foot_text("fault")
        self.add(button(done or _("Spara"), self._accept, "primary"))
        self.add(button(_("Avbryt"), self.reject))
        call = partial(_offers, workspace.store, kind)
        workspace.jobs.run(call, self.form.offer, owner=self.form, newest="contact-form")

    def open_with_keyboard(self) -> None:
        """Show the sheet with the keyboard in its first field."""
        self.open()
        self.form.take_keyboard()

    def _accept(self) -> None:
        wrong = self.form.complaints(new=self._entry is None)
        if wrong:
            self.form.take_keyboard(wrong[0])
            return
        values = self.form.changes()
        if self._entry is None:
            values = {name: value for name, value in values.items() if value is not None}
            if self._kind == EntryKind.CONTACT and not values.keys() & {"role", "unit"}:
                self._wrong.setText(_("Skriv en funktion eller en enhet. Inget är sparat än."))
                self._wrong.show()
                self.form.take_keyboard()
                return
        self.accept()
        if values:
            self.accepted_values.emit(values)


def _heading(kind: str, *, new: bool) -> tuple[str, str]:
    rather = _("Skriv helst en funktion och en gemensam adress: de gäller också när någon slutar.")
    if not new:
        return _("Rätta kontakten"), _("Det som stod förut finns kvar i historiken.")
    if kind == EntryKind.PERSON:
        told = _("Personen har rätt att få veta att uppgifterna står här, och varför.")
        return _("Ny person"), f"{told} {rather}"
    return _("Ny funktion"), rather


def _offers(store: Store, kind: str) -> Offers:
    from katalog_app.services import offering  # not needed to start

    return offering.offers(store, kind)
