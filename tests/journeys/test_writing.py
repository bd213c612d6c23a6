"""Issue 5, lines 1 and 2: never lose a word, and write well; as a person does it."""

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextFormat
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db import log
from katalog_app.db.store import Store
from katalog_app.services import drafting, editing, reading
from katalog_app.services.drafting import Draft
from katalog_app.services.opening import open_catalogue
from katalog_app.services.recording import Session
from katalog_app.ui.catalogue.advice_window import AdviceWindow
from katalog_app.ui.catalogue.draft_list import DraftList
from katalog_app.ui.catalogue.field_difference import FieldDifference
from katalog_app.ui.catalogue.history_window import HistoryWindow
from katalog_app.ui.forms.long_text import GrowingText
from katalog_app.ui.widgets.prose import Prose
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.form_desk import (
    CTRL,
    ME,
    TWIN,
    choose,
    dialog,
    field,
    find,
    now,
    pane,
    shown,
    write,
)

Answer = TypeVar("Answer")
SHIFT = Qt.KeyboardModifier.ShiftModifier
TITLE = "Höganäs digitala tvilling"


def aside(call: Callable[[], Answer]) -> Answer:
    """Do something in another thread, as the main one is kept from the catalogue here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def activate(desk: Desk) -> None:
    """Give the window the keyboard again, which the offscreen platform forgets after a dialog."""
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def press(desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    desk.page.reading.scroller.setFocus()
    desk.press(key, held)


def rename(desk: Desk, title: str) -> None:
    desk.click("Redigera")
    write(field(desk, "Namn"), title)
    desk.click("Spara")


# ---- Undo and redo


def test_what_was_saved_is_undone_and_made_again_with_the_keyboard_after_a_restart_too(
    qtbot: QtBot, folder: Path
) -> None:
    folder.mkdir()
    settings.write(folder, settings.Settings(author=ME))
    with opened_desk(qtbot, folder) as desk:
        desk.type(TWIN)
        rename(desk, "Första")
        rename(desk, "Andra")
        press(desk, Qt.Key.Key_Z)
        assert desk.reading == "Första"
        assert "Ångrade: Namn i ”Andra”." in desk.texts()
        desk.click("Gör om: Ångrade: Namn i ”Andra”.")
        assert desk.reading == "Andra"
        key = desk.page.reading.project
    with opened_desk(qtbot, folder) as desk:
        desk.type("andra")
        desk.page.reading.open(str(key))
        desk.settle()
        press(desk, Qt.Key.Key_Z)
        assert desk.reading == "Första"
        press(desk, Qt.Key.Key_Z)
        assert desk.reading == TITLE
        press(desk, Qt.Key.Key_Z)
        assert "Det finns inget att ångra." in desk.texts()
        press(desk, Qt.Key.Key_Y)
        find(desk.page.reading, Prose, "Beskrivning").setFocus()  # a text to read has no undo
        desk.press(Qt.Key.Key_Z, CTRL | SHIFT)
        assert desk.reading == "Andra"
        press(desk, Qt.Key.Key_Y)
        assert "Det finns inget att göra om." in desk.texts()
        assert now(desk, key).conflicts == {}


def test_deletion_review_and_a_new_project_are_undone_where_one_reads(known: Desk) -> None:
    known.click("Stämmer fortfarande")
    assert "reviewed" in now(known).fields
    known.click("Ångra: ändringen av Senast granskad")
    assert "reviewed" not in now(known).fields
    known.click("Ta bort")
    choose(known, "Ta bort", dialog("delete"))
    known.click("Ångra: borttagningen")
    assert not now(known).deleted
    assert f"Ångrade: ”{TITLE}” är tillbaka i katalogen." in known.texts()
    known.click("Gör om: borttagningen")
    assert now(known).deleted
    activate(known)
    known.press(Qt.Key.Key_N, CTRL)
    write(field(known, "Namn"), "Nytt av misstag")
    known.click("Spara")
    key = known.page.reading.project
    press(known, Qt.Key.Key_Z)
    assert now(known, key).deleted


def test_a_text_field_keeps_its_own_undo(known: Desk) -> None:
    rename(known, "Sparat namn")
    known.click("Redigera")
    write(field(known, "Vad", GrowingText), "Halvskrivet")
    before = field(known, "Vad", GrowingText).toPlainText()
    known.press(Qt.Key.Key_Z, CTRL)
    assert field(known, "Vad", GrowingText).toPlainText() != before
    name = field(known, "Namn")
    write(name, "Ett namn till")
    name.setFocus()
    known.press(Qt.Key.Key_Z, CTRL)
    assert name.text() != "Ett namn till"
    assert now(known).title == "Sparat namn"
    known.click("I dag, i Senast granskad")  # a button: the key is not for a text here
    known.press(Qt.Key.Key_Z, CTRL)
    assert "Spara eller avbryt det du skriver först." in known.texts()
    assert now(known).title == "Sparat namn"


def test_what_another_has_changed_since_is_not_overwritten_by_an_undo(
    known: Desk, elsewhere: Store
) -> None:
    key = str(known.page.reading.project)
    rename(known, "Mitt namn")
    with log.writing(elsewhere) as writer:  # as an import does it: not noted as done here
        Session(writer, "Berit").edit(key, "project", {"title": "Berits namn"}, {}, {}, None)
    known.window.workspace.changed.emit()
    known.settle()
    press(known, Qt.Key.Key_Z)
    told = known.texts()
    assert "Inget är ångrat: Namn i ”Berits namn” har ändrats sedan dess." in told
    assert "Katalogen är orörd. Öppna Historik" in told
    assert (now(known, key).title, now(known, key).conflicts) == ("Berits namn", {})


# ---- The history of a field


def difference(window: HistoryWindow) -> FieldDifference:
    inside = window._scroller.widget()
    assert isinstance(inside, FieldDifference)
    return inside


def looks(text: QWidget) -> dict[str, tuple[bool, bool]]:
    """Return every stretch of a text with whether it is underlined and struck through."""
    found = {}
    block = text.document().begin()  # type: ignore[attr-defined]  # it is a text
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            form = fragment.charFormat()
            strike = form.boolProperty(QTextFormat.Property.FontStrikeOut)
            found[fragment.text()] = (form.fontUnderline(), strike)
            iterator += 1
        block = block.next()
    return found


def test_the_history_of_a_field_shows_words_that_went_and_came_with_who_and_why(
    known: Desk, elsewhere: Store
) -> None:
    key = str(known.page.reading.project)
    first, second = "Vi bygger en modell av staden.", "Vi har byggt en modell av hela staden."
    editing.edit(elsewhere, key, values={"why": first}, author="Berit", reason="Saknades")
    editing.edit(elsewhere, key, values={"why": second, "status": "i drift"}, author="Clara")
    known.window.workspace.changed.emit()
    known.settle()
    known.click("Historik")
    window = QApplication.activeModalWidget()
    assert isinstance(window, HistoryWindow)
    window.field.setCurrentIndex(window.field.findText("Varför"))
    known.settle()
    listed = [window.versions.item(row).text() for row in range(window.versions.count())]
    assert [one.split("\n")[1:] for one in listed] == [
        ["Clara", "gäller nu"],
        ["Berit", "Skäl: Saknades"],
    ]
    (text,) = difference(window).texts
    marked = looks(text)
    assert marked["bygger"] == (False, True)
    assert marked["har byggt"] == (True, False)
    assert text.accessibleDescription() == (
        "Vi [borttaget: bygger][nytt: har byggt] en modell av [nytt: hela ]staden."
    )
    window.versions.setFocus()
    known.press(Qt.Key.Key_Down)
    assert "ingen tidigare version" in known.texts(window)
    choose(known, "Återställ den här versionen", window)
    entry = now(known, key)
    assert (entry.text("why"), entry.text("status")) == (first, "i drift")
    known.click("Historik")
    window = QApplication.activeModalWidget()
    assert isinstance(window, HistoryWindow)
    choose(known, "Ångra: ändringen av Varför", window)
    assert now(known, key).text("why") == second


# ---- Drafts


def three_drafts(folder: Path) -> str:
    folder.mkdir()
    settings.write(folder, settings.Settings(author=ME))
    with contextlib.closing(open_catalogue(folder)) as store:
        twin = next(p for p in reading.entries(store, "project") if p.title == TITLE)
        entry = reading.entry(store, twin.id)
        seen = tuple({head for heads in entry.heads.values() for head in heads})
        drafting.keep(store, "a", Draft(None, (), {"title": "Skolgård", "what": "Träd."}))
        drafting.keep(store, "b", Draft(twin.id, seen, {"why": "Grannarna bad om det."}))
        drafting.keep(store, "c", Draft(None, (), {"what": "Utan namn än."}))
        (folder / drafting.FOLDER / "d.json").write_text("{trasig", encoding="utf-8")
    return twin.id


def drafts_of(folder: Path) -> set[str]:
    return {file.stem for file in (folder / drafting.FOLDER).glob("*.json")}


def row_of(window: DraftList, words: str) -> int:
    texts = [window.rows.item(row).text() for row in range(window.rows.count())]
    return next(row for row, text in enumerate(texts) if words in text)


def test_several_drafts_are_offered_gone_on_with_and_thrown_away(
    qtbot: QtBot, folder: Path
) -> None:
    key = aside(lambda: three_drafts(folder))
    with opened_desk(qtbot, folder) as desk:
        bar = desk.page.editing.unfinished.bar
        qtbot.waitUntil(bar.isVisible)
        assert "Du höll på med 3 utkast som inte är sparade" in desk.texts(bar)
        assert "”Skolgård”" in desk.texts(bar)
        assert "Ett utkast går inte att läsa och är lagt åt sidan." in desk.texts()
        assert desk.page.reading.form is None
        desk.click("Visa utkasten")
        window = dialog("drafts")
        assert isinstance(window, DraftList)
        assert window.rows.count() == 3
        window.rows.setCurrentRow(row_of(window, "utan namn"))
        choose(desk, "Släng utkastet", window)
        assert drafts_of(folder) == {"a", "b"}
        desk.click("Ångra: Utkastet till ett nytt projekt utan namn är slängt.")
        assert drafts_of(folder) == {"a", "b", "c"}
        desk.click("Visa utkasten")
        window = dialog("drafts")
        assert isinstance(window, DraftList)
        window.rows.setCurrentRow(row_of(window, "Skolgård"))
        choose(desk, "Fortsätt skriva", window)
        assert field(desk, "Namn").text() == "Skolgård"
        assert "Du höll på med 2 utkast" in desk.texts(bar)
        desk.click("Spara")
        assert desk.reading == "Skolgård"
        qtbot.waitUntil(lambda: drafts_of(folder) == {"b", "c"})
        desk.page.reading.open(key)
        desk.settle()
        desk.click("Redigera")
        choose(desk, "Fortsätt med utkastet", dialog("draft"))
        assert field(desk, "Varför", GrowingText).toPlainText() == "Grannarna bad om det."
        desk.click("Spara")
        assert now(desk, key).text("why") == "Grannarna bad om det."
        qtbot.waitUntil(lambda: drafts_of(folder) == {"c"})
    assert drafts_of(folder) == {"c"}


def test_a_draft_of_what_another_has_changed_says_so_and_saves_as_a_conflict(
    qtbot: QtBot, folder: Path, elsewhere: Store
) -> None:
    settings.write(folder, settings.Settings(author=ME))
    projects = aside(lambda: reading.entries(elsewhere, "project"))
    twin = next(project for project in projects if project.title == TITLE)
    entry = aside(lambda: reading.entry(elsewhere, twin.id))
    seen = tuple({head for heads in entry.heads.values() for head in heads})
    drafting.keep(elsewhere, "a", Draft(twin.id, (*seen, "f" * 64), {"title": "Mitt namn"}))
    editing.edit(elsewhere, twin.id, values={"title": "Berits namn"}, author="Berit")
    with opened_desk(qtbot, folder) as desk:
        qtbot.waitUntil(lambda: desk.page.reading.form is not None)
        desk.settle()
        assert "Någon annan har ändrat Namn sedan dess." in shown(desk)
        desk.click("Spara")
        said = {one.value for one in now(desk, twin.id).conflicts["title"]}
        assert said == {"Mitt namn", "Berits namn"}


def test_a_draft_that_was_saved_at_the_last_is_told_of_and_not_saved_twice_unseen(
    qtbot: QtBot, folder: Path, elsewhere: Store
) -> None:
    settings.write(folder, settings.Settings(author=ME))
    key = editing.create(elsewhere, "project", {"title": "Nyss sparat"}, ME).id
    heads = aside(lambda: reading.entry(elsewhere, key)).heads
    seen = tuple({head for ids in heads.values() for head in ids})
    drafting.keep(elsewhere, "a", Draft(key, seen, {"title": "Nyss sparat"}))
    with opened_desk(qtbot, folder) as desk:
        qtbot.waitUntil(lambda: desk.page.reading.form is not None)
        desk.settle()
        assert "Det du skrev förra gången är redan sparat." in shown(desk)
        desk.click("Avbryt", pane(desk))
        qtbot.waitUntil(lambda: drafts_of(folder) == set())
    drafting.keep(elsewhere, "b", Draft(None, (), {"title": "Nyss sparat"}))
    with opened_desk(qtbot, folder) as desk:
        qtbot.waitUntil(lambda: desk.page.reading.form is not None)
        desk.settle()
        assert "Det finns redan ett projekt som heter så." in shown(desk)
        assert field(desk, "Namn").text() == "Nyss sparat"
        desk.press(Qt.Key.Key_Escape)
        choose(desk, "Släng", dialog("discard"))


# ---- Hints


def hints(desk: Desk) -> list[str]:
    rows = pane(desk).hints.list
    return [rows.item(row).text() for row in range(rows.count())]


def test_hints_come_while_one_writes_and_lead_to_the_words(known: Desk) -> None:
    known.click("Redigera")
    form = pane(known)
    known.qtbot.waitUntil(form.hints.isVisible)
    text = field(known, "Vad", GrowingText)
    write(text, "😀 Vi mäter avseende vatten i kommunens alla brunnar varje dag.")
    row = form.form.row("what")
    known.qtbot.waitUntil(lambda: row.advice is not None and row.advice.isVisible())
    assert row.advice is not None
    assert row.advice.text() == "Krångligt: ”avseende”."
    assert text.accessibleDescription() == "Krångligt: ”avseende”."
    assert form.hints.opener.text().startswith("Så här tydlig är texten: ")
    known.qtbot.mouseClick(form.hints.opener, Qt.MouseButton.LeftButton)
    assert "Varför saknas. Skriv vilket behov eller problem som fick er att börja." in hints(known)
    assert "Uppgifter som andra behöver: " in known.texts(form.hints)
    wanted = hints(known).index("Vad: ”avseende” kan bytas mot ”om”.")
    form.hints.list.setCurrentRow(wanted)
    form.hints.list.setFocus()
    known.press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert text.hasFocus()
    assert text.textCursor().selectedText() == "avseende"
    place = text.viewport().mapTo(form, text.cursorRect().center())
    assert form.rect().contains(QPoint(place))
    before = form.hints.opener.text()
    write(text, "Vi mäter vatten i kommunens alla brunnar varje dag.")
    known.qtbot.waitUntil(lambda: row.advice is not None and not row.advice.isVisible())
    assert form.hints.opener.text() != before
    known.click("Spara")
    assert now(known).text("what") == "Vi mäter vatten i kommunens alla brunnar varje dag."


def test_the_score_is_opened_where_one_reads_and_leads_into_the_form(known: Desk) -> None:
    assert "Ofullständig: saknar varför, status och period" in shown(known)
    score = next(line for line in shown(known).split("\n") if line.startswith("Tydlighet "))
    known.click(score)
    window = dialog("advice")
    assert isinstance(window, AdviceWindow)
    assert "Den hindrar ingen från att spara." in known.texts(window)
    window.list.setCurrentRow(0)
    choose(known, "Redigera", window)
    activate(known)
    assert field(known, "Varför", GrowingText).hasFocus()


def test_an_empty_new_project_is_saved_for_all_the_hints(known: Desk) -> None:
    known.press(Qt.Key.Key_N, CTRL)
    write(field(known, "Namn"), "Bara ett namn")
    known.qtbot.waitUntil(pane(known).hints.isVisible)
    assert "Så här tydlig är texten: 0 av 100" in known.texts(pane(known))
    known.click("Spara")
    assert known.reading == "Bara ett namn"
