"""Projects taken along: saved, copied, printed, stopped half-way."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from katalog_app.ui.catalogue.taking.formats import Format, Wanted
from tests.journeys.desk import Desk

TWIN = "digital tvilling"


def menu() -> QMenu:
    """Return the open menu."""
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    return shown


def choose(desk: Desk, *path: str) -> None:
    """Choose a line of the open menu, and of the menus within it, with the keyboard."""
    for text in path:
        shown = menu()
        action = next(one for one in shown.actions() if one.text() == text)
        shown.setActiveAction(action)
        desk.qtbot.keyClick(shown, Qt.Key.Key_Return)
    desk.settle()


def chosen_file(desk: Desk, path: Path) -> None:
    """Answer the open dialog with a file."""
    dialog = next(d for d in desk.window.findChildren(QFileDialog) if d.isVisible())
    dialog.fileSelected.emit(str(path))
    dialog.close()
    desk.settle()


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n")


def test_the_project_that_is_read_is_saved_as_pdf(desk: Desk, tmp_path: Path) -> None:
    desk.type(TWIN)
    desk.click("Ta med projektet")
    choose(desk, "Spara som PDF…")
    chosen_file(desk, tmp_path / "ett.pdf")
    written = (tmp_path / "ett.pdf").read_bytes()
    assert written.startswith(b"%PDF-1.")
    assert pages(written) in (1, 2)
    assert "ett.pdf är sparad." in desk.texts()
    desk.click("Visa i mappen: ett.pdf är sparad.")
    assert desk.outside.folders == [tmp_path]


def test_all_hits_are_copied_as_text(desk: Desk) -> None:
    desk.type(TWIN)
    desk.click("Ta med träffarna")
    choose(desk, "Kopiera som text")
    (text,) = desk.outside.copied
    for title in desk.titles:
        assert title in text
    assert text.startswith(f"Projekt: {TWIN}")
    assert "Utgåva 2026:1" in text
    assert "Texten är kopierad" in desk.texts()


def test_all_hits_are_saved_as_word(desk: Desk, tmp_path: Path) -> None:
    desk.type(TWIN)
    desk.click("Ta med träffarna")
    choose(desk, "Spara som Word…")
    chosen_file(desk, tmp_path / "alla.docx")
    import docx

    titles = [p.text for p in docx.Document(str(tmp_path / "alla.docx")).paragraphs]
    assert all(title in titles for title in desk.titles)


def test_printing_goes_to_the_printer_that_is_chosen(desk: Desk, tmp_path: Path) -> None:
    desk.type(TWIN)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "utskrift.pdf"))
    along = desk.window.catalogue.along
    wanted = along._one()
    assert wanted is not None
    along.maker.print(wanted, printer)
    desk.settle()
    assert pages((tmp_path / "utskrift.pdf").read_bytes()) in (1, 2)
    assert "skickad till skrivaren" in desk.texts() or "skickade till skrivaren" in desk.texts()


def test_three_hundred_projects_can_be_stopped_and_leave_no_file(
    desk: Desk, tmp_path: Path
) -> None:
    along = desk.window.catalogue.along
    told: list[tuple[int, int]] = []
    along.maker.told.connect(lambda done, total: told.append((done, total)))
    along.maker.save(along._all(), tmp_path / "alla.pdf", Format.PDF)
    desk.qtbot.waitUntil(lambda: any(done > total / 2 for done, total in told), timeout=30_000)
    assert along.maker.progress.widget.isVisible()
    assert along.maker.progress.bar.value() > 0
    along.maker.progress.stop.click()
    desk.settle()
    assert list(tmp_path.glob("*.pdf")) == list(tmp_path.glob(".*.new")) == []
    assert "Avbrutet. Ingen fil är skriven." in desk.texts()
    assert along.maker.progress.widget.isHidden()


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_lost(
    desk: Desk, folder: Path
) -> None:
    desk.type(TWIN)
    along = desk.window.catalogue.along
    key = desk.page.reading.project
    assert key is not None
    along.maker.save(Wanted("", "x", (key,)), folder / "x.pdf", Format.PDF)
    desk.settle()
    assert not (folder / "x.pdf").exists()
    assert "Filen x.pdf gick inte att skriva." in desk.texts()


@pytest.mark.parametrize("name", ["Ta med projektet", "Ta med träffarna"])
def test_the_menus_are_reached_with_the_keyboard_and_have_names(desk: Desk, name: str) -> None:
    desk.type(TWIN)
    desk.click(name)
    assert menu().accessibleName() == name
    assert any(action.text().startswith("Skriv ut") for action in menu().actions())
    menu().close()


def test_the_pages_are_looked_at_before_they_are_printed(desk: Desk) -> None:
    desk.type("solceller")
    desk.click("Ta med träffarna")
    choose(desk, "Förhandsgranska…")
    shown = desk.window.catalogue.along.maker.shown
    assert shown is not None
    assert shown.number.text().startswith("sida 1 av ")
    assert not shown.before.isEnabled()
    desk.settle()
    first = shown.sheet.pixmap().toImage()
    assert first.width() > 480
    desk.qtbot.keyClick(shown, Qt.Key.Key_PageDown)
    assert shown.number.text().startswith("sida 2 av ")
    assert shown.sheet.pixmap().toImage() != first
    desk.qtbot.keyClick(shown, Qt.Key.Key_PageUp)
    assert shown.sheet.pixmap().toImage() == first
    shown.close()
