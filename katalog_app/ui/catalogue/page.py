"""The place Katalog: at first only the search field; all else is loaded once that is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui.widgets.message_bar import MessageBar
from katalog_app.ui.widgets.search_field import SearchField
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog_app.ui.catalogue.browsing import Browsing
    from katalog_app.ui.catalogue.my_work import MyWork
    from katalog_app.ui.catalogue.taking.along import Along
    from katalog_app.ui.catalogue.together import Together
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

MARGINS = (20, 16, 20, 6)


class CataloguePage(QWidget):
    """Takes what is typed from the first moment; the list answers as soon as it is there."""

    browsing: Browsing
    """There after `begin`."""
    along: Along
    """There once the list is filled."""
    mine: MyWork
    together: Together
    """Both there a moment after the list is painted."""
    export_wanted = Signal()
    """Go to where one's changes are written to a file."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make the search field; the rest comes with `begin`."""
        super().__init__()
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self.search = SearchField()
        self.messages = MessageBar()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*MARGINS)
        self._layout.setSpacing(10)
        self._top = QHBoxLayout()
        self._top.setSpacing(10)
        self._top.addWidget(self.search, 1)
        self._layout.addLayout(self._top)
        self._layout.addWidget(self.messages.widget)
        self._layout.addStretch(1)

    def begin(self) -> None:
        """Load the rest and ask the first question."""
        # the search is loaded in the background while the parts are made here
        self._workspace.jobs.run(_load_search, lambda _nothing: None, owner=self)
        from katalog_app.ui.catalogue.browsing import Browsing

        new = self._new_button()
        self.browsing = Browsing(
            self._theme, self._workspace, self._outside, self.search, new, self.messages
        )
        self._layout.takeAt(self._layout.count() - 1)
        self._layout.addWidget(self.browsing, 1)
        self.search.textChanged.connect(lambda _text: self._workspace.leisure.disturb())
        self.browsing.filled.connect(self._bring_along)
        self.browsing.filled.connect(self._furnish)
        self.browsing.begin()

    def _bring_along(self) -> None:
        """Load what takes projects along, and make it; a start does without it."""
        self._workspace.leisure.add(_load_along, self._add_along, owner=self)

    def _add_along(self, _nothing: None) -> None:
        from katalog_app.ui.catalogue.taking.along import Along

        parts = (self._theme, self._workspace, self._outside, self.messages)
        self.along = Along(*parts, self.browsing)
        self._layout.insertWidget(self._layout.count() - 1, self.along.above)

    def print(self) -> None:
        """Print the project that is read, else all that the question finds."""
        if hasattr(self, "along"):
            self.along.print()

    def keep(self) -> None:
        """Put the project that is read in the list that was used last."""
        if hasattr(self, "along"):
            self.along.lists.keep(self.browsing.reading.project)

    def _furnish(self) -> None:
        """Load what the first answer need not wait for; it takes longer than the window may."""
        self._workspace.leisure.add(_load_rest, self._place_rest, owner=self)

    def _place_rest(self, _nothing: None) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        from katalog_app.ui.catalogue.my_work import MyWork
        from katalog_app.ui.catalogue.together import Together

        self.together = Together(self._theme, self._workspace, self.browsing, self.messages)
        self.mine = MyWork(self._theme, self._workspace, self.browsing, self.messages)
        self.mine.export_wanted.connect(self.export_wanted)
        QShortcut(QKeySequence("Ctrl+M"), self).activated.connect(self.mine.open)

    def _new_button(self) -> QPushButton:
        new = button(_("+ Nytt projekt"), lambda: None, "primary", _("Nytt projekt"))
        new.setToolTip(_("Nytt projekt (Ctrl+N)"))
        policy = new.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # as high as the field beside it
        new.setSizePolicy(policy)
        self._top.addWidget(new)
        return new

    def new(self) -> None:
        """Open an empty form."""
        self.browsing.editing.new()

    def open(self, entry_id: str) -> None:
        """Open a project, as from another place."""
        self.browsing.reading.other_wanted.emit(entry_id)
        self.browsing.panes.go_to_reading(there=True)

    def edit(self) -> None:
        """Turn what is read into a form."""
        self.browsing.editing.edit()

    def save(self) -> None:
        """Save the form that is open."""
        self.browsing.editing.save()

    def turn(self, *, back: bool) -> None:
        """Take back what was saved last, or make it again."""
        self.browsing.editing.turn(back=back)

    def may_close(self, then: Callable[[], object]) -> bool:
        """Return whether nothing would be lost; else ask, and do this if it may be."""
        if not hasattr(self, "browsing") or not self.browsing.unsaved:
            return True
        return self.browsing.editing.leave(then)

    def back(self) -> None:
        """Show what was shown before."""
        self.browsing.back()

    def forward(self) -> None:
        """Show what was shown before going back."""
        self.browsing.forward()


def _load_search() -> None:
    from katalog_app.services import searching  # noqa: F401 - loaded is all it should be


def _load_along() -> None:
    from katalog_app.ui.catalogue.taking import along  # noqa: F401 - loaded is all it should be


def _load_rest() -> None:
    from katalog_app.ui.catalogue import my_work, together  # noqa: F401 - loaded is all it should be
