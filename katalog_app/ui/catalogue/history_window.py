"""What a project has said through the years: when, who, what, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from katalog_app.errors import AmbiguousSlugError, UnknownEntryError
from katalog_app.model import telling, values
from katalog_app.model.change import base_field
from katalog_app.model.fields import DELETED, NOTE, EntryKind, FieldKind, field_of
from katalog_app.services.undoable import NOTHING, Ways
from katalog_app.texts import N_, _
from katalog_app.ui import wording
from katalog_app.ui.catalogue import field_history, undone
from katalog_app.ui.catalogue.field_difference import FieldDifference
from katalog_app.ui.widgets.arrow_combo import ArrowCombo
from katalog_app.ui.widgets.flow import FlowLayout, FlowStrip
from katalog_app.ui.widgets.prose import Prose
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog_app.db.store import Store
    from katalog_app.model.entries import Entry, HistoryStep
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

SIZE = (760, 560)
"""Wanted width and height (pixels at 100 %)."""
AROUND = 24
"""Seen of the window around this one where it needs all the room there is (pixels)."""
STATES = {
    "head": N_("gäller nu"),
    "replaced": N_("ersatt av en senare ändring"),
    "waiting": N_("väntar på en ändring som inte har kommit hit"),
    "invalid": N_("utan verkan"),
    "erased": N_("raderat enligt dataskydd"),
}
FIRST = 3
"""Fields named in the list; the rest are counted."""


@dataclass(frozen=True)
class Version:
    """One change: its steps all have the same id, time and author."""

    steps: tuple[HistoryStep, ...]
    restorable: bool

    @property
    def first(self) -> HistoryStep:
        """Any of its steps, for what they share."""
        return self.steps[0]

    @property
    def reason(self) -> str:
        """Why it was made, "" where nobody has said it."""
        return next((str(s.value) for s in self.steps if s.field == NOTE and s.value), "")

    def touches(self, name: str) -> bool:
        """Return whether it changed a field; "" for any."""
        return not name or any(base_field(step.field) == name for step in self.steps)


@dataclass(frozen=True)
class Past:
    """The versions of an entry, the newest first, and what the entries they name are called."""

    versions: tuple[Version, ...]
    called: Mapping[str, str]
    turns: Ways


class HistoryWindow(QDialog):
    """A list of versions, and what the chosen one says."""

    wanted = Signal(str, str)
    """Let the entry say again what this change said, in this field ("" for all it set)."""
    turned = Signal(bool)
    """Take back what was saved last (True), or make it again."""
    erasure_wanted = Signal()
    """Something of what has been said is to be erased for good."""

    def __init__(self, theme: Theme, workspace: Workspace, entry: Entry, parent: QWidget) -> None:
        """Read the history of an entry and show it."""
        super().__init__(parent)
        self._theme, self._kind, self._disputed = theme, entry.kind, frozenset(entry.conflicts)
        self._workspace, self._entry = workspace, entry.id
        self._past, self._shown = Past((), {}, NOTHING), tuple[Version, ...]()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Historik"))
        room = parent.window().size() - QSize(2 * AROUND, 2 * AROUND)
        self.resize(QSize(theme.px(SIZE[0]), theme.px(SIZE[1])).boundedTo(room))
        self.versions = QListWidget()
        self.versions.setProperty("role", "versions")
        self.versions.setAccessibleName(_("Versioner, den nyaste först"))
        self.versions.setWordWrap(True)
        self.versions.setSpacing(theme.px(4))
        self.versions.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.versions.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.versions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.versions.currentRowChanged.connect(self._show_version)
        self.field = ArrowCombo(theme)
        self.field.setAccessibleName(_("Fält att visa historiken för"))
        self.field.addItem(_("Alla fält"), "")
        self.field.currentIndexChanged.connect(self._list_versions)
        self._scroller = QScrollArea()
        self._scroller.setWidgetResizable(True)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.restore = button(_("Återställ den här versionen"), self._restore)
        self.restore.setEnabled(False)
        self._turns = FlowStrip(gap=8)
        self._turns.hide()
        self._arrange(entry.title)
        call = partial(_past, workspace.store, entry.id)
        workspace.jobs.run(call, self._show, owner=self)

    def _arrange(self, title: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(Text(_("Historik för {title}").format(title=title), "heading"))
        choosing = QHBoxLayout()
        label = Text(_("Visa"), "label")
        label.setWordWrap(False)
        label.setBuddy(self.field)
        choosing.addWidget(label)
        choosing.addWidget(self.field)
        choosing.addStretch(1)
        layout.addLayout(choosing)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(self.versions, 2)
        across.addWidget(self._scroller, 3)
        layout.addLayout(across, 1)
        place = QWidget()
        foot = FlowLayout(place, gap=8)
        foot.addWidget(self.restore)
        foot.addWidget(self._turns)
        foot.addWidget(button(_("Radera uppgifter för gott…"), self._erase))
        foot.addWidget(button(_("Stäng"), self.reject))
        layout.addWidget(place)

    def _show(self, past: Past) -> None:
        self._past = past
        steps = [step for version in past.versions for step in version.steps]
        for name in field_history.fields_in(self._kind, steps):
            self.field.addItem(telling.field_name(self._kind, name), name)
        self._offer_turns(past.turns)
        self._list_versions()
        self.versions.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_turns(self, turns: Ways) -> None:
        for way, text, back in ((turns.undo, _("Ångra"), True), (turns.redo, _("Gör om"), False)):
            if way is not None and way.entry == self._entry:
                made = button(text, partial(self._turn, back), name=f"{text}: {undone.named(way)}")
                made.setToolTip(f"{text}: {undone.named(way)}")
                self._turns.flow.addWidget(made)
                self._turns.show()

    def _turn(self, back: bool) -> None:
        self.accept()
        self.turned.emit(back)

    @property
    def _only(self) -> str:
        """The field whose history is shown, "" for all."""
        return str(self.field.currentData() or "")

    def _list_versions(self) -> None:
        self.versions.clear()
        self._shown = tuple(v for v in self._past.versions if v.touches(self._only))
        for version in self._shown:
            self.versions.addItem(self._called(version))
        self.versions.setCurrentRow(0)

    def _called(self, version: Version) -> str:
        who = wording.capital(wording.person(version.first.author)) or _("Ingen angiven")
        names = [*dict.fromkeys(self._label(step) for step in version.steps)]
        told = ", ".join(names[:FIRST])
        if len(names) > FIRST:
            more = _("{fields} och {count} till")
            told = more.format(fields=told, count=len(names) - FIRST)
        if self._only:
            steps = [s for s in version.steps if base_field(s.field) == self._only]
            mine = [self._state(step) for step in steps if step.state != "replaced"]
            told = ", ".join(dict.fromkeys(mine))
        why = _("Skäl: {reason}").format(reason=version.reason) if version.reason else ""
        return "\n".join(filter(None, [wording.moment(version.first.made_at), who, why, told]))

    def _show_version(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            return
        version = self._shown[row]
        self.restore.setEnabled(version.restorable)
        if self._only:
            self._compare(version)
            return
        prose = Prose(self._theme, _("Vad versionen säger"))
        for step in version.steps:
            label = f"{self._label(step)} ({self._state(step)})"
            prose.add(label, self._value(step) or _("inget"))
        self._scroller.setWidget(prose)

    def _compare(self, version: Version) -> None:
        """Show what the version did to the field, once the words are compared."""
        every = [step for one in self._past.versions for step in one.steps]
        turns = field_history.turns(every, version.steps, self._only, self._value)
        call = partial(field_history.compared, turns)
        show = partial(self._show_compared, version)
        self._workspace.jobs.run(call, show, owner=self, newest="field-history")

    def _show_compared(self, version: Version, compared: field_history.Compared) -> None:
        if version in self._shown and self._only:
            label = telling.field_name(self._kind, self._only)
            self._scroller.setWidget(FieldDifference(self._theme, label, compared))

    def _state(self, step: HistoryStep) -> str:
        if step.state == "head" and base_field(step.field) in self._disputed:
            return _("en av flera i en krock")
        return _(STATES.get(step.state, step.state))

    def _label(self, step: HistoryStep) -> str:
        return telling.field_name(self._kind, base_field(step.field))

    def _value(self, step: HistoryStep) -> str:
        """Return what a step says, as people read it."""
        if step.field == DELETED:
            if self._kind == EntryKind.PROJECT:
                return _("Projektet är borttaget.") if step.value else _("Projektet är återställt.")
            return _("Posten är borttagen.") if step.value else _("Posten är återställd.")
        name, value = base_field(step.field), step.value
        if name != step.field and isinstance(value, dict):
            told = _("Tillagt: {what}") if value.get("present") else _("Taget ur: {what}")
            return told.format(what=self._plain(name, value.get("element")))
        return self._plain(name, value)

    def _plain(self, name: str, value: object) -> str:
        field = field_of(self._kind, name)
        if isinstance(value, list):
            return ", ".join(self._plain(name, item) for item in value)
        if isinstance(value, str) and field is not None:
            if field.kind is FieldKind.PERIOD:
                return wording.period(value)
            return self._past.called.get(value) or wording.value(value)
        if field is not None:
            return values.plain(field, value)
        return "" if value is None else str(value)

    def _erase(self) -> None:
        self.accept()
        self.erasure_wanted.emit()

    def _restore(self) -> None:
        version, only = self._shown[self.versions.currentRow()], self._only
        self.accept()
        self.wanted.emit(version.first.change, only)


def _past(store: Store, entry_id: str) -> Past:
    from katalog_app.services import reading, reverting, undoable  # not needed to start

    steps = reading.history(store, entry_id)
    by_change: dict[str, list[HistoryStep]] = {}
    for step in steps:
        by_change.setdefault(step.change, []).append(step)
    versions = [
        Version(tuple(mine), any(reverting.can_restore(step) for step in mine))
        for mine in reversed(by_change.values())
    ]
    # What builds on another comes before it where the clocks say the same.
    versions.sort(key=lambda version: -version.first.made_at)
    return Past(tuple(versions), _titles(store, steps), undoable.ways(store))


def _titles(store: Store, steps: list[HistoryStep]) -> dict[str, str]:
    """Return what the entries are called that these steps name, by id."""
    from katalog_app.services import reading

    titles: dict[str, str] = {}
    for step in steps:
        said = step.value.get("element") if isinstance(step.value, dict) else step.value
        field = field_of(EntryKind.PROJECT, base_field(step.field))
        if field is None or field.links_to is None:
            continue
        for name in said if isinstance(said, list) else [said]:
            if isinstance(name, str) and name not in titles:
                try:
                    titles[name] = reading.entry(store, name).title
                except (UnknownEntryError, AmbiguousSlugError):
                    titles[name] = name
    return titles
