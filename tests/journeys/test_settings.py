"""The settings: seen at once, synonyms made and taken away, the index made anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import Store
from katalog_app.errors import StoreFault, StoreUnavailableError
from katalog_app.services import safekeeping, synonymising
from katalog_app.ui.exchange.page import Part as ExchangePart
from katalog_app.ui.settings.window import Part, SettingsWindow
from katalog_app.ui.widgets.settings_button import SettingsButton
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.exchange_desk import Exchange
from tests.journeys.form_desk import CTRL, ME, dialog, find, in_background, write


def opened(desk: Desk, part: Part = Part.SYNONYMS) -> SettingsWindow:
    """Open the settings with the keyboard, at one of their parts."""
    desk.press(Qt.Key.Key_Comma, CTRL)
    window = QApplication.activeModalWidget()
    assert isinstance(window, SettingsWindow)
    desk.click(window.buttons[part].text(), window)
    return window


def rows(window: SettingsWindow) -> list[str]:
    return [row.title for row in window.synonyms.model.rows]


def settled(desk: Desk, window: SettingsWindow) -> None:
    desk.qtbot.waitUntil(lambda: not window.synonyms.trying.rest.isActive())
    desk.settle()


def write_group(desk: Desk, words: str) -> QWidget:
    asked = dialog("synonyms")
    write(find(asked, QPlainTextEdit, "Ord och fraser"), words)
    desk.settle()
    return asked


def on_the_list(desk: Desk, window: SettingsWindow, key: Qt.Key) -> None:
    """Press a key in the list; offscreen, a window under another one is not made active again."""
    window.activateWindow()
    desk.qtbot.waitUntil(window.isActiveWindow)
    window.synonyms.list.setFocus()
    desk.qtbot.keyClick(window.synonyms.list, key)
    desk.settle()


def groups(desk: Desk) -> list[set[str]]:
    store = desk.window.workspace.store
    found = in_background(desk, lambda: synonymising.own_groups(store))
    assert isinstance(found, tuple)
    return [set(group.words) for group in found]


def test_the_button_at_the_foot_of_the_rail_opens_them(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.window.findChild(SettingsButton), Qt.MouseButton.LeftButton)
    window = QApplication.activeModalWidget()
    assert isinstance(window, SettingsWindow)
    desk.click("Stäng", window)
    assert QApplication.activeModalWidget() is None


def test_size_and_colours_are_seen_at_once_and_kept(qtbot: QtBot, folder: Path) -> None:
    with opened_desk(qtbot, folder) as desk:
        window = opened(desk, Part.LOOKS)
        size = find(window, QComboBox, "Textens storlek")
        assert size.currentText() == "100 %"
        size.setFocus()
        height = desk.window.fontMetrics().height()
        for _ in range(4):
            qtbot.keyClick(size, Qt.Key.Key_Down)
        assert size.currentText() == "140 %"
        assert desk.window.fontMetrics().height() > height
        desk.click("Mörkt", window)
        assert desk.window._theme.tokens.dark
        window.close()
    kept = settings.read(folder)
    assert (kept.scale, kept.theme) == (140, "dark")


def test_the_size_chosen_by_keys_stands_in_the_settings(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Plus, CTRL)
    window = opened(desk, Part.LOOKS)
    assert find(window, QComboBox, "Textens storlek").currentText() == "110 %"
    window.close()
    desk.press(Qt.Key.Key_0, CTRL)


def test_the_first_group_asks_who_one_is_and_counts_at_once(desk: Desk) -> None:
    window = opened(desk)
    assert "Inga egna grupper än." in desk.texts(window)
    desk.click("Lägg till…", window)
    asked = write_group(desk, "mumindalen, talkshow")
    desk.click("Spara", asked)
    who = dialog("who")
    write(find(who, QLineEdit, "Namn"), ME)
    desk.click("Spara och fortsätt", who)
    (row,) = window.synonyms.model.rows
    assert set(row.title.split(", ")) == {"mumindalen", "talkshow"}
    assert f"Tillagd av {ME}" in row.about
    assert "följer med nästa fil du skickar" in desk.texts(window)
    assert window.buttons[Part.SYNONYMS].isChecked()
    window.close()
    desk.type("mumindalen ")
    assert desk.titles
    exchange = Exchange(desk)
    exchange.show(ExchangePart.MINE)
    told = {row.title: row.about for row in exchange.page.mine.model.rows}
    assert told[f"Synonymer: {row.title}"].startswith("Ny  ·  ")


def test_a_group_is_changed_removed_and_brought_back(known: Desk) -> None:
    window = opened(known)
    known.click("Lägg till…", window)
    known.click("Spara", write_group(known, "grusväg, skogsbilväg"))
    on_the_list(known, window, Qt.Key.Key_Return)
    asked = write_group(known, "grusväg, markväg")
    known.qtbot.keyClick(asked, Qt.Key.Key_S, CTRL)
    known.settle()
    assert QApplication.activeModalWidget() is window
    assert groups(known) == [{"grusväg", "markväg"}]
    on_the_list(known, window, Qt.Key.Key_Delete)
    assert rows(window) == []
    assert groups(known) == []
    known.click("Ångra", window)
    assert groups(known) == [{"grusväg", "markväg"}]
    assert window.synonyms.remove.isEnabled()


def test_what_does_not_fit_is_said_while_it_is_written(known: Desk) -> None:
    window = opened(known)
    known.click("Lägg till…", window)
    asked = write_group(known, "pensionär")
    assert "En grupp är minst två olika ord." in known.texts(asked)
    assert "”pensionär” står redan i programmets grupp: äldre, senior" in known.texts(asked)
    known.click("Spara", asked)
    assert dialog("synonyms") is asked
    write_group(known, "pensionär, äldre")
    assert "Då ändrar gruppen inget." in known.texts(asked)
    assert "minst två" not in known.texts(asked)
    asked.close()
    assert groups(known) == []


def test_what_is_written_stays_where_it_cannot_be_saved(
    known: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise StoreUnavailableError(StoreFault.DISK_FULL, known.window.workspace.store.folder)

    monkeypatch.setattr(synonymising, "add", full)
    window = opened(known)
    known.click("Lägg till…", window)
    asked = write_group(known, "grusväg, skogsbilväg")
    known.click("Spara", asked)
    assert dialog("synonyms") is asked
    assert "full" in known.texts(asked)
    monkeypatch.undo()
    asked.close()


def test_the_programs_groups_are_read_and_searched(desk: Desk) -> None:
    window = opened(desk)
    desk.click(window.synonyms.bundled.text(), window)
    assert len(rows(window)) > 200
    write(find(window, QLineEdit, "Sök bland grupperna"), "PENSIONAR")
    assert any("pensionär" in row for row in rows(window))
    assert len(rows(window)) < 5
    window.synonyms.list.setFocus()
    assert not window.synonyms.change.isEnabled()
    write(find(window, QLineEdit, "Sök bland grupperna"), "finnsinte")
    assert "Inget ord stämmer." in desk.texts(window)


def test_a_word_can_be_tried(desk: Desk) -> None:
    window = opened(desk)
    write(find(window, QLineEdit, "Pröva ett ord"), "pensionären")
    settled(desk, window)
    told = desk.texts(window)
    assert "Programmets grupp: äldre, senior, pensionär" in told
    assert "Utan synonymer: " in told
    write(find(window, QLineEdit, "Pröva ett ord"), "mumindalen")
    settled(desk, window)
    assert "”mumindalen” står inte i någon grupp." in desk.texts(window)


def file_dialog(window: SettingsWindow, path: Path) -> None:
    asked = window.synonyms.findChild(QFileDialog)
    assert asked is not None
    name = asked.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    asked.accept()


def test_a_file_is_shown_before_it_is_taken_in_and_can_be_taken_back(
    known: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "egna.txt"
    file.write_text("grusväg, skogsbilväg\nensam\näldre, senior\nbadsjö, insjöbad\n", "utf-8")
    window = opened(known)
    known.click("Läs in fil…", window)
    file_dialog(window, file)
    known.settle()
    asked = dialog("synonym-file")
    assert "egna.txt har 2 nya grupper. 1 grupp finns redan" in known.texts(asked)
    new, unused = asked.findChildren(QListWidget)
    assert [new.item(at).text() for at in range(new.count())] == [
        "grusväg, skogsbilväg",
        "badsjö, insjöbad",
    ]
    assert unused.item(0).text().startswith("Rad 2 har bara ett ord: ”ensam”.")
    assert groups(known) == []
    known.click("Lägg till 2 grupper", asked)
    assert len(groups(known)) == len(rows(window)) == 2
    out = tmp_path / "ut.txt"
    known.click("Spara som fil…", window)
    file_dialog(window, out)
    known.settle()
    known.qtbot.waitUntil(out.exists)
    assert {frozenset(line.split(", ")) for line in out.read_text("utf-8").splitlines()} == {
        frozenset({"grusväg", "skogsbilväg"}),
        frozenset({"badsjö", "insjöbad"}),
    }
    assert "ut.txt är skriven" in known.texts(window)


def test_groups_out_of_a_file_can_be_taken_back_at_once(known: Desk, tmp_path: Path) -> None:
    file = tmp_path / "egna.txt"
    file.write_text("grusväg, skogsbilväg\nbadsjö, insjöbad\n", "utf-8")
    window = opened(known)
    window.synonyms.preview(file)
    known.settle()
    known.click("Lägg till 2 grupper", dialog("synonym-file"))
    known.click("Ångra", window)
    assert groups(known) == []
    assert rows(window) == []


def test_a_file_that_is_gone_is_told_where_one_looks(known: Desk, tmp_path: Path) -> None:
    window = opened(known)
    window.synonyms.preview(tmp_path / "saknas.txt")
    known.settle()
    assert "Filen saknas.txt går inte att läsa." in known.texts(window)


def test_the_index_is_made_anew(desk: Desk) -> None:
    window = opened(desk, Part.SEARCH)
    desk.click("Bygg om sökregistret", window)
    assert "Sökregistret är ombyggt, med " in desk.texts(window)
    assert window.search.rebuild.isEnabled()
    assert not window.search.bar.isVisible()


def test_making_the_index_can_be_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened(desk, Part.SEARCH)
    rebuild = safekeeping.rebuild_index

    def stopped(store: Store, report: Callable[[int, int], None]) -> int:
        find_cancel.click()
        return rebuild(store, report)

    find_cancel: QPushButton = window.search.cancel
    monkeypatch.setattr(safekeeping, "rebuild_index", stopped)
    desk.click("Bygg om sökregistret", window)
    assert "Avbrutet. Sökregistret är som förut." in desk.texts(window)
