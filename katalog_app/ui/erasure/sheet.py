"""The sheet in which one chooses what is to be erased for good, and sees what that will do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from katalog_app import messages
from katalog_app.model import telling
from katalog_app.model.statements import LONGEST_DECISION, LONGEST_REASON
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.arrow_combo import ArrowCombo
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button, clear
from katalog_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katalog_app.services.weighing import Erasable, ErasableField, Request, Weighed
    from katalog_app.ui.theme import Theme

LONGEST_VALUE = 160
"""Letters of a value that are shown; enough to know it by."""
INDENT = 26
"""Of the values below the box of their field (pixels at 100 %)."""


@dataclass(frozen=True)
class Wanted:
    """What somebody has chosen to erase, and why."""

    entry: str
    fields: tuple[str, ...]
    reason: str
    decision: str


class ErasureSheet(Question):
    """Fields to tick, reason and decision, what will happen, and a last question."""

    wanted = Signal(Wanted)
    """All is filled in and confirmed."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        weighed: Weighed,
        request: Request | None = None,
        ticked: Sequence[str] = (),
    ) -> None:
        """Show what can be erased, filled in as a request says, else with some fields ticked."""
        super().__init__(parent, *_heading(final=weighed.coordinator))
        self._theme, self._weighed, self._request = theme, weighed, request
        self._asked_for = request.fields if request is not None else tuple(ticked)
        self._busy = False
        self.final = weighed.coordinator
        self.entries = ArrowCombo(theme)
        self.entries.setAccessibleName(_("Vems eller vilka uppgifter"))
        self._fields = QWidget()
        QVBoxLayout(self._fields).setContentsMargins(0, 0, 0, 0)
        self.boxes: dict[str, TickBox] = {}
        self.reason = _line(_("Skäl"), LONGEST_REASON)
        self.reason.setPlaceholderText(_("till exempel: personen har begärt det"))
        self.decision = _line(_("Beslutets nummer"), LONGEST_DECISION)
        self.decision.setPlaceholderText(_("till exempel: KS 2026-12"))
        self.certain = TickBox(theme, _("Ja, radera för gott"), _("Ja, radera för gott"))
        self._told = self.foot_text("fault")
        self.ask(*self._asked())
        self.setObjectName("erasure")
        does = _("Radera för gott") if self.final else _("Spara begäran")
        self._does = self.add(button(does, self._accept, "primary"))
        self.add(button(_("Avbryt"), self.reject))
        self._fill_in()

    def _asked(self) -> list[QWidget]:
        shown: list[QWidget] = [Text(_("Vems eller vilka uppgifter"), "label"), self.entries]
        shown += [Text(_("Fält som ska raderas"), "label"), self._fields]
        for label, line in (
            (_("Skäl (alla får läsa det, så skriv inga personuppgifter här)"), self.reason),
            (_("Beslutets nummer"), self.decision),
        ):
            text = Text(label, "label")
            text.setBuddy(line)
            shown += [text, line]
        if self.final:
            shown += [Text(_consequences(), "banner"), self.certain]
        return shown

    def _fill_in(self) -> None:
        for entry in self._weighed.entries:
            kind = wording.capital(messages.kind_name(entry.kind))
            title = entry.title or _("(utan namn)")
            self.entries.addItem(_("{kind}: {title}").format(kind=kind, title=title), entry.id)
        self.entries.currentIndexChanged.connect(self._show_fields)
        self._show_fields(0)
        if self._request is not None:
            self.reason.setText(self._request.reason)
            self.decision.setText(self._request.decision)
        for name in self._asked_for:
            if name in self.boxes:
                self.boxes[name].setChecked(True)

    def _show_fields(self, row: int) -> None:
        """Show the fields of an entry, none of them ticked."""
        clear(self._fields)
        self.boxes = {}
        layout = self._fields.layout()
        assert layout is not None  # noqa: S101 - made with the widget
        entry = self._weighed.entries[row]
        for field in sorted(entry.fields, key=lambda one: one.name not in self._asked_for):
            layout.addWidget(self._field(entry, field))
        if not entry.fields:
            layout.addWidget(Text(_("Här finns inget kvar att radera."), "mute"))
        self._order_tabs()

    def _field(self, entry: Erasable, field: ErasableField) -> QWidget:
        """Return a box to tick, with the values below it."""
        name, told = telling.field_name(entry.kind, field.name), _values(entry, field)
        box = TickBox(self._theme, name, name)
        box.setAccessibleDescription(told)
        shown = Text(told, "mute")
        shown.setContentsMargins(self._theme.px(INDENT), 0, 0, 0)
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(box)
        layout.addWidget(shown)
        self.boxes[field.name] = box
        return place

    def _order_tabs(self) -> None:
        before: QWidget = self.entries
        for control in (*self.boxes.values(), self.reason):
            QWidget.setTabOrder(before, control)
            before = control

    def _accept(self) -> None:
        ticked = tuple(name for name, box in self.boxes.items() if box.isChecked())
        reason, decision = self.reason.text().strip(), self.decision.text().strip()
        if not ticked:
            self._complain(_("Bocka för minst ett fält."), next(iter(self.boxes.values()), None))
        elif not reason:
            self._complain(_("Skriv ett skäl."), self.reason)
        elif not decision:
            self._complain(_("Skriv beslutets nummer."), self.decision)
        elif self.final and not self.certain.isChecked():
            self._complain(_("Bocka för att du vill radera för gott."), self.certain)
        else:
            self._rest()
            self.wanted.emit(Wanted(str(self.entries.currentData()), ticked, reason, decision))

    def _complain(self, text: str, control: QWidget | None) -> None:
        self.tell(_("{what} Inget är raderat än.").format(what=text))
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroller.ensureWidgetVisible(control)

    def tell(self, text: str) -> None:
        """Say what is wrong; the sheet can be used again."""
        self._busy = False
        self._does.setEnabled(True)
        self._body.setEnabled(True)
        self._told.setText(text)
        self._told.show()

    def _rest(self) -> None:
        """Wait for what has been begun; it cannot be stopped half-way."""
        self._busy = True
        self._does.setEnabled(False)
        self._body.setEnabled(False)
        self._told.hide()

    @override
    def reject(self) -> None:
        """Close, unless something is being erased."""
        if not self._busy:
            super().reject()


def _heading(*, final: bool) -> tuple[str, str]:
    if final:
        return _("Radera uppgifter för gott"), _(
            "Alla värden i de fält som du bockar för raderas, också de tidigare. Är en uppgift "
            "bara fel, rätta den i stället som vanligt."
        )
    return _("Begär att uppgifter raderas"), _(
        "Bara en samordnare kan radera för gott. Det du bockar för blir en begäran, som följer med "
        "din nästa fil till samordnaren. Tills samordnaren har raderat uppgifterna är de kvar, "
        "här och hos andra."
    )


def _consequences() -> str:
    return _(
        "Det går inte att ångra. Värdena försvinner ur katalogen, historiken, sökningen och alla "
        "säkerhetskopior i den här datorn. Raderingen följer med din nästa fil och din nästa "
        "utgåva, så att de försvinner också hos andra, och de tas aldrig in igen ur en gammal fil. "
        "Filer som någon redan har sparat på annat håll kommer Katalogen inte åt."
    )


def _line(name: str, longest: int) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setMaxLength(longest)
    made.setAcceptDrops(False)  # files are dropped on the window
    return made


def _values(entry: Erasable, field: ErasableField) -> str:
    """Return the values of a field, those it has now and those it had."""
    lines = []
    for words, values in ((_("Nu: {values}"), field.now), (_("Förut: {values}"), field.before)):
        told = [
            _shortened(telling.readable(entry.kind, field.name, value, entry.names))
            for value in values
        ]
        if told:
            lines.append(words.format(values=" | ".join(told)))
    return "\n".join(lines)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[: LONGEST_VALUE - 1]}…"
