"""What is done before and in the window for the pictures of what is taken along."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from katalog_app.model.document import Document
from katalog_app.services import editing, private_lists, reading, taking
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.catalogue.taking import printing
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.places import Place
from tests.pictures_of_exchange import rest

DOTS = 150
"""Per inch of a picture of paper."""
A4 = (1240, 1754)
EDGE = 90


def with_lists(data: Path) -> None:
    """Let there be two lists, one of them with notes."""
    store = open_catalogue(data)
    found = [one.id for one in reading.entries(store, "project") if "igital" in one.title][:4]
    made = private_lists.make(store, "Att besöka i vår", found)
    private_lists.annotate(store, made.key, "Resan med nämnden, 14–16 april. Boka buss före jul.")
    private_lists.annotate(store, made.key, "Ring Karin först, hon vet vad det kostade.", found[0])
    private_lists.make(store, "Idéer till budgeten", found[:1])
    seen = [head for ids in reading.entry(store, found[1]).heads.values() for head in ids]
    for status, who in (("avslutat", "Anna Ek"), ("i drift", "Bo Berg")):
        editing.edit(store, found[1], values={"status": status}, seen=seen, author=who)
    store.close()


def take_menu(window: MainWindow) -> None:
    """Open the menu of one project."""
    window.catalogue.along.offer_one()


def take_all_menu(window: MainWindow) -> None:
    """Open the menu of all hits, with two projects to compare above them."""
    along = window.catalogue.along
    for hit in window.catalogue.browsing.hit_model.hits[:2]:
        along.tray.add(hit.id, hit.title)
    rest(window)
    along.offer_all()


def list_open(window: MainWindow) -> None:
    """Open the first list."""
    lists = window.catalogue.along.lists
    lists.open(lists.kept.lists[0].key)
    rest(window)
    rest(window)


def list_sent(window: MainWindow) -> None:
    """Ask how to send the first list."""
    list_open(window)
    window.catalogue.along.lists.banner.send_wanted.emit()


def compared(window: MainWindow) -> None:
    """Compare the projects of the first list."""
    along = window.catalogue.along
    along.tray.compare(along.lists.kept.lists[0].ids[:3])
    rest(window)


def compared_unfolded(window: MainWindow) -> None:
    """Compare, with what is alike folded out."""
    compared(window)
    shown = window.catalogue.along.tray.compared
    assert shown is not None
    shown.fold.click()


def previewed(window: MainWindow) -> None:
    """Look at the pages of the first list."""
    list_open(window)
    along = window.catalogue.along
    along.maker.preview(along._all())
    rest(window)
    rest(window)


def exported(window: MainWindow) -> None:
    """Write a contribution with its sheet."""
    window.go(Place.EXCHANGE)
    window.exchange.show_part(Part.MINE)
    rest(window)
    window.exchange.mine.export_to(Path(window.workspace.store.folder).with_name("bidrag.katalog"))


def paper(document: Document, page: int = 0) -> QImage:
    """Return a page of the first part as it is painted on paper."""
    image = QImage(*A4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for set_dots in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        set_dots(round(DOTS / 0.0254))
    wide, high = A4[0] - 2 * EDGE, A4[1] - 2 * EDGE
    place = printing._Place(
        QRectF(0, 0, wide, 40), QRectF(0, 40, wide, high - 80), QRectF(0, high - 40, wide, 40)
    )
    laid = printing._laid(taking.part_as_page(document.parts[0]), image, place.body.size())
    painter = QPainter(image)
    painter.translate(EDGE, EDGE)
    printing._paint_page(painter, laid, page, place)
    printing._paint_edges(painter, document, place, page + 1, laid.pages)
    painter.end()
    return image


TAKEN: tuple[tuple[str, str, Callable[[MainWindow], None]], ...] = (
    ("take-menu", "höganäs digitala", take_menu),
    ("take-all", "digital tvilling", take_all_menu),
    ("lists", "", lambda _window: None),
    ("list-open", "", list_open),
    ("list-sent", "", list_sent),
    ("compare", "", compared),
    ("compare-unfolded", "", compared_unfolded),
    ("preview", "", previewed),
    ("utbyte-sheet", "", exported),
)
"""Name, words in the search field, what is done."""
