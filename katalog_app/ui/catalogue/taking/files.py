"""The dialog that asks where a document is to lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from katalog_app.services import taking
from katalog_app.texts import _

if TYPE_CHECKING:
    from katalog_app.ui.catalogue.taking.formats import Format


def place_to_save(parent: QWidget, name: str, kind: Format) -> QFileDialog:
    """Return a dialog that asks for a file of this kind, and before it replaces one; to be opened.

    Args:
        parent: The window it belongs to.
        name: What the file is offered to be called, as people write it.
        kind: Its format.
    """
    dialog = QFileDialog(parent, _("Spara som"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_(kind.value[1]))
    dialog.setDefaultSuffix(kind.suffix)
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(documents))
    dialog.selectFile(taking.file_name(name, kind.suffix))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
