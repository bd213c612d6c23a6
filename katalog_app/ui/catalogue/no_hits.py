"""Nothing matches: what takes the hits away, and every way out."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from katalog_app.language import pieces
from katalog_app.model.query import Facet, SearchResult
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.catalogue.asking import Question
from katalog_app.ui.catalogue.chips import called
from katalog_app.ui.catalogue.facets import Labels
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.text import Text, button

LONG = 60
"""Characters of a name on a button, so that the button fits."""


class NoHits(QScrollArea):
    """Stands in for the list where nothing matches, and above hits that answer only in part."""

    def __init__(self, label: Labels, ask: Callable[[Question], None]) -> None:
        """Take what values are called, and how a changed question is asked."""
        super().__init__()
        self._label, self._ask = label, ask
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(0)

    def explain(self, question: Question, result: SearchResult) -> None:
        """Say what takes the hits away, and offer every way out."""
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(4, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(Text(_("Inga projekt passar"), "heading"))
        layout.addWidget(Text(self._why(question, result), "mute"))
        for made in (*self._ways_out(question, result), *self._rest(question, result)):
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setWidget(body)

    @override
    def sizeHint(self) -> QSize:
        """Return the height that everything takes at this width."""
        body = self.widget()
        if body is None:
            return super().sizeHint()
        height = body.heightForWidth(self.width()) if body.hasHeightForWidth() else 0
        return QSize(200, max(height, body.sizeHint().height()) + 4)

    def _ways_out(self, question: Question, result: SearchResult) -> list[QWidget]:
        """Return a button for each filter, phrase and exclusion without which something matches."""
        made: list[QWidget] = []
        for facet, count in result.lifted.items():
            where = {f: v for f, v in question.where.items() if f is not facet}
            words = pieces.without_facet(question.words, facet)
            changed = replace(question, words=words, where=where)
            what = self._called(facet, result)
            text = ngettext(
                "Utan filtret {what} finns {count} träff",
                "Utan filtret {what} finns {count} träffar",
                count,
            )
            made.append(self._way_out(text.format(what=what, count=count), changed))
        for piece, count in result.lifted_parts:
            changed = replace(question, words=pieces.without_piece(question.words, piece))
            text = ngettext(
                "Utan ”{what}” finns {count} träff", "Utan ”{what}” finns {count} träffar", count
            )
            what = _shortened(called(piece))
            made.append(self._way_out(text.format(what=what, count=count), changed))
        return made

    def _rest(self, question: Question, result: SearchResult) -> list[QWidget]:
        made: list[QWidget] = []
        if question.exact:
            repaired = replace(question, exact=False)
            made.append(self._way_out(_("Sök med rättad stavning"), repaired))
        words = pieces.plain(question.words)
        more = len(result.where) > 1 or words.split() != question.words.split()
        if (more or not result.lifted) and (result.where or more):
            lifted = replace(question, words=words, where={})
            made.append(self._way_out(_("Ta bort alla filter"), lifted))
        if question.words.strip():
            silent = replace(question, words="")
            made.append(self._way_out(_("Rensa sökningen"), silent))
        return made

    def _way_out(self, text: str, changed: Question) -> QWidget:
        return button(text, lambda: self._ask(changed))

    def _called(self, facet: Facet, result: SearchResult) -> str:
        values = sorted(result.where.get(facet, ()))
        names = _(" eller ").join(self._label(facet, value) for value in values)
        name = _(wording.FACETS[facet])
        return _("{facet}: {value}").format(facet=name, value=_shortened(names))

    def _why(self, question: Question, result: SearchResult) -> str:
        words = pieces.plain(question.words).strip()
        filters = list(result.where)
        if not words:
            return _("Inget projekt har alla de valda filtren på en gång.")
        if result.lifted and len(filters) == 1:
            return _("Filtret {what} tar bort alla träffar.").format(
                what=self._called(filters[0], result)
            )
        if result.lifted:
            return _("Det finns träffar, men inte med alla filtren på en gång.")
        if result.lifted_parts:
            return _("Det finns träffar, men det som ska vara exakt eller utan tar bort dem.")
        if filters:
            return _("Inget projekt innehåller orden ”{words}” tillsammans med filtren.").format(
                words=words
            )
        return _(
            "Inget projekt innehåller orden ”{words}”. "
            "Prova färre ord, eller andra ord för samma sak."
        ).format(words=words)


def _shortened(text: str) -> str:
    return text if len(text) <= LONG else text[: LONG - 1].rstrip() + "…"
