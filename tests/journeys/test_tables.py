"""Tables out to Excel and in again, through the widgets of the place Utbyte."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from katalog_app.db import backups
from katalog_app.services import editing, noticing, reading, safekeeping, tabulating
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.exchange.tables_pane import TablesPane
from tests.journeys.exchange_desk import Exchange, aside, at_exchange, button_of, edited, value
from tests.unit.table_files import lines, sheets, workbook

BJUV = 9
"""Bundled projects of the municipality."""


def pane(exchange: Exchange) -> TablesPane:
    return exchange.page.tables


def shown(exchange: Exchange) -> dict[str, tuple[str, str]]:
    """What is said of each row in the list: the word, and the line below."""
    rows = pane(exchange).rows
    return {row.title: (row.tag, row.about) for row in rows.rows}


def choose(exchange: Exchange, name: str, text: str) -> None:
    start = pane(exchange).start
    assert start is not None
    for box in (start.kind, start.place):
        if box.accessibleName() == name:
            box.setCurrentIndex(box.findText(text))
            assert box.currentText() == text
            return
    raise AssertionError(name)


def filled_in(path: Path, changes: dict[str, dict[str, object]], *new: dict[str, object]) -> None:
    """Write in a fill-in sheet as somebody does: by the names and headings one sees."""
    tables = sheets(path)
    table = tables["Projekt"]
    headings = table[0]
    for line in table[1:]:
        for heading, cell in changes.get(line[0], {}).items():
            line[headings.index(heading)] = cell
    table += [[row.get(heading) for heading in headings] for row in new]
    workbook(path, tables)


def test_a_sheet_is_filled_in_without_the_program_and_becomes_a_contribution(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "bjuv.xlsx"
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.show(Part.TABLES)
        choose(exchange, "Kommunens projekt i bladet", f"Bjuv ({BJUV})")
        exchange.click("Gör ifyllnadsblad…")
        exchange.save_as(path)
        assert f"bjuv.xlsx är skrivet, med {BJUV} projekt" in exchange.texts
        name = "Skatepark vid biblioteket"
        filled_in(
            path,
            {name: {"Status": "i drift", "Globala mål": "3. Hälsa; 11"}},
            {"Namn *": "Badplats", "Kommun": "Bjuv", "Nyckelord": "bad; sommar"},
        )
        store = exchange.window.workspace.store
        before = aside(lambda: safekeeping.digest(store))
        exchange.drop(path)
        assert "1 ny post  ·  1 ändrad post  ·  8 oförändrade" in exchange.texts
        assert "Du skriver som Sara" in exchange.texts
        assert {title: tag for title, (tag, _about) in shown(exchange).items()} == {
            name: "ändrad",
            "Badplats": "ny",
        }
        assert aside(lambda: safekeeping.digest(store)) == before
        assert list(shown(exchange)) == [name, "Badplats"]
        button_of(exchange, "Ta in").setFocus()
        qtbot.keyClick(button_of(exchange, "Ta in"), Qt.Key.Key_Return)
        exchange.desk.settle()
        assert exchange.window.focusWidget() is pane(exchange)
        assert "Tabellen är intagen." in exchange.texts
        assert len(backups.all_of(store)) == 1
        mine = aside(lambda: noticing.pending(store))
        assert {(one.title, one.own) for one in mine} >= {(name, True), ("Badplats", True)}
        exchange.click("Klar")
        start = pane(exchange).start
        assert start is not None
        places = [start.place.itemText(at) for at in range(3)]
        assert f"Bjuv ({BJUV + 1})" in places
        assert "Ifyllnadsblad för den som saknar programmet" in exchange.texts
    assert value(tmp_path / "sara", "badplats-bjuv", "keywords") == ["bad", "sommar"]
    slug = next(one.slug for one in _projects(tmp_path / "sara") if one.title == name)
    assert value(tmp_path / "sara", str(slug), "global_goals") == [3, 11]
    assert value(tmp_path / "sara", str(slug), "status") == "i drift"


def _projects(folder: Path):
    store = open_catalogue(folder)
    found = aside(lambda: reading.entries(store, "project"))
    store.close()
    return found


def test_an_old_sheet_shows_its_conflicts_before_it_is_taken_in(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder, path = tmp_path / "sara", tmp_path / "gammal.csv"
    with at_exchange(qtbot, folder, "Sara") as exchange:
        exchange.show(Part.TABLES)
        choose(exchange, "Vad som exporteras", "Projekt")
        exchange.click("Exportera tabell…")
        exchange.save_as(path)
        assert "Tabellen gammal.csv är skriven, med 304 poster." in exchange.texts
    edited(folder, "Anna", "aha-ii", what="Annas nya text")
    table = lines(path)
    at = table[0].index("what")
    row = next(line for line in table if line[0] == "aha-ii")
    row[at] = "Text ur gammalt blad"
    path.write_text("\n".join(";".join(f'"{c}"' for c in [*line]) for line in (table[0], row)))
    with at_exchange(qtbot, folder, "Sara") as exchange:
        exchange.drop(path)
        assert "1 ändrad post  ·  1 krock" in exchange.texts
        (said,) = shown(exchange).values()
        assert said == ("krock", "Projekt  ·  krockar i Vad")
        exchange.click("Ta in")
        exchange.click("Avgör 1 krock")
        assert exchange.sheet.isVisible()
        store = exchange.window.workspace.store
        found = aside(lambda: reading.entry(store, "aha-ii")).conflicts["what"]
        assert {one.value for one in found} == {"Annas nya text", "Text ur gammalt blad"}


def test_every_bad_cell_is_listed_and_the_corrected_table_is_read_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "fel.xlsx"
    rows: list[list[object]] = [
        ["Namn", "status", "Globala mål"],
        ["Ett", "klart", 99],
        ["Två", "idé", 3],
    ]
    workbook(path, {"Projekt": rows})
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.drop(path)
        assert "Avvisad – inget ändrat" in exchange.texts
        found = shown(exchange)
        assert list(found) == [
            "Blad Projekt, rad 2, kolumn status (B2)",
            "Blad Projekt, rad 2, kolumn Globala mål (C2)",
        ]
        about = found["Blad Projekt, rad 2, kolumn status (B2)"][1]
        assert about.startswith("”klart” finns inte bland valen. Tillåtet är: idé, pågående")
        rows[1][1:] = ["avslutat", 9]
        workbook(path, {"Projekt": rows})
        exchange.click("Läs tabellen igen")
        assert "2 nya poster" in exchange.texts
        rows[1][0] = "Ett annat"
        workbook(path, {"Projekt": rows})
        exchange.click("Ta in")
        assert "Filen har sparats på nytt sedan du såg den." in exchange.texts
        exchange.click("Ta in")
        assert "Tabellen är intagen." in exchange.texts
    assert value(tmp_path / "sara", "ett-annat", "status") == "avslutat"


def test_tables_are_looked_at_one_by_one_and_other_files_go_to_the_inbox(
    qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"title\n{name}", "utf-8")
    other = tmp_path / "okänd.katalog"
    other.write_text("ingen katalogfil", "utf-8")
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.drop(tmp_path / "a.csv", other, tmp_path / "b.csv")
        assert list(shown(exchange)) == ["a.csv"]
        exchange.click("Stäng utan att ta in")
        assert list(shown(exchange)) == ["b.csv"]
        exchange.click("Stäng utan att ta in")
        assert "Exportera till Excel" in exchange.texts
        exchange.show(Part.INBOX)
        assert exchange.files == {"okänd.katalog": "avvisad"}


def test_taking_in_a_table_can_be_stopped(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "många.csv"
    path.write_text("title\n" + "\n".join(f"Nytt {n}" for n in range(400)), "utf-8")
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        store = exchange.window.workspace.store
        before = aside(lambda: safekeeping.digest(store))
        exchange.drop(path)
        report = pane(exchange)._report

        def impatient(done: int, total: int) -> None:
            if done >= 100:
                pane(exchange)._stop.set()  # as the button does, whenever it is pressed
            report(done, total)

        monkeypatch.setattr(pane(exchange), "_report", impatient)
        exchange.click("Ta in")
        assert "Importen är avbruten. Katalogen är som förut." in exchange.texts
        assert aside(lambda: safekeeping.digest(store)) == before


def test_a_table_that_cannot_be_written_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.show(Part.TABLES)
        exchange.click("Exportera tabell…")
        dialog = exchange.page.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(tmp_path / "sara" / "allt.xlsx"))
        dialog.reject()
        exchange.desk.settle()
        assert "Det går inte att skriva filen allt.xlsx." in exchange.texts
        assert "Exportera till Excel" in exchange.texts


def test_an_export_from_the_window_is_what_the_command_line_writes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.show(Part.TABLES)
        exchange.click("Exportera tabell…")
        exchange.save_as(tmp_path / "allt.xlsx")
        store = exchange.window.workspace.store
        aside(lambda: editing.delete(store, "aha-ii"))
        aside(lambda: editing.restore(store, "aha-ii"))
        loaded = aside(lambda: tabulating.load(store, tmp_path / "allt.xlsx"))
        assert (loaded.created, loaded.edited) == (0, 0)
