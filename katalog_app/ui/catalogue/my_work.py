"""What makes Mina projekt work: the button with its count, the window, and what is done in it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy
from shiboken6 import isValid

from katalog_app.errors import KatalogError
from katalog_app.texts import _, ngettext
from katalog_app.ui.authorship import Authorship
from katalog_app.ui.catalogue import saving
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from katalog_app.db.store import Store
    from katalog_app.services.my_projects import MyProjects
    from katalog_app.ui.catalogue.browsing import Browsing
    from katalog_app.ui.catalogue.my_projects_window import MyProjectsWindow
    from katalog_app.ui.catalogue.opened import Opened
    from katalog_app.ui.catalogue.saving import Ended
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.workspace import Workspace

LOOKING = "my-projects"


class MyWork(QObject):
    """Stands on the first page, and opens its window from anywhere in the place."""

    export_wanted = Signal()

    def __init__(
        self, theme: Theme, workspace: Workspace, browsing: Browsing, messages: MessageBar
    ) -> None:
        """Put the button on the first page, and count."""
        super().__init__(browsing)
        self._theme, self._workspace, self._browsing = theme, workspace, browsing
        self._messages = messages
        self._authorship = Authorship(theme, workspace, browsing)
        self._window: MyProjectsWindow | None = None
        self._told: MyProjects | None = None
        self.button: QPushButton = button(_("Mina projekt"), self.open)
        policy = self.button.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Maximum)
        self.button.setSizePolicy(policy)
        self.button.setToolTip(_("Mina projekt (Ctrl+M)"))
        browsing.reading.first_page.show_mine(self.button)
        workspace.changed.connect(self.look)
        self.look()

    @property
    def window(self) -> MyProjectsWindow | None:
        """The window, while it is open."""
        return self._window if self._window is not None and isValid(self._window) else None

    def look(self) -> None:
        """Read what is due."""
        author = self._workspace.settings.author
        call = partial(_overview, self._workspace.store, author)
        self._workspace.jobs.run(call, self._tell, owner=self, newest=LOOKING)

    def open(self) -> None:
        """Open the window."""
        from katalog_app.ui.catalogue.my_projects_window import MyProjectsWindow

        if self.window is not None:
            return
        made = self._window = MyProjectsWindow(self._theme, self._browsing)
        made.opened.connect(self._read)
        made.edit_wanted.connect(self._ask_to_edit)
        made.confirmed.connect(self._confirm)
        made.export_wanted.connect(self._export)
        made.who_wanted.connect(self._ask_who)
        made.open()
        self.look()

    def _tell(self, told: MyProjects) -> None:
        self._told = told
        words = ngettext("{count} att se över", "{count} att se över", told.due)
        name = _("Mina projekt")
        if told.due:
            name = _("{name} ({count})").format(name=name, count=words.format(count=told.due))
        self.button.setText(name)
        self.button.setAccessibleName(name)
        if self.window is not None:
            self.window.tell(told)

    def _close(self) -> None:
        if self.window is not None:
            self.window.accept()

    def _read(self, entry_id: str) -> None:
        self._close()
        self._browsing.reading.other_wanted.emit(entry_id)
        self._browsing.panes.go_to_reading(there=True)

    def _ask_to_edit(self, entry_id: str, field: str) -> None:
        self._close()
        if self._browsing.unsaved:
            self._messages.say(_("Spara eller avbryt det du skriver först."))
            return
        call = partial(_opened, self._workspace.store, entry_id)
        self._workspace.jobs.run(
            call, partial(self._edit, field), owner=self, newest=LOOKING + "-edit"
        )

    def _edit(self, field: str, opened: Opened) -> None:
        browsing = self._browsing
        browsing.reading.close_form()
        browsing.reading.show_project(opened)
        browsing.editing.edit()
        form = browsing.reading.form
        if form is not None and any(one.name == field for one in form.form.fields):
            form.form.completed.connect(lambda: form.form.take_keyboard(form.form.row(field)))

    def _export(self) -> None:
        self._close()
        self.export_wanted.emit()

    def _ask_who(self) -> None:
        self._close()
        self._authorship.ask(self._introduce)

    def _introduce(self) -> None:
        """Make the person entry of one who has just said who they are, and look."""
        introduction = self._authorship.introduction()
        if introduction is None:
            self.open()
            return
        call = partial(introduction, self._workspace.store)
        self._workspace.jobs.run(call, self._introduced, owner=self)

    def _introduced(self, _person: str) -> None:
        self._authorship.introduced()
        self._workspace.changed.emit()
        self.open()

    def _confirm(self, entry_id: str, seen: tuple[str, ...]) -> None:
        """Say that an entry is still right, as of today."""
        work = partial(saving.confirm, entry=entry_id, seen=seen)
        store, author = self._workspace.store, self._workspace.settings.author
        call = partial(saving.ended, store, author, None, work)
        self._workspace.jobs.run(call, self._confirmed, owner=self)

    def _confirmed(self, ended: Ended) -> None:
        if ended.done is not None:
            self._messages.say(_("Tack. Uppgifterna är granskade i dag."))
            self._workspace.changed.emit()
        elif isinstance(ended.error, KatalogError):
            self._workspace.failed.emit(ended.error)
        elif ended.error is not None:
            raise ended.error


def _overview(store: Store, author: str) -> MyProjects:
    from katalog_app.services import my_projects  # not needed to start

    return my_projects.overview(store, author, date.today())


def _opened(store: Store, entry_id: str) -> Opened:
    from katalog_app.ui.catalogue.opened import opened  # not needed to start

    return opened(store, entry_id)
