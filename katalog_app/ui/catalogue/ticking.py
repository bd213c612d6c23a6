"""Ticking several hits: by mouse and keyboard, and kept while other questions are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from katalog_app.ui.overriding import override

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog_app.ui.catalogue.hit_list import HitList
    from katalog_app.ui.catalogue.models import HitModel

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Ticking(QObject):
    """While it is on, a click or space ticks a card; Shift ticks all from the last one to it.

    Ctrl and a click, or Ctrl and space, turn it on.
    """

    changed = Signal()
    """It was turned on or off, or others are ticked."""

    def __init__(self, hits: HitList, model: HitModel) -> None:
        """Watch a list."""
        super().__init__(hits)
        self._hits, self._model = hits, model
        self._ids: dict[str, None] = {}
        self._last = 0
        """The row that was ticked last."""
        hits.installEventFilter(self)
        hits.viewport().installEventFilter(self)

    @property
    def on(self) -> bool:
        """Whether there are boxes to tick."""
        return self._model.ticked is not None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the ticked projects, in the order they were ticked."""
        return tuple(self._ids)

    def turn(self, on: bool) -> None:
        """Show boxes, none ticked; or take them away."""
        self._ids.clear()
        self._last = max(self._hits.currentIndex().row(), 0)
        self._model.tick(frozenset() if on else None)
        self.changed.emit()

    def tick(self, ids: Iterable[str]) -> None:
        """Tick these too."""
        self._ids.update(dict.fromkeys(ids))
        self._tell()

    def clear(self) -> None:
        """Tick none."""
        self._ids.clear()
        self._tell()

    def _tell(self) -> None:
        self._model.tick(frozenset(self._ids))
        self.changed.emit()

    def _toggle(self, row: int) -> None:
        hit = self._model.hit_at(row)
        if hit is None:
            return
        self._last = row
        if self._ids.pop(hit.id, self) is self:
            self._ids[hit.id] = None
        self._tell()

    def _tick_to(self, row: int) -> None:
        """Tick all from the row ticked last to this one."""
        rows = range(min(self._last, row), max(self._last, row) + 1)
        self.tick(hit.id for at in rows if (hit := self._model.hit_at(at)) is not None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the clicks and keys that tick."""
        if watched is not self._hits:
            if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
                return self._click(event)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _click(self, event: QMouseEvent) -> bool:
        index = self._hits.indexAt(event.position().toPoint())
        held = event.modifiers()
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return False
        if not self.on:
            if not held & (CTRL | SHIFT):
                return False
            self.turn(on=True)
        self._hits.setFocus(Qt.FocusReason.MouseFocusReason)
        if held & SHIFT:
            self._tick_to(index.row())
        else:
            self._toggle(index.row())
        self._hits.setCurrentIndex(index)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        row = self._hits.currentIndex().row()
        if key == Qt.Key.Key_Space and (self.on or held & CTRL):
            if not self.on:
                self.turn(on=True)
            self._toggle(row)
            return True
        if not self.on:
            return False
        if key in STEPS and held & SHIFT:
            self._hits.step(STEPS[Qt.Key(key)])
            self._tick_to(self._hits.currentIndex().row())
            return True
        if key == Qt.Key.Key_A and held & CTRL:
            self.tick(hit.id for hit in self._model.hits if not hit.wider)
            return True
        if key == Qt.Key.Key_Escape:
            self.turn(on=False)
            return True
        return False
