"""Groups of synonyms out of a file and into one: asking where, and showing what it would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from katalog_app.messages import synonyms as told
from katalog_app.texts import _, ngettext
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from katalog_app.services.synonymising import Preview
    from katalog_app.ui.theme import Theme

NAME = "synonymer.txt"
LOW, HIGH = 84, 180
"""Height of a short list and of a long one (pixels at 100 %); what does not fit scrolls."""
SHORT = 2
"""Lines of a short list."""


def file_to_read(window: QWidget) -> QFileDialog:
    """Return a dialog that asks for a file of groups; to be opened."""
    dialog = _dialog(window, _("Läs in synonymer"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog


def place_to_write(window: QWidget) -> QFileDialog:
    """Return a dialog that asks where to write a file of groups; to be opened."""
    dialog = _dialog(window, _("Spara synonymerna som fil"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("txt")
    dialog.selectFile(NAME)
    return dialog


def _dialog(window: QWidget, title: str) -> QFileDialog:
    dialog = QFileDialog(window, title)
    dialog.setNameFilters([_("Textfil (*.txt)"), _("Alla filer (*)")])
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(documents))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def preview_question(
    window: QWidget, theme: Theme, path: Path, preview: Preview, accepted: Callable[[], object]
) -> Question:
    """Return a window that shows what a file would bring and asks whether to take it; to be opened.

    Args:
        accepted: Done when the person says yes.
    """
    new = len(preview.new)
    inside: list[QWidget] = []
    if new:
        inside.append(Text(_("Nya grupper"), "label"))
        inside.append(_list(theme, _("Nya grupper"), [", ".join(g) for g in preview.new]))
    if preview.findings:
        lines = []
        for finding in preview.findings:
            words = told.unused(finding)
            lines.append(f"{words.text} {words.remedy}")
        inside.append(Text(_("Det här används inte"), "label"))
        inside.append(_list(theme, _("Det här används inte"), lines))
    question = Question(window, _("Läs in synonymer"), _summary(path, preview), *inside)
    question.setObjectName("synonym-file")
    if new:
        take = ngettext("Lägg till {count} grupp", "Lägg till {count} grupper", new)
        question.answer(take.format(count=new), accepted, "primary")
    question.add(button(_("Avbryt") if new else _("Stäng"), question.reject))
    return question


def _summary(path: Path, preview: Preview) -> str:
    new, known = len(preview.new), preview.known
    words = ngettext("{file} har {count} ny grupp.", "{file} har {count} nya grupper.", new).format(
        file=path.name, count=new
    )
    if known:
        more = ngettext(
            "{count} grupp finns redan och läggs inte till igen.",
            "{count} grupper finns redan och läggs inte till igen.",
            known,
        ).format(count=known)
        words = f"{words} {more}"
    return f"{words} {_('Inget är ändrat än.')}"


def _list(theme: Theme, name: str, lines: Sequence[str]) -> QListWidget:
    made = QListWidget()
    made.setProperty("role", "versions")
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    made.setTextElideMode(Qt.TextElideMode.ElideNone)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFixedHeight(theme.px(LOW if len(lines) <= SHORT else HIGH))
    made.setSpacing(theme.px(2))
    made.addItems(list(lines))
    return made
