"""The menu of what can be done with what is taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from katalog_app.texts import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

LONGEST = 60
"""Characters of a name in a menu."""


class Menu:
    """A menu below a button, or at the keyboard's place; what is chosen is done."""

    def __init__(self, below: QWidget, name: str) -> None:
        """Make an empty menu; `open` shows it."""
        self._below = below
        self._menu = QMenu(below)
        self._menu.setAccessibleName(name)
        self._menu.aboutToHide.connect(self._menu.deleteLater)

    def add(self, text: str, act: Callable[[], object], keys: str = "") -> None:
        """Add a line; `keys` does the same without the menu."""
        _add(self._menu, f"{text}\t{keys}" if keys else text, act)

    def add_off(self, text: str) -> None:
        """Add a line that only says something."""
        self._menu.addAction(_plain(text)).setEnabled(False)

    def add_line(self) -> None:
        """Add a line between groups."""
        self._menu.addSeparator()

    def add_choice(self, text: str, choices: Iterable[tuple[str, Callable[[], object]]]) -> None:
        """Add a menu within the menu."""
        inner = QMenu(_plain(text), self._menu)
        inner.setAccessibleName(text)
        for words, act in choices:
            _add(inner, words, act)
        self._menu.addMenu(inner)

    def open(self) -> None:
        """Show it, with its first line chosen for the keyboard."""
        self._menu.popup(self._below.mapToGlobal(QPoint(0, self._below.height())))
        first = next((one for one in self._menu.actions() if one.isEnabled()), None)
        if first is not None:
            self._menu.setActiveAction(first)


def _add(menu: QMenu, text: str, act: Callable[[], object]) -> None:
    menu.addAction(_plain(text)).triggered.connect(lambda _checked: act())


def _plain(text: str) -> str:
    """Return the text of an action, with no letter of it taken for a key."""
    return text.replace("&", "&&")


def short(name: str) -> str:
    """Return a name that a menu has room for."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def listed(names: Iterable[str]) -> str:
    """Return names within quotation marks, for a sentence."""
    return ", ".join(_("”{name}”").format(name=short(name)) for name in names)
