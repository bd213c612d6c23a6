"""Finding whom to ask, confirming, handing over, writing to several, taking cards along."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import unquote

import pytest
import vobject
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.services import editing, reading
from katalog_app.ui.contacts import doing
from katalog_app.ui.contacts.code_view import CodeView
from katalog_app.ui.contacts.entry_sheet import EntrySheet
from katalog_app.ui.contacts.handing_sheet import HandingSheet
from katalog_app.ui.contacts.letter_sheet import LetterSheet
from katalog_app.ui.places import Place
from tests.journeys.contacts_desk import ANNA, BO, LIGHT, ME, Contacts, People
from tests.journeys.desk import opened_desk
from tests.journeys.exchange_desk import aside
from tests.journeys.form_desk import find, write

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def people(tmp_path: Path) -> People:
    made: People = aside(lambda: People(tmp_path / "sara"))
    return made


@pytest.fixture
def contacts(qtbot: QtBot, people: People) -> Iterator[Contacts]:
    with opened_desk(qtbot, people.profile.folder) as desk:
        yield Contacts(desk)


def said(people: People, key: str) -> dict[str, object]:
    found: dict[str, object] = aside(lambda: dict(reading.entry(people.profile.store, key).fields))
    return found


def test_somebody_is_found_by_subject_and_their_project_opens_in_katalog(
    contacts: Contacts, people: People
) -> None:
    assert contacts.titles == [ANNA, BO, LIGHT, ME]
    assert "Kontakter (4)" in contacts.desk.texts(contacts.page)
    contacts.search("badplats")
    assert contacts.titles == [ANNA]
    assert ANNA in contacts.pane
    assert "2 projekt" in contacts.pane.lower()
    assert "Ingen har bekräftat uppgifterna." in contacts.pane
    assert f"inskriven av {ME}" in contacts.pane
    contacts.click("Öppna projektet Badvatten")
    assert contacts.desk.page.reading.project == people.bath
    assert contacts.desk.reading == "Badvatten"


def test_the_filters_narrow_and_count(contacts: Contacts) -> None:
    place = contacts.page.browsing.filters.place
    assert [place.itemText(row) for row in range(place.count())] == [
        *("Alla kommuner", "Bjuv (2)", "Höganäs (1)")
    ]
    place.setCurrentIndex(1)
    place.activated.emit(1)
    contacts.settle()
    assert contacts.titles == [ANNA, LIGHT]
    subject = contacts.page.browsing.filters.subject
    assert [subject.itemText(row) for row in range(subject.count())][1:] == ["badplatser (1)"]
    contacts.search("finns inte")
    assert contacts.titles == []
    assert "Ingen kontakt stämmer" in contacts.pane


def test_all_of_it_can_be_done_with_the_keyboard(contacts: Contacts) -> None:
    desk, browsing = contacts.desk, contacts.page.browsing
    desk.window.go(Place.EXCHANGE)
    desk.press(Qt.Key.Key_3, CTRL)
    assert contacts.page.search.hasFocus()
    desk.press(Qt.Key.Key_Down)
    assert BO in contacts.pane
    desk.press(Qt.Key.Key_Return)
    assert browsing.list.hasFocus()
    desk.press(Qt.Key.Key_Space)
    assert browsing.model.chosen == (browsing.model.rows[1].key,)
    desk.press(Qt.Key.Key_Down)
    assert LIGHT in contacts.pane
    seen = set()
    for _step in range(40):
        desk.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused.accessibleName())
    assert {"Kommun", "Ämne", "Kontakter", "Mejla ljus@bjuv.se", "Stämmer fortfarande"} <= seen
    assert "Lämna över projekten till någon annan" in seen
    assert "Öppna projektet Lampor" in seen
    assert "Skriv till de 1 valda" in seen
    assert "" not in seen


def test_a_contact_is_confirmed_and_corrected(contacts: Contacts, people: People) -> None:
    contacts.search("anna")
    contacts.click("Stämmer fortfarande")
    assert "Tack. Anna Ek är bekräftad i dag." in contacts.message
    assert f"av {ME}." in contacts.pane
    assert "reviewed" in said(people, people.anna)
    contacts.click("Stämmer fortfarande")
    assert "redan bekräftad" in contacts.message
    contacts.click("Rätta kontakten")
    sheet = contacts.sheet("contact-form")
    assert isinstance(sheet, EntrySheet)
    write(find(sheet, QLineEdit, "Telefon"), "042-10 50 01")
    contacts.click("Spara", sheet)
    assert said(people, people.anna)["phone"] == "042-10 50 01"
    assert "042-10 50 01" in contacts.pane


def at_the_sheet(contacts: Contacts) -> HandingSheet:
    contacts.search("anna")
    contacts.click("Lämna över…")
    sheet = contacts.sheet("handing-over")
    assert isinstance(sheet, HandingSheet)
    return sheet


def test_projects_are_handed_over_with_a_preview_and_given_back(
    contacts: Contacts, people: People
) -> None:
    before = {key: said(people, key) for key in (people.bath, people.park, people.lamps)}
    sheet = at_the_sheet(contacts)
    contacts.click("Lämna över 2 projekt", sheet)
    assert "Välj vem som tar över. Inget är ändrat än." in contacts.desk.texts(sheet)
    write(sheet.line, "gatubelysning")
    contacts.desk.settle()
    sheet.offers.setCurrentIndex(sheet.offers.model().index(0, 0))
    assert f"Tar över: {LIGHT}" in contacts.desk.texts(sheet)
    assert sheet.model.about(0) == (
        f"Kontaktperson: Anna Ek → ingen  ·  Kontakt: ingen → {LIGHT}  ·  lämnas över"
    )
    sheet.model.toggle(1)
    write(sheet.reason, "Anna slutar")
    contacts.click("Lämna över 1 projekt", sheet)
    assert f"1 projekt är överlämnat till {LIGHT}." in contacts.message
    now = said(people, people.bath)
    assert now == {
        name: value for name, value in before[people.bath].items() if name != "contact_person"
    } | {"contact": people.light}
    assert said(people, people.park) == before[people.park]
    steps = aside(lambda: reading.history(people.profile.store, people.bath))
    assert "Anna slutar" in [step.value for step in steps]
    contacts.click("Ångra")
    assert "Överlämningen är ångrad i 1 projekt." in contacts.message
    assert {key: said(people, key) for key in before} == before


def test_somebody_new_takes_over(contacts: Contacts, people: People) -> None:
    sheet = at_the_sheet(contacts)
    contacts.click("Ny person…", sheet)
    form = contacts.sheet("contact-form")
    contacts.click("Använd", form)
    write(find(form, QLineEdit, "Namn"), "Eva Ny")
    contacts.click("Använd", form)
    assert "Tar över: Eva Ny (ny)" in contacts.desk.texts(sheet)
    contacts.click("Lämna över 2 projekt", sheet)
    assert "2 projekt är överlämnade till Eva Ny." in contacts.message
    made = said(people, people.bath)["contact_person"]
    assert isinstance(made, str)
    assert said(people, made)["name"] == "Eva Ny"
    contacts.search("")
    assert "Eva Ny" in contacts.titles


def test_what_another_said_meanwhile_is_a_conflict_in_sight(
    contacts: Contacts, people: People
) -> None:
    sheet = at_the_sheet(contacts)
    store = people.profile.store
    aside(lambda: editing.edit(store, people.bath, values={"contact_person": people.bo}))
    write(sheet.line, "gatubelysning")
    contacts.desk.settle()
    sheet.offers.setCurrentIndex(sheet.offers.model().index(0, 0))
    contacts.click("Lämna över 2 projekt", sheet)
    assert "I 1 av dem har någon annan också bytt kontakt" in contacts.message
    conflicts = aside(lambda: reading.entry(store, people.bath).conflicts)
    assert {one.value for one in conflicts["contact_person"]} == {None, people.bo}


def test_a_long_handing_over_tells_how_far_it_is_and_can_be_stopped(
    contacts: Contacts, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doing, "TOLD_AFTER_S", 0.0)
    before = {key: said(people, key) for key in (people.bath, people.park)}
    told: list[tuple[int, int]] = []
    stops = Qt.ConnectionType.DirectConnection  # in the thread that works, which waits for it
    contacts.page.acting.doing.progressed.connect(
        lambda *_how: contacts.page.acting.doing.stop(), stops
    )
    contacts.page.acting.doing.progressed.connect(lambda *how: told.append(how))
    sheet = at_the_sheet(contacts)
    write(sheet.line, "gatubelysning")
    contacts.desk.settle()
    sheet.offers.setCurrentIndex(sheet.offers.model().index(0, 0))
    contacts.click("Lämna över 2 projekt", sheet)
    assert told
    assert "Avbrutet. Inget är ändrat." in contacts.message
    assert not contacts.page.progress.isVisible()
    assert {key: said(people, key) for key in before} == before


def test_a_letter_each_is_opened_one_by_one_or_saved(contacts: Contacts, tmp_path: Path) -> None:
    contacts.tick(ANNA, LIGHT, ME)
    contacts.click("Skriv till 3…")
    sheet = contacts.sheet("letter")
    assert isinstance(sheet, LetterSheet)
    assert f"Utan adress, och får inget brev: {ME}." in contacts.desk.texts(sheet)
    sheet.body.setPlainText("Hej {namn} i {kommun}! {fel}")
    assert "{fel} känns inte igen" in contacts.desk.texts(sheet)
    assert "Hej Anna Ek i Bjuv! {fel}" in sheet.preview.text()
    contacts.click("Visa nästa brev", sheet)
    assert "Hej Gatubelysning i Bjuv!" in sheet.preview.text()
    contacts.click("Öppna brev 1 av 2", sheet)
    contacts.click("Öppna brev 2 av 2", sheet)
    opened = [unquote(address) for address in contacts.desk.outside.opened]
    assert [address.partition("?")[0] for address in opened] == [
        *("mailto:anna.ek@bjuv.se", "mailto:ljus@bjuv.se")
    ]
    assert "Fråga om ”Badvatten” och 1 till" in opened[0]
    assert "Hej Anna Ek i Bjuv!" in opened[0]
    sheet.body.setPlainText("x" * 2_000)
    contacts.click("Öppna brev 1 av 2", sheet)
    assert len(contacts.desk.outside.opened) == 2
    assert "för långt för att öppnas" in contacts.desk.texts(sheet)
    assert contacts.desk.outside.copied[-1].endswith("x" * 2_000)
    sheet.save_to(tmp_path)
    contacts.desk.settle()
    (folder,) = contacts.desk.outside.folders
    letters = [message_from_bytes(one.read_bytes(), policy=default) for one in folder.iterdir()]
    assert {letter["To"] for letter in letters} == {"anna.ek@bjuv.se", "ljus@bjuv.se"}
    assert "2 utkast är sparade i mappen" in contacts.message


def test_one_letter_with_blind_copies_shows_nobody_the_others(contacts: Contacts) -> None:
    contacts.tick(ANNA, LIGHT)
    contacts.click("Skriv till 2…")
    sheet = contacts.sheet("letter")
    assert isinstance(sheet, LetterSheet)
    contacts.click("Ett brev med dolda kopior", sheet)
    assert "Ingen ser de andras adresser." in contacts.desk.texts(sheet)
    assert "Jag har läst om ert arbete" in sheet.preview.text()
    contacts.click("Öppna brevet", sheet)
    (address,) = contacts.desk.outside.opened
    assert address.startswith("mailto:?bcc=anna.ek@bjuv.se,ljus@bjuv.se&")
    sheet.body.setPlainText("x" * 2_000)
    assert "för långa" in contacts.desk.texts(sheet)
    contacts.click("Kopiera adresserna", sheet)
    contacts.click("Kopiera brevet", sheet)
    assert contacts.desk.outside.copied[0] == "anna.ek@bjuv.se; ljus@bjuv.se"
    contacts.click("Stäng", sheet)


def test_contacts_are_taken_along_as_cards_and_as_a_code(
    contacts: Contacts, tmp_path: Path
) -> None:
    contacts.search("anna")
    contacts.click("Visa kontakten som QR-kod")
    view = contacts.page.browsing.pane.findChild(CodeView)
    assert view is not None
    assert view.isVisible()
    assert view.accessibleName() == "QR-kod med kontakten Anna Ek"
    contacts.click("Spara QR-koden…")
    contacts.save_as(tmp_path / "anna.png")
    assert (tmp_path / "anna.png").read_bytes().startswith(b"\x89PNG")
    contacts.click("Spara Anna Ek som vCard")
    contacts.save_as(tmp_path / "anna.vcf")
    card = vobject.readOne((tmp_path / "anna.vcf").read_text(encoding="utf-8"))
    assert card.fn.value == ANNA
    contacts.search("")
    contacts.tick(ANNA, LIGHT)
    contacts.click("Spara 2 vCard…")
    contacts.save_as(tmp_path / "alla.vcf")
    text = (tmp_path / "alla.vcf").read_text(encoding="utf-8")
    assert [one.email.value for one in vobject.readComponents(text)] == [
        *("anna.ek@bjuv.se", "ljus@bjuv.se")
    ]
    assert "2 kontakter är sparade i alla.vcf." in contacts.message


def test_no_program_for_mail_means_the_address_is_copied(contacts: Contacts) -> None:
    contacts.desk.outside.answers = False
    contacts.search("anna")
    contacts.click("Mejla anna.ek@bjuv.se")
    assert contacts.desk.outside.opened == ["mailto:anna.ek@bjuv.se"]
    assert contacts.desk.outside.copied == ["anna.ek@bjuv.se"]
    assert "Det är kopierat." in contacts.message


def test_a_function_is_written_down(contacts: Contacts, people: People) -> None:
    contacts.click("Ny kontakt")
    contacts.click("En funktion", contacts.sheet("new-contact"))
    sheet = contacts.sheet("contact-form")
    write(find(sheet, QLineEdit, "E-post"), "bad@bjuv.se")
    contacts.click("Spara", sheet)
    assert "Skriv en funktion eller en enhet." in contacts.desk.texts(sheet)
    write(find(sheet, QLineEdit, "Funktion"), "Badmästeriet")
    contacts.click("Spara", sheet)
    assert "Kontakten är sparad." in contacts.message
    assert "Badmästeriet" in contacts.pane
    found = aside(lambda: reading.entries(people.profile.store, "contact"))
    assert "Badmästeriet" in [one.title for one in found]


def test_a_small_window_with_large_text_shows_list_or_pane(qtbot: QtBot, people: People) -> None:
    with opened_desk(qtbot, people.profile.folder, size=(1024, 640)) as desk:
        desk.window._theme.resize(200)
        contacts = Contacts(desk)
        browsing = contacts.page.browsing
        assert browsing.list.isVisible()
        assert not browsing.pane.isVisible()
        view, index = browsing.list.viewport(), browsing.model.index(0)
        place = browsing.list.visualRect(index)
        qtbot.mouseClick(view, LEFT, pos=place.topLeft() + QPoint(20, 20))
        assert browsing.model.chosen == (browsing.model.rows[0].key,)
        assert browsing.list.isVisible()
        place = browsing.list.visualRect(index)
        qtbot.mouseClick(view, LEFT, pos=place.center())
        contacts.settle()
        assert browsing.pane.isVisible()
        assert not browsing.list.isVisible()
        contacts.click("Till listan")
        assert browsing.list.isVisible()
        desk.press(Qt.Key.Key_Return)
        assert browsing.pane.hasFocus()
        desk.press(Qt.Key.Key_Escape)
        assert browsing.list.hasFocus()


def test_a_place_where_nothing_can_be_saved_is_told_of(
    contacts: Contacts, people: People, tmp_path: Path
) -> None:
    contacts.page.acting.save_cards_to((people.anna,), tmp_path / "saknas" / "a.vcf")
    contacts.desk.settle()
    assert "går inte att skriva." in contacts.message
    assert "Välj en annan mapp" in contacts.message


def test_the_window_opens_where_one_was_and_asks_who_one_is(qtbot: QtBot, people: People) -> None:
    folder = people.profile.folder
    settings.write(folder, settings.Settings(place=Place.CONTACTS.value))
    with opened_desk(qtbot, folder) as desk:
        contacts = Contacts(desk)
        assert contacts.titles == [ANNA, BO, LIGHT, ME]
        contacts.click("Stämmer fortfarande")
        sheet = contacts.sheet("who")
        assert "reviewed" not in said(people, people.anna)
        write(find(sheet, QLineEdit, "Namn"), "Nils Ny")
        contacts.click("Spara och fortsätt", sheet)
        assert "av Nils Ny." in contacts.pane
        contacts.search("")
        assert "Nils Ny" in contacts.titles
        contacts.click("Öppna projektet Parken")
        assert desk.reading == "Parken"
