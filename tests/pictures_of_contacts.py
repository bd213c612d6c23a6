"""What is done before and in the window for the pictures of Kontakter."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QScrollArea

from katalog_app import paths, settings
from katalog_app.model.fields import EntryKind
from katalog_app.services import editing, reading
from katalog_app.ui.contacts.handing_sheet import HandingSheet
from katalog_app.ui.contacts.letter_sheet import LetterSheet
from katalog_app.ui.contacts.page import Part
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.places import Place
from tests.pictures_of_exchange import rest
from tests.profiles import Profile

Sheet = TypeVar("Sheet", bound=QDialog)
ANNA, BERIT = "Anna Berg", "Berit Ek"


def contacted(data: Path) -> None:
    """Let two persons answer for projects, one of them confirmed long ago."""
    sara = Profile(data, "Sara Berg", paths.bundled_edition())
    made = [
        editing.create(sara.store, "person", said, sara.name).id
        for said in (
            {
                "name": ANNA,
                "function": "Kartingenjör",
                "municipality": "Höganäs",
                "email": "anna.berg@hoganas.se",
                "phone": "042-33 71 00",
                "reviewed": "2024-02-05",
            },
            {
                "name": BERIT,
                "function": "Digital strateg",
                "municipality": "Höganäs",
                "email": "berit.ek@hoganas.se",
            },
        )
    ]
    projects = [one.id for one in reading.entries(sara.store, "project")]
    for number, project in enumerate(projects[:21]):
        sara.edit(project, contact_person=made[int(number % 7 == 6)])
        if number == 3:
            sara.edit(project, lessons="Ring Anna på 042-33 71 00 eller anna.berg@hoganas.se.")
    editing.edit(sara.store, made[0], values={"phone": "042-33 71 01"}, author=sara.name)
    sara.store.close()
    settings.write(data, settings.Settings(author=sara.name))


def at_contacts(words: str = "", *, code: bool = False) -> Callable[[MainWindow], None]:
    """Go to the contacts and search."""

    def act(window: MainWindow) -> None:
        window.go(Place.CONTACTS)
        rest(window)
        window.contacts.search.setText(words)
        rest(window)
        if code:
            window.contacts.browsing.pane._turn_code()

    return act


def in_the_pane(window: MainWindow) -> None:
    """Open the pane where it stands in place of the list, scrolled down."""
    at_contacts("anna")(window)
    browsing = window.contacts.browsing
    browsing._enter()
    rest(window)
    bar = browsing.pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)


def chosen(window: MainWindow) -> None:
    """Tick three contacts."""
    at_contacts()(window)
    model = window.contacts.browsing.model
    for row in (0, 1, 3):
        model.toggle(row)


def writing(*, blind: bool = False) -> Callable[[MainWindow], None]:
    """Write to three contacts."""

    def act(window: MainWindow) -> None:
        chosen(window)
        window.contacts.browsing._write.click()
        rest(window)
        sheet = asked(LetterSheet)
        sheet.blind.setChecked(blind)
        rest(window)

    return act


def handing(window: MainWindow) -> None:
    """Choose who takes over."""
    at_contacts(ANNA)(window)
    window.contacts.browsing.pane.hand_over_wanted.emit()
    rest(window)
    sheet = asked(HandingSheet)
    sheet.line.setText("berit")
    rest(window)
    sheet.offers.setCurrentIndex(sheet.offers.model().index(0, 0))
    sheet.model.toggle(2)


def handing_end(window: MainWindow) -> None:
    """Choose who takes over, and scroll down."""
    handing(window)
    rest(window)
    bar = asked(HandingSheet).findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())


def new_function(window: MainWindow) -> None:
    """Write down a function."""
    at_contacts()(window)
    window.contacts.acting._new(EntryKind.CONTACT)


def at_register(window: MainWindow) -> None:
    """Go to the register."""
    window.go(Place.CONTACTS)
    rest(window)
    window.contacts.search.setText("anna")
    window.contacts.show_part(Part.REGISTER)


def asked(kind: type[Sheet]) -> Sheet:
    """Return the sheet that is open."""
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found
