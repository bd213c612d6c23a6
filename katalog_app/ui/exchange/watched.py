"""The watched folder: chosen, looked at every few seconds, and told of in a line."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.services.watching import Found, Look, Watch
from katalog_app.texts import _, ngettext
from katalog_app.ui.exchange.choices import WATCHED_FOLDER
from katalog_app.ui.exchange.files import folder_to_read
from katalog_app.ui.jobs import Jobs
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace

EVERY_MS = 3_000
"""Between two looks (ms); looking works on network shares too, where nothing is announced."""


class Watched(QWidget):
    """A line that says which folder is watched, and a button to choose or leave one."""

    found = Signal(list)
    """Files that were not there before, or not whole: a list of `Found`."""
    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(self, workspace: Workspace) -> None:
        """Watch nothing until `begin`."""
        super().__init__()
        self._workspace = workspace
        # Threads of its own: a share that does not answer must not hold up a search.
        self._jobs = Jobs(self)
        self._watch: Watch | None = None
        self._looking, self._there = False, True
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._line = Text("", "mute")
        self._choose = button(_("Bevaka en mapp…"), self.ask, "link")
        self._leave = button(_("Sluta bevaka mappen"), partial(self.watch, None), "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._line)
        layout.addWidget(self._choose)
        layout.addWidget(self._leave)
        workspace.closing.connect(self._end)
        self._tell(growing=0)

    @property
    def folder(self) -> Path | None:
        """The folder, None where none is watched."""
        return self._watch.folder if self._watch else None

    def begin(self) -> None:
        """Watch the folder that was chosen last, and look at once what has come meanwhile."""
        kept = self._workspace.remembered(WATCHED_FOLDER)
        if kept:
            self.watch(Path(kept))

    def ask(self) -> None:
        """Ask for a folder."""
        dialog = folder_to_read(self, _("Mapp att bevaka"))
        dialog.fileSelected.connect(lambda chosen: self.watch(Path(chosen)))
        dialog.open()

    def watch(self, folder: Path | None) -> None:
        """Watch a folder from now on, or none."""
        own = self._workspace.store.folder
        if folder is not None and (folder == own or own in folder.parents):
            self.said.emit(_("Katalogens egen mapp går inte att bevaka. Välj en annan mapp."))
            return
        self._workspace.remember(WATCHED_FOLDER, str(folder) if folder else "")
        self._watch = Watch(folder) if folder else None
        self._there = True
        self._tell(growing=0)
        if folder:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Look at the folder, unless it is being looked at."""
        if self._watch is None or self._looking:
            return
        self._looking = True
        watch = self._watch
        call = partial(watch.look, time.time())
        self._jobs.run(call, partial(self._looked, watch), owner=self)

    def _looked(self, watch: Watch, look: Look) -> None:
        self._looking = False
        if watch is not self._watch:
            return
        if self._there and not look.there:
            words = _("Den bevakade mappen {name} går inte att läsa just nu.")
            self.said.emit(words.format(name=watch.folder.name))
        self._there = look.there
        self._tell(look.growing)
        if look.found:
            self.found.emit(list[Found](look.found))

    def _tell(self, growing: int) -> None:
        folder = self.folder
        self._leave.setVisible(folder is not None)
        self._choose.setVisible(folder is None)
        name = folder.name or str(folder) if folder else ""
        words = _("Bevakar mappen {name}.")
        if not self._there:
            words = _("Mappen {name} går inte att läsa just nu. Katalogen försöker igen.")
        told = words.format(name=name) if folder else ""
        if growing and self._there:
            rest = ngettext("{count} fil är inte klar.", "{count} filer är inte klara.", growing)
            told = f"{told} {rest.format(count=growing)}"
        self._line.setText(told)
        self._line.setVisible(bool(told))
        self._line.setAccessibleDescription(str(folder) if folder else "")

    def _end(self) -> None:
        self._timer.stop()
        self._jobs.finish()
