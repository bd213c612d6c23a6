"""Pictures of a project, added, described, read and missed; as a person does it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from katalog_app.db.store import Store
from katalog_app.model import pictures
from katalog_app.services import editing, picturing
from katalog_app.ui.catalogue.picture_strip import PictureStrip, PictureWindow
from katalog_app.ui.forms.images import ImagesEditor
from tests.journeys.desk import Desk
from tests.journeys.form_desk import field, now, pane, shown, write


def drawn(path: Path, colour: str = "darkgreen", size: tuple[int, int] = (640, 480)) -> Path:
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def editor(desk: Desk) -> ImagesEditor:
    made = pane(desk).form.row("images").editor
    assert isinstance(made, ImagesEditor)
    desk.qtbot.waitUntil(made.add.isEnabled)
    return made


def names(desk: Desk) -> list[str]:
    return [image.alt for image in pictures.images(now(desk).fields.get("images"))]


def drop(desk: Desk, *files: Path) -> None:
    """Drop files on the form, as the system tells of it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    over = QDragEnterEvent(QPoint(40, 40), action, data, button, held)
    QApplication.sendEvent(pane(desk), over)
    assert over.isAccepted()
    QApplication.sendEvent(pane(desk), QDropEvent(QPointF(40, 40), action, data, button, held))
    desk.settle()


def test_pictures_are_added_described_ordered_and_read(known: Desk, tmp_path: Path) -> None:
    known.click("Redigera")
    images = editor(known)
    images.take([drawn(tmp_path / "gård.png"), drawn(tmp_path / "hus.jpg", "maroon")])
    known.settle()
    line = field(known, "Bild 1, beskrivning")
    known.qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())  # scrolled to
    known.click("Spara")
    assert "1 fält behöver rättas: Bilder" in shown(known)
    assert "Beskriv vad bild 1 visar, för den som inte ser den." in shown(known)
    write(field(known, "Bild 1, beskrivning"), "En grön gård")
    write(field(known, "Bild 1, bildtext"), "Gården 2026")
    write(field(known, "Bild 2, beskrivning"), "Ett rött hus")
    field(known, "Bild 2, flytta upp", QPushButton).click()
    assert field(known, "Bild 1, beskrivning").text() == "Ett rött hus"
    known.click("Spara")
    assert known.page.reading.form is None
    assert names(known) == ["Ett rött hus", "En grön gård"]
    said = pictures.images(now(known).fields["images"])
    assert [image.name for image in said] == ["hus.jpg", "gård.png"]
    store = known.window.workspace.store
    assert {image.sha256 for image in said} == picturing.kept(store)
    known.settle()
    strip = known.page.reading.findChild(PictureStrip)
    assert strip is not None
    small = strip.findChildren(QPushButton)
    assert [one.accessibleName() for one in small] == [
        "Förstora bilden: Ett rött hus",
        "Förstora bilden: En grön gård",
    ]
    assert all(not one.icon().isNull() for one in small)
    known.click("Förstora bilden: En grön gård")
    window = QApplication.activeModalWidget()
    assert isinstance(window, PictureWindow)
    assert window.picture.accessibleName() == "En grön gård"
    assert not window.picture.pixmap().isNull()
    assert "Gården 2026" in known.texts(window)
    known.press(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    known.click("Redigera")
    editor(known)
    field(known, "Bild 1, ta bort", QPushButton).click()
    known.click("Spara")
    assert names(known) == ["En grön gård"]


def test_pictures_come_by_drop_and_out_of_the_clipboard(known: Desk, tmp_path: Path) -> None:
    known.click("Redigera")
    editor(known)
    drop(known, drawn(tmp_path / "gård.webp.png"))
    write(field(known, "Bild 1, beskrivning"), "En gård")
    image = QImage(50, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    QGuiApplication.clipboard().setImage(image)
    known.click("Klistra in bild")
    write(field(known, "Bild 2, beskrivning"), "Blått hav")
    QGuiApplication.clipboard().setText("ingen bild")
    known.click("Klistra in bild")
    assert "Det finns ingen bild att klistra in." in shown(known)
    known.click("Spara")
    assert names(known) == ["En gård", "Blått hav"]


def test_what_is_no_picture_is_refused_in_words_and_the_form_is_as_before(
    known: Desk, tmp_path: Path
) -> None:
    evil = tmp_path / "karta.png"
    evil.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    known.click("Redigera")
    editor(known)
    drop(known, evil)
    assert "”karta.png” är ingen bild av slaget JPEG, PNG eller WebP." in shown(known)
    assert not pane(known).dirty
    known.press(Qt.Key.Key_Escape)
    assert picturing.kept(known.window.workspace.store) == set()


def test_a_missing_or_broken_picture_shows_a_word(known: Desk, elsewhere: Store) -> None:
    key = known.page.reading.project
    assert key is not None
    broken = picturing.keep(elsewhere, b"\x89PNG\r\n\x1a\nskadat")
    said = [
        {"sha256": "ab" * 32, "alt": "En gård", "place": 1},
        {"sha256": broken, "alt": "Ett hus", "place": 2},
    ]
    editing.edit(elsewhere, key, values={"images": said}, author="Berit")
    known.window.workspace.changed.emit()
    known.settle()
    assert "Bilden finns inte här: En gård" in shown(known)
    assert "Bilden finns inte här: Ett hus" in shown(known)
    known.click("Redigera")
    editor(known)
    known.settle()
    assert shown(known).count("Bilden finns inte här") == 2
    assert not pane(known).dirty


def test_the_label_of_a_picture_is_plain_text_and_never_a_path(
    known: Desk, elsewhere: Store
) -> None:
    key = known.page.reading.project
    assert key is not None
    name = "../../<b>hemligt</b>.png"
    said = [{"sha256": "cd" * 32, "alt": "<img src=x>", "name": name}]
    editing.edit(elsewhere, key, values={"images": said}, author="Berit")
    known.window.workspace.changed.emit()
    known.settle()
    assert "Bilden finns inte här: <img src=x>" in shown(known)
    known.click("Redigera")
    editor(known)
    known.settle()
    assert name in shown(known)
    assert isinstance(field(known, "Bild 1, beskrivning"), QLineEdit)
