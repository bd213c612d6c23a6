"""Tables out and in: for Excel, for people without the program, and what they send back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from katalog_app import messages
from katalog_app.errors import KatalogError
from katalog_app.services import filling_in, tabulating
from katalog_app.services.filling_in import Place
from katalog_app.services.table_receiving import Arrived
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import files, phrases, table_work
from katalog_app.ui.exchange.author_line import AuthorLine
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import RowModel
from katalog_app.ui.exchange.seen import StoppedError
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.exchange.table_work import Answer, SeenTable, Stopped
from katalog_app.ui.exchange.tables_start import TablesStart, in_a_row
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace

LEAST_LIST = 140
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""


class TablesPane(Sheet):
    """What can be done with tables; or the table that is being looked at."""

    said = Signal(str)
    """What just happened, for the message bar."""
    conflicts_wanted = Signal()
    _progressed = Signal(int, int)  # done, total; from the thread that works

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty pane; `begin` fills it."""
        super().__init__(_("Tabeller"))
        self._theme, self._workspace = theme, workspace
        self.rows = RowModel(self)
        self._queue: list[Path] = []
        self._places: list[Place] | None = None
        self._seen: SeenTable | None = None
        self._busy = self._stale = False
        self._stop = threading.Event()
        self._bar: QProgressBar | None = None
        self.start: TablesStart | None = None
        """What can be done, while that is shown."""
        self._progressed.connect(self._tell_progress)
        theme.changed.connect(self._dress)

    def begin(self) -> None:
        """Let what the pane offers be read anew when it is seen: it reads every project."""
        self._stale = True
        if self.isVisible():
            self._read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read what the pane offers, where it may be other than before."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def _read(self) -> None:
        self._stale = False
        call = partial(table_work.places, self._workspace.store)
        self._workspace.jobs.run(call, self._know, owner=self, newest="exchange-places")

    def _know(self, places: list[Place]) -> None:
        first, self._places = self._places is None, places
        if self.start is not None:
            self.start.offer(places)
        elif first and not self._busy and self._seen is None:
            self._show_start()

    def receive(self, paths: list[Path]) -> None:
        """Look at tables, one at a time: the next when one is done with the first."""
        self._queue += paths
        if not self._busy and (self._seen is None or self._seen.arrived.taken):
            self._next()

    def _next(self) -> None:
        """Look at the next table, or show what can be done."""
        self._seen = None
        if not self._queue:
            self._show_start()
            return
        path = self._queue.pop(0)
        self._begin_work(path.name, _("Tabellen läses och prövas. Inget är ändrat än."))
        author = self._workspace.settings.author or None
        self._work(
            partial(table_work.looked, self._workspace.store, path, author, self._report),
            self._show,
            _("Arbetet med tabellen är avbrutet. Katalogen är som förut."),
        )

    def _cleared(self) -> QVBoxLayout:
        """Return the layout of an empty pane, which keeps the keyboard if a button there had it."""
        had = self in _upwards(self.window().focusWidget())
        layout = self.fresh()
        self.start = None
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return layout

    def _show_start(self) -> None:
        self._bar = None
        layout = self._cleared()
        self.start = TablesStart(self._theme)
        self.start.offer(self._places or ())
        self.start.table_wanted.connect(self._ask_what)
        self.start.export_wanted.connect(self._ask_where)
        self.start.sheet_wanted.connect(self._ask_sheet)
        layout.addWidget(self.start)

    def _ask_what(self) -> None:
        dialog = files.tables_to_take(self)
        dialog.filesSelected.connect(lambda names: self.receive(files.paths(names)))
        dialog.open()

    def _ask_where(self) -> None:
        kind = self.start.kind.currentData() if self.start else None
        name = wording.capital(messages.kind_name(kind)) if kind else _("Katalogen")
        dialog = files.place_for_table(self, _("Exportera tabell"), name, csv=kind is not None)
        dialog.fileSelected.connect(lambda chosen: self._export(Path(chosen), kind))
        dialog.open()

    def _export(self, path: Path, kind: str | None) -> None:
        self._begin_work(path.name, _("Tabellen skrivs. Avbryter du skrivs ingen fil."))
        self._work(
            partial(tabulating.dump, self._workspace.store, path, kind, report=self._report),
            partial(self._exported, path),
            _("Exporten är avbruten. Ingen fil är skriven."),
        )

    def _exported(self, path: Path, count: int) -> None:
        words = ngettext(
            "Tabellen {file} är skriven, med {count} post.",
            "Tabellen {file} är skriven, med {count} poster.",
            count,
        )
        self.said.emit(words.format(file=path.name, count=wording.number(count)))
        self._next()

    def _ask_sheet(self) -> None:
        place = self.start.place.currentData() if self.start else ""
        name = _("Ifyllnadsblad {place}").format(place=place).strip()
        dialog = files.place_for_table(self, _("Gör ifyllnadsblad"), name, csv=False)
        dialog.fileSelected.connect(lambda chosen: self._make_sheet(Path(chosen), place))
        dialog.open()

    def _make_sheet(self, path: Path, place: str) -> None:
        call = partial(filling_in.write, self._workspace.store, path, place)
        self._workspace.jobs.run(call, partial(self._made_sheet, path), owner=self)

    def _made_sheet(self, path: Path, count: int) -> None:
        words = ngettext(
            "Ifyllnadsbladet {file} är skrivet, med {count} projekt. Skicka det till den som ska "
            "fylla i.",
            "Ifyllnadsbladet {file} är skrivet, med {count} projekt. Skicka det till den som ska "
            "fylla i.",
            count,
        )
        self.said.emit(words.format(file=path.name, count=count))

    def _begin_work(self, name: str, words: str) -> None:
        """Show that a table is worked on, which may be stopped."""
        self._busy = True
        self._stop.clear()
        layout = self._cleared()
        layout.addWidget(Text(phrases.breakable(name), "heading", name=name))
        layout.addWidget(Text(words))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(_("Så långt har arbetet kommit"))
        layout.addWidget(self._bar)
        layout.addWidget(in_a_row(button(_("Avbryt"), self._stop.set)))
        layout.addStretch(1)

    def _report(self, done: int, total: int) -> None:
        """Tell how far it is, from the thread that works; stop there if the user wants it."""
        if self._stop.is_set():
            raise StoppedError
        self._progressed.emit(done, total)

    def _tell_progress(self, done: int, total: int) -> None:
        if self._bar is not None and self._busy:
            self._bar.setRange(0, max(total, 1))
            self._bar.setValue(done)
            words = _("{done} av {total} rader")
            self._bar.setFormat(
                words.format(done=wording.number(done), total=wording.number(total))
            )

    def _work(
        self, call: Callable[[], Answer], answered: Callable[[Answer], None], stopped: str
    ) -> None:
        """Do something in the background that `_begin_work` has told of."""

        def done(answer: Answer | Stopped | KatalogError) -> None:
            self._busy = False
            if isinstance(answer, Stopped):
                self.said.emit(stopped)
                self._next()
            elif isinstance(answer, KatalogError):
                self._next()
                self._workspace.failed.emit(answer)
            else:
                answered(answer)

        self._workspace.jobs.run(partial(table_work.ended, call), done, owner=self)

    def _show(self, seen: SeenTable) -> None:
        """Show a table that has been looked at or taken in."""
        self._seen = seen
        self._lay(seen)
        if seen.arrived.taken:
            self._workspace.changed.emit()

    def _lay(self, seen: SeenTable) -> None:
        self._bar = None
        arrived = seen.arrived
        self.rows.show(seen.rows)
        layout = self._cleared()
        name = arrived.path.name
        layout.addWidget(Text(phrases.breakable(name), "heading", name=name))
        if arrived.refusal is not None:
            self._add_refusal(layout, seen)
        elif arrived.taken:
            self._add_report(layout, seen)
        else:
            self._add_preview(layout, seen)

    def _add_refusal(self, layout: QVBoxLayout, seen: SeenTable) -> None:
        layout.addWidget(Text(_("Avvisad – inget ändrat"), "banner"))
        if seen.arrived.refusal is not None:
            for part in table_work.refused(seen.arrived.refusal):
                layout.addWidget(Text(part, selectable=True))
        count = len(seen.rows)
        words = ngettext("{count} cell att rätta", "{count} celler att rätta", count)
        self._add_rows(layout, words.format(count=wording.number(count)))
        again = button(_("Läs tabellen igen"), partial(self._again, seen.arrived.path), "primary")
        layout.addWidget(in_a_row(again, button(_("Stäng tabellen"), self._next)))

    def _again(self, path: Path) -> None:
        self._queue.insert(0, path)
        self._next()

    def _add_preview(self, layout: QVBoxLayout, seen: SeenTable) -> None:
        arrived = seen.arrived
        if arrived.changed:
            words = _("Filen har sparats på nytt sedan du såg den. Så här är den nu.")
            layout.addWidget(Text(words, "banner"))
        layout.addWidget(Text(table_work.summary(seen)))
        self._add_ignored(layout, arrived)
        author = AuthorLine(self._theme, self._workspace)
        author.said.connect(self.said)
        author.begin()
        self._add_rows(layout, _("Det här gör tabellen"))
        something = bool(arrived.loaded and arrived.loaded.news)
        if something:
            layout.addWidget(author)
        buttons = [button(_("Stäng utan att ta in"), self._next)]
        if something:
            buttons.insert(0, button(_("Ta in"), partial(self._take, arrived), "primary"))
        layout.addWidget(in_a_row(*buttons))

    @staticmethod
    def _add_ignored(layout: QVBoxLayout, arrived: Arrived) -> None:
        loaded = arrived.loaded
        if loaded and loaded.ignored_columns:
            words = _("Kolumner som inte läses: {columns}").format(
                columns=", ".join(loaded.ignored_columns)
            )
            layout.addWidget(Text(words, "banner"))
        if loaded and loaded.existing:
            words = ngettext(
                "{count} post finns redan och lämnas som den är, för raden säger inte vad som "
                "stod där när den skrevs (kolumnen seen).",
                "{count} poster finns redan och lämnas som de är, för raderna säger inte vad som "
                "stod där när de skrevs (kolumnen seen).",
                len(loaded.existing),
            )
            layout.addWidget(Text(words.format(count=len(loaded.existing)), "banner"))

    def _add_rows(self, layout: QVBoxLayout, name: str) -> None:
        """Add the list of rows, if there are any."""
        if not self.rows.rows:
            layout.addStretch(1)
            return
        layout.addWidget(Text(name, "label"))
        shown = RowList(self._theme, self.rows, name)
        shown.setMinimumHeight(self._theme.px(LEAST_LIST))
        layout.addWidget(shown, 1)

    def _take(self, arrived: Arrived) -> None:
        self._begin_work(
            arrived.path.name, _("Tabellen tas in. Avbryter du är katalogen som förut.")
        )
        author = self._workspace.settings.author or None
        self._work(
            partial(table_work.taken, self._workspace.store, arrived, author, self._report),
            self._show,
            _("Importen är avbruten. Katalogen är som förut."),
        )

    def _add_report(self, layout: QVBoxLayout, seen: SeenTable) -> None:
        told = wording.dotted(_("Tabellen är intagen."), table_work.summary(seen))
        layout.addWidget(Text(told, "confirmed"))
        words = _("En säkerhetskopia av katalogen från innan finns kvar i datamappen.")
        layout.addWidget(Text(words, "mute"))
        self._add_rows(layout, _("Det här gjorde tabellen"))
        buttons: list[QPushButton] = []
        if seen.conflicts:
            count = ngettext("Avgör {count} krock", "Avgör {count} krockar", seen.conflicts)
            words = count.format(count=seen.conflicts)
            buttons.append(button(words, self.conflicts_wanted.emit, "primary"))
        buttons.append(button(_("Klar"), self._next))
        layout.addWidget(in_a_row(*buttons))

    def _dress(self) -> None:
        """Show everything anew, in the sizes that hold now."""
        if self._busy:
            return
        if self._seen is not None:
            self._lay(self._seen)
        else:
            self._show_start()


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    """Yield a widget and all that it stands in."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()
