"""The sheet in which one says that other facts hold of oneself, or that somebody else writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QWidget

from katalog_app import messages
from katalog_app.errors import InvalidValueError, KatalogError
from katalog_app.model.fields import EntryKind
from katalog_app.texts import _
from katalog_app.ui.authorship import ASKED
from katalog_app.ui.forms.form import Form
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.services.authoring import Author
    from katalog_app.services.offering import Offers
    from katalog_app.ui.theme import Theme


@dataclass(frozen=True)
class Decided:
    """Who writes from now on."""

    same: bool
    """Whether it is the person from before, of whom other facts hold."""
    said: Mapping[str, object]
    """Changed facts of the same person; all facts of another."""


class AuthorSheet(Question):
    """The same person with other facts, or another one; each with a form of its own."""

    decided = Signal(Decided)
    """All is filled in as it may be stored."""

    def __init__(self, theme: Theme, parent: QWidget, author: Author) -> None:
        """Show what the catalogue knows of who writes."""
        super().__init__(
            parent,
            _("Vem skriver?") if author.person else _("Vem är du?"),
            _(
                "Namn, funktion och kommun följer med ändringarna i de filer som skickas till "
                "andra, så att de ser vem som har skrivit."
            ),
        )
        self.setObjectName("author")
        said = {name: author.said[name] for name in ASKED if name in author.said}
        self._same = Form(theme, EntryKind.PERSON, said, only=ASKED)
        self._other = Form(theme, EntryKind.PERSON, {}, only=ASKED)
        if author.person is None:
            self._other.fill_in(said)
        still = _("Jag är fortfarande {name}").format(name=author.name)
        self.still = QRadioButton(still.replace("&", "&&"))
        self.another = QRadioButton(_("Någon annan skriver nu"))
        for choice in (self.still, self.another):
            choice.setProperty("role", "tab")
            choice.setAccessibleName(choice.text().replace("&&", "&"))
        self._about = Text("", "mute")
        self._told = self.foot_text("fault")
        beside = QWidget()
        flow = FlowLayout(beside, gap=6)
        flow.addWidget(self.still)
        flow.addWidget(self.another)
        self.ask(beside, self._about, self._same, self._other)
        for widget in (beside, self._about):
            widget.setVisible(author.person is not None)
        self._name = author.name
        chosen = self.still if author.person else self.another
        chosen.setChecked(True)
        self.still.toggled.connect(self._choose)
        self._choose()
        self._does = self.add(button(_("Spara"), self._accept, "primary"))
        self.add(button(_("Avbryt"), self.reject))

    @property
    def form(self) -> Form:
        """The form of the person that is chosen."""
        return self._same if self.still.isChecked() else self._other

    def offer(self, offers: Offers) -> None:
        """Take what the catalogue can offer."""
        for form in (self._same, self._other):
            form.offer(offers)

    def tell(self, error: KatalogError) -> None:
        """Say what went wrong, beside the field where it is one's; the sheet can be used again."""
        self._does.setEnabled(True)
        if isinstance(error, InvalidValueError) and error.field in ASKED:
            row = self.form.row(error.field)
            row.say(messages.beside_field(error))
            self.form.take_keyboard(row)
            return
        told = messages.message(error)
        self._told.setText(" ".join((told.text, told.unchanged, told.remedy)))
        self._told.show()

    def _choose(self) -> None:
        same = self.still.isChecked()
        self._same.setVisible(same)
        self._other.setVisible(not same)
        words = _("Allt som du har skrivit förut visar de nya uppgifterna.")
        if not same:
            words = _("Det som {name} har skrivit står kvar under det namnet.")
        self._about.setText(words.format(name=self._name))

    def _accept(self) -> None:
        form, same = self.form, self.still.isChecked()
        wrong = form.complaints(new=not same)
        if wrong:
            form.take_keyboard(wrong[0])
            return
        self._told.hide()
        changes = form.changes()
        if not same:
            changes = {name: value for name, value in changes.items() if value is not None}
        self._does.setEnabled(False)
        self.decided.emit(Decided(same, changes))
