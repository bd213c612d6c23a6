"""The editor of a project's pictures: added, described, put in order, taken away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from katalog_app.errors import PictureFault, PictureRefusedError
from katalog_app.messages import message
from katalog_app.model import pictures
from katalog_app.texts import _
from katalog_app.ui.forms.field_editor import FieldEditor
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.revealing import reveal
from katalog_app.ui.widgets.text import Text, button, frame
from katalog_app.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QMimeData

    from katalog_app.model.fields import Field
    from katalog_app.ui.pictures import Given, Pictures, Taken
    from katalog_app.ui.theme import Theme

SIDE = 96
"""Of a small picture (pixels at 100 %)."""
ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
"""Of files that a drag may bring; what is in them is looked at afterwards."""


class ImageRow(QWidget):
    """One picture: small, with a line for what it shows."""

    def __init__(self, theme: Theme, said: Mapping[str, object]) -> None:
        """Show what is said of a picture; the picture itself comes with `show_picture`."""
        super().__init__()
        self._said = said
        side = theme.px(SIDE)
        self.picture = QLabel(_("Bild"))
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setFixedSize(side, side)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        self.alt, self.caption = TextLine(), TextLine()
        self.alt.setPlaceholderText(_("Beskriv vad bilden visar för den som inte ser den"))
        self.caption.setPlaceholderText(_("Bildtext som alla läser, får vara tom"))
        for line, part in ((self.alt, "alt"), (self.caption, "caption")):
            text = said.get(part)
            line.setText(text if isinstance(text, str) else "")
            line.setCursorPosition(0)
        self.up, self.down = button("↑", lambda: None), button("↓", lambda: None)
        self.away = button("✕", lambda: None)
        name = said.get("name")
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(self.alt)
        lines.addWidget(self.caption)
        if isinstance(name, str) and name:
            lines.addWidget(Text(name, "mute"))
        below = QHBoxLayout()
        below.addStretch(1)
        for made in (self.up, self.down, self.away):
            below.addWidget(made)
        lines.addLayout(below)
        card = frame("quiet")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.setSpacing(10)
        inside.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(lines, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    @property
    def key(self) -> str:
        """The hash of the picture."""
        return str(self._said.get("sha256", ""))

    @property
    def place(self) -> int:
        """Its place as it was said, 0 for none."""
        said = self._said.get("place")
        return said if type(said) is int else 0

    def value(self, place: int) -> dict[str, object]:
        """Return what is said of it now, with what this version does not know."""
        said: dict[str, object] = {**self._said, "place": place}
        for line, part in ((self.alt, "alt"), (self.caption, "caption")):
            said[part] = line.text().strip() or None
        return {part: value for part, value in said.items() if value not in (None, 0)}

    def number(self, number: int, of_all: int) -> None:
        """Let the controls be called by the number of the picture."""
        called = _("Bild {number}").format(number=number)
        for control, what in (
            (self.alt, _("beskrivning")),
            (self.caption, _("bildtext")),
            (self.up, _("flytta upp")),
            (self.down, _("flytta ned")),
            (self.away, _("ta bort")),
        ):
            control.setAccessibleName(f"{called}, {what}")
            control.setToolTip(what[:1].upper() + what[1:])
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < of_all)

    def show_picture(self, image: QImage | None) -> None:
        """Show the picture, or say that it is not here."""
        if image is None:
            self.picture.setText(_("Bilden finns inte här"))
            return
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.picture.setAccessibleName(self.alt.text() or _("Bild utan beskrivning"))


class ImagesEditor(FieldEditor):
    """A row for each picture; more come from files, from a drag, or out of the clipboard."""

    def __init__(self, theme: Theme, field: Field, name: str) -> None:
        """Make an empty list; pictures can be seen and added after `use`."""
        super().__init__(field, name)
        self._theme = theme
        self._pictures: Pictures | None = None
        self._rows: list[ImageRow] = []
        self._others: list[object] = []
        """What stands in the field and names no picture; kept as it is."""
        self.add = button(_("Lägg till bilder…"), self._choose)
        self.paste = button(_("Klistra in bild"), self._paste)
        self.add.setEnabled(False)
        self.paste.setEnabled(False)
        self._told = Text("", "fault")
        self._told.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._place = QVBoxLayout()
        self._place.setSpacing(6)
        layout.addLayout(self._place)
        across = QHBoxLayout()
        across.addWidget(self.add)
        across.addWidget(self.paste)
        across.addStretch(1)
        layout.addLayout(across)
        hint = _("Du kan också dra bilder till formuläret. Uppgifter om plats och tid tas bort.")
        layout.addWidget(Text(hint, "mute"))
        layout.addWidget(self._told)

    def use(self, pictures_here: Pictures, form: QWidget) -> None:
        """Show pictures, and take those that are dragged to the form."""
        self._pictures = pictures_here
        self.add.setEnabled(True)
        self.paste.setEnabled(True)
        form.setAcceptDrops(True)
        form.installEventFilter(self)
        for row in self._rows:
            self._load(row)

    @override
    def value(self) -> object:
        """Return the pictures in their order, numbered anew only if that is another one."""
        places = [row.place for row in self._rows]
        if places != sorted(places) or len(set(places)) < len(places):
            places = [*range(1, len(places) + 1)]
        rows = zip(self._rows, places, strict=True)
        return [*(row.value(place) for row, place in rows), *self._others] or None

    @override
    def show_value(self, value: object) -> None:
        """Show these pictures."""
        for row in list(self._rows):
            self._drop(row)
        said = value if isinstance(value, list) else []
        named = [one for one in said if pictures.images([one])]
        self._others = [one for one in said if one not in named]
        for one in sorted(named, key=lambda one: pictures.images([one])[0].place):
            self._append(one)
        self._number()

    @override
    def controls(self) -> list[QWidget]:
        """Return the lines and buttons of all pictures, and those that add more."""
        found: list[QWidget] = []
        for row in self._rows:
            found += [row.alt, row.caption, row.up, row.down, row.away]
        return [*found, self.add, self.paste]

    @override
    def complaint(self) -> str:
        """Say which picture is not described yet."""
        for number, row in enumerate(self._rows, 1):
            if not row.alt.text().strip():
                text = _("Beskriv vad bild {number} visar, för den som inte ser den.")
                return text.format(number=number)
        return ""

    def take(self, given: Sequence[Given]) -> None:
        """Take pictures in; they are there once they are kept."""
        self._say("")
        if self._pictures is not None and given:
            self.add.setText(_("Läser in …"))
            self._pictures.take(given, self._taken, self)

    def _taken(self, taken: Taken) -> None:
        self.add.setText(_("Lägg till bilder…"))
        refused = list(taken.refused)
        first: ImageRow | None = None
        for key, name in taken.pictures:
            if any(row.key == key for row in self._rows):
                continue
            if len(self._rows) >= pictures.MOST_IMAGES:
                refused.append(PictureRefusedError(PictureFault.TOO_MANY, name))
                continue
            last = max((row.place for row in self._rows), default=0)
            row = self._append({"sha256": key, "name": name, "place": last + 1})
            first = first or row
        self._number()
        words = [message(error) for error in refused]
        self._say("\n".join(f"{one.text} {one.remedy}" for one in words))
        if first is not None:
            first.alt.setFocus(Qt.FocusReason.OtherFocusReason)
            reveal(first)
            self.edited.emit()

    def _say(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))
        if text:
            reveal(self._told)

    def _append(self, said: Mapping[str, object]) -> ImageRow:
        row = ImageRow(self._theme, said)
        for line in (row.alt, row.caption):
            line.textEdited.connect(lambda _text: self.edited.emit())
        row.up.clicked.connect(partial(self._move, row, -1))
        row.down.clicked.connect(partial(self._move, row, 1))
        row.away.clicked.connect(partial(self._remove, row))
        self._rows.append(row)
        self._place.addWidget(row)
        self._load(row)
        self.reshaped.emit()
        return row

    def _load(self, row: ImageRow) -> None:
        if self._pictures is not None:
            self._pictures.load(row.key, self._theme.px(SIDE), row.show_picture, row)

    def _number(self) -> None:
        for number, row in enumerate(self._rows, 1):
            row.number(number, len(self._rows))

    def _move(self, row: ImageRow, step: int, _checked: bool = False) -> None:
        at = self._rows.index(row)
        self._rows.insert(at + step, self._rows.pop(at))
        self._place.removeWidget(row)
        self._place.insertWidget(at + step, row)
        self._number()
        other = row.up if step < 0 else row.down
        (other if other.isEnabled() else row.alt).setFocus(Qt.FocusReason.OtherFocusReason)
        self.reshaped.emit()
        self.edited.emit()

    def _remove(self, row: ImageRow, _checked: bool = False) -> None:
        self._drop(row)
        self._number()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _drop(self, row: ImageRow) -> None:
        self._rows.remove(row)
        self._place.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Lägg till bilder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("Bilder") + " (*.png *.jpg *.jpeg *.webp)")
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    def _paste(self) -> None:
        given = _given(QGuiApplication.clipboard().mimeData())
        if given:
            self.take(given)
        else:
            self._say(_("Det finns ingen bild att klistra in. Kopiera en bild först."))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a picture where no line takes it as text."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take pictures that are dragged to the form; other files are the window's."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and _given(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            given = _given(event.mimeData())
            if given:
                event.acceptProposedAction()
                self.take(given)
                return True
        return False


def _given(data: QMimeData) -> list[Given]:
    """Return the pictures that are dragged or pasted: files by their ending, or one image."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    named: list[Given] = [path for path in files if path.suffix.lower() in ENDINGS]
    if named or files or not data.hasImage():
        return named
    image = data.imageData()
    return [image] if isinstance(image, QImage) and not image.isNull() else []
