"""Journey 3, the first half: edit, add, delete and restore, through widgets a user sees."""

import contextlib
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import Store
from katalog_app.errors import StoreFault, StoreUnavailableError
from katalog_app.services import drafting, editing, reading
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.catalogue import saving
from katalog_app.ui.forms.long_text import GrowingText
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.form_desk import (
    CTRL,
    ME,
    TWIN,
    choose,
    dialog,
    field,
    in_background,
    now,
    pane,
    shown,
    write,
)


def test_a_field_is_changed_in_place_and_saved_with_the_keyboard_alone(known: Desk) -> None:
    known.press(Qt.Key.Key_Return)
    known.press(Qt.Key.Key_E, CTRL)
    assert field(known, "Namn").hasFocus()
    write(field(known, "Namn"), "Höganäs digitala tvilling, nu för alla")
    known.press(Qt.Key.Key_S, CTRL)
    assert known.page.reading.form is None
    assert known.page.reading.scroller.hasFocus()
    assert known.reading == "Höganäs digitala tvilling, nu för alla"
    assert known.titles == ["Höganäs digitala tvilling, nu för alla"]
    assert "Ändringen är sparad." in known.texts()
    assert "egna ändringar" in known.window._own.text()


def test_only_what_was_touched_is_part_of_the_change(known: Desk) -> None:
    known.click("Redigera")
    write(field(known, "Vad", GrowingText), "Hela kommunen i tre dimensioner.")
    known.click("Spara")
    store, key = known.window.workspace.store, known.page.reading.project
    steps = in_background(known, lambda: reading.history(store, str(key)))
    assert isinstance(steps, list)
    mine = [step for step in steps if step.author == ME]
    assert [(step.field, step.value) for step in mine] == [
        ("what", "Hela kommunen i tre dimensioner.")
    ]


def test_every_kind_of_field_can_be_filled_in(known: Desk) -> None:
    known.click("Redigera")
    status = field(known, "Status", QComboBox)
    status.setFocus()
    while status.currentText() != "I drift":
        known.qtbot.keyClick(status, Qt.Key.Key_Up)
    write(field(known, "Period, från"), "2019")
    known.click("Transformation: Grön", pane(known))
    write(field(known, "Lägg till i Teknik"), "laserskanning")
    known.qtbot.keyClick(field(known, "Lägg till i Teknik"), Qt.Key.Key_Return)
    known.click("Lägg till rad i Samarbetspartner")
    write(field(known, "Namn, Samarbetspartner, rad 1"), "Lunds universitet")
    sector = field(known, "Sektor, Samarbetspartner, rad 1", QComboBox)
    sector.setFocus()
    while sector.currentText() != "Akademi":
        known.qtbot.keyClick(sector, Qt.Key.Key_Down)
    known.click("Lägg till rad i Källor")
    write(field(known, "Källor, rad 2"), "https://example.se/tvilling")
    known.click("I dag, i Senast granskad")
    known.click("Spara")
    said = now(known).fields
    assert (said["status"], said["period"]) == ("i drift", "2019/")
    assert "grön" in said["transformations"]
    assert said["technologies"] == ["digital tvilling", "laserskanning"]
    assert said["partners"] == [{"name": "Lunds universitet", "sector": "akademi"}]
    assert said["sources"][-1] == "https://example.se/tvilling"
    assert said["reviewed"] == date.today().isoformat()


def test_goals_nodes_and_contacts_are_searched_among_what_the_catalogue_has(known: Desk) -> None:
    known.click("Redigera")
    goals = field(known, "Lägg till i Globala mål")
    write(goals, "utbildning")
    popup = goals.completer().popup()
    known.qtbot.waitUntil(popup.isVisible)
    known.qtbot.keyClick(popup, Qt.Key.Key_Down)
    known.qtbot.keyClick(popup, Qt.Key.Key_Return)
    known.settle()
    assert "4 God utbildning för alla" in shown(known)
    assert goals.text() == ""
    nodes = field(known, "Lägg till i Ramverk")
    known.qtbot.keyClick(nodes, Qt.Key.Key_Down)
    popup = nodes.completer().popup()
    known.qtbot.waitUntil(popup.isVisible)
    first = popup.model().index(0, 0).data()
    known.qtbot.keyClick(popup, Qt.Key.Key_Down)
    known.qtbot.keyClick(popup, Qt.Key.Key_Return)
    known.settle()
    assert first in shown(known)
    known.click("Ta bort Servicecenter, Höganäs kommun (Höganäs) ur Kontakt")
    contact = field(known, "Lägg till i Kontakt")
    write(contact, "kundtjänst, perstorps")
    popup = contact.completer().popup()
    known.qtbot.waitUntil(popup.isVisible)
    known.qtbot.keyClick(popup, Qt.Key.Key_Down)
    known.qtbot.keyClick(popup, Qt.Key.Key_Return)
    known.settle()
    known.click("Spara")
    said = now(known).fields
    assert 4 in said["global_goals"]
    assert len(said["framework"]) == 1
    assert now(known, said["contact"]).text("municipality") == "Perstorp"


def test_words_that_are_not_picked_are_kept_and_complained_about(known: Desk) -> None:
    known.click("Redigera")
    write(field(known, "Lägg till i Kontakt"), "finns inte alls")
    known.click("Spara")
    assert "”finns inte alls” är inte valt än." in shown(known)
    assert field(known, "Lägg till i Kontakt").text() == "finns inte alls"
    known.press(Qt.Key.Key_Escape)
    choose(known, "Släng", dialog("discard"))


def test_a_fault_is_told_in_words_while_one_types_and_stops_the_saving(known: Desk) -> None:
    known.click("Redigera")
    write(field(known, "Period, från"), "2021")
    write(field(known, "Period, till"), "2019")
    row = pane(known).form.row("period")
    known.qtbot.waitUntil(row.fault.isVisible)
    assert row.fault.text().startswith("Perioden ”2021/2019” slutar innan den börjar.")
    assert field(known, "Period, till").accessibleDescription() == row.fault.text()
    known.click("Spara")
    assert "1 fält behöver rättas: Period. Inget är sparat än." in shown(known)
    assert field(known, "Period, från").hasFocus()
    write(field(known, "Period, till"), "2022")
    assert not row.fault.isVisible()
    assert "behöver rättas" not in shown(known)
    known.click("Spara")
    assert now(known).fields["period"] == "2021/2022"


def test_characters_are_counted_against_the_longest(known: Desk) -> None:
    known.click("Redigera")
    text = field(known, "Lärdomar", GrowingText)
    write(text, "Åtta ord")
    assert "8 av 20\N{NO-BREAK SPACE}000 tecken" in shown(known)
    text.setPlainText("x" * 20_001)
    row = pane(known).form.row("lessons")
    known.qtbot.waitUntil(row.fault.isVisible)
    assert "för lång" in row.fault.text()


def test_escape_asks_only_when_something_would_be_lost(known: Desk) -> None:
    known.click("Redigera")
    known.press(Qt.Key.Key_Escape)
    assert known.page.reading.form is None
    known.click("Redigera")
    write(field(known, "Namn"), "Annat namn")
    known.press(Qt.Key.Key_Escape)
    asked = dialog("discard")
    assert "Det här är inte sparat än: Namn." in known.texts(asked)
    choose(known, "Fortsätt skriva", asked)
    assert field(known, "Namn").text() == "Annat namn"
    known.click("Avbryt", pane(known))
    choose(known, "Släng", dialog("discard"))
    assert known.page.reading.form is None
    assert known.reading == "Höganäs digitala tvilling"


def test_nothing_typed_is_lost_by_searching_or_browsing(known: Desk) -> None:
    known.click("Redigera")
    write(field(known, "Namn"), "Halvskrivet")
    known.type("digital")
    known.search.setFocus()
    known.press(Qt.Key.Key_Down)
    known.press(Qt.Key.Key_Down)
    assert field(known, "Namn").text() == "Halvskrivet"
    assert "Det du skriver är kvar." in known.texts()
    wanted = known.page.hit_model.hits[known.page.hits.currentIndex().row()].title
    known.click("Avbryt", pane(known))
    choose(known, "Släng", dialog("discard"))
    assert known.reading == wanted


def test_a_form_nobody_has_written_in_gives_way_to_what_is_browsed(known: Desk) -> None:
    known.type("digital")
    known.click("Redigera")
    known.search.setFocus()
    known.press(Qt.Key.Key_Down)
    assert known.page.reading.form is None
    assert known.reading == known.titles[1]


def test_a_form_stays_while_something_is_imported_and_what_came_is_shown_after_it(
    known: Desk, elsewhere: Store
) -> None:
    key = known.page.reading.project
    assert key is not None
    known.click("Redigera")
    editing.edit(elsewhere, key, values={"title": "Deras titel"}, author="Berit")
    known.window.workspace.changed.emit()
    known.settle()
    assert field(known, "Namn").text() == "Höganäs digitala tvilling"
    known.press(Qt.Key.Key_Escape)
    known.settle()
    assert known.reading == "Deras titel"
    known.press(Qt.Key.Key_N, CTRL)
    known.window.workspace.changed.emit()
    known.settle()
    assert pane(known).entry is None
    assert "Det du skriver är kvar." not in known.texts()


def test_the_window_does_not_close_over_what_is_not_saved(known: Desk) -> None:
    known.click("Redigera")
    write(field(known, "Namn"), "Halvskrivet")
    assert not known.window.close()
    assert known.window.isVisible()
    choose(known, "Släng", dialog("discard"))
    assert not known.window.isVisible()


def written(drafts: Path) -> str:
    """Return the drafts as they stand on disk."""
    return "".join(file.read_text(encoding="utf-8") for file in drafts.glob("*.json"))


def test_what_was_being_written_comes_back_after_a_power_cut(
    qtbot: QtBot, folder: Path, elsewhere: Store
) -> None:
    folder.mkdir(exist_ok=True)
    settings.write(folder, settings.Settings(author=ME))
    drafts = folder / drafting.FOLDER
    with opened_desk(qtbot, folder) as desk:
        desk.type(TWIN)
        key = desk.page.reading.project
        assert key is not None
        desk.click("Redigera")
        write(field(desk, "Namn"), "Skrivet före avbrottet")
        write(field(desk, "Lägg till i Nyckelord"), "åska")
        qtbot.waitUntil(lambda: "\\u00e5ska" in written(drafts))
        desk.settle()
        (draft,) = drafts.glob("*.json")
        kept = draft.read_bytes()
        desk.page.reading.close_form()
        qtbot.waitUntil(lambda: not draft.exists())
    draft.write_bytes(kept)  # as a killed program leaves it
    editing.edit(elsewhere, key, values={"title": "Deras titel"}, author="Berit")
    with opened_desk(qtbot, folder) as desk:
        qtbot.waitUntil(lambda: desk.page.reading.form is not None)
        assert "Det här skrev du förra gången utan att spara." in shown(desk)
        assert field(desk, "Namn").text() == "Skrivet före avbrottet"
        desk.click("Spara")
        entry = now(desk, key)
        titles = {said.value for said in entry.conflicts["title"]}
        assert titles == {"Skrivet före avbrottet", "Deras titel"}
        assert "åska" in entry.texts("keywords")
        qtbot.waitUntil(lambda: not draft.exists())


def test_a_new_project_that_was_being_written_comes_back(qtbot: QtBot, folder: Path) -> None:
    folder.mkdir()
    with contextlib.closing(open_catalogue(folder)) as store:
        drafting.keep(store, "a", drafting.Draft(None, (), {"title": "Halvfärdigt", "okänt": 1}))
    with opened_desk(qtbot, folder) as desk:
        qtbot.waitUntil(lambda: desk.page.reading.form is not None)
        assert field(desk, "Namn").text() == "Halvfärdigt"
        desk.press(Qt.Key.Key_Escape)
        choose(desk, "Släng", dialog("discard"))
        assert desk.page.reading.form is None
        qtbot.waitUntil(lambda: written(folder / drafting.FOLDER) == "")


def test_what_another_saved_meanwhile_makes_a_conflict_and_is_never_overwritten(
    known: Desk, elsewhere: Store
) -> None:
    key = known.page.reading.project
    assert key is not None
    known.click("Redigera")
    write(field(known, "Namn"), "Min titel")
    editing.edit(elsewhere, key, values={"title": "Deras titel"}, author="Berit")
    known.window.workspace.changed.emit()
    known.settle()
    assert field(known, "Namn").text() == "Min titel"
    assert "Någon annan har ändrat Namn medan du skriver." in shown(known)
    known.click("Spara")
    entry = now(known, key)
    assert {said.value for said in entry.conflicts["title"]} == {"Min titel", "Deras titel"}
    assert "Krock: flera värden i Namn." in shown(known)
    assert "någon annan har också ändrat Namn" in known.texts()


def test_what_another_saved_in_other_fields_is_kept_beside_mine(
    known: Desk, elsewhere: Store
) -> None:
    key = known.page.reading.project
    assert key is not None
    known.click("Redigera")
    write(field(known, "Namn"), "Min titel")
    editing.edit(
        elsewhere, key, values={"organisation": "Berits enhet"}, add={"keywords": ["berit"]}
    )
    known.click("Spara")
    entry = now(known, key)
    assert not entry.conflicts
    assert (entry.title, entry.text("organisation")) == ("Min titel", "Berits enhet")
    assert "berit" in entry.texts("keywords")


def test_a_fault_leaves_the_form_as_it_was(
    known: Desk, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise StoreUnavailableError(StoreFault.DISK_FULL, folder)

    known.click("Redigera")
    write(field(known, "Namn"), "Skrivet på full disk")
    with monkeypatch.context() as patch:
        patch.setattr(saving, "change", full)
        known.click("Spara")
        assert "Disken är full, så ändringen sparades inte." in known.texts()
        assert field(known, "Namn").text() == "Skrivet på full disk"
        assert field(known, "Namn").isEnabled()
    known.click("Spara")
    assert known.reading == "Skrivet på full disk"
