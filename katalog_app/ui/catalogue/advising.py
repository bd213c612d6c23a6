"""Advice while one writes: a quiet line under a field, a score, and the hints behind it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from katalog_app.model.fields import FieldKind
from katalog_app.services.advising import NO_ADVICE
from katalog_app.ui.catalogue import advice_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog_app.services.advising import Advice, Hint
    from katalog_app.ui.catalogue.form_pane import FormPane
    from katalog_app.ui.workspace import Workspace

REST_MS = 400
"""Typing rests this long before advice is given (ms): nobody is corrected in mid-word."""


class Advising(QObject):
    """Reads along with one form, in the background; it never says a word about saving."""

    def __init__(self, workspace: Workspace, form: FormPane) -> None:
        """Read along with a form as long as it is there."""
        super().__init__(form)
        self._workspace, self._form = workspace, form
        self.rest = QTimer(self, singleShot=True, interval=REST_MS)
        self.rest.timeout.connect(self._ask)
        form.form.edited.connect(self.rest.start)
        form.form.completed.connect(self.rest.start)
        form.hints.wanted.connect(self._go_to)

    def _ask(self) -> None:
        if not self._form.form.complete:
            return  # it asks again when it is
        said = dict(self._form.entry.fields) if self._form.entry else {}
        call = partial(_advice, {**said, **self._form.form.typed()})
        self._workspace.jobs.run(call, self._show, owner=self, newest="advice")

    def _show(self, advice: Advice) -> None:
        self._form.hints.show_advice(advice)
        for row in self._form.form.rows:
            if row.field.kind is FieldKind.LONG_TEXT:
                mine = [one for one in advice.hints if one.field == row.field.name and one.quote]
                row.advise(advice_words.under_field(mine))

    def _go_to(self, hint: Hint) -> None:
        """Take the keyboard to the field, and select the words if they still stand there."""
        row = self._form.form.row(hint.field)
        self._form.form.take_keyboard(row)
        if hint.end > hint.start:
            row.editor.select(hint.start, hint.end, hint.quote)
        self._form.bring_into_view(row.editor)


def _advice(said: Mapping[str, object]) -> Advice:
    from katalog_app.services import advising  # not needed to start

    return advising.advise(said, date.today()) if said else NO_ADVICE
