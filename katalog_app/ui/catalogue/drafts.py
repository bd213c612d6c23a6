"""Keeps what is written in a form on disk as one types, and finds what an earlier window left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from katalog_app.errors import UnknownEntryError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from katalog_app.db.store import Store
    from katalog_app.services.drafting import Draft, Kept
    from katalog_app.ui.catalogue.form_pane import FormPane
    from katalog_app.ui.catalogue.opened import Opened
    from katalog_app.ui.workspace import Workspace

KEEP_MS = 300
"""At most so long after a letter is typed the draft is written (ms), however one types on."""


@dataclass(frozen=True)
class Unfinished:
    """A draft that waits to be gone on with."""

    kept: Kept
    title: str
    """What the project is called, in the draft or now; "" where it has no name yet."""


@dataclass(frozen=True)
class Found:
    """What an earlier window left."""

    drafts: tuple[Unfinished, ...]
    """The latest first."""
    aside: tuple[str, ...] = ()
    """Names of files that cannot be understood and were set aside just now."""


@dataclass(frozen=True)
class GoneOn:
    """A draft with the project it changes as it is now."""

    key: str
    draft: Draft
    opened: Opened | None
    """None for a new project."""
    others: tuple[str, ...] = ()
    """Fields of the draft that somebody else has changed since it was begun."""
    may_be_saved: bool = False
    """Whether a new project of this name is there already: it may have been saved at the last."""


class Drafts(QObject):
    """Writes the newest state of the open form, one write at a time."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._workspace = workspace
        self._form: FormPane | None = None
        self._key = ""
        self._gone = set[str]()
        """Drafts to let go of, of forms that are closed."""
        self._busy = self._changed = False
        self._rest = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._rest.timeout.connect(self._write)

    @property
    def key(self) -> str:
        """What the draft of the open form is kept under, "" where none is open."""
        return self._key if self._form is not None else ""

    def follow(self, form: FormPane, key: str = "") -> None:
        """Keep what is written in this form from now on; `key` of the draft it goes on with."""
        from katalog_app.services.drafting import fresh_key  # not needed to start

        self._form, self._key = form, key or fresh_key()
        form.form.edited.connect(self._soon)

    def forget(self) -> None:
        """Keep nothing any more: it is saved, or not wanted."""
        if self._form is not None:
            self._gone.add(self._key)
        self._form = None
        self._rest.stop()
        self._write()

    def find(self, answered: Callable[[tuple[Unfinished, ...]], None]) -> None:
        """Ask for the drafts that wait, without the one that is open."""
        call = partial(unfinished, self._workspace.store)
        self._workspace.jobs.run(
            call,
            lambda found: answered(tuple(d for d in found.drafts if d.kept.key != self.key)),
            owner=self,
            newest="drafts",
        )

    def _soon(self) -> None:
        if not self._rest.isActive():  # one who never pauses is kept too
            self._rest.start()

    def _write(self) -> None:
        if self._busy:
            self._changed = True
            return
        form = self._form
        if form is not None and not form.form.complete:
            self._rest.start()  # asking now would hold up the window to make the rest of the form
            form = None
        gone, self._gone = self._gone, set()
        drafts: dict[str, Draft | None] = dict.fromkeys(gone)
        if form is not None:
            drafts[self._key] = form.draft()
        self._changed = False
        if drafts:
            self._busy = True
            call = partial(_keep_all, self._workspace.store, drafts)
            self._workspace.jobs.run(call, self._written, owner=self)

    def _written(self, _nothing: None) -> None:
        self._busy = False
        if self._changed:
            self._write()


def left_behind(store: Store) -> Found:
    """Return the drafts an earlier window left, and set aside what is none; once, at the start."""
    from katalog_app.services import drafting  # not needed to start

    aside = drafting.tidied(store)
    return replace(unfinished(store), aside=aside)


def unfinished(store: Store) -> Found:
    """Return the drafts on disk that hold something."""
    from katalog_app.services import drafting, reading  # not needed to start

    drafts = []
    for kept in drafting.kept(store):
        if not kept.draft.values:
            continue
        title = str(kept.draft.values.get("title") or "")
        if not title and kept.draft.entry is not None:
            try:
                title = reading.entry(store, kept.draft.entry).title
            except UnknownEntryError:
                title = ""
        drafts.append(Unfinished(kept, title))
    return Found(tuple(drafts))


def gone_on(store: Store, kept: Kept) -> GoneOn:
    """Return a draft ready to be gone on with.

    Of the changes it saw, those that are not in the catalogue any more are left out (after a backup
    was put back): what they said then counts as unseen, and saving makes a visible conflict.
    """
    from katalog_app.services import reading  # not needed to start
    from katalog_app.services.drafting import Draft
    from katalog_app.ui.catalogue.opened import opened

    draft = kept.draft
    if draft.entry is None:
        title = draft.values.get("title")
        there = title and any(one.title == title for one in reading.entries(store, "project"))
        return GoneOn(kept.key, draft, None, may_be_saved=bool(there))
    try:
        shown = opened(store, draft.entry)
    except UnknownEntryError:  # from another catalogue: what was written can still be a new project
        return GoneOn(kept.key, Draft(None, (), draft.values), None)
    known = {step.change for step in reading.history(store, draft.entry)}
    seen = tuple(change for change in draft.seen if change in known)
    heads = shown.page.project.heads
    others = tuple(n for n in draft.values if not set(heads.get(n, ())) <= set(draft.seen))
    return GoneOn(kept.key, replace(draft, seen=seen), shown, others)


def keep(store: Store, key: str, draft: Draft | None) -> None:
    """Keep a draft, None to let it go."""
    from katalog_app.services import drafting  # not needed to start

    drafting.keep(store, key, draft)


def _keep_all(store: Store, drafts: Mapping[str, Draft | None]) -> None:
    for key, draft in drafts.items():
        keep(store, key, draft)
