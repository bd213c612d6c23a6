"""An empty list: why it is empty, and what one can do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from katalog_app.model.query import Facet, SearchResult
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.catalogue.asking import Question
from katalog_app.ui.catalogue.facets import Labels
from katalog_app.ui.widgets.text import Text, button


class NoHits(QScrollArea):
    """Stands in for the list where nothing matches."""

    def __init__(self, label: Labels, ask: Callable[[Question], None]) -> None:
        """Take what values are called, and how a changed question is asked."""
        super().__init__()
        self._label, self._ask = label, ask
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(0)

    def explain(self, question: Question, result: SearchResult) -> None:
        """Say why nothing matches, and offer every way out."""
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(Text(_("Inga projekt passar"), "heading"))
        layout.addWidget(Text(_why(question, result), "mute"))
        helping = [facet for facet in question.where if any(result.facets.get(facet, {}).values())]
        for facet in helping or question.where:
            layout.addWidget(self._without(question, facet))
        if len(question.where) > 1:
            lifted = Question(words=question.words, sort=question.sort)
            layout.addWidget(button(_("Ta bort alla filter"), lambda: self._ask(lifted)))
        if question.words:
            silent = Question(where=question.where, sort=question.sort)
            layout.addWidget(button(_("Rensa sökningen"), lambda: self._ask(silent)))
        layout.addStretch(1)
        for number in range(layout.count()):
            item = layout.itemAt(number)
            widget = item.widget() if item else None
            if widget is not None and not isinstance(widget, Text):
                layout.setAlignment(widget, Qt.AlignmentFlag.AlignLeft)
        self.setWidget(body)

    def _without(self, question: Question, facet: Facet) -> QWidget:
        name = _(wording.FACETS[facet])
        values = _(" eller ").join(self._label(facet, v) for v in sorted(question.where[facet]))
        where = {f: v for f, v in question.where.items() if f is not facet}
        changed = Question(words=question.words, where=where, sort=question.sort)
        text = _("Ta bort {facet}: {values}").format(facet=name, values=values)
        return button(text, lambda: self._ask(changed))


def _why(question: Question, result: SearchResult) -> str:
    if not question.where:
        return _(
            "Inget projekt innehåller orden ”{words}”. "
            "Prova färre ord, eller andra ord för samma sak."
        ).format(words=question.words.strip())
    if not question.words.strip():
        return _("Inget projekt har alla de valda filtren på en gång.")
    if any(any(result.facets.get(facet, {}).values()) for facet in question.where):
        return _("Orden ”{words}” finns i projekt, men inte tillsammans med filtren.").format(
            words=question.words.strip()
        )
    return _("Inget projekt innehåller orden ”{words}” tillsammans med filtren.").format(
        words=question.words.strip()
    )
