"""How it stands with the inbox, in figures at its head."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange.items import Figures
from katalog_app.ui.widgets.text import Text, frame


class Counters(QWidget):
    """A row of figures with words, or one line of text where there is little room."""

    def __init__(self) -> None:
        """Show an empty inbox without conflicts."""
        super().__init__()
        self.setAccessibleName(_("Så står det till"))
        self._figures, self._conflicts = Figures(), 0
        self._cards = QWidget()
        across = QHBoxLayout(self._cards)
        across.setContentsMargins(2, 0, 2, 0)
        across.setSpacing(10)
        self._numbers: list[Text] = []
        self._words: list[Text] = []
        self._frames: list[QFrame] = []
        for _one in self._told():
            across.addWidget(self._card(), 1)
        self._line = Text("", "mute")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._cards)
        layout.addWidget(self._line)
        self.set_compact(compact=False)
        self._show()

    def set_compact(self, *, compact: bool) -> None:
        """Show one line of text instead of cards, or the cards."""
        self._cards.setVisible(not compact)
        self._line.setVisible(compact)

    def tell(self, figures: Figures) -> None:
        """Show other figures of the files."""
        self._figures = figures
        self._show()

    def tell_conflicts(self, conflicts: int) -> None:
        """Show how many conflicts of the catalogue are open."""
        self._conflicts = conflicts
        self._show()

    def _card(self) -> QFrame:
        card = frame("pane")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(16, 8, 12, 8)
        inside.setSpacing(10)
        number, words = Text("0", "title"), Text("", "mute")
        number.setWordWrap(False)
        inside.addWidget(number, 0, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._numbers.append(number)
        self._words.append(words)
        self._frames.append(card)
        return card

    def _told(self) -> list[tuple[int, str]]:
        now, conflicts = self._figures, self._conflicts
        return [
            (now.read, ngettext("fil läst", "filer lästa", now.read)),
            (now.ready, ngettext("ändring klar att ta in", "ändringar klara att ta in", now.ready)),
            (conflicts, ngettext("krock att avgöra", "krockar att avgöra", conflicts)),
            (now.waiting, ngettext("fil väntar på dig", "filer väntar på dig", now.waiting)),
            (
                now.refused,
                ngettext(
                    "fil avvisad – inget ändrat", "filer avvisade – inget ändrat", now.refused
                ),
            ),
        ]

    def _show(self) -> None:
        told = [(wording.number(count), words) for count, words in self._told()]
        cards = zip(told, self._numbers, self._words, self._frames, strict=True)
        for (count, words), number, shown, card in cards:
            number.setText(count)
            shown.setText(words)
            card.setAccessibleName(f"{count} {words}")
        # The line has room for what there is something of, and for how many files were read.
        named = [
            f"{count} {words}" for at, (count, words) in enumerate(told) if count != "0" or not at
        ]
        self._line.setText(wording.dotted(*named))
