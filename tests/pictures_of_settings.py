"""What is done before and in the window for the pictures of the settings."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from katalog_app.services import synonymising
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.settings.synonym_form import GroupQuestion
from katalog_app.ui.settings.window import Part as SettingsPart
from katalog_app.ui.settings.window import SettingsWindow
from tests.pictures_of_exchange import rest

GROUPS = (
    ("grusväg", "skogsbilväg", "enskild väg"),
    ("badsjö", "insjöbad", "badplats vid sjö"),
    ("kulturhus", "folkets hus", "bygdegård", "allaktivitetshus"),
)
FILE = """# Från vattenavdelningen
dagvattendamm, fördröjningsdamm, dagvattenmagasin
pumphus
äldre, senior
snöupplag, snötipp
"""


def with_groups(data: Path) -> None:
    """Let Anna have made some groups."""
    store = open_catalogue(data)
    synonymising.take_in(store, GROUPS, "Anna Berg")
    store.close()
    data.with_name("vatten.txt").write_text(FILE, encoding="utf-8")


def settings_at(part: SettingsPart) -> Callable[[MainWindow], None]:
    """Return what opens the settings at one of their parts."""

    def act(window: MainWindow) -> None:
        opened(window, part)

    return act


def opened(window: MainWindow, part: SettingsPart) -> SettingsWindow:
    """Open the settings at a part, where a word is tried if it is that of the synonyms."""
    window.open_settings()
    rest(window)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, SettingsWindow)
    shown.show_part(part)
    if part is SettingsPart.SYNONYMS:
        shown.synonyms.list.setFocus()
        shown.synonyms.trying.field.setText("bygdegård")
        shown.synonyms.trying.rest.start()
    rest(window)
    return shown


def group_written(window: MainWindow) -> None:
    """Write a group with a word that stands in another one."""
    window.workspace.choose(author="Anna Berg")
    pane = opened(window, SettingsPart.SYNONYMS).synonyms
    pane.add.click()
    rest(window)
    question = QApplication.activeModalWidget()
    assert isinstance(question, GroupQuestion)
    question.writing.field.setPlainText("pensionär, årsrik, ☀")
    rest(window)


def file_previewed(window: MainWindow) -> None:
    """Look at what a file would bring."""
    pane = opened(window, SettingsPart.SYNONYMS).synonyms
    folder = window.workspace.store.folder
    pane.preview(folder.with_name("vatten.txt"))
    rest(window)
