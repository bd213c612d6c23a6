"""New projects, deletion, history, confirming, and who one is; as a person does it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import Store
from katalog_app.services import editing, reading
from katalog_app.ui.catalogue.history_window import HistoryWindow
from katalog_app.ui.forms.long_text import GrowingText
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.form_desk import (
    CTRL,
    ME,
    TWIN,
    choose,
    dialog,
    field,
    find,
    in_background,
    now,
    pane,
    shown,
    version,
    write,
)


def test_a_new_project_is_made_and_shown(known: Desk) -> None:
    known.type("")
    known.press(Qt.Key.Key_N, CTRL)
    known.click("Spara")
    assert "Det måste ha ett värde. Fyll i fältet." in shown(known)
    write(field(known, "Namn"), "Åkermyntans skolgård")
    write(field(known, "Kommun"), "Bjuv")
    known.click("Spara")
    assert known.reading == "Åkermyntans skolgård"
    assert known.count == "305 projekt"
    assert "Projektet är sparat." in known.texts()
    known.type("åkermyntans")
    assert known.titles == ["Åkermyntans skolgård"]


def test_a_new_form_can_be_left_and_the_first_page_is_there_again(desk: Desk) -> None:
    desk.click("Nytt projekt")
    assert "Nytt projekt" in shown(desk)
    assert "Vad har andra" not in shown(desk)
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.reading.form is None
    assert "Vad har andra kommuner redan gjort?" in shown(desk)


def test_a_project_is_deleted_with_a_reason_and_restored(known: Desk) -> None:
    known.click("Ta bort")
    asked = dialog("delete")
    write(find(asked, QLineEdit, "Skäl"), "Finns två gånger")
    choose(known, "Ta bort", asked)
    seen = shown(known)
    assert "Projektet är borttaget ur katalogen." in seen
    assert "Skäl: Finns två gånger" in seen
    assert f"av {ME}" in seen
    assert known.titles == []
    assert "Redigera" not in seen
    known.press(Qt.Key.Key_E, CTRL)
    assert known.page.reading.form is None
    known.click("Återställ")
    assert known.titles == ["Höganäs digitala tvilling"]
    assert "Redigera" in shown(known)


def test_deleting_can_be_thought_better_of(known: Desk) -> None:
    known.click("Ta bort")
    choose(known, "Avbryt", dialog("delete"))
    assert known.titles == ["Höganäs digitala tvilling"]


def test_a_deletion_of_what_another_changed_is_a_conflict_one_can_settle(
    known: Desk, elsewhere: Store
) -> None:
    key = known.page.reading.project
    assert key is not None
    known.click("Redigera")
    write(field(known, "Namn"), "Levande projekt")
    editing.delete(elsewhere, key, "Avslutat", "Berit")
    known.click("Spara")
    assert "någon har tagit bort projektet medan någon annan ändrade det" in shown(known)
    known.click("Återställ")
    assert "någon har tagit bort" not in shown(known)
    assert known.reading == "Levande projekt"


def test_the_history_tells_who_said_what_and_an_older_version_comes_back(
    known: Desk, elsewhere: Store
) -> None:
    key = known.page.reading.project
    assert key is not None
    editing.edit(
        elsewhere, key, values={"what": "Andra texten."}, add={"keywords": ["ny"]}, author="Berit"
    )
    editing.edit(elsewhere, key, values={"what": "Tredje texten."}, author="Berit")
    known.window.workspace.changed.emit()
    known.settle()
    known.click("Historik")
    window = QApplication.activeModalWidget()
    assert isinstance(window, HistoryWindow)
    assert window.versions.count() == 3
    listed = [window.versions.item(row).text() for row in range(3)]
    assert listed[0].endswith("Berit\nVad")
    assert "kl." in listed[0]
    assert version(window) == "Vad (gäller nu)\nTredje texten."
    window.versions.setFocus()
    known.press(Qt.Key.Key_Down)
    told = version(window)
    assert "Vad (ersatt av en senare ändring)\nAndra texten." in told
    assert "Nyckelord (gäller nu)\nTillagt: ny" in told
    choose(known, "Återställ den här versionen", window)
    assert now(known, key).text("what") == "Andra texten."
    assert "Den äldre versionen gäller igen." in known.texts()
    known.click("Historik")
    window = QApplication.activeModalWidget()
    assert isinstance(window, HistoryWindow)
    window.versions.setCurrentRow(window.versions.count() - 1)
    choose(known, "Återställ den här versionen", window)
    entry = now(known, key)
    assert "ny" not in entry.texts("keywords")
    assert entry.text("what").startswith("En digital tvilling av kommunen")


def test_one_click_says_that_the_facts_are_still_right(known: Desk) -> None:
    known.click("Stämmer fortfarande")
    assert now(known).fields["reviewed"] == date.today().isoformat()
    assert f"av {ME}." in shown(known)
    known.click("Stämmer fortfarande")
    assert "Inget var ändrat: katalogen säger redan så." in known.texts()


def test_who_one_is_is_asked_once_and_goes_into_a_person_entry(qtbot: QtBot, folder: Path) -> None:
    with opened_desk(qtbot, folder) as desk:
        desk.type(TWIN)
        desk.click("Redigera")
        write(field(desk, "Namn"), "Första ändringen")
        desk.click("Spara")
        asked = dialog("who")
        assert "Namnet följer med dina ändringar" in desk.texts(asked)
        assert "kan raderas" in desk.texts(asked)
        desk.click("Spara och fortsätt", asked)
        assert "Det måste ha ett värde." in desk.texts(asked)
        choose(desk, "Avbryt", asked)
        assert field(desk, "Namn").text() == "Första ändringen"
        desk.click("Spara")
        asked = dialog("who")
        write(find(asked, QLineEdit, "Namn"), ME)
        write(find(asked, QLineEdit, "Funktion"), "Kartingenjör")
        write(find(asked, QLineEdit, "Kommun"), "Höganäs")
        desk.press(Qt.Key.Key_Return)
        assert desk.reading == "Första ändringen"
        store = desk.window.workspace.store
        people = in_background(desk, lambda: reading.entries(store, "person"))
        assert isinstance(people, list)
        mine = next(person for person in people if person.title == ME)
        said = now(desk, mine.id).fields
        assert (said["function"], said["municipality"]) == ("Kartingenjör", "Höganäs")
        desk.click("Stämmer fortfarande")
        assert QApplication.activeModalWidget() is None
        assert f"av {ME}." in shown(desk)
    assert settings.read(folder).author == ME
    with opened_desk(qtbot, folder) as desk:
        desk.type("första ändringen")
        desk.click("Ta bort")
        choose(desk, "Ta bort", dialog("delete"))
        assert QApplication.activeModalWidget() is None
        assert "borttaget" in shown(desk)


def test_tab_goes_through_the_form_in_the_order_it_is_read(known: Desk) -> None:
    known.click("Redigera")
    known.qtbot.waitUntil(lambda: field(known, "Namn").hasFocus())
    names = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if not pane(known).isAncestorOf(focused):
            break
        names.append(focused.accessibleName())
        known.qtbot.keyClick(focused, Qt.Key.Key_Tab)
    order = ["Namn", "Kommun", "Status", "Period, från", "Vad", "Lägg till i Teknik", "Klassat av"]
    assert [name for name in names if name in order] == order
    assert all(names)


def test_the_form_fits_a_small_window_with_large_text(qtbot: QtBot, folder: Path) -> None:
    folder.mkdir()
    settings.write(folder, settings.Settings(author=ME, scale=200))
    with opened_desk(qtbot, folder, size=(1024, 640)) as desk:
        desk.type(TWIN)
        desk.press(Qt.Key.Key_Return)
        desk.press(Qt.Key.Key_E, CTRL)
        assert pane(desk).isVisible()
        form = pane(desk).form
        assert form.width() <= desk.page.reading.width()
        for kind in (QLineEdit, QComboBox, QCheckBox, GrowingText):
            for control in form.findChildren(kind):
                right = control.mapTo(form, control.rect().bottomRight()).x()
                assert right <= form.width(), control.accessibleName()
        desk.press(Qt.Key.Key_Escape)
