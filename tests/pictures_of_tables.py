"""What is done before and in the window for the pictures of tables."""

from pathlib import Path

from katalog_app import settings
from katalog_app.services import editing, tabulating
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.places import Place
from tests.pictures_of_exchange import rest

WRONG = """title;status;global_goals;reviewed;period
Badvatten i Bjuv;klart;99;2026-02-30;2021/
Sensorer i papperskorgar;i drift;3; ;2024/2021
;idé;;;
"""


def tabled(data: Path) -> None:
    """Let somebody fill in an old table, with a new project, and another with faults."""
    data.mkdir(parents=True)
    settings.write(data, settings.Settings(author="Sara Berg"))
    store = open_catalogue(data)
    folder = _folder(data)
    folder.mkdir()
    old = folder / "projekt.csv"
    tabulating.dump(store, old, "project")
    lines = old.read_text("utf-8-sig").split("\n")
    row = next(line for line in lines if line.startswith("aha-ii;"))
    cells = row.split(";")
    cells[6] = "Skrivet i bladet."
    same = [line for line in lines if line.startswith(("bjuv", "dia", "sms"))]
    new = "ny-badplats;Badplats vid sjön;Bjuv"
    old.write_text("\n".join([lines[0], ";".join(cells), *same, new]), "utf-8-sig")
    editing.edit(store, "aha-ii", values={"what": "Skrivet av någon annan."}, author="Anna")
    (folder / "fel.csv").write_text(WRONG, "utf-8-sig")
    store.close()


def _folder(data: Path) -> Path:
    return data.with_name(f"{data.name}-tables")


def at_tables(window: MainWindow) -> None:
    """Go to the tables."""
    window.go(Place.EXCHANGE)
    window.exchange.show_part(Part.TABLES)


def previewed(window: MainWindow) -> None:
    """Drop the old table."""
    window.receive([_folder(window.workspace.store.folder) / "projekt.csv"])


def faulty(window: MainWindow) -> None:
    """Drop the table with faults."""
    window.receive([_folder(window.workspace.store.folder) / "fel.csv"])


def taken_in(window: MainWindow) -> None:
    """Take in the old table."""
    previewed(window)
    rest(window)
    pane = window.exchange.tables
    assert pane._seen is not None
    pane._take(pane._seen.arrived)
