"""What a change of several projects would do to each: before, after, and what is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtWidgets import QListView, QProgressBar

from katalog_app.model import telling
from katalog_app.model.fields import EntryKind
from katalog_app.services.altering import Fate
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from katalog_app.services.altering import Looked, Plan
    from katalog_app.ui.theme import Theme

LONGEST_VALUE = 120
"""Letters of a value that are shown."""
LIST_HEIGHT = 260
"""Of the list (pixels at 100 %); it scrolls."""
ORDER = (Fate.CONFLICT, Fate.CHANGED, Fate.DELETED, Fate.SAME)
"""What somebody should know of stands first."""


class AlterPreview(Question):
    """A list of projects, a reason to give, and the last word."""

    wanted = Signal(str)
    """Do it, for this reason ("" for none)."""
    stop_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget, plan: Plan) -> None:
        """Show a plan."""
        super().__init__(parent, _("Det här händer"), summary(plan))
        self.setObjectName("alter-preview")
        self._busy = False
        self.list = QListView()
        self.list.setProperty("role", "versions")
        self.list.setAccessibleName(_("Vad som händer i varje projekt"))
        self.list.setWordWrap(True)
        self.list.setSpacing(theme.px(3))
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMinimumHeight(theme.px(LIST_HEIGHT))
        self.list.setModel(QStringListModel(lines(plan), self.list))
        self.reason = TextLine()
        self.reason.setAccessibleName(_("Skäl"))
        self.reason.setPlaceholderText(_("till exempel: ny organisation från årsskiftet"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Så långt har arbetet kommit"))
        self.bar.hide()
        label = Text(_("Skäl (syns för andra, får vara tomt)"), "label")
        label.setBuddy(self.reason)
        self.ask(self.list, label, self.reason, self.bar)
        count = len(plan.of(Fate.CHANGED))
        words = ngettext("Ändra {count} projekt", "Ändra {count} projekt", count)
        self.does = self.add(button(words.format(count=count), self._accept, "primary"))
        self.does.setEnabled(count > 0)
        self.add(button(_("Tillbaka"), self.reject))

    def tell_progress(self, done: int, total: int) -> None:
        """Tell how far it is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def wake(self) -> None:
        """Go on as before: nothing was saved."""
        self._busy = False
        self.bar.hide()
        self.does.setEnabled(True)
        self.reason.setEnabled(True)

    def rest(self) -> None:
        """Wait while it is saved; what closes the window stops it."""
        self._busy = True
        self.bar.setRange(0, 0)
        self.bar.show()
        self.does.setEnabled(False)
        self.reason.setEnabled(False)

    def _accept(self) -> None:
        self.wanted.emit(self.reason.text().strip())

    @override
    def reject(self) -> None:
        """Go back; what is being saved is stopped, and then nothing is changed."""
        if self._busy:
            self.stop_wanted.emit()
        else:
            super().reject()


def summary(plan: Plan) -> str:
    """Return how many projects are changed, and how many are left alone and why."""
    told = []
    for fate, words in _counted(plan).items():
        count = len(plan.of(fate))
        if count or fate is Fate.CHANGED:
            told.append(words.format(count=wording.number(count)))
    return " ".join(told)


def _counted(plan: Plan) -> Mapping[Fate, str]:
    count = {fate: len(plan.of(fate)) for fate in Fate}
    return {
        Fate.CHANGED: ngettext(
            "{count} projekt ändras.", "{count} projekt ändras.", count[Fate.CHANGED]
        ),
        Fate.SAME: ngettext("{count} säger redan så.", "{count} säger redan så.", count[Fate.SAME]),
        Fate.CONFLICT: ngettext(
            "{count} är i krock och ändras inte: avgör krocken först.",
            "{count} är i krock och ändras inte: avgör krockarna först.",
            count[Fate.CONFLICT],
        ),
        Fate.DELETED: ngettext(
            "{count} är borttaget och ändras inte.",
            "{count} är borttagna och ändras inte.",
            count[Fate.DELETED],
        ),
    }


def lines(plan: Plan) -> list[str]:
    """Return a text for each project: its name, and below it what happens."""
    return [_line(one, plan.names) for fate in ORDER for one in plan.of(fate)]


def _line(one: Looked, names: Mapping[str, str]) -> str:
    match one.fate:
        case Fate.SAME:
            return f"{one.title}\n{_('Säger redan så, ändras inte.')}"
        case Fate.DELETED:
            return f"{one.title}\n{_('Borttaget, ändras inte.')}"
        case Fate.CONFLICT:
            called = (telling.field_name(EntryKind.PROJECT, name) for name in one.disputed)
            text = _("I krock ({fields}), ändras inte.").format(fields=wording.listed(*called))
            return f"{one.title}\n{text}"
    told = [
        _("{field}: {before} → {after}").format(
            field=telling.field_name(EntryKind.PROJECT, name),
            before=_value(name, one.before.get(name), names),
            after=_value(name, after, names),
        )
        for name, after in one.after.items()
    ]
    return "\n".join([one.title, *told])


def _value(name: str, value: object, names: Mapping[str, str]) -> str:
    if value is None:
        return _("(tomt)")
    text = telling.readable(EntryKind.PROJECT, name, value, names)
    line = ", ".join(part for part in text.splitlines() if part.strip())
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"
