"""What is done before and in the window for the pictures of drafts, hints, undo and history."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QTextEdit

from katalog_app import settings
from katalog_app.db import log
from katalog_app.model.fields import EntryKind
from katalog_app.services import drafting, reading
from katalog_app.services.drafting import Draft
from katalog_app.services.opening import open_catalogue
from katalog_app.services.recording import Session
from katalog_app.settings import Settings
from katalog_app.ui.catalogue.acts import Act
from katalog_app.ui.catalogue.history_window import HistoryWindow
from katalog_app.ui.main_window import MainWindow
from tests.pictures_of_exchange import rest

NOON = 1_795_521_600
"""24 November 2026, 12:00 UTC."""
TEXT = (
    "Vi implementerar en digital tvilling avseende kommunens mark, byggnader och ledningar, och "
    "den ska på sikt kunna användas av samtliga förvaltningar som behöver se hur en åtgärd "
    "påverkar trafik, skyfall, buller och skugga innan den byggs, så att rätt beslut kan "
    "fattas i tid.\nI dag används den av två förvaltningar."
)


def with_drafts(data: Path) -> None:
    """Let three forms have been open when the computer went off."""
    data.mkdir(parents=True)
    settings.write(data, Settings(author="Anna Berg"))
    store = open_catalogue(data)
    twin = reading.entries(store, EntryKind.PROJECT)[3]
    for key, draft in (
        ("a", Draft(None, (), {"title": "Skolgård i Åkermyntan", "what": "Träd och vatten."})),
        ("b", Draft(twin.id, (), {"why": "Grannarna bad om det.", "status": "pågående"})),
        ("c", Draft(None, (), {"title": "Bokbuss på beställning", "municipality": "Bjuv"})),
    ):
        drafting.keep(store, key, draft)
    store.close()


def with_author(data: Path) -> None:
    """Let it be known who writes."""
    data.mkdir(parents=True)
    settings.write(data, Settings(author="Anna Berg"))


def list_opened(window: MainWindow) -> None:
    """Show the drafts that wait."""
    window.catalogue.browsing.editing.unfinished.show_list()


def hinted(window: MainWindow) -> None:
    """Write a text with a long sentence and bureaucratic words, and open the hints."""
    page = window.catalogue.browsing
    page.editing.edit()
    rest(window)
    form = page.reading.form
    assert form is not None
    row = form.form.row("what")
    (text,) = row.editor.findChildren(QTextEdit)
    text.setPlainText(TEXT)
    rest(window)
    rest(window)
    form.hints.opener.click()
    rest(window)


def hint_followed(window: MainWindow) -> None:
    """Go to the first hint that is about words."""
    hinted(window)
    form = window.catalogue.browsing.reading.form
    assert form is not None
    hint = next(one for one in form.hints._advice.hints if one.instead)
    form.hints.opener.click()
    form.hints.wanted.emit(hint)
    rest(window)


def advised(window: MainWindow) -> None:
    """Open the score from where one reads."""
    window.catalogue.browsing.editing.act(Act.ADVISE)


def field_history(window: MainWindow) -> None:
    """Change a text three times and show its history word by word."""
    page, store = window.catalogue.browsing, window.workspace.store
    project = page.reading.project
    assert project is not None
    texts = (
        ("Vi bygger en modell av hela kommunen i tre dimensioner.", "Anna Berg", ""),
        ("Vi bygger en digital modell av hela kommunen.", "Bo Ek", "Kortare"),
        (
            "Vi har byggt en digital modell av hela kommunen, med mark, hus och ledningar.",
            "Anna Berg",
            "Den är klar nu",
        ),
    )
    for day, (text, author, why) in enumerate(texts):
        with log.writing(store) as writer:
            session = Session(writer, author, NOON + day * 86_400)
            said = {"what": text}
            session.edit(project, EntryKind.PROJECT, said, {}, {}, None, reason=why or None)
    window.workspace.changed.emit()
    rest(window)
    page.editing.act(Act.HISTORY)
    rest(window)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, HistoryWindow)
    shown.field.setCurrentIndex(shown.field.findData("what"))
    rest(window)


def undone(window: MainWindow) -> None:
    """Confirm the project, and take it back."""
    page = window.catalogue.browsing
    page.editing.act(Act.CONFIRM)
    rest(window)
    page.editing.turn(back=True)
    rest(window)
