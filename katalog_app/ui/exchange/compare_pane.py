"""Two editions beside each other: what is new, changed and gone, entry by entry."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from katalog_app import messages
from katalog_app.db.store import Store
from katalog_app.model.comparing import What
from katalog_app.model.differences import Stretch
from katalog_app.services import comparing_editions
from katalog_app.services.comparing_editions import NOW, Comparison, EditionKnown, Source
from katalog_app.services.progressing import Report
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.exchange import comparison_text
from katalog_app.ui.exchange.comparing import Compared
from katalog_app.ui.exchange.comparison_text import Shown
from katalog_app.ui.exchange.filter_box import FilterBox
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.exchange.stoppable import StoppableWork
from katalog_app.ui.outside import Outside
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.splitter import Splitter
from katalog_app.ui.widgets.text import Text, button, frame
from katalog_app.ui.workspace import Workspace

LEAST = (220, 120)
"""Least width and height of the list (pixels)."""


class ComparePane(QWidget):
    """The choice of two above, the entries on the left, the current one on the right."""

    said = Signal(str)
    """What just happened, for the message bar."""
    left = Signal()
    """Somebody is done here."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make an empty pane; `begin` fills it."""
        super().__init__()
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self._found: Comparison | None = None
        self._again = False
        self._files: list[Path] = []
        self._editions: list[EditionKnown] = []
        self.before = FilterBox(theme, _("Från"))
        self.after = FilterBox(theme, _("Till"))
        self.what = FilterBox(theme, _("Visa"))
        self.kind = FilterBox(theme, _("Slag"))
        self.place = FilterBox(theme, _("Kommun"))
        self.working = StoppableWork(workspace)
        self.count = Text("", "strong")
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Poster som skiljer sig"))
        self.detail = Sheet(_("Vad som skiljer sig"))
        self.copy = button(_("Kopiera som text"), self._copy)
        self.save = button(_("Spara…"), self._ask_where)
        self._arrange()
        for one in (self.before, self.after):
            one.chosen.connect(self.compare)
        for one in (self.what, self.kind, self.place):
            one.chosen.connect(self._filter)
        self.list.chosen.connect(self._look)
        self.working.ended.connect(self._go_on)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for those in (
            (self.before, self.after, button(_("Välj en fil…"), self._ask_file)),
            (self.what, self.kind, self.place),
        ):
            place = QWidget()
            flow = FlowLayout(place, gap=6)
            for one in those:
                flow.addWidget(one)
            layout.addWidget(place)
        layout.addWidget(self.working)
        layout.addWidget(self.count)
        left = frame("pane")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self.list)
        self.list.setMinimumSize(*LEAST)
        panes = Splitter(self._workspace, "exchange-compare")
        panes.addWidget(_aligned(left))
        panes.addWidget(self.detail)
        panes.setStretchFactor(1, 1)
        panes.restore([420, 780])
        layout.addWidget(panes, 1)
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        for made in (self.copy, self.save, button(_("Tillbaka till nyheterna"), self.left.emit)):
            flow.addWidget(made)
        layout.addWidget(place)
        self._show_rows(("", ()))

    def begin(self) -> None:
        """Read which editions there are; compare again what is chosen."""
        call = partial(comparing_editions.editions, self._workspace.store)
        self._workspace.jobs.run(call, self._begun, owner=self, newest="compare-editions")

    def _begun(self, editions: list[EditionKnown]) -> None:
        self._offer(editions)
        self.compare()

    def _offer(self, editions: list[EditionKnown]) -> None:
        first = not self.before.combo.count()
        self._editions = editions
        offered: list[tuple[str, str]] = [(wording.capital(comparison_text.side("")), NOW)]
        offered += [(wording.capital(comparison_text.side(e.label)), e.hash) for e in editions]
        offered += [(_("Filen {file}").format(file=one.name), str(one)) for one in self._files]
        self.before.offer(offered)
        self.after.offer(offered)
        if first and editions:
            self.before.choose(editions[min(1, len(editions) - 1)].hash)
            self.after.choose(editions[0].hash if len(editions) > 1 else NOW)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first choice."""
        self.before.combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Jämför med en utgåva i en fil"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Katalogfiler (*.katalog)"), _("Alla filer (*)")])
        dialog.fileSelected.connect(lambda chosen: self.add_file(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_file(self, path: Path) -> None:
        """Compare what is in the catalogue now with an edition in a file."""
        if path not in self._files:
            self._files.append(path)
        self._offer(self._editions)
        self.before.choose(NOW)
        self.after.choose(str(path))
        self.compare()

    def compare(self) -> None:
        """Compare what is chosen; what is being compared is given up."""
        if not self.before.combo.count():
            return
        if self.working.busy:
            self._again = True
            self.working.stop()
            return
        self._again = False
        before, after = (self._source(one) for one in (self.before, self.after))
        call = partial(_compared, self._workspace.store, before, after)
        self.working.run(call, self._show, self._was_stopped)

    def _source(self, box: FilterBox) -> Source:
        named = {str(path): path for path in self._files}
        return named.get(box.value, box.value)

    def _go_on(self) -> None:
        if self._again:
            self.compare()

    def _was_stopped(self) -> None:
        if not self.working.busy:  # else something else was chosen meanwhile
            self.said.emit(_("Jämförelsen är avbruten."))

    def _show(self, found: Comparison) -> None:
        self._found = found
        kinds = sorted({one.kind for one in found.differences})
        places = sorted({one.place for one in found.differences if one.place})
        whats = [(comparison_text.word(one)[0], one.value) for one in What]
        self.what.offer([(_("allt"), ""), *whats])
        named = [(messages.kind_name(one), one) for one in kinds]
        self.kind.offer([(_("alla slag"), ""), *named])
        self.place.offer([(_("alla kommuner"), ""), *((one, one) for one in places)])
        self._filter()
        if self.working.cancel.hasFocus() or not self.isAncestorOf(self.window().focusWidget()):
            self.after.combo.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _shown(self) -> Shown:
        return Shown(self.what.value, self.kind.value, self.place.value)

    def _filter(self) -> None:
        if self._found is not None:
            call = partial(_listed, self._found, self._shown)
            self._workspace.jobs.run(call, self._show_rows, owner=self, newest="compare-rows")

    def _show_rows(self, told: tuple[str, tuple[Row, ...]]) -> None:
        count, rows = told
        self.count.setText(count)
        self.model.show(rows)
        for one in (self.copy, self.save):
            one.setEnabled(bool(rows))
        if rows:
            self.list.point_at(rows[0].key)
            self._look(rows[0].key)
            return
        layout = self.detail.fresh()
        words = _("Välj vad som ska jämföras.")
        if self._found is not None:
            words = _("Inget skiljer sig.") if not self._found.differences else _("Inget att visa.")
        layout.addWidget(Text(words, "mute"))
        layout.addStretch(1)

    def _look(self, key: str) -> None:
        if self._found is not None:
            call = partial(_fields, self._found, key)
            self._workspace.jobs.run(call, self._show_fields, owner=self, newest="compare-entry")

    def _show_fields(self, told: tuple[Row, list[tuple[str, tuple[Stretch, ...]]]]) -> None:
        row, fields = told
        layout = self.detail.fresh()
        layout.addWidget(Text(row.title, "heading", selectable=True))
        layout.addWidget(Text(wording.dotted(wording.capital(row.tag), row.about), "mute"))
        for name, stretches in fields:
            layout.addWidget(Text(name, "label"))
            layout.addWidget(Compared(self._theme, name, stretches))
        layout.addStretch(1)
        self.detail.ensureVisible(0, 0)

    def _copy(self) -> None:
        if self._found is not None:
            call = partial(comparison_text.text, self._found, self._shown)
            self._workspace.jobs.run(call, self._was_copied, owner=self)

    def _was_copied(self, text: str) -> None:
        self._outside.copy(text)
        self.said.emit(_("Jämförelsen är kopierad som text."))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, _("Spara jämförelsen"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Webbsida (*.html)"), _("Text (*.txt)")])
        dialog.setDefaultSuffix("html")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.selectFile(_("jämförelse"))
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write what is shown: as text to a file whose name ends so, else as a page of HTML."""
        if self._found is not None:
            call = partial(_saved, self._workspace.store, path, self._found, self._shown)
            self._workspace.jobs.run(call, self.said.emit, owner=self)


def _aligned(pane: QWidget) -> QWidget:
    """Return a pane with the room around it that the other one leaves for its ring of focus."""
    place = QWidget()
    layout = QVBoxLayout(place)
    layout.setContentsMargins(2, 2, 2, 2)
    layout.addWidget(pane)
    return place


def _compared(store: Store, before: Source, after: Source, report: Report) -> Comparison:
    return comparing_editions.compare(store, before, after, report)


def _listed(found: Comparison, shown: Shown) -> tuple[str, tuple[Row, ...]]:
    wanted = shown.of(found)
    heading = comparison_text.heading(found)
    return f"{heading}: {comparison_text.counted(wanted)}", comparison_text.rows(wanted)


def _fields(found: Comparison, key: str) -> tuple[Row, list[tuple[str, tuple[Stretch, ...]]]]:
    one = next(one for one in found.differences if comparison_text.key(one) == key)
    (row,) = comparison_text.rows([one])
    return row, comparison_text.fields(one, found)


def _saved(store: Store, path: Path, found: Comparison, shown: Shown) -> str:
    as_text = path.suffix.lower() == ".txt"
    made = comparison_text.text(found, shown) if as_text else comparison_text.page(found, shown)
    comparing_editions.save(store, path, made)
    return _("Jämförelsen är sparad som {file}.").format(file=path.name)
