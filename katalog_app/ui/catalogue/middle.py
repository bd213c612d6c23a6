"""The middle of the page: the list, what was understood above it, other records below it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.ui.overriding import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from katalog_app.model.query import SearchResult
    from katalog_app.ui.catalogue.asking import Question
    from katalog_app.ui.catalogue.facets import Labels
    from katalog_app.ui.catalogue.hit_list import HitList
    from katalog_app.ui.catalogue.no_hits import NoHits
    from katalog_app.ui.catalogue.others import Others
    from katalog_app.ui.catalogue.spelling_note import SpellingNote
    from katalog_app.ui.theme import Theme

SHARE = 0.5
"""Most of the height that the ways out of no hits take above hits that answer in part."""


class Middle(QWidget):
    """Shows an answer; everything but the list is made when it is needed first."""

    opened = Signal(str)
    """A record that is no project was chosen: its id."""

    def __init__(
        self, theme: Theme, label: Labels, hits: HitList, ask: Callable[[Question], None]
    ) -> None:
        """Hold the list."""
        super().__init__()
        self._theme, self._label, self._ask = theme, label, ask
        self._hits = hits
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(hits, 1)
        self.setMinimumWidth(0)

    @cached_property
    def note(self) -> SpellingNote:
        """Says which words were looked up in place of those typed."""
        from katalog_app.ui.catalogue.spelling_note import SpellingNote

        made = SpellingNote(self._ask)
        self._layout.insertWidget(0, made)
        return made

    @cached_property
    def no_hits(self) -> NoHits:
        """What stands in for the list where nothing matches."""
        from katalog_app.ui.catalogue.no_hits import NoHits

        made = NoHits(self._label, self._ask)
        self._layout.insertWidget(self._layout.indexOf(self._hits), made)
        return made

    @cached_property
    def others(self) -> Others:
        """Contacts and parts of the framework that answer."""
        from katalog_app.ui.catalogue.others import Others

        made = Others(self._theme)
        made.opened.connect(self.opened)
        self._layout.addWidget(made)
        return made

    def show_answer(self, question: Question, result: SearchResult) -> None:
        """Show why nothing matches, or the list; and which words were looked up."""
        if result.corrected or question.exact or "note" in self.__dict__:
            self.note.show_answer(question, result)
        if not result.total:
            self.no_hits.explain(question, result)
            self.no_hits.show()
        elif "no_hits" in self.__dict__:
            self.no_hits.hide()
        self._hits.setVisible(bool(result.hits))
        self._hits.fit()
        self._share()

    def show_others(self, result: SearchResult) -> None:
        """Show what answers besides projects; a moment after the list."""
        if result.others or "others" in self.__dict__:
            self.others.show_hits(result.others)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size that lets the pane become narrow."""
        return QSize(120, 80)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Let the ways out take what they need above hits, at most half of the height."""
        if "no_hits" in self.__dict__ and not self.no_hits.isHidden():
            most = round(self.height() * SHARE)
            alone = self._hits.isHidden()
            self.no_hits.setMaximumHeight(
                16_777_215 if alone else min(self.no_hits.sizeHint().height(), most)
            )
            self._layout.setStretchFactor(self.no_hits, 1 if alone else 0)
