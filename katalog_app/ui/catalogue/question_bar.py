"""The line under the search field: how many hits, which filters, in which order."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from katalog_app.model.query import Facet, SearchResult, Sort
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.catalogue.asking import Question
from katalog_app.ui.catalogue.facets import Labels
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.arrow_combo import ArrowCombo
from katalog_app.ui.widgets.chip import Chip
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button


class QuestionBar(QWidget):
    """Shows a question and lets it be changed."""

    def __init__(self, theme: Theme, label: Labels, ask: Callable[[Question], None]) -> None:
        """Take what values are called, and how a changed question is asked."""
        super().__init__()
        self._theme, self._label, self._ask = theme, label, ask
        self._question = Question()
        self._chips: list[QWidget] = []
        self._chips_of: object = None
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

    def show_question(self, question: Question) -> None:
        """Show the chips and the order of a question."""
        self._question = question
        number = self.order.findData(question.sort.value)
        self.order.blockSignals(True)
        self.order.setCurrentIndex(number)
        self.order.blockSignals(False)
        wanted = [
            (facet, value, self._label(facet, value))
            for facet in wording.FACETS
            for value in sorted(question.where.get(facet, ()))
        ]
        if wanted != self._chips_of:
            self._chips_of = wanted
            self._show_chips(wanted)

    def keep_last(self, *widgets: QWidget) -> None:
        """Let widgets stand after the last filter."""
        self.last = widgets
        for widget in widgets:
            self._flow.addWidget(widget)

    def show_count(self, result: SearchResult, of_all: int | None) -> None:
        """Say how many projects match, and for which words if others than those typed."""
        if of_all is None or self._question.empty:
            text = ngettext("projekt", "projekt", result.total)
        else:
            text = _("av {all} projekt").format(all=of_all)
        if result.corrected:
            text += " · " + _("visar träffar för ”{words}”").format(words=result.corrected)
        self.number.setText(str(result.total))
        self.count.setText(text)
        self.count.setAccessibleName(f"{result.total} {text}")
        self.number.setMinimumHeight(self.order.sizeHint().height())

    def _show_chips(self, wanted: list[tuple[Facet, str, str]]) -> None:
        focused = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        before = None
        for facet, value, label in wanted:
            name = _(wording.FACETS[facet])
            text = _("eller {value}") if facet is before else "{facet}: {value}"
            chip = Chip(
                self._theme,
                text.format(facet=name, value=label),
                name=_("Ta bort filtret {facet}: {value}").format(facet=name, value=label),
                removes=True,
            )
            chip.clicked.connect(lambda _c, f=facet, v=value: self._lift(f, v))
            self._chips.append(chip)
            before = facet
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

    def _lift(self, facet: Facet, value: str) -> None:
        self._ask(self._question.ticked(facet, value, on=False))

    def _lift_all(self) -> None:
        self._ask(Question(words=self._question.words, sort=self._question.sort))

    def _order_box(self) -> QComboBox:
        box = ArrowCombo(self._theme)
        for sort, name in wording.SORTS.items():
            box.addItem(_("Sortera: {order}").format(order=_(name)), sort.value)
        box.setAccessibleName(_("Sortera"))
        box.activated.connect(self._sort)
        return box

    def _sort(self, _number: int) -> None:
        question = self._question
        sort = Sort(self.order.currentData())
        self._ask(Question(words=question.words, where=question.where, sort=sort))
