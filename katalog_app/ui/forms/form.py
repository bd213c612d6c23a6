"""A form for one entry: the fields of its kind in their order, checked as one types.

Making all of it takes longer than the window may be held up, so the rows are made a few at a time
between the events, from the top. Whoever asks for what is filled in gets the whole form: what is
not made yet is made then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.model.fields import FIELDS, SLUG
from katalog_app.texts import _
from katalog_app.ui.forms.editors import editor_of
from katalog_app.ui.forms.form_row import FormRow
from katalog_app.ui.widgets.revealing import reveal

if TYPE_CHECKING:
    from katalog_app.model.fields import Field
    from katalog_app.services.offering import Offers
    from katalog_app.ui.theme import Theme

PAUSE_MS = 300
"""Typing rests this long before a value is complained about (ms); praise comes at once."""
SLICE_MS = 2.0
"""How long rows are made before the window may answer (ms); placing and painting come on top."""


class Form(QWidget):
    """Editors for the fields of a kind; knows what has been changed and what is wrong."""

    edited = Signal()
    completed = Signal()
    """Every row is there now."""

    def __init__(
        self,
        theme: Theme,
        kind: str,
        said: Mapping[str, object],
        *,
        called: Mapping[str, str] | None = None,
        notes: Mapping[str, str] | None = None,
        only: Collection[str] = (),
    ) -> None:
        """Show the fields of a kind.

        Args:
            theme: Where colours and sizes come from.
            kind: One of `EntryKind`.
            said: The values the entry has now, by field name.
            called: What entries it links to are called, by id.
            notes: What to say about a field beside it, by field name.
            only: Names of the fields to show; all but the short name where none are given.
        """
        super().__init__()
        self._rows: list[FormRow] = []
        """Those that are there with their values."""
        self._typed: dict[str, object] = {}
        """What was typed before, for rows that are not there yet."""
        self._waits: set[FormRow] = set()
        self._rest = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest.timeout.connect(self._complain)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        fields = [f for f in FIELDS[kind] if f.name in only or (not only and f.name != SLUG)]
        self.fields = tuple(fields)
        """Those that are shown, in their order."""
        self._make = partial(editor_of, theme, called or {})
        self._steps: Iterator[None] | None = self._building(fields, said, notes or {})
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._make_some)
        self._slices.start()

    @property
    def complete(self) -> bool:
        """Whether every row is there."""
        return self._steps is None

    def finish(self) -> None:
        """Make the rows that are missing, at once."""
        while not self.complete:
            self._step()

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """The rows that are there by now, in their order."""
        return tuple(self._rows)

    def row(self, name: str) -> FormRow:
        """Return the row of a field."""
        self.finish()
        return next(row for row in self._rows if row.field.name == name)

    @property
    def dirty(self) -> bool:
        """Whether something would be lost if the form went away."""
        if self._typed:
            self.finish()
        return any(row.changed for row in self._rows)

    def changed_labels(self) -> list[str]:
        """Return what the changed fields are called."""
        self.finish()
        return [_(row.field.label) for row in self._rows if row.changed]

    def changes(self) -> dict[str, object]:
        """Return the checked values of the changed fields; None clears a field.

        Raises:
            InvalidValueError: One of them does not fit its field.
        """
        self.finish()
        return {row.field.name: row.checked() for row in self._rows if row.changed}

    def typed(self) -> dict[str, object]:
        """Return what is filled in in the changed fields, unchecked."""
        self.finish()
        return {row.field.name: row.editor.value() for row in self._rows if row.changed}

    def fill_in(self, typed: Mapping[str, object]) -> None:
        """Fill in what was typed before, as if it were typed now; unknown fields are left out."""
        self._typed.update(typed)
        for row in self._rows:
            if row.field.name in self._typed:
                row.editor.show_value(self._typed.pop(row.field.name))
        self.edited.emit()

    def complaints(self, *, new: bool) -> list[FormRow]:
        """Show every complaint, and return the rows that have one.

        Args:
            new: Ask for required fields too that nobody has touched.
        """
        self.finish()
        wrong = []
        for row in self._rows:
            asked = row.changed or (new and row.field.required)
            complaint = row.complaint() if asked else ""
            row.say(complaint)
            if complaint:
                wrong.append(row)
        return wrong

    def offer(self, offers: Offers) -> None:
        """Take what the catalogue can offer."""
        self.finish()
        for row in self._rows:
            row.editor.offer(offers)

    def take_keyboard(self, row: FormRow | None = None) -> None:
        """Take the keyboard to a row, the first one where none is given."""
        while not self._rows:
            self._step()
        control = (row or self._rows[0]).editor.controls()[0]
        control.setFocus(Qt.FocusReason.TabFocusReason)
        reveal(control)

    def _make_some(self) -> None:
        until = perf_counter() + SLICE_MS / 1000
        while not self.complete and perf_counter() < until:
            self._step()

    def _step(self) -> None:
        if self._steps is None or next(self._steps, self) is None:
            return
        self._steps = None
        self._slices.stop()
        self._typed.clear()
        self.completed.emit()

    def _building(
        self, fields: Sequence[Field], said: Mapping[str, object], notes: Mapping[str, str]
    ) -> Iterator[None]:
        """Make one row after the other; none can be written in before its value is there."""
        for field in fields:
            row = FormRow(field, self._make(field, _(field.label)), notes.get(field.name, ""))
            row.hide()
            self._layout.addWidget(row)
            yield
            yield from row.filling(said.get(field.name))
            if field.name in self._typed:
                yield from row.editor.filling(self._typed[field.name])
            row.editor.edited.connect(partial(self._edited, row))
            row.editor.reshaped.connect(self._order_tabs)
            self._rows.append(row)
            self._typed.pop(field.name, None)  # from now on the row tells of it
            self._order_tabs(self._rows[-2:])
            row.show()
            yield

    def _order_tabs(self, rows: Sequence[FormRow] = ()) -> None:
        """Let Tab follow the order of the rows given, of all where none are."""
        controls = [control for row in rows or self._rows for control in row.editor.controls()]
        for first, second in pairwise(controls):
            QWidget.setTabOrder(first, second)

    def _edited(self, row: FormRow) -> None:
        if not row.complaint() or not row.changed:
            row.say("")
            self._waits.discard(row)
        else:
            self._waits.add(row)
            self._rest.start()
        self.edited.emit()

    def _complain(self) -> None:
        for row in self._waits:
            row.say(row.complaint())
        self._waits.clear()
