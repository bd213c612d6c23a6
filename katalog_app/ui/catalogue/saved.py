"""The saved searches of the window, with what is new in them; all work on them is a job."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from katalog_app.db.store import Store
from katalog_app.model.query import Sort
from katalog_app.services import saved_searches
from katalog_app.services.saved_searches import Counted, SavedSearch
from katalog_app.ui.workspace import Workspace

COUNTING = "saved-searches"


class Saved(QObject):
    """Holds the list as it was counted last."""

    changed = Signal()
    """The list, or what is new in it, is another."""
    damaged = Signal()
    """Not all of the kept list can be understood; said once."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Hold nothing before `count`."""
        super().__init__(parent)
        self._workspace = workspace
        self.searches: tuple[Counted, ...] = ()
        self._told = False

    @property
    def new(self) -> int:
        """Projects that are new in any of them, added up."""
        return sum(one.new for one in self.searches)

    def of(self, question: str) -> Counted | None:
        """Return the saved search with this question."""
        found = (one for one in self.searches if one.search.question == question)
        return next(found, None)

    def count(self) -> None:
        """Read the list and count anew."""
        call = partial(_read, self._workspace.store)
        self._workspace.jobs.run(call, self._take, owner=self, newest=COUNTING)

    def save(self, name: str, question: str, sort: Sort, then: Callable[[], object]) -> None:
        """Save a search, and do this once it is saved."""
        store = self._workspace.store
        call = partial(saved_searches.save, store, name, question, sort)
        self._run(call, lambda _made: then())

    def rename(self, question: str, name: str) -> None:
        """Give a search another name."""
        call = partial(saved_searches.rename, self._workspace.store, question, name)
        self._run(call, lambda _nothing: None)

    def see(self, question: str) -> None:
        """Note that a search is opened; nothing in it is new any more."""
        if self.of(question) is not None:
            call = partial(saved_searches.see, self._workspace.store, question)
            self._run(call, lambda _nothing: None)

    def remove(self, question: str, then: Callable[[int, SavedSearch], object]) -> None:
        """Remove a search; `then` takes its place and itself, to put it back."""
        call = partial(saved_searches.remove, self._workspace.store, question)
        self._run(call, lambda removed: then(*removed) if removed else None)

    def put_back(self, place: int, search: SavedSearch) -> None:
        """Save a removed search again."""
        call = partial(saved_searches.put_back, self._workspace.store, place, search)
        self._run(call, lambda _nothing: None)

    def _run(self, call: Callable[[], object], then: Callable[..., object]) -> None:
        def done(answer: object) -> None:
            then(answer)
            self.count()

        self._workspace.jobs.run(call, done, owner=self)

    def _take(self, read: tuple[tuple[Counted, ...], bool]) -> None:
        searches, whole = read
        if not whole and not self._told:
            self._told = True
            self.damaged.emit()
        if searches != self.searches:
            self.searches = searches
            self.changed.emit()


def _read(store: Store) -> tuple[tuple[Counted, ...], bool]:
    """Return the searches as counted now, and whether nothing of their file was left aside."""
    return tuple(saved_searches.counted(store)), saved_searches.is_whole(store)
