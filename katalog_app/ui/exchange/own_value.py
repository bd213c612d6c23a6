"""One's own value in place of those in conflict, whatever kind of field it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.model.fields import DELETED, field_of
from katalog_app.texts import _
from katalog_app.ui.forms.form import Form
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.services.offering import Offers
    from katalog_app.services.settling import OpenConflict

COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def may_be_written(conflict: OpenConflict) -> bool:
    """Return whether a person can give the field another value than those in conflict."""
    return conflict.field != DELETED and field_of(conflict.kind, conflict.field) is not None


class OwnValue(QWidget):
    """The editor that the field has in a form, begun with the proposal or the first value."""

    used = Signal(object)
    """This value, which fits the field, is to hold; None for nothing."""
    left = Signal()
    """Escape: back to the values in conflict."""

    def __init__(self, theme: Theme, conflict: OpenConflict) -> None:
        """Show the editor of the field in conflict."""
        super().__init__()
        name = conflict.field
        begun = conflict.values[0].value if conflict.proposal is None else conflict.proposal
        self.form = Form(theme, conflict.kind, {name: begun}, called=conflict.names, only=(name,))
        self._row = self.form.row(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Text(_("Eller skriv ett eget (E)"), "label"))
        layout.addWidget(self.form)
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(button(_("Använd ditt eget (Ctrl+Enter)"), self.use))
        layout.addWidget(place)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.use)

    def take_keyboard(self) -> None:
        """Put the keyboard in the editor."""
        self.form.take_keyboard()

    def offer(self, offers: Offers) -> None:
        """Take what the catalogue can offer."""
        self.form.offer(offers)

    def keep_words_of(self, other: OwnValue) -> None:
        """Take over what is being written in another editor of the same field."""
        if other.form.dirty:
            self.form.fill_in(other.form.typed())

    def use(self) -> None:
        """Let this value hold, or say what is wrong with it."""
        complaint = self._row.complaint()
        self._row.say(complaint)
        if complaint:
            self.take_keyboard()
        else:
            self.used.emit(self._row.checked())

    @override
    def event(self, event: QEvent) -> bool:
        """Keep plain keys from the shortcuts of the desk: here they write or choose."""
        if event.type() == QEvent.Type.ShortcutOverride:
            key = cast(QKeyEvent, event)
            if not key.modifiers() & COMMANDS:
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
