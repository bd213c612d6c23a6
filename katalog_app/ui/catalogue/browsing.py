"""Everything under the search field: the question, the list it fills, the pane one reads in."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from katalog_app.model.fields import EntryKind
from katalog_app.model.query import Facet, SearchResult
from katalog_app.ui.catalogue.asking import Asking, Question
from katalog_app.ui.catalogue.facet_list import FacetList
from katalog_app.ui.catalogue.facets import FacetModel, facet_rows
from katalog_app.ui.catalogue.hit_list import HitList
from katalog_app.ui.catalogue.labels import FacetLabels
from katalog_app.ui.catalogue.middle import Middle
from katalog_app.ui.catalogue.models import HitModel
from katalog_app.ui.catalogue.panes import Panes, Room
from katalog_app.ui.catalogue.pieces import Pieces, Typed
from katalog_app.ui.catalogue.question_bar import QuestionBar
from katalog_app.ui.catalogue.reading_pane import ReadingPane
from katalog_app.ui.catalogue.trail import Move, Step, Trail
from katalog_app.ui.catalogue.walking import Walking

if TYPE_CHECKING:
    from katalog_app.db.store import Store
    from katalog_app.model.entries import CatalogueSummary, EntrySummary
    from katalog_app.ui.catalogue.acts import Act
    from katalog_app.ui.catalogue.drafts import Found
    from katalog_app.ui.catalogue.editing import Editing
    from katalog_app.ui.catalogue.guiding import Guiding
    from katalog_app.ui.catalogue.searches import Searches
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.widgets.search_field import SearchField
    from katalog_app.ui.workspace import Workspace

COUNTS_MS = 40
"""The list is painted first, the counts of the facets so much later (ms)."""
REST_MS = 30
"""What a start need not show comes so long after list and facets (ms)."""
PAUSE_MS = 120
"""Typing rests this long before the first hit is shown in the reading pane (ms)."""


class Browsing(QWidget):
    """Wires the parts together; what is typed, ticked and opened is remembered as steps."""

    filled = Signal()
    """The first answer is painted; what else there is to ask need not hurry any more."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        outside: Outside,
        search: SearchField,
        new: QPushButton,
        messages: MessageBar,
    ) -> None:
        """Make the parts around a search field; the first question is asked with `begin`."""
        super().__init__()
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self.labels = self._labels = FacetLabels()
        self._opened_facets: set[Facet] = set()
        self._result: SearchResult | None = None
        self._all: int | None = None
        self.asking = self._asking = Asking(workspace, self)
        self._trail = Trail(Step(sort=self._asking.question.sort))
        self._wanted: str | None = None
        self.search, self.new, self._messages = search, new, messages
        self.pieces = Pieces(search, self)
        self.bar = QuestionBar(theme, self._labels, self.ask)
        self.facet_model, self.hit_model = FacetModel(self), HitModel(self)
        self.facets = FacetList(theme, self.facet_model)
        self.hits = HitList(theme, self.hit_model)
        self.reading = ReadingPane(theme, workspace, outside)
        self.middle = Middle(theme, self._labels, self.hits, self.ask)
        self.panes = Panes(theme, workspace, self.facets, self.middle, self.reading)
        self._walking = Walking(search, self.hits, self.reading, self.panes)
        self._follows = False
        self._counts = QTimer(self, singleShot=True, interval=COUNTS_MS)
        self._rest = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later = QTimer(self, singleShot=True, interval=REST_MS)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.bar)
        layout.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.pieces.typed.connect(self._typed)
        self.search.reopened.connect(self.bar.reopen_last)
        self.bar.removed.connect(self.pieces.remove)
        self.bar.reopened.connect(self.pieces.reopen)
        self.search.left.connect(self._leave)
        self._asking.answered.connect(self._show)
        self._asking.more_came.connect(self._show_more)
        self.hit_model.more_wanted.connect(self._asking.fetch)
        self.new.clicked.connect(lambda _checked: self.editing.new())
        self.facet_model.toggled.connect(self._toggle)
        self.facet_model.opened.connect(self._open_facet)
        self.hits.browsed.connect(self._browse)
        self.hits.left.connect(self._leave)
        self.reading.ticked.connect(self._tick_only)
        self.reading.searched.connect(self._search_only)
        self.reading.said.connect(self._messages.say)
        self.reading.other_wanted.connect(self._read_other)
        self.reading.acted.connect(self._act)
        self._counts.timeout.connect(self._show_facets)
        self._rest.timeout.connect(self._rested)
        self._later.timeout.connect(lambda: self.searches.begin(self._asking.question))
        self.bar.fold.toggled.connect(self.panes.fold_out)
        self.panes.changed.connect(self._fit)
        self._workspace.changed.connect(self._reread)
        self._workspace.failed.connect(self.reading.welcome)

    @cached_property
    def guiding(self) -> Guiding:
        """What helps at the search field; made once list and facets are painted."""
        from katalog_app.ui.catalogue.guiding import Guiding

        window = (self._theme, self._workspace, self._outside)
        made = Guiding(*window, self.search, self._asking.query, self._labels)
        made.searched.connect(self._search_only)
        made.narrowed.connect(self._tick_only)
        made.opened.connect(self._show_saved)
        made.said.connect(self._messages.say)
        self.middle.opened.connect(made.show_record)
        return made

    @cached_property
    def editing(self) -> Editing:
        """Everything but reading; made when it is needed first."""
        from katalog_app.ui.catalogue.editing import Editing

        made = Editing(self._theme, self._workspace, self.reading, self._messages)
        made.entered.connect(self._see_form)
        made.changed.connect(self._show_saved)
        made.unfinished.stand_in(self._layout)
        return made

    @cached_property
    def searches(self) -> Searches:
        """Saved and recent searches; made when list and facets are painted."""
        from katalog_app.ui.catalogue.searches import Searches

        made = Searches(self._theme, self._workspace, self._outside, self._labels, self._messages)
        made.follow(self._asking, self.search, self.hits)
        made.stand_in(self.bar, self.reading.first_page)
        made.wanted.connect(self._ask_whole)
        return made

    @property
    def unsaved(self) -> bool:
        """Whether something is written that is not saved."""
        return self.reading.form is not None and self.reading.form.dirty

    def begin(self) -> None:
        """Ask the first question."""
        self._order_tabs()
        self.ask(replace(self._asking.question, words=self.pieces.words), Move.TYPED)

    def _reread(self) -> None:
        """Ask the same question again, and stay with what is opened even if it is no hit now."""
        self.pieces.forget()
        self._wanted = self.reading.project
        self._asking.ask(self._asking.question)
        self.reading.reread()

    def _act(self, act: Act) -> None:
        self.editing.act(act)

    def _see_form(self) -> None:
        self.panes.go_to_reading(there=True)
        self.reading.enter()

    def _show_saved(self, entry_id: str) -> None:
        self._wanted = entry_id
        self._trail.go(self._step(self._asking.question, entry_id), Move.CHOSEN)
        self.reading.open(entry_id)
        self.panes.go_to_reading(there=True)

    def _order_tabs(self) -> None:
        order = [
            self.search,
            self.new,
            self.bar.fold,
            *self.bar.last,
            self.bar.order,
            self.facets,
            self.hits,
            self.reading,
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _ask_the_rest(self) -> None:
        self.reading.welcome()
        nodes = partial(_nodes, self._workspace.store)
        self._workspace.jobs.run(nodes, self._learn, owner=self, newest="nodes")
        self._asking.get_ready()
        self._later.start()
        self.filled.emit()
        self.guiding.begin()
        call = partial(_left_behind, self._workspace.store)
        self._workspace.jobs.run(call, self._go_on, owner=self)

    def _go_on(self, found: Found) -> None:
        if found.drafts or found.aside:
            self.editing.unfinished.begin(found)
        else:
            # Loading it takes longer than a click on Redigera may.
            self._workspace.leisure.add(_load_editing, owner=self)

    def tell(self, summary: CatalogueSummary) -> None:
        """Take what the catalogue holds."""
        self._all = summary.counts.get(EntryKind.PROJECT, 0)
        self.reading.first_page.tell(summary)
        if self._result is not None:
            self.bar.show_count(self._result, self._all)

    def back(self) -> None:
        """Show what was shown before."""
        self._go_to(self._trail.back())

    def forward(self) -> None:
        """Show what was shown before going back."""
        self._go_to(self._trail.forward())

    def ask(self, question: Question, move: Move = Move.CHOSEN) -> None:
        """Ask another question, in field, chips and list alike."""
        self.pieces.show(question.words)
        self._trail.go(self._step(question, self.reading.project), move)
        self.panes.go_to_reading(there=question.empty and self.reading.project is None)
        self.bar.show_question(question, self.pieces.chips)
        self._asking.ask(question)

    def _step(self, question: Question, opened: str | None) -> Step:
        return Step(question.words, question.where, question.sort, opened)

    def _go_to(self, step: Step | None) -> None:
        if step is None:
            return
        self._wanted = step.opened
        question = Question(step.words, step.where, step.sort)
        self.pieces.show(step.words)
        self.bar.show_question(question, self.pieces.chips)
        if step.opened is None:
            self._close()
        else:
            self.reading.open(step.opened)
            self.panes.go_to_reading(there=True)
        self._asking.ask(question)

    def _typed(self, typed: Typed) -> None:
        self._order_tabs()
        move = Move.CHOSEN if typed.on or typed.off else Move.TYPED
        self.ask(typed.applied(self._asking.question), move)

    def _toggle(self, facet: Facet, value: str) -> None:
        question = self._asking.question
        self.ask(question.ticked(facet, value, on=not question.is_ticked(facet, value)))

    def _tick_only(self, facet: Facet, value: str) -> None:
        self.panes.go_to_reading(there=False)
        self.ask(Question(sort=self._asking.question.sort).ticked(facet, value, on=True))

    def _search_only(self, words: str) -> None:
        self._ask_whole(Question(words=words, sort=self._asking.question.sort))

    def _ask_whole(self, question: Question) -> None:
        self.panes.go_to_reading(there=False)
        self.ask(question)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_other(self, entry_id: str) -> None:
        """Open a project that need not be among the hits."""
        self._follows = False
        self.hits.point_at(self.hit_model.row_of(entry_id))
        self.reading.open(entry_id)
        self._trail.go(self._step(self._asking.question, entry_id), Move.CHOSEN)

    def _open_facet(self, facet: Facet) -> None:
        self._opened_facets ^= {facet}
        self._show_facets()

    def _learn(self, nodes: list[EntrySummary]) -> None:
        self._labels.learn(nodes)
        self._show_facets()
        self.bar.show_question(self._asking.question, self.pieces.chips)

    def _show(self, result: SearchResult) -> None:
        first, self._result = self._result is None, result
        question = self._asking.question
        more = len(result.hits) < result.total
        self.hit_model.show(result.hits, more=more)
        self.middle.show_answer(question, result)
        self._point()
        self.bar.show_count(result, self._all)
        self._counts.start()
        self._rest.start()
        self.pieces.learn(result)
        if first:
            self._show_facets()
            QTimer.singleShot(REST_MS, self._ask_the_rest)

    def _show_more(self, offset: int, result: SearchResult) -> None:
        fetched = offset + len(result.hits)
        more = bool(result.hits) and self._result is not None and fetched < self._result.total
        self.hit_model.append(offset, result.hits, more=more)

    def _show_facets(self) -> None:
        if self._result is not None:
            where = self._asking.question.where
            rows = facet_rows(self._result.facets, where, self._opened_facets, self._labels)
            self.facets.show_rows(rows)
            self.middle.show_others(self._result)

    def _point(self) -> None:
        """Let the list point at what is opened; else let the pane follow the list, in a moment."""
        opened = self._wanted or self.reading.project
        row = self.hit_model.row_of(opened) if opened else None
        self.hits.point_at(row)
        if row is None:
            self.hits.scrollToTop()
        asked = not self._asking.question.empty
        if row is None and self._wanted is None and asked:
            self._follows = True
            self.hits.point_at(self.hit_model.row_near(0, 1))
        else:
            self._follows = False
        self._wanted = None

    def _rested(self) -> None:
        """Do what need not be done at every letter: read the first hit, fetch further ones."""
        if self._follows and self.reading.form is None:
            self._follows = False
            self._show_first_hit()
        self.hit_model.fetchMore(QModelIndex())

    def _show_first_hit(self) -> None:
        hits = self.hit_model.hits
        if self._asking.question.empty or not hits:
            self._close()
        else:
            self.hits.point_at(self.hit_model.row_near(0, 1))
            self.reading.open(hits[0].id)
        opened = None if self._asking.question.empty or not hits else hits[0].id
        self._trail.amend(self._step(self._asking.question, opened))

    def _browse(self, entry_id: str) -> None:
        self._follows = False
        self.reading.open(entry_id)
        self._trail.go(self._step(self._asking.question, entry_id), Move.BROWSED)

    def _close(self) -> None:
        self.hits.point_at(None)
        self.reading.show_first_page()
        self.panes.go_to_reading(there=self._asking.question.empty)

    def _leave(self) -> None:
        """Escape: from the list to the field, from an empty field to the first page."""
        if not self.search.hasFocus():
            self.search.take_keyboard()
        elif self.reading.project is not None and self._asking.question.empty:
            self._close()
            self._trail.go(self._step(self._asking.question, None), Move.CHOSEN)

    def _fit(self) -> None:
        three = self.panes.room is Room.THREE
        self.bar.fold.setVisible(not three)
        self.reading.back.setVisible(self.panes.room is Room.ONE)
        if three:
            self.bar.fold.setChecked(False)


def _left_behind(store: Store) -> Found:
    from katalog_app.ui.catalogue import drafts  # not needed to start

    return drafts.left_behind(store)


def _load_editing() -> None:
    from katalog_app.ui.catalogue import editing  # noqa: F401 - loaded is all it should be


def _nodes(store: Store) -> list[EntrySummary]:
    from katalog_app.services import reading  # not needed to start

    return reading.entries(store, EntryKind.NODE)
