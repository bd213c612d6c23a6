"""Files to and from others, through the widgets of the place Utbyte."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QFileDialog,
)
from pytestqt.qtbot import QtBot

from katalog_app.services import editing, merging
from katalog_app.services.opening import open_catalogue
from katalog_app.services.uniting import Outcome
from katalog_app.ui.exchange.conflict_sheet import ConflictSheet
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.forms.long_text import GrowingText
from tests.journeys.desk import opened_desk
from tests.journeys.exchange_desk import (
    Exchange,
    aside,
    at_exchange,
    button_of,
    edited,
    many,
    progress,
    projects,
    trusted,
    value,
)
from tests.profiles import Profile

ACTION = Qt.DropAction.CopyAction
BUTTON = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def text_of(sheet: ConflictSheet) -> GrowingText:
    """Return the editor of one's own text."""
    assert sheet.own is not None
    found = sheet.own.findChild(GrowingText)
    assert isinstance(found, GrowingText)
    return found


@pytest.fixture
def project(tmp_path: Path) -> str:
    """The id of a project that everybody has."""
    return projects(tmp_path)[0]


@pytest.fixture
def anna(tmp_path: Path) -> Profile:
    store = open_catalogue(tmp_path / "anna")
    store.close()
    return Profile(tmp_path / "anna", "Anna")


def test_a_file_is_looked_at_before_it_is_taken_in_and_can_be_undone(
    qtbot: QtBot, tmp_path: Path, anna: Profile, project: str
) -> None:
    first = aside(anna.export)
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        aside(lambda: anna.edit(project, why="Annas skäl."))
        new = aside(lambda: anna.new(title="Badvatten"))
        exchange.drop(aside(anna.export))
        assert next(iter(exchange.files.values())) == "klar att ta in"
        assert exchange.preview["Badvatten"] == ("ny", "Projekt  ·  ny  ·  tas in")
        assert "ändrar Varför" in "".join(about for _tag, about in exchange.preview.values())
        exchange.click("Låt hela filen vänta")
        assert next(iter(exchange.files.values())) == "väntar på dig"
        entries = exchange.page.inbox.pane.entries
        row = entries.row_of(new)
        assert row is not None
        shown = exchange.page.inbox.pane.findChild(RowList)
        assert shown is not None
        shown.setCurrentIndex(entries.index(row))
        shown.setFocus()
        exchange.desk.press(Qt.Key.Key_Space)
        assert exchange.preview["Badvatten"][1].endswith("vårt behålls")
        shown.setCurrentIndex(entries.index(entries.row_of(project) or 0))
        exchange.desk.settle()
        assert "nytt: Annas skäl" in exchange.details["Varför"]
        exchange.click("Ta in")
        assert "Filen är intagen." in exchange.texts
        exchange.click("Ångra importen")
        assert "Importen är ångrad" in exchange.texts
    assert value(tmp_path / "sara", project, "why") != "Annas skäl."


def test_a_file_that_is_no_file_of_ours_is_refused_with_the_reason(
    qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "okänd.katalog"
    broken.write_text("hej", encoding="utf-8")
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        exchange.drop(broken)
        assert exchange.files == {"okänd.katalog": "avvisad"}
        assert "Avvisad – inget ändrat" in exchange.texts
        assert "är ingen katalogfil" in exchange.texts
        exchange.click("Ta bort ur listan")
        assert exchange.files == {}


def test_many_deletions_are_taken_in_only_once_their_number_is_typed(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    first = aside(anna.export)
    ids = many(tmp_path, 25)
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        for key in ids:
            aside(lambda key=key: editing.delete(anna.store, key))
        exchange.drop(aside(anna.export))
        assert "Filen tar bort 25 poster" in exchange.texts
        field = exchange.field("Antal poster som får tas bort")
        field.setText("24")
        exchange.click("Ta in")
        assert "Det är inte det antalet." in exchange.texts
        exchange.field("Antal poster som får tas bort").setText("25")
        exchange.click("Ta in")
        assert "Filen är intagen." in exchange.texts


def test_a_conflict_is_settled_with_the_proposal_or_with_own_words_or_put_off(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    one, other, _third = projects(tmp_path)
    sara = tmp_path / "sara"
    text = "Ett står kvar.\nTvå står kvar.\nTre står kvar."
    for key in (one, other):
        aside(lambda key=key: anna.edit(key, what=text))
    ground = aside(anna.export)
    with at_exchange(qtbot, sara, "Sara") as exchange:
        exchange.drop(ground)
        exchange.click("Godkänn och ta in")
    for key in (one, other):
        edited(sara, "Sara", key, what=text.replace("Ett", "Första"))
        aside(lambda key=key: anna.edit(key, what=text.replace("Tre", "Tredje")))
    with at_exchange(qtbot, sara, "Sara") as exchange:
        exchange.drop(aside(anna.export))
        exchange.click("Ta in")
        exchange.click("Avgör 2 krockar")
        assert "Krock 1 av 2" in exchange.texts
        first = exchange.sheet.conflict.id
        exchange.desk.press(Qt.Key.Key_S)
        assert exchange.sheet.conflict.id != first
        exchange.desk.press(Qt.Key.Key_F)
        assert "Krock 1 av 1" in exchange.texts
        second = exchange.sheet
        assert second.conflict.id == first
        text_of(second).setPlainText("Sju nya ord.")
        exchange.desk.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        second = exchange.sheet
        assert text_of(second).toPlainText() == "Sju nya ord."
        text_of(second).setFocus()
        exchange.desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert "Inga krockar att avgöra" in exchange.texts
    texts = {value(sara, key, "what") for key in (one, other)}
    merged = text.replace("Ett", "Första").replace("Tre", "Tredje")
    assert texts == {merged, "Sju nya ord."}


def test_a_contribution_is_sent_to_the_address_of_the_edition(
    qtbot: QtBot, tmp_path: Path, project: str
) -> None:
    edited(tmp_path / "anna", "Anna Ek", project, why="Annas skäl.")
    with at_exchange(qtbot, tmp_path / "anna", "Anna Ek") as exchange:
        exchange.show(Part.MINE)
        assert "2 ändringar att skicka" in exchange.texts
        assert [row.tag for row in exchange.page.mine.model.rows] == ["din", "din"]
        exchange.click("Exportera…")
        dialog = exchange.page.findChild(QFileDialog)
        assert dialog is not None
        assert dialog.selectedFiles()[0].rsplit("/", 1)[1].startswith("bidrag-anna-ek-")
        exchange.save_as(tmp_path / "bidrag.katalog")
        exchange.click("Skicka med e-post")
        assert exchange.desk.outside.opened[0].startswith("mailto:?subject=Bidrag")
        exchange.click("Kopiera sökvägen")
        assert exchange.desk.outside.copied == [str(tmp_path / "bidrag.katalog")]
        exchange.click("Visa i mappen")
        assert exchange.desk.outside.folders == [tmp_path]


def test_a_sender_is_revoked_after_a_question(qtbot: QtBot, tmp_path: Path, anna: Profile) -> None:
    first = aside(anna.export)
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        exchange.show(Part.SENDERS)
        assert [row.tag for row in exchange.page.senders.model.rows] == ["godkänd"]
        exchange.click("Spärra…")
        exchange.click("Ja, spärra")
        assert [row.tag for row in exchange.page.senders.model.rows] == ["spärrad"]
        aside(lambda: anna.new(title="Efteråt"))
        file = aside(anna.export)
        exchange.drop(file)
        assert "avvisad" in exchange.files.values()
        exchange.show(Part.SENDERS)
        exchange.click("Godkänn igen")
        assert [row.tag for row in exchange.page.senders.model.rows] == ["godkänd"]
        exchange.drop(file)
        assert "klar att ta in" in exchange.files.values()


def test_files_named_at_start_are_in_the_inbox(qtbot: QtBot, tmp_path: Path) -> None:
    broken = tmp_path / "brev.katalog"
    broken.write_text("hej", encoding="utf-8")
    missing = tmp_path / "saknas.katalog"
    with opened_desk(qtbot, tmp_path / "sara", files=(broken, missing)) as desk:
        exchange = Exchange(desk)
        assert exchange.files == {"brev.katalog": "avvisad", "saknas.katalog": "avvisad"}


def test_taking_in_a_file_can_be_stopped_and_changes_nothing(
    qtbot: QtBot, tmp_path: Path, anna: Profile, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = aside(anna.export)
    aside(lambda: anna.edit(project, why="Annas skäl."))
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        exchange.drop(aside(anna.export))
        stopped = threading.Event()
        carry_out = merging.carry_out

        def slowly(*asked: Any, report: Callable[[int, int], None], **how: Any) -> Outcome:
            report(1, 2)
            assert stopped.wait(timeout=20)
            return carry_out(*asked, report=report, **how)

        monkeypatch.setattr(merging, "carry_out", slowly)
        qtbot.mouseClick(button_of(exchange, "Ta in"), BUTTON)
        qtbot.waitUntil(lambda: progress(exchange) == (1, 2))
        qtbot.mouseClick(button_of(exchange, "Avbryt"), BUTTON)
        stopped.set()
        exchange.desk.settle()
        assert "Importen är avbruten. Katalogen är som förut." in exchange.texts
        assert "klar att ta in" in exchange.files.values()
    assert value(tmp_path / "sara", project, "why") != "Annas skäl."


def test_the_rows_keep_to_the_rules_of_qt(qtbot: QtBot) -> None:
    model = RowModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = [Row("a", "Ett", "om", "ny", "gron"), Row("b", "Två")]
    model.show(rows, choosable=True)
    model.setData(model.index(0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.left == {"a"}
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Ett, ny, om  ·  vårt behålls"
    )
    model.show(rows[1:], choosable=True)
    assert (model.left, model.rowCount()) == (frozenset(), 1)
