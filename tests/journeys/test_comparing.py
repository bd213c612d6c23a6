"""Projects are gathered and shown side by side."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from katalog_app.ui.catalogue.taking.compare_window import CompareWindow
from tests.journeys.desk import Desk
from tests.journeys.test_taking import choose

TWIN = "digital tvilling"


def gather(desk: Desk, count: int) -> list[str]:
    """Put the first hits among those to compare; return their titles."""
    desk.type(TWIN)
    titles = []
    for number in range(count):
        if number:
            desk.page.hits.step(1)
            desk.settle()
        desk.click("Ta med projektet")
        choose(desk, "Jämför")
        titles.append(desk.reading)
    return titles


def shown(desk: Desk) -> CompareWindow:
    found = desk.window.catalogue.along.tray.compared
    assert found is not None
    return found


def column(window: CompareWindow, number: int) -> list[str]:
    table = window.table
    items = (table.item(row, number) for row in range(table.rowCount()))
    return [item.text() for item in items if item is not None]


def test_two_projects_are_compared_with_what_differs_first(desk: Desk) -> None:
    (first,) = gather(desk, 1)
    assert "Öppna ett projekt till" in desk.texts()
    titles = gather(desk, 2)
    assert titles[0] == first
    desk.click("Visa jämförelsen")
    window = shown(desk)
    across = (window.table.horizontalHeaderItem(number) for number in range(3))
    heads = [item.text() for item in across if item is not None]
    assert heads == ["Uppgift", *titles]
    labels = column(window, 0)
    assert labels
    assert all(label.endswith("skiljer") for label in labels)
    window.fold.click()
    after = column(window, 0)
    assert after[: len(labels)] == labels
    assert all(label.endswith("lika") for label in after[len(labels) :])
    first_value = window.table.model().index(0, 1)
    spoken = first_value.data(Qt.ItemDataRole.AccessibleTextRole)
    assert titles[0] in spoken
    assert "skiljer" in spoken
    window.close()


def test_a_comparison_is_copied_and_saved(desk: Desk, tmp_path: Path) -> None:
    titles = gather(desk, 3)
    desk.click("Visa jämförelsen")
    window = shown(desk)
    desk.click("Kopiera som text", window)
    assert all(title in desk.outside.copied[-1] for title in titles)
    assert "DET HÄR SKILJER" in desk.outside.copied[-1]
    assert "Texten är kopierad" in desk.texts(window)
    desk.click("Spara som PDF…", window)
    dialog = next(d for d in window.findChildren(QFileDialog) if d.isVisible())
    dialog.fileSelected.emit(str(tmp_path / "j.pdf"))
    dialog.close()
    desk.settle()
    assert (tmp_path / "j.pdf").read_bytes().startswith(b"%PDF-1.")
    assert "j.pdf är sparad." in desk.texts(window)
    window.close()


def test_of_five_the_first_goes_and_the_tray_is_emptied(desk: Desk) -> None:
    titles = gather(desk, 5)
    tray = desk.window.catalogue.along.tray
    assert titles[0] not in desk.texts(tray)
    assert all(title in desk.texts(tray) for title in titles[1:])
    desk.click(f"Ta bort ”{titles[1]}” ur jämförelsen", tray)
    assert titles[1] not in desk.texts(tray)
    desk.click("Töm jämförelsen")
    assert not tray.isVisible()
