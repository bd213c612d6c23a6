"""The sheet in which one says what several projects are to say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.errors import InvalidValueError, ValueFault
from katalog_app.messages import beside_field
from katalog_app.model import values
from katalog_app.services import altering
from katalog_app.services.altering import Way, Wish
from katalog_app.texts import N_, _, ngettext
from katalog_app.ui.forms.choosing import StillCombo
from katalog_app.ui.forms.editors import editor_of
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from katalog_app.model.fields import Field
    from katalog_app.services.offering import Offers
    from katalog_app.ui.forms.field_editor import FieldEditor
    from katalog_app.ui.theme import Theme

WAYS = {
    Way.ADD: N_("Lägg till"),
    Way.REMOVE: N_("Ta bort"),
    Way.SET: N_("Byt ut allt mot"),
}
INDENT = 26
"""Of what is below the box of a field (pixels at 100 %)."""


class FieldWish(QWidget):
    """A box to tick; below it, once ticked, what the field is to say."""

    def __init__(self, theme: Theme, field: Field) -> None:
        """Show the box alone."""
        super().__init__()
        self._theme, self.field = theme, field
        self._editor: FieldEditor | None = None
        self._offers: Offers | None = None
        label = _(field.label)
        self.box = TickBox(theme, label, _("Ändra {field}").format(field=label))
        self.box.toggled.connect(self._show)
        self.way = StillCombo(theme)
        self.way.setAccessibleName(_("Vad ska hända med {field}").format(field=label))
        for way in WAYS if field.is_set else ():
            self.way.addItem(_(WAYS[way]), way.value)
        self._fault = Text("", "fault")
        self._below = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.box)
        layout.addWidget(self._below)
        inside = QVBoxLayout(self._below)
        inside.setContentsMargins(theme.px(INDENT), 0, 0, 6)
        inside.setSpacing(4)
        if field.is_set:
            inside.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.way.hide()
            inside.addWidget(Text(_("Lämnas det tomt tas värdet bort."), "mute"))
        inside.addWidget(self._fault)
        self._fault.hide()
        self._below.hide()

    def offer(self, offers: Offers) -> None:
        """Take what the catalogue can offer."""
        self._offers = offers
        if self._editor is not None:
            self._editor.offer(offers)

    def wish(self) -> Wish:
        """Return what is wished.

        Raises:
            InvalidValueError: What is filled in does not fit, or nothing is where something must.
        """
        way = Way(self.way.currentData()) if self.field.is_set else Way.SET
        value = values.check(self.field, self._editor.value() if self._editor else None)
        if value is None and way is not Way.SET:
            raise InvalidValueError(self.field.name, ValueFault.REQUIRED)
        return Wish(self.field.name, way, value)

    def complaint(self) -> str:
        """Return what is wrong and show it below the editor; "" for nothing."""
        said = self._editor.complaint() if self._editor else ""
        if not said:
            try:
                self.wish()
            except InvalidValueError as error:
                said = beside_field(error)
        self._fault.setText(said)
        self._fault.setVisible(bool(said))
        return said

    def take_keyboard(self) -> None:
        """Take the keyboard to the editor."""
        if self._editor is not None:
            self._editor.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, ticked: bool) -> None:
        if self._editor is None:
            self._editor = editor_of(self._theme, {}, self.field, _(self.field.label))
            layout = self._below.layout()
            assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made with the widget
            layout.insertWidget(1, self._editor)
            if self._offers is not None:
                self._editor.offer(self._offers)
        self._below.setVisible(ticked)


class AlterSheet(Question):
    """Fields to tick, each with the editor that a form has for it."""

    wanted = Signal(list)
    """Show what these wishes would do."""

    def __init__(self, theme: Theme, parent: QWidget, count: int) -> None:
        """Offer the fields for so many projects."""
        words = ngettext("Ändra {count} projekt", "Ändra {count} projekt", count)
        super().__init__(
            parent,
            words.format(count=count),
            _(
                "Bocka för de fält som ska ändras i alla markerade projekt. Du får se vad som "
                "händer i vart och ett innan något sparas."
            ),
        )
        self.setObjectName("alter")
        self.fields = {field.name: FieldWish(theme, field) for field in altering.alterable()}
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for row in self.fields.values():
            layout.addWidget(row)
            row.box.toggled.connect(partial(self._reveal, row))
        self.ask(place)
        self._told = self.foot_text("fault")
        self.look = self.add(button(_("Visa vad som händer"), self._accept, "primary"))
        self.add(button(_("Avbryt"), self.reject))

    def offer(self, offers: Offers) -> None:
        """Take what the catalogue can offer."""
        for row in self.fields.values():
            row.offer(offers)

    def rest(self, resting: bool) -> None:
        """Wait while it is looked what would happen, or go on."""
        self._told.setText(_("Ser efter vad som händer i varje projekt …"))
        self._told.setVisible(resting)
        self._body.setEnabled(not resting)
        self.look.setEnabled(not resting)

    def _reveal(self, row: FieldWish, ticked: bool) -> None:
        self._told.hide()
        if ticked:
            self.grow()
            row.take_keyboard()

    def _accept(self) -> None:
        ticked = [row for row in self.fields.values() if row.box.isChecked()]
        wrong = [row for row in ticked if row.complaint()]
        if wrong or not ticked:
            first = wrong[0] if wrong else None
            told = _("Rätta det som är fel. ") if first else _("Bocka för minst ett fält. ")
            self._told.setText(told + _("Inget är ändrat än."))
            self._told.show()
            if first is not None:
                first.take_keyboard()
            return
        self.wanted.emit([row.wish() for row in ticked])
