"""Offers the drafts that an earlier window left, until each is saved or thrown away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from katalog_app.model import telling
from katalog_app.model.fields import EntryKind
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.catalogue import drafts as kept_drafts
from katalog_app.ui.catalogue.draft_list import DraftBar, DraftList, called

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from katalog_app.ui.catalogue.drafts import Drafts, Found, GoneOn, Unfinished
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.workspace import Workspace


class UnfinishedDrafts(QObject):
    """Knows which drafts wait; one alone is gone on with at once, several are offered."""

    wanted = Signal(object)
    """Open a form with this draft: `GoneOn`."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        drafts: Drafts,
        messages: MessageBar,
        window: QWidget,
    ) -> None:
        """Offer nothing yet."""
        super().__init__(window)
        self._theme, self._workspace, self._messages = theme, workspace, messages
        self._drafts, self._window = drafts, window
        self._waiting: tuple[Unfinished, ...] = ()
        self.bar = DraftBar()
        self.bar.opened.connect(self.show_list)

    def stand_in(self, layout: QVBoxLayout) -> None:
        """Stand first in a layout."""
        layout.insertWidget(0, self.bar)

    def begin(self, found: Found) -> None:
        """Take what an earlier window left."""
        if found.aside:
            self._tell_aside(found.aside)
        self._waiting = found.drafts
        if len(found.drafts) == 1:
            self.go_on(found.drafts[0])
        else:
            self.bar.show_drafts(found.drafts)

    def of(self, entry_id: str) -> Unfinished | None:
        """Return the latest draft that waits for this project."""
        waiting = (one for one in self._waiting if one.kept.draft.entry == entry_id)
        return next((one for one in waiting if one.kept.key != self._drafts.key), None)

    def go_on(self, draft: Unfinished) -> None:
        """Open a form with a draft."""
        call = partial(kept_drafts.gone_on, self._workspace.store, draft.kept)
        self._workspace.jobs.run(call, self.wanted.emit, owner=self)

    def look_again(self) -> None:
        """Offer those that still wait once a form has gone; nothing where none waited before."""
        if self._waiting:
            self._drafts.find(self._take)

    def _take(self, drafts: tuple[Unfinished, ...]) -> None:
        self._waiting = drafts
        self.bar.show_drafts(drafts)

    def show_list(self) -> None:
        """Show a window to choose from."""
        shown = DraftList(self._theme, self._waiting, self._window)
        shown.wanted.connect(self.go_on)
        shown.unwanted.connect(self._throw_away)
        shown.open()
        shown.rows.setFocus()

    def _throw_away(self, draft: Unfinished) -> None:
        store, kept = self._workspace.store, draft.kept
        put_back = partial(self._keep, partial(kept_drafts.keep, store, kept.key, kept.draft))
        self._keep(partial(kept_drafts.keep, store, kept.key, None))
        told = _("Utkastet till {title} är slängt.").format(title=called(draft))
        self._messages.offer(told, _("Ångra"), put_back)

    def _keep(self, call: partial[None]) -> None:
        def done(_nothing: None) -> None:
            self._drafts.find(self._take)

        self._workspace.jobs.run(call, done, owner=self)

    def _tell_aside(self, names: tuple[str, ...]) -> None:
        words = ngettext(
            "Ett utkast går inte att läsa och är lagt åt sidan.",
            "{count} utkast går inte att läsa och är lagda åt sidan.",
            len(names),
        )
        remedy = _("Katalogen är orörd. Filen ligger kvar i mappen drafts: {names}.")
        self._messages.warn(
            words.format(count=len(names)), remedy.format(names=wording.listed(*names))
        )


def changed_by_others(gone_on: GoneOn) -> str:
    """Return what to say above the form about what happened since the draft was begun."""
    told = _("Det här skrev du förra gången utan att spara. Spara det, eller avbryt.")
    if gone_on.may_be_saved:
        told += " " + _(
            "Det finns redan ett projekt som heter så. Kanske hann det sparas: leta upp det "
            "innan du sparar en gång till."
        )
    if gone_on.others:
        names = (telling.field_name(EntryKind.PROJECT, name) for name in gone_on.others)
        told += " " + _(
            "Någon annan har ändrat {fields} sedan dess. Sparar du blir det en krock där båda "
            "finns kvar."
        ).format(fields=wording.listed(*names))
    return told
