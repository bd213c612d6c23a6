"""A conflict settled by a third value, written with the keyboard in the field's own editor."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from katalog_app.services import editing, offering, reading
from katalog_app.services.opening import open_catalogue
from tests.journeys.exchange_desk import Exchange, aside, at_exchange, edited, value
from tests.journeys.form_desk import CTRL, find, write
from tests.profiles import Profile


@pytest.fixture
def anna(tmp_path: Path) -> Profile:
    open_catalogue(tmp_path / "anna").close()
    return Profile(tmp_path / "anna", "Anna")


def first_of(anna: Profile, kind: str) -> str:
    return f"{aside(lambda: reading.entries(anna.store, kind)[0].id)}"


def disputed(
    qtbot: QtBot, exchange: Exchange, anna: Profile, entry: str, field: str, theirs: object
) -> None:
    """Let another person say something else, and stand at the conflict."""
    aside(lambda: editing.edit(anna.store, entry, values={field: theirs}, seen=None))
    exchange.drop(aside(anna.export))
    exchange.click("Godkänn och ta in")
    exchange.click("Avgör 1 krock")
    exchange.desk.press(Qt.Key.Key_E)


def written(name: str, text: str) -> Callable[[Exchange], None]:
    def act(exchange: Exchange) -> None:
        write(find(exchange.sheet, QLineEdit, name), text)

    return act


def both_years(exchange: Exchange) -> None:
    lines = exchange.sheet.findChildren(QLineEdit)
    assert QApplication.focusWidget() is lines[0]
    write(lines[0], "2019")
    exchange.desk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is lines[1]
    write(lines[1], "2024")


def chosen_by_letter(exchange: Exchange) -> None:
    """Press P, which outside the box would go to the conflict before."""
    assert isinstance(QApplication.focusWidget(), QComboBox)
    exchange.desk.press(Qt.Key.Key_P)


def contact_picked(exchange: Exchange) -> None:
    line = find(exchange.sheet, QLineEdit, "Lägg till i Kontakt")
    write(line, "Tredje enheten")
    exchange.desk.press(Qt.Key.Key_Return)


CENTRE = {"name": "Kundtjänst", "phone": "042-1"}
Case = tuple[str, str, object, object, Callable[[Exchange], None], object]
"""Kind, field, our value, theirs, how another is written, and that one."""
CASES: list[Case] = [
    ("project", "period", "2020/", "2021/", both_years, "2019/2024"),
    ("project", "status", "idé", "avslutat", chosen_by_letter, "pågående"),
    (
        "municipality",
        "contact_centre",
        CENTRE,
        {**CENTRE, "phone": "042-2"},
        written("Telefon, Kontaktcenter", "042-3"),
        {**CENTRE, "phone": "042-3"},
    ),
    ("node", "validity", "2020/", "2021/", both_years, "2019/2024"),
    ("event", "place", "Bjuv", "Höganäs", written("Plats", "Åstorp"), "Åstorp"),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_a_third_value_is_written_in_the_editor_of_the_field(
    qtbot: QtBot,
    tmp_path: Path,
    anna: Profile,
    case: Case,
) -> None:
    kind, field, ours, theirs, act, own = case
    sara = tmp_path / "sara"
    if kind == "event":
        made = aside(lambda: editing.create(anna.store, kind, {"title": "Träff"}))
        with at_exchange(qtbot, sara, "Sara") as exchange:
            exchange.drop(aside(anna.export))
            exchange.click("Godkänn utan att ta in")
            exchange.click("Ta in")
        entry = made.id
    else:
        entry = first_of(anna, kind)
    edited(sara, "Sara", entry, **{field: ours})
    with at_exchange(qtbot, sara, "Sara") as exchange:
        if kind == "event":
            aside(lambda: editing.edit(anna.store, entry, values={field: theirs}, seen=None))
            exchange.drop(aside(anna.export))
            exchange.click("Ta in")
            exchange.click("Avgör 1 krock")
            exchange.desk.press(Qt.Key.Key_E)
        else:
            disputed(qtbot, exchange, anna, entry, field, theirs)
        act(exchange)
        exchange.desk.press(Qt.Key.Key_Return, CTRL)
        assert "Inga krockar att avgöra" in exchange.texts
    assert value(sara, entry, field) == own


def test_a_contact_and_the_end_of_a_link_are_picked_among_those_there_are(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    sara = tmp_path / "sara"
    project = first_of(anna, "project")
    one, two, three = (
        aside(lambda unit=unit: editing.create(anna.store, "contact", {"unit": unit}).id)
        for unit in ("Första enheten", "Andra enheten", "Tredje enheten")
    )
    link = first_of(anna, "link")
    offered = aside(lambda: offering.offers(anna.store, "link").entries["from"])
    ends: list[str] = list(offered)[:3]
    with at_exchange(qtbot, sara, "Sara") as exchange:
        exchange.drop(aside(anna.export))
        exchange.click("Godkänn och ta in")
    edited(sara, "Sara", project, contact=one)
    edited(sara, "Sara", link, **{"from": ends[0]})
    with at_exchange(qtbot, sara, "Sara") as exchange:
        aside(lambda: editing.edit(anna.store, project, values={"contact": two}, seen=None))
        aside(lambda: editing.edit(anna.store, link, values={"from": ends[1]}, seen=None))
        exchange.drop(aside(anna.export))
        exchange.click("Ta in")
        exchange.click("Avgör 2 krockar")
        for _round in range(2):
            contact = exchange.sheet.conflict.field == "contact"
            exchange.desk.press(Qt.Key.Key_E)
            name = "Kontakt" if contact else "Från"
            line = find(exchange.sheet, QLineEdit, f"Lägg till i {name}")
            write(line, "Tredje enheten" if contact else offered[ends[2]])
            exchange.desk.press(Qt.Key.Key_Return, CTRL)
        assert "Inga krockar att avgöra" in exchange.texts
    assert value(sara, project, "contact") == three
    assert value(sara, link, "from") == ends[2]


def test_a_value_that_does_not_fit_is_told_beside_the_field_and_escape_goes_back(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    sara = tmp_path / "sara"
    entry = first_of(anna, "project")
    edited(sara, "Sara", entry, period="2020/")
    with at_exchange(qtbot, sara, "Sara") as exchange:
        disputed(qtbot, exchange, anna, entry, "period", "2021/")
        lines = exchange.sheet.findChildren(QLineEdit)
        write(lines[0], "2024")
        write(lines[1], "2019")
        exchange.desk.press(Qt.Key.Key_Return, CTRL)
        assert "Krock 1 av 1" in exchange.texts
        assert "slutar innan den börjar" in exchange.texts
        exchange.desk.press(Qt.Key.Key_Escape)
        exchange.desk.press(Qt.Key.Key_2)
        assert "Inga krockar att avgöra" in exchange.texts
    assert value(sara, entry, "period") in ("2020/", "2021/")
