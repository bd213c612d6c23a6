"""A window as a screen reader meets it: roles, names and states, indented by who holds whom."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

SILENT = {QAccessible.Role.Client, QAccessible.Role.LayeredPane, QAccessible.Role.Splitter}
ROWS = 40
"""Rows of a list that are written; the rest are counted."""


def outline(window: QWidget) -> str:
    """Return the outline of what can be seen."""
    return "\n".join(_lines(QAccessible.queryAccessibleInterface(window), 0)) + "\n"


def _lines(shown: QAccessibleInterface, depth: int) -> Iterator[str]:
    state = shown.state()
    if state.invisible and depth:
        return
    name = shown.text(QAccessible.Text.Name)
    silent = shown.role() in SILENT and not name
    if not silent:
        yield "  " * depth + _line(shown, name)
    inside = depth if silent else depth + 1
    count = shown.childCount()
    rows = shown.role() == QAccessible.Role.List
    for number in range(min(count, ROWS) if rows else count):
        child = shown.child(number)
        if child is not None:
            yield from _lines(child, inside)
    if rows and count > ROWS:
        yield "  " * inside + f"… {count - ROWS} more"


def _line(shown: QAccessibleInterface, name: str) -> str:
    state = shown.state()
    states = [
        word
        for word, holds in (
            ("focusable", state.focusable),
            ("focused", state.focused),
            ("checked", state.checked),
            ("selected", state.selected),
            ("disabled", state.disabled),
            ("read-only", state.readOnly),
        )
        if holds
    ]
    told = f"{shown.role().name}: {name!r}"
    return f"{told} ({', '.join(states)})" if states else told
