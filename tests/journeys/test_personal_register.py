"""The register of personal data: seen, filtered, saved as files, and erased from there."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from katalog_app.services import personal_register, reading
from katalog_app.ui.contacts.page import Part
from katalog_app.ui.contacts.register_pane import RegisterPane
from katalog_app.ui.erasure.sheet import ErasureSheet
from tests.journeys.contacts_desk import ANNA, Contacts, People
from tests.journeys.desk import opened_desk
from tests.journeys.exchange_desk import aside
from tests.journeys.form_desk import find, write


@pytest.fixture
def people(tmp_path: Path) -> People:
    def made() -> People:
        found = People(tmp_path / "sara")
        found.profile.edit(found.park, lessons="Ring Anna på 070-123 45 67.")
        found.profile.edit(found.anna, email="anna@bjuv.se")
        return found

    found: People = aside(made)
    return found


@pytest.fixture
def contacts(qtbot: QtBot, people: People) -> Iterator[Contacts]:
    with opened_desk(qtbot, people.profile.folder) as desk:
        at = Contacts(desk)
        at.click("Register över personuppgifter")
        yield at


def pane(contacts: Contacts) -> RegisterPane:
    return contacts.page.register


def titles(contacts: Contacts) -> list[str]:
    return [row.title for row in pane(contacts).model.rows]


def show(contacts: Contacts, name: str) -> None:
    which = pane(contacts).which
    row = which.findText(name)
    which.setCurrentIndex(row)
    which.activated.emit(row)
    contacts.desk.settle()


def test_every_value_is_there_with_why_and_until_when(contacts: Contacts) -> None:
    contacts.search("anna ek")
    assert titles(contacts) == [
        "E-post: anna@bjuv.se",
        "Namn: Anna Ek",
        "Telefon: 042-10 50 00",
        "E-post: anna.ek@bjuv.se",
    ]
    assert pane(contacts).model.rows[3].tag == "tidigare"
    told = pane(contacts).told.text()
    assert "Står i: Person: Anna Ek, fältet E-post" in told
    assert "Varför: Kontakt för 2 projekt" in told
    assert "Gallras senast:" in told
    contacts.search("")
    show(contacts, "I löpande text")
    assert titles(contacts) == ["Telefon: 070-123 45 67"]
    show(contacts, "Tidigare värden")
    assert titles(contacts) == ["E-post: anna.ek@bjuv.se"]
    show(contacts, "Bara om personer")
    assert "E-post: ljus@bjuv.se" not in titles(contacts)


def test_what_is_shown_is_saved_as_a_table_and_as_a_page(
    contacts: Contacts, tmp_path: Path
) -> None:
    contacts.search("anna ek")
    contacts.click("Spara som tabell (csv)…")
    contacts.save_as(tmp_path / "register.csv")
    text = (tmp_path / "register.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["Värde"] for row in rows] == [
        *("anna@bjuv.se", "Anna Ek", "042-10 50 00", "anna.ek@bjuv.se")
    ]
    assert rows[3]["Gäller nu"] == "nej"
    assert rows[0]["Fält"] == "E-post"
    contacts.click("Spara som sida (html)…")
    contacts.save_as(tmp_path / "register.html")
    assert "Anna Ek" in (tmp_path / "register.html").read_text(encoding="utf-8")
    assert "4 uppgifter är sparade i register.html." in contacts.message


def test_a_value_is_erased_for_good_from_the_register(contacts: Contacts, people: People) -> None:
    contacts.search("anna.ek@bjuv.se")
    contacts.click("Radera uppgiften för gott")
    sheet = contacts.sheet("erasure")
    assert isinstance(sheet, ErasureSheet)
    assert [name for name, box in sheet.boxes.items() if box.isChecked()] == ["email"]
    write(find(sheet, QLineEdit, "Skäl"), "Begärt")
    write(find(sheet, QLineEdit, "Beslutets nummer"), "KS 2026-12")
    contacts.click("Ja, radera för gott", sheet)
    contacts.click("Radera för gott", sheet)
    assert "är raderade för gott" in contacts.message
    assert titles(contacts) == []
    store = people.profile.store
    assert "email" not in aside(lambda: reading.entry(store, people.anna).fields)
    lines = aside(lambda: personal_register.register(store))
    assert not [line for line in lines if "anna" in line.value and "@" in line.value]
    contacts.page.show_part(Part.CONTACTS)
    contacts.search(ANNA)
    assert "Uppgifter är raderade enligt dataskydd." in contacts.pane
    assert "anna" not in contacts.pane.replace(ANNA, "").lower()
