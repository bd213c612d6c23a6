"""What the next contribution carries, writing it, and sending it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.db.store import Store
from katalog_app.services import contributing, noticing, receipting
from katalog_app.services.contacting import Draft
from katalog_app.services.contributing import Sent
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.author_line import AuthorLine
from katalog_app.ui.exchange.files import place_to_save
from katalog_app.ui.exchange.receipt_told import marked, tag
from katalog_app.ui.exchange.registrar import Sheeted, SheetTick, sheet_beside
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.outside import Outside
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button, clear
from katalog_app.ui.workspace import Workspace


@dataclass(frozen=True)
class Pending:
    """What the next contribution carries."""

    changes: int
    rows: tuple[Row, ...]
    """One for each entry."""


@dataclass(frozen=True)
class Written:
    """A contribution that was written, and the letter to send it with."""

    path: Path
    sent: Sent
    letter: Draft
    sheet: Sheeted


LEAST_LIST = 140
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""


class MyChanges(Sheet):
    """A list of what no edition holds yet, and the way to send it."""

    said = Signal(str)
    """What just happened, for the message bar."""
    counted = Signal(int)
    """So many changes."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__(_("Mina ändringar"))
        self._workspace, self._outside = workspace, outside
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Ändringar som ingen utgåva har"))
        self._count = Text("", "heading")
        self._empty = Text("", "mute")
        self.author = AuthorLine(theme, workspace)
        self.author.said.connect(self.said)
        self._done = QWidget()
        self._arrange(theme)

    def _arrange(self, theme: Theme) -> None:
        inside = self.fresh()
        inside.addWidget(self._count)
        inside.addWidget(
            Text(
                _(
                    "Filen innehåller allt som den senaste utgåvan inte har, också det du har "
                    "tagit in från andra. Går en fil förlorad räcker det att skicka nästa."
                ),
                "mute",
            )
        )
        self.list.setMinimumHeight(theme.px(LEAST_LIST))
        inside.addWidget(self.list, 1)
        inside.addWidget(self._empty)
        inside.addWidget(self.author)
        inside.addWidget(self._done)
        QVBoxLayout(self._done).setContentsMargins(0, 0, 0, 0)
        self._done.hide()
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(button(_("Exportera…"), self.ask_where, "primary"))
        self.sheet = SheetTick(theme, self._workspace)
        flow.addWidget(self.sheet)
        inside.addWidget(place)

    def begin(self) -> None:
        """Read what has changed, and who writes."""
        self.author.begin()
        call = partial(_pending, self._workspace.store)
        self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-pending")

    def _show(self, pending: Pending) -> None:
        changes = pending.changes
        words = ngettext("{count} ändring att skicka", "{count} ändringar att skicka", changes)
        self._count.setText(words.format(count=changes))
        self.model.show(pending.rows)
        self.list.setVisible(bool(pending.rows))
        self._empty.setVisible(not pending.rows)
        self._empty.setText(
            _("Du har inget att skicka: den senaste utgåvan har alla ändringar som finns här.")
        )
        self.counted.emit(changes)

    def ask_where(self) -> None:
        """Ask for a file to write the contribution to."""
        sender = self._workspace.settings.author
        name = contributing.file_name(sender, date.today())
        dialog = place_to_save(self, _("Exportera mina ändringar"), name)
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the contribution."""
        store, author = self._workspace.store, self._workspace.settings.author
        call = partial(_written, store, path, author, self.sheet.isChecked())
        self._workspace.jobs.run(call, self._show_written, owner=self)

    def _show_written(self, written: Written) -> None:
        clear(self._done)
        layout = self._done.layout()
        assert layout is not None  # noqa: S101 - made with the widget
        words = ngettext(
            "Filen {file} är skriven, med {count} ändring.",
            "Filen {file} är skriven, med {count} ändringar.",
            written.sent.changes,
        )
        told = words.format(file=written.path.name, count=written.sent.changes)
        layout.addWidget(Text(told, "confirmed", selectable=True))
        if written.sheet.words:
            role = "mute" if written.sheet.path else "banner"
            layout.addWidget(Text(written.sheet.words, role, selectable=True))
        if written.sent.left_out:
            layout.addWidget(Text(phrases.left_out(written.sent.left_out), "banner"))
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        to = written.letter.to
        send = _("Skicka till {address}").format(address=to) if to else _("Skicka med e-post")
        first = button(send, partial(self._send, written), "primary")
        flow.addWidget(first)
        flow.addWidget(button(_("Kopiera sökvägen"), partial(self._copy, written.path)))
        flow.addWidget(button(_("Visa i mappen"), partial(self._show_folder, written.path)))
        layout.addWidget(place)
        layout.addWidget(
            Text(_("E-postprogrammet kan inte bifoga filen själv: dra in den i brevet."), "mute")
        )
        self._done.show()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self, written: Written) -> None:
        if self._outside.open(written.letter.address):
            self.said.emit(_("Ett brev är påbörjat. Bifoga filen innan du skickar det."))
            return
        self._outside.copy(written.letter.as_text)
        self.said.emit(
            _("Inget e-postprogram svarade. Brevet är kopierat: klistra in det där du skriver.")
        )

    def _copy(self, path: Path) -> None:
        self._outside.copy(str(path))
        self.said.emit(_("Sökvägen är kopierad."))

    def _show_folder(self, path: Path) -> None:
        if not self._outside.show_folder(path.parent):
            self._outside.copy(str(path))
            self.said.emit(_("Mappen kunde inte öppnas. Sökvägen är kopierad."))


def _pending(store: Store) -> Pending:
    found, marks = noticing.pending(store), receipting.marks(store)
    rows = (
        Row(
            one.id,
            phrases.named(one.kind, one.title),
            wording.dotted(phrases.changed(one), marked(one.mine, marks)),
            *(tag(one.mine, marks) if one.own else (_("från andra"), "mute")),
        )
        for one in found
    )
    return Pending(sum(one.changes for one in found), tuple(rows))


def _written(store: Store, path: Path, sender: str, with_sheet: bool) -> Written:
    sent = contributing.export(store, path, sender=sender)
    sheet = sheet_beside(store, path) if with_sheet else Sheeted()
    return Written(path, sent, contributing.letter(store, path, sent, sender), sheet)
