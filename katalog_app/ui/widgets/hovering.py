"""What a list paints differently under the mouse."""

from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem


def is_hovered(view: QAbstractItemView, option: QStyleOptionViewItem) -> bool:
    """Return whether the row being painted is under the mouse."""
    if not view.underMouse():
        return False  # at start, when loading QStyle with all its enums would take 10 ms
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_MouseOver)
