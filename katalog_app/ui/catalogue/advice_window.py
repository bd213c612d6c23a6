"""How clear and complete a project is, opened from where it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog_app.texts import _
from katalog_app.ui.catalogue import advice_words
from katalog_app.ui.catalogue.hint_list import HIGH, HintList
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from katalog_app.services.advising import Advice, Hint
    from katalog_app.ui.theme import Theme


class AdviceWindow(Question):
    """The score with its parts, and the hints; one of them can be gone to in the form."""

    def __init__(
        self,
        theme: Theme,
        advice: Advice,
        go: Callable[[Hint | None], object],
        parent: QWidget,
        answer: str,
    ) -> None:
        """Show the advice.

        Args:
            theme: Where sizes come from.
            advice: What to show.
            go: Goes to a hint in the form, or to the form where none is chosen.
            parent: The window stands over it.
            answer: What going there is called.
        """
        self.list = HintList()
        self.list.show_advice(advice)
        self.list.setMinimumHeight(theme.px(HIGH))
        self.list.setVisible(bool(advice.hints))
        parts = [Text(advice_words.part(part, advice.lix), "mute") for part in advice.parts]
        text = _("Poängen är ett stöd för den som skriver. Den hindrar ingen från att spara.")
        super().__init__(parent, advice_words.score(advice), text, *parts, self.list)
        self.setObjectName("advice")
        self._advice, self._go_to = advice, go
        self.list.itemActivated.connect(self._go)
        self.answer(answer, self._chosen, "primary")
        self.answer(_("Stäng"), lambda: None)

    def _go(self) -> None:
        self.accept()
        self._chosen()

    def _chosen(self) -> None:
        row = self.list.currentRow()
        hints = self._advice.hints
        self._go_to(hints[row] if 0 <= row < len(hints) else None)
