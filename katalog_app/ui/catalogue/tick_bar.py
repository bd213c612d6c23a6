"""The line above the list while projects are ticked: how many, and what to do with them."""

from PySide6.QtCore import Signal

from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.widgets.flow import FlowStrip
from katalog_app.ui.widgets.text import Text, button


class TickBar(FlowStrip):
    """How many are ticked, and buttons."""

    alter_wanted = Signal()
    all_wanted = Signal()
    undo_wanted = Signal()
    done = Signal()

    def __init__(self) -> None:
        """Show that none is ticked."""
        super().__init__()
        self.setAccessibleName(_("Markerade projekt"))
        self.count = Text("", "strong")
        self.count.setWordWrap(False)
        self.alter = button(_("Ändra flera…"), self.alter_wanted.emit, "primary")
        self.all = button(_("Markera alla träffar"), self.all_wanted.emit)
        self.undo = button(_("Ångra förra ändringen"), self.undo_wanted.emit)
        self.undo.hide()
        self.leave = button(_("Klar"), self.done.emit, name=_("Klar: sluta markera"))
        for widget in (self.count, self.alter, self.all, self.undo, self.leave):
            self.flow.addWidget(widget)
        self.tell(0)

    def tell(self, count: int) -> None:
        """Say how many are ticked."""
        words = ngettext("{count} markerat", "{count} markerade", count)
        self.count.setText(words.format(count=wording.number(count)))
        self.alter.setEnabled(count > 0)

    def offer_undo(self, can: bool) -> None:
        """Show whether there is something to undo."""
        self.undo.setVisible(can)
        self.fit()
