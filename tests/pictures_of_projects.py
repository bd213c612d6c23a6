"""What is pressed for the pictures of Mina projekt, several changed as one, and a project's own."""

from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from katalog_app import settings
from katalog_app.services import editing
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.catalogue.acts import Act
from katalog_app.ui.catalogue.alter_sheet import AlterSheet
from katalog_app.ui.forms.images import ImagesEditor
from katalog_app.ui.main_window import MainWindow
from tests.pictures_of_exchange import rest

ME = "Åsa Öberg"


def with_projects(folder: Path) -> None:
    """Let somebody have two projects with something due."""
    store = open_catalogue(folder)
    settings.write(folder, settings.Settings(author=ME))
    editing.create(store, "person", {"name": ME, "municipality": "Bjuv"}, ME)
    said = {"municipality": "Bjuv", "period": "2020/2022"}
    for title, status in (("Åkermyntans skolgård", "pågående"), ("Trygga gångvägar", "avslutat")):
        editing.create(store, "project", {**said, "title": title, "status": status}, ME)
    store.close()


def mine(window: MainWindow) -> None:
    """Open Mina projekt."""
    window.catalogue.mine.open()
    rest(window)


def copied(window: MainWindow) -> None:
    """Begin a project from the one that is read."""
    window.catalogue.browsing.editing.act(Act.COPY)
    rest(window)


def several(window: MainWindow) -> None:
    """Tick the first three hits."""
    ticking = window.catalogue.together.ticking
    ticking.turn(on=True)
    ticking.tick(hit.id for hit in window.catalogue.browsing.hit_model.hits[:3])
    rest(window)


def altered(window: MainWindow) -> None:
    """Say what the three hits are to say, and look what that would do."""
    several(window)
    window.catalogue.together.choose()
    rest(window)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, AlterSheet)
    sheet.fields["status"].box.click()
    rest(window)
    sheet.look.click()
    rest(window)


def illustrated(window: MainWindow) -> None:
    """Add two pictures in the form of the project that is read."""
    window.catalogue.browsing.editing.edit()
    rest(window)
    form = window.catalogue.browsing.reading.form
    assert form is not None
    editor = form.form.row("images").editor
    assert isinstance(editor, ImagesEditor)
    given = []
    for colour in ("darkgreen", "steelblue"):
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        given.append(image)
    editor.take(given)
    rest(window)
