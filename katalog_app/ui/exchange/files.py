"""Dialogs that ask for files; opened with `open`, so that the window goes on."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from katalog_app.texts import _

SUFFIX = "katalog"


def place_to_save(parent: QWidget, title: str, name: str) -> QFileDialog:
    """Return a dialog that asks where to write a file of this name; to be opened."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_("Katalogfil (*.katalog)"))
    dialog.setDefaultSuffix(SUFFIX)
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(documents))
    dialog.selectFile(name)
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def place_for_table(parent: QWidget, title: str, name: str, *, csv: bool) -> QFileDialog:
    """Return a dialog that asks where to write a table; `csv`: whether it may be one."""
    dialog = place_to_save(parent, title, f"{name}.xlsx")
    dialog.setDefaultSuffix("xlsx")
    filters = [_("Excel-arbetsbok (*.xlsx)"), *([_("CSV för Excel (*.csv)")] if csv else [])]
    dialog.setNameFilters(filters)
    dialog.filterSelected.connect(
        lambda chosen: dialog.setDefaultSuffix("csv" if "*.csv" in chosen else "xlsx")
    )
    return dialog


def tables_to_take(parent: QWidget) -> QFileDialog:
    """Return a dialog that asks for tables to take in; to be opened."""
    dialog = files_to_take(parent)
    dialog.setWindowTitle(_("Ta in tabell"))
    dialog.setNameFilters([_("Tabeller (*.xlsx *.csv)"), _("Alla filer (*)")])
    return dialog


def folder_to_write_in(parent: QWidget, title: str) -> QFileDialog:
    """Return a dialog that asks for a folder; to be opened."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(documents))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def folder_to_read(parent: QWidget, title: str) -> QFileDialog:
    """Return a dialog that asks for a folder to take files from; to be opened."""
    dialog = folder_to_write_in(parent, title)
    downloads = QStandardPaths.StandardLocation.DownloadLocation
    dialog.setDirectory(QStandardPaths.writableLocation(downloads))
    return dialog


def files_to_take(parent: QWidget) -> QFileDialog:
    """Return a dialog that asks for files from others; to be opened."""
    dialog = QFileDialog(parent, _("Ta in filer"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    known = _("Katalogfiler, brev och tabeller (*.katalog *.zip *.eml *.xlsx *.csv)")
    dialog.setNameFilters([known, _("Alla filer (*)")])
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def paths(names: list[str]) -> list[Path]:
    """Return the files that a dialog gave."""
    return [Path(name) for name in names]
