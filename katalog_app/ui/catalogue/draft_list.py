"""The drafts an earlier window left: a line that says so, and a window to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QWidget

from katalog_app.model import telling
from katalog_app.model.fields import EntryKind
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.ui.catalogue.drafts import Unfinished
    from katalog_app.ui.theme import Theme

NAMED = 3
"""Drafts named in the line; the rest are counted."""
ROWS = 7
"""Rows of the list that are seen at once."""


class DraftBar(QFrame):
    """A line above the list as long as drafts wait, until it is put away."""

    opened = Signal()
    """The drafts are to be shown."""

    def __init__(self) -> None:
        """Make a hidden line."""
        super().__init__()
        self.setProperty("role", "notice")
        self.setAccessibleName(_("Utkast"))
        self._text = Text()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(button(_("Visa utkasten"), self.opened.emit, "primary"))
        layout.addWidget(button(_("Senare"), self.hide, name=_("Visa utkasten senare")))
        self.hide()

    def show_drafts(self, drafts: tuple[Unfinished, ...]) -> None:
        """Say which drafts wait; nothing where none does."""
        count = len(drafts)
        words = ngettext(
            "Du höll på med {count} utkast som inte är sparat: {names}.",
            "Du höll på med {count} utkast som inte är sparade: {names}.",
            count,
        )
        names = [called(draft) for draft in drafts[:NAMED]]
        if count > NAMED:
            names.append(_("{count} till").format(count=count - NAMED))
        self._text.setText(words.format(count=count, names=wording.listed(*names)))
        self.setVisible(bool(drafts))


class DraftList(Question):
    """Every draft that waits, with what can be done about it."""

    wanted = Signal(object)
    """Go on with this one: `Unfinished`."""
    unwanted = Signal(object)
    """Throw this one away: `Unfinished`."""

    def __init__(self, theme: Theme, drafts: tuple[Unfinished, ...], parent: QWidget) -> None:
        """Show the drafts, the latest first."""
        self._drafts = drafts
        self.rows = QListWidget()
        self.rows.setProperty("role", "versions")
        self.rows.setAccessibleName(_("Utkast, det senaste först"))
        self.rows.setWordWrap(True)
        self.rows.setSpacing(theme.px(4))
        for draft in drafts:
            self.rows.addItem(_told(draft))
        self.rows.setMinimumHeight(theme.px(44) * min(len(drafts), ROWS))
        text = _("De är kvar tills du sparar eller slänger dem. Välj ett att fortsätta med.")
        super().__init__(parent, _("Utkast som inte är sparade"), text, self.rows)
        self.setObjectName("drafts")
        self.answer(_("Fortsätt skriva"), partial(self._chosen, self.wanted), "primary")
        self.answer(_("Släng utkastet"), partial(self._chosen, self.unwanted))
        self.answer(_("Senare"), lambda: None)
        self.rows.setCurrentRow(0)
        self.rows.itemActivated.connect(self._activate)

    def _activate(self) -> None:
        self.accept()
        self._chosen(self.wanted)

    def _chosen(self, signal: SignalInstance) -> None:
        row = self.rows.currentRow()
        if 0 <= row < len(self._drafts):
            signal.emit(self._drafts[row])


def called(draft: Unfinished) -> str:
    """Return what a draft is called."""
    if draft.title:
        return f"”{draft.title}”"
    return _("ett nytt projekt utan namn") if draft.kept.draft.entry is None else _("ett projekt")


def _told(draft: Unfinished) -> str:
    fields = [telling.field_name(EntryKind.PROJECT, name) for name in draft.kept.draft.values]
    kind = _("Nytt projekt") if draft.kept.draft.entry is None else _("Ändring")
    when = wording.moment(draft.kept.kept_at) if draft.kept.kept_at else ""
    first = wording.capital(called(draft))
    return "\n".join([first, wording.dotted(kind, when, wording.listed(*fields))])
