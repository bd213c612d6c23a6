from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from katalog_app.ui.contacts.ticks import TickedRows
from katalog_app.ui.exchange.rows import Row
from katalog_app.ui.widgets.marked import Marked

ROWS = [Row(key, f"Rad {key}", "om raden") for key in "abc"]
CHECK = Qt.ItemDataRole.CheckStateRole


def made(words: tuple[str, str] = ("", "")) -> TickedRows:
    owner = QObject()
    model = TickedRows(owner, words)
    model.owner = owner  # type: ignore[attr-defined]  # kept alive as long as the model
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    model.tester = QAbstractItemModelTester(model, mode, owner)  # type: ignore[attr-defined]
    return model


def test_ticks_stay_while_other_rows_are_shown(qtbot: QtBot) -> None:
    model = made()
    model.show_choices(ROWS, chosen=(), locked=())
    model.toggle(1)
    model.toggle(0)
    model.show_choices(ROWS[2:], chosen=model.chosen, locked=())
    assert [*model.chosen] == ["b", "a"]
    assert model.data(model.index(0), CHECK) is Qt.CheckState.Unchecked
    model.show_choices(ROWS, chosen=model.chosen, locked=())
    states = [model.data(model.index(row), CHECK) for row in range(3)]
    assert states == [Qt.CheckState.Checked, Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    model.toggle(0)
    assert [*model.chosen] == ["b"]


def test_a_locked_row_cannot_be_chosen_in_any_way(qtbot: QtBot) -> None:
    model = made(("med", "inte med"))
    model.show_choices(ROWS, chosen="abc", locked="b")
    assert [*model.chosen] == ["a", "c"]
    model.toggle(1)
    model.choose("b")
    model.setData(model.index(1), Qt.CheckState.Checked.value, CHECK)
    assert [*model.chosen] == []
    assert not model.flags(model.index(1)) & Qt.ItemFlag.ItemIsUserCheckable
    assert [model.about(row) for row in range(3)] == [
        *("om raden  ·  inte med", "om raden", "om raden  ·  inte med")
    ]


def test_a_screen_reader_ticks_and_is_told(qtbot: QtBot) -> None:
    model = made()
    model.show_choices(ROWS, chosen=(), locked=())
    with qtbot.waitSignals([model.ticked, model.dataChanged]):
        model.setData(model.index(2), Qt.CheckState.Checked.value, CHECK)
    assert model.chosen == ("c",)


def test_a_row_is_laid_out_in_a_list_that_has_no_width_yet(qtbot: QtBot) -> None:
    for text in ("", "B", "Bo Al", "Anna Ek i Bjuv"):
        for lines in (1, 6):
            laid = Marked(text, (), QFont(), 1, lines)
            assert laid.layout.lineCount() <= lines + 1
