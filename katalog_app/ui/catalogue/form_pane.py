"""The reading pane turned into a form: what is filled in, Spara and Avbryt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from katalog_app.model.fields import EntryKind
from katalog_app.texts import _
from katalog_app.ui.catalogue.hints_panel import HintsPanel
from katalog_app.ui.forms.form import Form
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katalog_app.model.entries import Entry
    from katalog_app.services.drafting import Draft
    from katalog_app.ui.forms.field_editor import FieldEditor
    from katalog_app.ui.theme import Theme


AROUND = 60
"""Seen above and below what is scrolled to (pixels)."""


class FormPane(QWidget):
    """A form for a project as it was shown when the form was opened, or for a new one."""

    saved = Signal()
    """Spara was pressed."""
    cancelled = Signal()
    """Avbryt or Escape was pressed."""

    def __init__(
        self,
        theme: Theme,
        entry: Entry | None,
        called: Mapping[str, str],
        draft: Draft | None = None,
    ) -> None:
        """Show the form.

        Args:
            theme: Where colours and sizes come from.
            entry: The project as it was shown, None for a new one.
            called: What the entries it is linked to are called, by id.
            draft: What was written before and not saved; the conflicts it makes are of that time.
        """
        super().__init__()
        self.entry = entry
        self.seen = tuple(
            {head for heads in entry.heads.values() for head in heads} if entry else ()
        )
        """The changes behind everything that was shown when the form was opened."""
        self.source = draft.source if draft is not None else None
        """The id of the project that a new one begins from."""
        if draft is not None:
            self.seen = draft.seen
        fields = entry.fields if entry else {}
        clash = _("Krock: flera värden. Ändrar du fältet här är krocken löst.")
        notes = dict.fromkeys(entry.conflicts if entry else (), clash)
        self.form = Form(theme, EntryKind.PROJECT, fields, called=called, notes=notes)
        self.heading = _("Redigera projekt") if entry else _("Nytt projekt")
        self.setAccessibleName(self.heading)
        self._focused: QWidget | None = None
        self._notice = Text("", "banner")
        self._notice.hide()
        self._passing = False
        if draft is not None:
            self.form.fill_in(draft.values)
        self.form.edited.connect(self._edited)
        self.save = button(_("Spara"), self.saved.emit, "primary")
        self.save.setToolTip(_("Spara (Ctrl+S)"))
        self._cancel = button(_("Avbryt"), self.cancelled.emit)
        self._cancel.setToolTip(_("Avbryt (Esc)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.hints = HintsPanel(theme)
        self._scroll = self._scroller()
        layout.addLayout(self._head())
        layout.addWidget(self.hints)
        layout.addWidget(self._scroll, 1)
        QWidget.setTabOrder(self._cancel, self.save)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(20, 12, 26, 0)
        head.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Text(self.heading, "heading"), 1)
        row.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(row)
        head.addWidget(self._notice)
        return head

    def _scroller(self) -> QScrollArea:
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setMinimumWidth(0)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(20, 4, 16, 18)
        layout.addWidget(self.form)
        layout.addStretch(1)
        scroller.setWidget(inside)
        return scroller

    def bring_into_view(self, editor: FieldEditor) -> None:
        """Scroll to an editor, in a long text to where the caret stands."""
        control = editor.controls()[0]
        at = control.cursorRect().center() if isinstance(control, QTextEdit) else QPoint(0, 0)
        place = control.mapTo(self.form, at) + self.form.pos()
        self._scroll.ensureVisible(place.x(), place.y(), 0, AROUND)

    def draft(self) -> Draft | None:
        """Return what is written and not saved, None for nothing."""
        from katalog_app.services.drafting import Draft  # not needed to start

        typed = self.form.typed()
        entry = self.entry.id if self.entry else None
        return Draft(entry, self.seen, typed, self.source) if typed else None

    @property
    def dirty(self) -> bool:
        """Whether something would be lost if the form went away."""
        return self.form.dirty

    def rest(self) -> None:
        """Take nothing more in while it is being saved."""
        self._focused = QApplication.focusWidget()
        self.setEnabled(False)

    @property
    def holds_keyboard(self) -> bool:
        """Whether the keyboard is in the form, or was when it was told to rest."""
        focused = QApplication.focusWidget() if self.isEnabled() else self._focused
        return focused is not None and self.isAncestorOf(focused)

    def wake(self) -> None:
        """Go on where it was, for it was not saved."""
        self.setEnabled(True)
        if self._focused is not None and self.isAncestorOf(self._focused):
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, text: str, *, passing: bool = False) -> None:
        """Say something above the form, "" for nothing; `passing` until something is edited."""
        self._passing = passing
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def _edited(self) -> None:
        if self._passing:
            self.tell("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
