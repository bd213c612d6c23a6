"""What is typed and pressed for the pictures of the search field."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from katalog_app.ui.main_window import MainWindow
from tests.pictures_of_exchange import rest


def typed(words: str, downs: int = 0) -> Callable[[MainWindow], None]:
    """Return what types letter by letter, and goes down among the offers."""

    def act(window: MainWindow) -> None:
        field = window.catalogue.search
        field.setFocus()
        for letter in words:
            press(field, 0, letter)
        rest(window)
        for _ in range(downs):
            press(field, Qt.Key.Key_Down)

    return act


def press(target, key: int, letter: str = "") -> None:
    """Send a key press to a widget."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(target, event)


def card(window: MainWindow) -> None:
    """Show the card of examples."""
    window.catalogue.browsing.guiding.show_card()


def contact(window: MainWindow) -> None:
    """Open the first contact that answers."""
    typed("servicecenter höganäs")(window)
    others = window.catalogue.browsing.middle.others
    others._chips[0].click()
