"""Scrolling to what takes the keyboard: Qt does so for Tab alone."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

SETTLED_MS = 30
"""What was just made has its place after so long (ms)."""
AROUND = 16
"""Seen above and below (pixels)."""


def reveal(widget: QWidget) -> None:
    """Let a widget be seen in the area it is scrolled in, once what is around it has its place."""
    QTimer.singleShot(SETTLED_MS, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    inside = above.widget() if above is not None else None
    if above is None or inside is None or not inside.isAncestorOf(widget):
        return
    bar, height = above.verticalScrollBar(), above.viewport().height()
    top = widget.mapTo(inside, QPoint(0, 0)).y() - AROUND
    lowest = top + widget.height() + 2 * AROUND - height
    if top < bar.value() or lowest > top:
        bar.setValue(top)
    elif lowest > bar.value():
        bar.setValue(lowest)
