"""Whose files are taken in: codes, roles, and no longer trusting somebody."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from katalog_app.db.store import Store
from katalog_app.services import trusting
from katalog_app.services.trusting import ListedKey
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace

LEAST_LIST = 140
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""


class Senders(Sheet):
    """A list of keys, one's own first."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__(_("Avsändare"))
        self._workspace = workspace
        self._keys: dict[str, ListedKey] = {}
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Avsändare och deras koder"))
        self._own = Text("", "title", selectable=True, name=_("Din kod"))
        self._revoke = button(_("Spärra…"), self._ask, name=_("Spärra avsändaren"))
        self._approve = button(_("Godkänn igen"), self._approve_current)
        self._question = Text("", "banner")
        self._certain = button(_("Ja, spärra"), self._revoke_current, "primary")
        self._arrange(theme)
        self.list.chosen.connect(self._point)

    def _arrange(self, theme: Theme) -> None:
        inside = self.fresh()
        inside.addWidget(Text(_("Din kod"), "label"))
        inside.addWidget(self._own)
        inside.addWidget(
            Text(_("Läs upp den för den som ringer och vill godkänna dig som avsändare."), "mute")
        )
        inside.addWidget(Text(_("Avsändare"), "label"))
        self.list.setMinimumHeight(theme.px(LEAST_LIST))
        inside.addWidget(self.list, 1)
        inside.addWidget(self._question)
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(self._revoke)
        flow.addWidget(self._approve)
        flow.addWidget(self._certain)
        inside.addWidget(place)
        self._point("")

    def begin(self) -> None:
        """Read who is known."""
        name = self._workspace.settings.author
        call = partial(trusting.listed, self._workspace.store, name)
        self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-keys")

    def _show(self, keys: list[ListedKey]) -> None:
        self._own.setText(next((one.code for one in keys if one.own), ""))
        others = [one for one in keys if not one.own]
        self._keys = {one.key: one for one in others}
        self.model.show([_row(one) for one in others])
        now = self._current or (others[0] if others else None)
        if now is not None:
            self.list.point_at(now.key)
            self._point(now.key)

    def _point(self, key: str) -> None:
        one = self._keys.get(key)
        self._revoke.setVisible(one is not None and not one.revoked)
        self._approve.setVisible(one is not None and one.revoked)
        self._certain.hide()
        self._question.hide()

    @property
    def _current(self) -> ListedKey | None:
        row = self.list.currentIndex().row()
        rows = self.model.rows
        return self._keys.get(rows[row].key) if 0 <= row < len(rows) else None

    def _ask(self) -> None:
        one = self._current
        if one is None:
            return
        words = _(
            "Spärrar du {name} tas inget nytt emot därifrån. Det som redan är intaget är kvar."
        )
        self._question.setText(words.format(name=one.name or one.code))
        self._question.show()
        self._certain.show()
        self._certain.setFocus()

    def _approve_current(self) -> None:
        one = self._current
        if one is None:
            return
        call = partial(_approved, self._workspace.store, one.code)
        self._workspace.jobs.run(call, self._was_approved, owner=self)

    def _was_approved(self, one: ListedKey) -> None:
        self.said.emit(_("{name} är godkänd igen.").format(name=one.name or one.code))
        self.begin()

    def _revoke_current(self) -> None:
        one = self._current
        if one is None:
            return
        call = partial(_revoked, self._workspace.store, one.code)
        self._workspace.jobs.run(call, self._was_revoked, owner=self)

    def _was_revoked(self, one: ListedKey) -> None:
        self.said.emit(_("{name} är spärrad.").format(name=one.name or one.code))
        self.begin()


def _row(one: ListedKey) -> Row:
    state, colour = _("inte godkänd"), "warn"
    if one.revoked:
        state, colour = _("spärrad"), "social"
    elif one.trusted:
        state, colour = _("godkänd"), "gron"
    role = _("Samordnare") if one.role.value == "coordinator" else _("Bidragsgivare")
    held = ngettext("{count} fil hålls kvar", "{count} filer hålls kvar", one.held)
    waiting = held.format(count=one.held) if one.held else ""
    gone = ngettext("be om en ny fil", "be om {count} nya filer", one.let_go)
    missed = gone.format(count=one.let_go) if one.let_go else ""
    about = wording.dotted(one.code, role, waiting, missed)
    return Row(one.key, one.name or _("Utan namn"), about, state, colour)


def _revoked(store: Store, code: str) -> ListedKey:
    return trusting.revoke(store, code)


def _approved(store: Store, code: str) -> ListedKey:
    return trusting.trust(store, code)
