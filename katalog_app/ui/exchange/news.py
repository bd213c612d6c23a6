"""What the present edition brought, entry by entry."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from katalog_app.db.store import Store
from katalog_app.services import noticing
from katalog_app.services.noticing import News
from katalog_app.texts import _, ngettext
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.text import Text
from katalog_app.ui.workspace import Workspace

LEAST_LIST = 140
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""


class NewsList(Sheet):
    """A list that anyone may read."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__(_("Nytt i utgåvan"))
        self._workspace = workspace
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Nytt i utgåvan"))
        self._heading, self._about = Text("", "heading"), Text("", "mute")
        inside = self.fresh()
        inside.addWidget(self._heading)
        inside.addWidget(self._about)
        self.list.setMinimumHeight(theme.px(LEAST_LIST))
        inside.addWidget(self.list, 1)
        self._rest = QWidget()
        inside.addWidget(self._rest, 1)

    def begin(self) -> None:
        """Read what is new."""
        call = partial(_news, self._workspace.store)
        self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-news")

    def _show(self, found: tuple[News, tuple[Row, ...]]) -> None:
        news, rows = found
        name = _("Nytt sedan utgåva {label}").format(label=news.since)
        self._heading.setText(name if news.since else _("Nytt i utgåvan"))
        self.model.show(rows)
        self.list.setVisible(bool(news.entries))
        self._rest.setVisible(not news.entries)
        self._about.setText(_told(news))


def _news(store: Store) -> tuple[News, tuple[Row, ...]]:
    """Return what is new, with a row for each entry."""
    found = noticing.news(store)
    rows = (
        Row(
            one.id,
            phrases.named(one.kind, one.title),
            phrases.changed(one),
            _("borttagen") if one.deleted else _("ny") if one.is_new else _("ändrad"),
            "social" if one.deleted else "gron" if one.is_new else "accent",
        )
        for one in found.entries
    )
    return found, tuple(rows)


def _told(news: News) -> str:
    if not news.label:
        return _("Katalogen har ingen utgåva än. Ta in en, eller publicera en.")
    if not news.since:
        return _(
            "Utgåva {label} är den första här, så det finns ingen tidigare att jämföra med."
        ).format(label=news.label)
    count = len(news.entries)
    words = ngettext(
        "Utgåva {label} har {count} post som är ny, ändrad eller borttagen.",
        "Utgåva {label} har {count} poster som är nya, ändrade eller borttagna.",
        count,
    )
    return words.format(label=news.label, count=count)
