"""The question the page asks, and its answers: on every keystroke, in the background."""

from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from katalog_app.db.store import Store
from katalog_app.model.query import SCREENFUL, Facet, Query, SearchResult, Sort
from katalog_app.ui.workspace import Workspace

SORT_KEPT = "catalogue-sort"
SEARCH, MORE = "search", "more"


@dataclass(frozen=True)
class Question:
    """What is typed and ticked, and in which order the answer comes."""

    words: str = ""
    where: dict[Facet, frozenset[str]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    exact: bool = False
    """The words are looked up as typed, mistyped or not."""

    @property
    def empty(self) -> bool:
        """Whether nothing is typed and nothing is ticked."""
        return not self.words.strip() and not self.where

    def ticked(self, facet: Facet, value: str, *, on: bool) -> "Question":
        """Return the question with one value ticked or not."""
        values = self.where.get(facet, frozenset())
        values = values | {value} if on else values - {value}
        where = {**self.where, facet: values}
        return replace(self, where={f: v for f, v in where.items() if v})

    def is_ticked(self, facet: Facet, value: str) -> bool:
        """Return whether a value is ticked."""
        return value in self.where.get(facet, frozenset())


class Asking(QObject):
    """Asks the catalogue; only the newest question's answer counts."""

    asked = Signal(Question)
    answered = Signal(SearchResult)
    more_came = Signal(int, SearchResult)
    """The offset of a further page of hits, and the page."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Take the order of the hits as it was chosen last."""
        super().__init__(parent)
        self._workspace = workspace
        kept = workspace.remembered(SORT_KEPT)
        known = {str(sort): sort for sort in Sort}
        self.question = Question(sort=known.get(kept, Sort.RELEVANCE))

    def ask(self, question: Question) -> None:
        """Ask this question from now on."""
        if question.sort is not self.question.sort:
            self._workspace.remember(SORT_KEPT, question.sort.value)
        self.question = question
        self.asked.emit(question)
        jobs = self._workspace.jobs
        jobs.forget(MORE)
        jobs.run(
            partial(_find, self._workspace.store, replace(self.query(), limit=SCREENFUL)),
            self.answered.emit,
            owner=self,
            newest=SEARCH,
        )

    def fetch(self, offset: int) -> None:
        """Fetch the next page of the present question's hits."""
        query = replace(self.query(), offset=offset, with_facets=False)
        self._workspace.jobs.run(
            partial(_find, self._workspace.store, query),
            partial(self.more_came.emit, offset),
            owner=self,
            newest=MORE,
        )

    def get_ready(self) -> None:
        """Load what the first word will need, so that its answer does not wait for that."""
        call = partial(_get_ready, self._workspace.store)
        self._workspace.jobs.run(call, lambda _nothing: None, owner=self)

    def query(self) -> Query:
        """Return the present question as the catalogue is asked."""
        question = self.question
        return Query(question.words, question.where, question.sort, exact=question.exact)


def _get_ready(store: Store) -> None:
    from katalog_app.services import searching

    searching.get_ready(store)


def _find(store: Store, query: Query) -> SearchResult:
    from katalog_app.services import searching  # its analysis of words is not needed to start

    return searching.find(store, query)
