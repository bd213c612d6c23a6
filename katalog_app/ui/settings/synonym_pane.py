"""The catalogue's synonyms: looked through, added to, changed, removed, read from and to files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QProgressBar, QRadioButton, QWidget

from katalog_app.services import synonymising
from katalog_app.services.synonymising import OwnGroup, Preview, Shelf
from katalog_app.texts import _, ngettext
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.settings import synonym_rows
from katalog_app.ui.settings.acting import Acting
from katalog_app.ui.settings.synonym_file import file_to_read, place_to_write, preview_question
from katalog_app.ui.settings.synonym_form import GroupQuestion
from katalog_app.ui.settings.synonym_rows import Found
from katalog_app.ui.settings.trying import Trying
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.db.store import Store
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

LEAST_LIST = 150
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""

WIDE = 240
"""Width of the field that searches (pixels at 100 %)."""


@dataclass(frozen=True)
class Shelves:
    """All groups, and their rows."""

    groups: dict[str, OwnGroup]
    own: tuple[Found, ...]
    bundled: tuple[Found, ...]


class SynonymPane(Sheet):
    """A list of the catalogue's own groups or of the program's, and what can be done with it."""

    said = Signal(str)
    """What just happened, for the message bar."""
    undo_offered = Signal(str, object)
    """What was done, and a call that takes it back."""
    _progressed = Signal(int, int)  # done, total; from the thread that works

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__(_("Synonymer"))
        self._theme, self._workspace = theme, workspace
        self._shelves = Shelves({}, (), ())
        self._acting = Acting(theme, workspace, self)
        self._point_at = ""
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Grupper av synonymer"))
        self.filter = QLineEdit()
        self.trying = Trying(theme, workspace)
        self.bar = QProgressBar()
        self._empty = Text("", "mute")
        self._whose = QButtonGroup(self)
        self.own = self._choice(_("Egna"))
        self.bundled = self._choice(_("Programmets"))
        self.add = button(_("Lägg till…"), self._add, "primary")
        self.change = button(_("Ändra…"), self._change)
        self.remove = button(_("Ta bort"), self._remove)
        self.read = button(_("Läs in fil…"), self._ask_file)
        self.write = button(_("Spara som fil…"), self._ask_place)
        self._arrange()
        self._connect()
        self._dress()
        self.own.setChecked(True)

    def _choice(self, name: str) -> QRadioButton:
        made = QRadioButton(name)
        made.setProperty("role", "tab")
        made.setAccessibleName(name)
        self._whose.addButton(made)
        return made

    def _arrange(self) -> None:
        self.filter.setAccessibleName(_("Sök bland grupperna"))
        self.filter.setPlaceholderText(_("Sök bland grupperna"))
        self.filter.setAcceptDrops(False)  # files are dropped on the window
        self.filter.setClearButtonEnabled(True)
        self.bar.setAccessibleName(_("Så långt har arbetet kommit"))
        self.bar.hide()
        inside = self.fresh()
        inside.addWidget(
            Text(
                _(
                    "Den som söker på ett av orden i en grupp hittar också projekt som använder de "
                    "andra. Egna grupper gäller genast i din sökning. De följer med nästa fil du "
                    "skickar, och med nästa utgåva till alla."
                ),
                "mute",
            )
        )
        inside.addWidget(self._flow(self.own, self.bundled, self.filter))
        inside.addWidget(self.list, 1)
        inside.addWidget(self._empty)
        inside.addWidget(self._flow(self.add, self.change, self.remove, self.read, self.write))
        inside.addWidget(self.bar)
        inside.addWidget(self.trying)

    @staticmethod
    def _flow(*widgets: QWidget) -> QWidget:
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        for widget in widgets:
            flow.addWidget(widget)
        return place

    def _connect(self) -> None:
        for choice in (self.own, self.bundled):
            choice.clicked.connect(self._show_rows)
        self.filter.textChanged.connect(self._show_rows)
        self.list.doubleClicked.connect(lambda _index: self._change())
        self.list.selectionModel().currentChanged.connect(self._refresh_buttons)
        for keys, act in (("Del", self._remove), ("Return", self._change), ("Enter", self._change)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self._progressed.connect(self._tell_progress)
        self._acting.ended.connect(self.bar.hide)
        self._workspace.changed.connect(self.begin)
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.list.setMinimumHeight(self._theme.px(LEAST_LIST))
        self.filter.setMinimumWidth(self._theme.px(WIDE))

    def begin(self) -> None:
        """Read the groups."""
        call = partial(_shelves, self._workspace.store)
        self._workspace.jobs.run(call, self._show, owner=self, newest="synonyms")

    def _show(self, shelves: Shelves) -> None:
        self._shelves = shelves
        for choice, name, count in (
            (self.own, _("Egna ({count})"), len(shelves.own)),
            (self.bundled, _("Programmets ({count})"), len(shelves.bundled)),
        ):
            choice.setText(name.format(count=count))
            choice.setAccessibleName(name.format(count=count))
        self._show_rows()

    def _show_rows(self) -> None:
        kept = self._point_at or self._current()
        own = self.own.isChecked()
        everything = self._shelves.own if own else self._shelves.bundled
        self.model.show(synonym_rows.matching(everything, self.filter.text()))
        if kept:
            self.list.point_at(kept)
        if self._point_at and self.model.row_of(self._point_at) is not None:
            self._point_at = ""
        none = _("Inget ord stämmer.") if everything else _("Inga egna grupper än.")
        self._empty.setText(none)
        self._empty.setVisible(not self.model.rows)
        self._refresh_buttons()

    def _current(self) -> str:
        index = self.list.currentIndex()
        return self.model.rows[index.row()].key if index.isValid() else ""

    def _group(self) -> OwnGroup | None:
        """Return the own group that is current."""
        return self._shelves.groups.get(self._current()) if self.own.isChecked() else None

    def _refresh_buttons(self) -> None:
        chosen = self._group() is not None
        self.change.setEnabled(chosen)
        self.remove.setEnabled(chosen)
        self.write.setEnabled(bool(self._shelves.own))

    def _add(self) -> None:
        self._ask_words(None)

    def _change(self) -> None:
        group = self._group()
        if group is not None:
            self._ask_words(group)

    def _ask_words(self, group: OwnGroup | None) -> None:
        others = Shelf(tuple(g.words for g in self._shelves.groups.values() if g != group))
        words = group.words if group else ()
        question = GroupQuestion(self, self._theme, self._workspace, words, others)
        question.wanted.connect(partial(self._save, question, group))
        question.open()

    def _save(
        self, question: GroupQuestion, group: OwnGroup | None, words: tuple[str, ...]
    ) -> None:
        if group is None:
            self._acting.do(
                lambda store, author: synonymising.add(store, words, author),
                partial(self._added, question),
                question.tell_fault,
            )
        else:
            self._acting.do(
                lambda store, author: synonymising.change(store, group, words, author),
                partial(self._changed, question),
                question.tell_fault,
            )

    def _added(self, question: GroupQuestion, key: str) -> None:
        question.accept()
        self.filter.clear()
        self.own.setChecked(True)
        self._point_at = key
        self.said.emit(
            _("Gruppen är sparad. Orden gäller genast, och följer med nästa fil du skickar.")
        )

    def _changed(self, question: GroupQuestion, change: str | None) -> None:
        question.accept()
        self.said.emit(
            _("Ändringen är sparad, och gäller genast.") if change else _("Inget var ändrat.")
        )

    def _remove(self) -> None:
        group = self._group()
        if group is not None:
            self._acting.do(
                lambda store, author: synonymising.remove(store, [group.id], author),
                partial(self._removed, group),
            )

    def _removed(self, group: OwnGroup, _nothing: object) -> None:
        said = _("Gruppen är borttagen: {words}.").format(words=", ".join(group.words))
        self.undo_offered.emit(said, partial(self._bring_back, group))
        self.list.setFocus()

    def _bring_back(self, group: OwnGroup) -> None:
        self._point_at = group.id
        self.list.setFocus()
        self._acting.do(
            lambda store, author: synonymising.bring_back(store, [group.id], author),
            lambda _nothing: self.said.emit(_("Gruppen är tillbaka.")),
        )

    def _ask_file(self) -> None:
        dialog = file_to_read(self)
        dialog.fileSelected.connect(lambda name: self.preview(Path(name)))
        dialog.open()

    def preview(self, path: Path) -> None:
        """Show what a file would bring; nothing is taken in before one says so."""
        call = partial(synonymising.preview, self._workspace.store, path)
        self._workspace.jobs.run(call, partial(self._ask_to_take, path), owner=self)

    def _ask_to_take(self, path: Path, preview: Preview) -> None:
        take = partial(self._take_in, preview)
        preview_question(self, self._theme, path, preview, take).open()

    def _take_in(self, preview: Preview) -> None:
        self.bar.setRange(0, 0)
        self.bar.show()
        report = self._progressed.emit
        self._acting.do(
            lambda store, author: synonymising.take_in(store, preview.new, author, report),
            self._taken_in,
        )

    def _tell_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _taken_in(self, ids: tuple[str, ...]) -> None:
        words = ngettext("{count} grupp är tillagd.", "{count} grupper är tillagda.", len(ids))
        self.undo_offered.emit(words.format(count=len(ids)), partial(self._take_back, ids))

    def _take_back(self, ids: tuple[str, ...]) -> None:
        self._acting.do(
            lambda store, author: synonymising.remove(store, ids, author),
            lambda _nothing: self.said.emit(_("Grupperna ur filen är borttagna igen.")),
        )

    def _ask_place(self) -> None:
        dialog = place_to_write(self)
        dialog.fileSelected.connect(lambda name: self.write_to(Path(name)))
        dialog.open()

    def write_to(self, path: Path) -> None:
        """Write the own groups to a file."""
        call = partial(synonymising.write, path, tuple(self._shelves.groups.values()))
        told = _("Filen {file} är skriven.").format(file=path.name)
        self._workspace.jobs.run(call, lambda _nothing: self.said.emit(told), owner=self)


def _shelves(store: Store) -> Shelves:
    groups = synonymising.own_groups(store)
    return Shelves(
        {group.id: group for group in groups},
        synonym_rows.own_rows(groups),
        synonym_rows.bundled_rows(synonymising.bundled().groups),
    )
