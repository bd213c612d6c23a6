"""Keeps what is written in a form on disk as one types, and brings it back after a power cut."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from katalog_app.errors import UnknownEntryError

if TYPE_CHECKING:
    from katalog_app.db.store import Store
    from katalog_app.services.drafting import Draft
    from katalog_app.ui.catalogue.form_pane import FormPane
    from katalog_app.ui.catalogue.opened import Opened
    from katalog_app.ui.workspace import Workspace

REST_MS = 700
"""Typing rests this long before it is kept (ms)."""


class Drafts(QObject):
    """Writes the newest state of the open form, one write at a time."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._workspace = workspace
        self._form: FormPane | None = None
        self._busy = self._changed = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._write)

    def follow(self, form: FormPane) -> None:
        """Keep what is written in this form from now on."""
        self._form = form
        form.form.edited.connect(self._rest.start)

    def forget(self) -> None:
        """Keep nothing any more: it is saved, or not wanted."""
        self._form = None
        self._rest.stop()
        self._write()

    def _write(self) -> None:
        if self._busy:
            self._changed = True
            return
        self._busy, self._changed = True, False
        draft = self._form.draft() if self._form is not None else None
        call = partial(_keep, self._workspace.store, draft)
        self._workspace.jobs.run(call, self._written, owner=self)

    def _written(self, _nothing: None) -> None:
        self._busy = False
        if self._changed:
            self._write()


def unfinished(store: Store) -> tuple[Draft, Opened | None] | None:
    """Return a draft kept by an earlier window with the project it changes, None for none."""
    from katalog_app.services import drafting  # not needed to start
    from katalog_app.ui.catalogue.opened import opened

    draft = drafting.kept(store)
    if draft is None or not draft.values:
        return None
    if draft.entry is None:
        return draft, None
    try:
        return draft, opened(store, draft.entry)
    except UnknownEntryError:  # from another catalogue: what was written can still be a new project
        return drafting.Draft(None, (), draft.values), None


def _keep(store: Store, draft: Draft | None) -> None:
    from katalog_app.services import drafting  # not needed to start

    drafting.keep(store, draft)
