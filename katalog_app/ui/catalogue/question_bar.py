"""The line under the search field: how many hits, which filters, in which order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from katalog_app.model.query import SearchResult, Sort
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.catalogue.asking import Question
from katalog_app.ui.catalogue.facets import Labels
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.arrow_combo import ArrowCombo
from katalog_app.ui.widgets.chip import Chip
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.ui.catalogue.chips import ChipText


class QuestionBar(QWidget):
    """Shows a question and lets it be changed."""

    removed = Signal(object)
    """A chip was pressed: let go what it stands for (`ChipText`)."""
    reopened = Signal(object)
    """A chip is to be written anew in the field (`ChipText`)."""

    def __init__(self, theme: Theme, label: Labels, ask: Callable[[Question], None]) -> None:
        """Take what values are called, and how a changed question is asked."""
        super().__init__()
        self._theme, self._label, self._ask = theme, label, ask
        self._question = Question()
        self._chips: list[QWidget] = []
        self.shown: list[ChipText] = []
        """The chips in order."""
        self.last: tuple[QWidget, ...] = ()
        self.number, self.count = Text(role="strong"), Text(role="mute")
        for text in (self.number, self.count):
            text.setWordWrap(False)
        self.fold = QPushButton(_("Filter"))
        self.fold.setCheckable(True)
        self.fold.setAccessibleName(_("Visa filter"))
        self.fold.hide()
        self.order = self._order_box()
        self._flow_place = QWidget()
        self._flow = FlowLayout(self._flow_place)
        self._flow.addWidget(self.number)
        self._flow.addWidget(self.count)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._flow_place.setSizePolicy(policy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._flow_place, 1)
        layout.addWidget(self.order, 0, Qt.AlignmentFlag.AlignTop)

    def show_question(self, question: Question, pieces: Sequence[str] = ()) -> None:
        """Show the chips and the order of a question, and the pieces that are chips too."""
        self._question = question
        number = self.order.findData(question.sort.value)
        self.order.blockSignals(True)
        self.order.setCurrentIndex(number)
        self.order.blockSignals(False)
        wanted: list[ChipText] = []
        if question.where or pieces:
            from katalog_app.ui.catalogue.chips import chips_of  # not needed to start

            wanted = chips_of(question, pieces, self._label)
        if wanted != self.shown:
            self.shown = wanted
            self._show_chips(wanted)

    def reopen_last(self) -> None:
        """Ask for the last chip to be written anew."""
        if self.shown:
            self.reopened.emit(self.shown[-1])

    def keep_last(self, *widgets: QWidget) -> None:
        """Let widgets stand after the last filter, and after those that do already."""
        self.last = (*self.last, *widgets)
        for widget in widgets:
            self._flow.addWidget(widget)

    def show_count(self, result: SearchResult, of_all: int | None) -> None:
        """Say how many projects match, and for which words if others than those typed."""
        if of_all is None or self._question.empty:
            text = ngettext("projekt", "projekt", result.total)
        else:
            text = _("av {all} projekt").format(all=of_all)
        self.number.setText(str(result.total))
        self.count.setText(text)
        self.count.setAccessibleName(f"{result.total} {text}")
        self.number.setMinimumHeight(self.order.sizeHint().height())

    def _show_chips(self, wanted: list[ChipText]) -> None:
        focused = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for shown in wanted:
            made = Chip(self._theme, shown.text, name=shown.name, removes=True)
            made.setToolTip(_("Enter eller F2: ändra som text"))
            made.clicked.connect(lambda _c, shown=shown: self.removed.emit(shown))
            made.opened.connect(lambda shown=shown: self.reopened.emit(shown))
            self._chips.append(made)
        if len(wanted) > 1:
            self._chips.append(button(_("Rensa alla filter"), self._lift_all, "link"))
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        for widget in self.last:
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)
        if focused and self._chips:
            self._chips[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._flow_place.updateGeometry()

    def _lift_all(self) -> None:
        from katalog_app.language import pieces  # loaded long ago with the chips

        _lead, words = pieces.set_apart(self._question.words)
        self._ask(Question(words=words, sort=self._question.sort))

    def _order_box(self) -> QComboBox:
        box = ArrowCombo(self._theme)
        for sort, name in wording.SORTS.items():
            box.addItem(_("Sortera: {order}").format(order=_(name)), sort.value)
        box.setAccessibleName(_("Sortera"))
        box.activated.connect(self._sort)
        return box

    def _sort(self, _number: int) -> None:
        self._ask(replace(self._question, sort=Sort(self.order.currentData())))
