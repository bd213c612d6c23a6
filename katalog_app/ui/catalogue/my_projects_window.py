"""The window Mina projekt: one's own and the municipality's, each with what is due."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from katalog_app.services.my_projects import MyProject, MyProjects, Task
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.catalogue import due_words
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button, clear, frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog_app.ui.theme import Theme

SIZE = (820, 680)
"""Wanted width and height (pixels at 100 %)."""
AROUND = 24
"""Seen of the window around this one where it needs all the room there is (pixels)."""
AT_ONCE = 25
"""Projects shown before one asks for more; each is some widgets."""


class MyProjectsWindow(QDialog):
    """Two lists, the most urgent first; what one does about it is a button beside it."""

    opened = Signal(str)
    """Read this project."""
    edit_wanted = Signal(str, str)
    """Change a field of a project: its id, and the name of the field."""
    confirmed = Signal(str, tuple)
    """Say that an entry is still right: its id, and the changes behind what was shown."""
    export_wanted = Signal()
    who_wanted = Signal()
    """Ask who it is that looks."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Show nothing yet; `tell` fills it."""
        super().__init__(parent)
        self._theme = theme
        self._told: MyProjects | None = None
        self._ours = False
        self._shown = AT_ONCE
        self._steps: Iterator[None] = iter(())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("my-projects")
        self.setWindowTitle(_("Mina projekt"))
        room = parent.window().size() - QSize(2 * AROUND, 2 * AROUND)
        self.resize(QSize(theme.px(SIZE[0]), theme.px(SIZE[1])).boundedTo(room))
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._make_one)
        self.summary = Text(_("Läser …"), "mute")
        self.tabs: list[QRadioButton] = []
        self._scroller = QScrollArea()
        self._arrange()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 16, 16)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Text(_("Mina projekt"), "heading"), 1)
        head.addWidget(button(_("Stäng"), self.reject))
        layout.addLayout(head)
        layout.addWidget(self.summary)
        place = QWidget()
        place.setAccessibleName(_("Vilka projekt"))
        flow = FlowLayout(place, gap=6)
        group = QButtonGroup(self)
        for ours in (False, True):
            tab = QRadioButton()
            tab.setProperty("role", "tab")
            tab.clicked.connect(partial(self._turn, ours))
            group.addButton(tab)
            flow.addWidget(tab)
            self.tabs.append(tab)
        self.tabs[0].setChecked(True)
        self._tabs_place = place
        place.hide()
        layout.addWidget(place)
        self._scroller.setWidgetResizable(True)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QWidget()
        inside = QVBoxLayout(self._list)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(10)
        self._scroller.setWidget(self._list)
        layout.addWidget(self._scroller, 1)

    @property
    def complete(self) -> bool:
        """Whether all that is to be shown is there."""
        return not self._slices.isActive() and self._told is not None

    def tell(self, told: MyProjects) -> None:
        """Show what is due now; where one has scrolled to stays in sight."""
        self._told = told
        self._tabs_place.setVisible(bool(told.author))
        names = (
            _("Mina ({count})").format(count=len(told.mine)),
            _("{place} ({count})").format(
                place=told.municipality or _("Min kommun"), count=len(told.ours)
            ),
        )
        for tab, name in zip(self.tabs, names, strict=True):
            tab.setText(name.replace("&", "&&"))
            tab.setAccessibleName(name)
        self._fill()

    def _turn(self, ours: bool) -> None:
        self._ours, self._shown = ours, AT_ONCE
        self._scroller.verticalScrollBar().setValue(0)
        self._fill()

    def _fill(self) -> None:
        told = self._told
        if told is None:
            return
        clear(self._list)
        projects = told.ours if self._ours else told.mine
        self.summary.setText(_summary(told, projects, ours=self._ours))
        self._steps = self._building(told, projects)
        self._slices.start()

    def _make_one(self) -> None:
        if next(self._steps, self) is self:
            self._slices.stop()

    def _building(self, told: MyProjects, projects: tuple[MyProject, ...]) -> Iterator[None]:
        """Make one card after the other, so that the window answers in between."""
        layout = self._list.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made with the widget
        if not told.author:
            who = button(_("Säg vem du är"), self.who_wanted.emit, "primary")
            layout.addWidget(who, 0, Qt.AlignmentFlag.AlignLeft)
        for project in projects[: self._shown]:
            layout.addWidget(self._card(project))
            yield
        hidden = len(projects) - self._shown
        if hidden > 0:
            more = _("Visa {count} till").format(count=min(hidden, AT_ONCE))
            layout.addWidget(button(more, self._show_more, "link"))
        layout.addStretch(1)

    def _show_more(self) -> None:
        self._shown += AT_ONCE
        self._fill()

    def _card(self, project: MyProject) -> QFrame:
        card = frame("pane")
        card.setAccessibleName(project.title)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(6)
        top = QHBoxLayout()
        named = QVBoxLayout()
        named.setSpacing(1)
        named.addWidget(Text(project.title, "strong"))
        status = "" if project.status == "okänd" else project.status
        words = wording.dotted(project.municipality, wording.capital(wording.value(status)))
        named.addWidget(Text(words, "mute"))
        top.addLayout(named, 1)
        name = _("Öppna {what}").format(what=project.title)
        show = button(_("Öppna"), partial(self.opened.emit, project.id), "link", name)
        top.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        for task in project.tasks:
            layout.addLayout(self._row(project, task))
        if not project.tasks:
            layout.addWidget(Text(_("Inget att göra just nu."), "mute"))
        return card

    def _row(self, project: MyProject, task: Task) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Text(due_words.task(task, project.status)), 1)
        name = due_words.step_named(task, project)
        does = button(due_words.step(task), partial(self._do, project, task), "", name)
        row.addWidget(does, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _do(self, project: MyProject, task: Task) -> None:
        match task.step.value:
            case "confirm":
                self.confirmed.emit(task.entry, task.seen)
            case "edit":
                self.edit_wanted.emit(project.id, task.fields[0])
            case "export":
                self.export_wanted.emit()
            case _:
                self.opened.emit(project.id)


def _summary(told: MyProjects, projects: tuple[MyProject, ...], *, ours: bool) -> str:
    """Return how it stands, in a sentence or two."""
    if not told.author:
        return _("Säg vem du är, så visas de projekt som du har skrivit eller är kontakt för.")
    if ours and not told.municipality:
        return _("Din kommun är inte känd. Den står i uppgifterna om dig, under Utbyte.")
    if not projects:
        return _("Här samlas projekt som du har skrivit, ändrat eller är kontaktperson för.")
    due = sum(bool(project.tasks) for project in projects)
    if not due:
        return _("Inget att göra just nu.")
    words = ngettext(
        "{count} projekt väntar på något. Det mest brådskande står först.",
        "{count} projekt väntar på något. Det mest brådskande står först.",
        due,
    )
    return words.format(count=wording.number(due))
