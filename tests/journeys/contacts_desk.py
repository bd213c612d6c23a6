"""One person at the place Kontakter, and a catalogue with people in it."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget

from katalog_app import settings
from katalog_app.services import editing
from katalog_app.ui.contacts.page import ContactsPage
from katalog_app.ui.places import Place
from tests.journeys.desk import Desk
from tests.profiles import Profile

ME = "Sara Samordnare"
ANNA, BO, LIGHT = "Anna Ek", "Bo Al", "Gatubelysning, Tekniska förvaltningen"


class People:
    """A coordinator's catalogue: Anna answers for two projects, a function for one."""

    def __init__(self, folder: Path) -> None:
        self.profile = sara = Profile(folder, ME)
        ways = {"email": "anna.ek@bjuv.se", "phone": "042-10 50 00", "municipality": "Bjuv"}
        self.anna = self._made("person", name=ANNA, function="Ingenjör", **ways)
        self.bo = self._made("person", name=BO, email="bo.al@hoganas.se", municipality="Höganäs")
        self.light = self._made(
            "contact",
            role="Gatubelysning",
            unit="Tekniska förvaltningen",
            email="ljus@bjuv.se",
            municipality="Bjuv",
        )
        self.bath = sara.new(
            title="Badvatten", contact_person=self.anna, keywords=["badplatser"], what="Något."
        )
        self.park = sara.new(title="Parken", contact_person=self.anna)
        self.lamps = sara.new(title="Lampor", contact=self.light)
        sara.publish()
        settings.write(folder, settings.Settings(author=ME))

    def _made(self, kind: str, **said: object) -> str:
        return editing.create(self.profile.store, kind, said, ME).id


class Contacts:
    """Hands and eyes at the place."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.window.go(Place.CONTACTS)
        self.settle()

    @property
    def page(self) -> ContactsPage:
        return self.desk.window.contacts

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.page.browsing.model.rows]

    @property
    def pane(self) -> str:
        """Every text in the pane."""
        return self.desk.texts(self.page.browsing.pane)

    @property
    def message(self) -> str:
        return self.desk.texts(self.page.messages.widget)

    def settle(self) -> None:
        """Wait until the list is there, with the counts of its filters."""
        self.desk.settle()
        self.desk.qtbot.waitUntil(lambda: self.page.browsing.at_rest)

    def search(self, words: str) -> None:
        self.page.search.setText(words)
        self.settle()

    def click(self, name: str, inside: QWidget | None = None) -> None:
        self.desk.click(name, inside or self.page)

    def tick(self, *titles: str) -> None:
        model = self.page.browsing.model
        for title in titles:
            model.toggle(self.titles.index(title))
        self.desk.settle()

    def sheet(self, name: str) -> QDialog:
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        assert found.objectName() == name
        return found

    def save_as(self, path: Path, inside: QWidget | None = None) -> None:
        """Answer the open dialog for files or folders."""
        dialog = (inside or self.page).findChild(QFileDialog)
        assert dialog is not None, "no dialog asks for a file"
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setText(str(path))
        dialog.accept()
        self.desk.settle()
