"""Copies of the catalogue: which there are, making one, and going back to one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.exchange.stoppable import StoppableWork
from katalog_app.ui.settings.loss_question import LossQuestion
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.db.store import Store
    from katalog_app.services.progressing import Report
    from katalog_app.services.restoring import Backup, Loss, Restored
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

LEAST_LIST = 150
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""
MEGABYTE = 1_000_000


class BackupPane(Sheet):
    """The newest copy first; what a person does concerns the current one."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__(_("Säkerhetskopior"))
        self._theme, self._workspace = theme, workspace
        self._paths: dict[str, Path] = {}
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Säkerhetskopior"))
        self._empty = Text(_("Det finns ingen säkerhetskopia än."), "mute")
        self.working = StoppableWork(workspace)
        self.make = button(_("Säkerhetskopiera nu"), self._make, "primary")
        self.elsewhere = button(_("Kopiera till en mapp…"), self._ask_folder)
        self.back = button(_("Återställ…"), self._look_at_current)
        self.from_file = button(_("Återställ från en fil…"), self._ask_file)
        self._arrange()
        self.working.begun.connect(self._dress)
        self.working.ended.connect(self._dress)
        self.list.chosen.connect(lambda _key: self._dress())
        workspace.changed.connect(self.begin)

    def _arrange(self) -> None:
        layout = self.fresh()
        layout.addWidget(Text(_("Säkerhetskopior"), "heading"))
        layout.addWidget(
            Text(
                _(
                    "En kopia görs av sig själv innan en fil tas in. Du kan göra en när du vill, "
                    "till exempel på ett USB-minne, och gå tillbaka till en tidigare. Din nyckel, "
                    "dina inställningar, dina sparade sökningar och ditt utkast ligger utanför "
                    "kopian och ändras inte."
                )
            )
        )
        for those in ((self.make, self.elsewhere), (self.back, self.from_file)):
            place = QWidget()
            flow = FlowLayout(place, gap=6)
            for one in those:
                flow.addWidget(one)
            layout.addWidget(place)
            if one is self.elsewhere:
                layout.addWidget(self.working)
                layout.addWidget(self._empty)
                self.list.setMinimumHeight(self._theme.px(LEAST_LIST))
                layout.addWidget(self.list, 1)

    def begin(self) -> None:
        """Read which copies there are."""
        call = partial(_listed, self._workspace.store)
        self._workspace.jobs.run(call, self._show, owner=self, newest="backups")

    def _show(self, found: tuple[tuple[Row, Path], ...]) -> None:
        current = self._current()
        self._paths = {row.key: path for row, path in found}
        self.model.show([row for row, _path in found])
        self.list.setVisible(bool(found))
        self._empty.setVisible(not found)
        if found:
            self.list.point_at(current if current in self._paths else found[0][0].key)
        self._dress()

    def _current(self) -> str:
        index = self.list.currentIndex()
        return self.model.rows[index.row()].key if index.isValid() else ""

    def _dress(self) -> None:
        for one in (self.make, self.elsewhere, self.from_file):
            one.setEnabled(not self.working.busy)
        self.back.setEnabled(not self.working.busy and bool(self._current()))

    def _make(self) -> None:
        self.working.run(partial(_made, self._workspace.store, None), self._was_made)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, _("Välj en mapp för säkerhetskopian"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.make_in(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def make_in(self, folder: Path) -> None:
        """Make a copy in a folder."""
        self.working.run(partial(_made, self._workspace.store, folder), self._was_made)

    def _was_made(self, file: Path) -> None:
        inside = file.is_relative_to(self._workspace.store.folder)
        words = _("Säkerhetskopian är gjord och läst igen: allt i den är helt.")
        elsewhere = _("Säkerhetskopian {file} är skriven och läst igen: allt i den är helt.")
        self.said.emit(words if inside else elsewhere.format(file=file.name))
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)
        self.begin()

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, _("Återställ från en fil"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = [_("Säkerhetskopior (*.katalogkopia *.db)"), _("Alla filer (*)")]
        dialog.setNameFilters(kinds)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(documents))
        dialog.fileSelected.connect(lambda chosen: self.look_at(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look_at_current(self) -> None:
        path = self._paths.get(self._current())
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Verify a copy, and ask whether it is to be restored."""
        self.working.run(partial(_lost, self._workspace.store, path), self._ask)

    def _ask(self, loss: Loss) -> None:
        names = {self._paths[row.key]: row.title for row in self.model.rows}
        name = names.get(loss.path, loss.path.name)
        question = LossQuestion(self._theme, self, name, loss)
        question.wanted.connect(partial(self._restore, loss.path))
        question.finished.connect(lambda _result: self.back.setFocus())
        question.open()

    def _restore(self, path: Path) -> None:
        call = partial(_restored, self._workspace.store, path)
        self.working.run(call, self._was_restored, self._was_stopped)

    def _was_stopped(self) -> None:
        self.said.emit(_("Avbrutet. Katalogen är som den var."))

    def _was_restored(self, done: Restored) -> None:
        words = ngettext(
            "Katalogen är återställd, med {count} post. Det som fanns nyss ligger överst i listan.",
            "Katalogen är återställd, med {count} poster. Det som fanns nyss ligger överst i "
            "listan.",
            done.entries,
        )
        self.said.emit(words.format(count=done.entries))
        self._workspace.changed.emit()


def _listed(store: Store) -> tuple[tuple[Row, Path], ...]:
    from katalog_app.services import restoring  # it loads what only this needs

    return tuple((_row(one), one.path) for one in restoring.backups_of(store))


def _row(one: Backup) -> Row:
    count = ngettext("{count} post", "{count} poster", one.entries).format(count=one.entries)
    edition = _("utgåva {label}").format(label=one.edition) if one.edition else ""
    size = _("{size} MB").format(size=f"{one.bytes / MEGABYTE:.1f}".replace(".", ","))
    about = wording.dotted(count, edition, size) if one.is_readable else size
    why = {
        "import": (_("före import"), "mute"),
        "asked": (_("gjord för hand"), "gron"),
        "restore": (_("före återställning"), "accent"),
    }
    word, colour = why[one.why.value] if one.is_readable else (_("går inte att läsa"), "warn")
    title = phrases.moment(one.made_at) if one.made_at else one.path.parent.name
    return Row(str(one.path), title, about, word, colour)


def _made(store: Store, folder: Path | None, _report: Report) -> Path:
    from katalog_app.services import restoring  # it loads what only this needs

    return restoring.back_up(store, folder)


def _lost(store: Store, path: Path, report: Report) -> Loss:
    from katalog_app.services import restoring  # it loads what only this needs

    found = restoring.loss(store, path)
    report(1, 1)  # who has said stop meanwhile is asked nothing
    return found


def _restored(store: Store, path: Path, report: Report) -> Restored:
    from katalog_app.services import restoring  # it loads what only this needs

    return restoring.restore(store, path, report)
