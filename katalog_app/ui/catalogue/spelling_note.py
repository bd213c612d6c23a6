"""The line above the list that tells of mended words, and lets one search as typed."""

from collections.abc import Callable
from dataclasses import replace

from katalog_app.language import question as typing
from katalog_app.language.question import PartKind
from katalog_app.model.query import SearchResult
from katalog_app.texts import _
from katalog_app.ui.catalogue.asking import Question
from katalog_app.ui.widgets.flow import FlowStrip
from katalog_app.ui.widgets.text import Text, button


class SpellingNote(FlowStrip):
    """Visar träffar för belysning. Sök efter belysnig ändå."""

    def __init__(self, ask: Callable[[Question], None]) -> None:
        """Take how a changed question is asked."""
        super().__init__()
        self._ask = ask
        self._question = Question()
        self._shows, self._words = Text("", "mute"), Text("", "strong")
        for text in (self._shows, self._words):
            text.setWordWrap(False)
        self._turn = button("", self._turn_over, "link")
        for part in (self._shows, self._words, self._turn):
            self.flow.addWidget(part)

    def show_answer(self, question: Question, result: SearchResult) -> None:
        """Say which words were looked up; nothing where they are as typed and nobody asked."""
        self._question = question
        self.setVisible(bool(result.corrected) or question.exact)
        typed = " ".join(
            part.text
            for part in typing.parse(question.words)
            if part.kind is PartKind.WORDS and not part.negated
        )
        if result.corrected:
            said, words = _("Visar träffar för"), result.corrected
            turn = _("Sök efter {words} ändå").format(words=typed)
        else:
            said, words = _("Söker exakt efter"), typed
            turn = _("Rätta stavningen")
        self._shows.setText(said)
        self._words.setText(words)
        self._shows.setAccessibleName(f"{said} {words}")
        self._turn.setText(turn.replace("&", "&&"))
        self._turn.setAccessibleName(turn)
        self.fit()

    def _turn_over(self) -> None:
        self._ask(replace(self._question, exact=not self._question.exact))
