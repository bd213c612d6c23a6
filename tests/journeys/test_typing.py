"""The search field: filters that become chips and back, offers, help, and ways out of no hits."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

from katalog_app.model.query import Facet
from katalog_app.ui.catalogue.search_card import EXAMPLES
from tests.journeys.desk import Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def go_on(desk: Desk, words: str) -> None:
    """Type on where the cursor is."""
    for letter in words:
        for what in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(what, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(desk.search, key)
    desk.settle()


def offered(desk: Desk) -> list[str]:
    """Wait until something is offered; return it."""
    shown = desk.page.guiding.offers.list
    desk.qtbot.waitUntil(shown.isVisible)
    return list(shown._texts.stringList())


def dialog() -> QDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def test_a_filter_works_while_it_is_typed_and_becomes_a_chip_when_it_is_done(desk: Desk) -> None:
    desk.type("kommun:Höganäs")
    assert (desk.search.text(), desk.chips) == ("kommun:Höganäs", [])
    few = desk.count
    assert few == "10 av 304 projekt"
    go_on(desk, " ")
    assert (desk.search.text(), desk.chips) == ("", ["Kommun: Höganäs"])
    assert desk.count == few
    go_on(desk, "digital")
    assert desk.search.text() == "digital"
    assert desk.chips == ["Kommun: Höganäs"]


@pytest.mark.parametrize(
    ("typed", "chip"),
    [
        ("mål:13", "Globala mål: 13 Bekämpa klimatförändringarna"),
        ('status:"i drift"', "Status: I drift"),
        ("år:2020-2022", "År: 2020–2022"),
        ("teknik:IoT", "Teknik: IoT"),
        ("transformation:grön", "Transformation: Grön"),
        ("förväntan:trygghet", "Invånarnas förväntan: Trygghet"),
        ("familjen:ja", "Kommungrupp: Familjen Helsingborg"),
        ("municipality:bjuv", "Kommun: Bjuv"),
        ("-kommun:Bjuv", "utan Kommun: Bjuv"),
        ("-skola", "utan: skola"),
        ('"smart stad"', "exakt: smart stad"),
        ('-"smart stad"', "utan: ”smart stad”"),
    ],
)
def test_every_kind_of_piece_is_a_chip_and_text_again(desk: Desk, typed: str, chip: str) -> None:
    desk.type(f"{typed} ")
    assert (desk.search.text(), desk.chips) == ("", [chip])
    count = desk.count
    desk.press(Qt.Key.Key_Backspace)
    assert desk.chips == []
    assert desk.search.text() != ""
    assert desk.count == count
    desk.press(Qt.Key.Key_Return)
    assert (desk.search.text(), desk.chips, desk.count) == ("", [chip], count)
    desk.click(next(c.name for c in desk.page.bar.shown))
    assert (desk.chips, desk.count) == ([], "304 projekt")


def test_leaving_the_field_makes_chips_of_what_is_done(desk: Desk) -> None:
    desk.type("belysning -park")
    assert desk.chips == []
    desk.press(Qt.Key.Key_Tab)
    assert (desk.search.text(), desk.chips) == ("belysning ", ["utan: park"])


def test_a_piece_in_the_middle_leaves_the_words_around_it(desk: Desk) -> None:
    desk.type("smart  stad")
    desk.search.setCursorPosition(6)
    go_on(desk, "-skola")
    assert desk.chips == []
    go_on(desk, " ")
    assert (desk.search.text(), desk.chips) == ("smart  stad", ["utan: skola"])
    assert desk.search.cursorPosition() == 6


def test_undo_brings_the_text_back_and_redo_the_chip(desk: Desk) -> None:
    desk.type("digital kommun:Höganäs ")
    assert desk.chips == ["Kommun: Höganäs"]
    desk.press(Qt.Key.Key_Z, CTRL)
    assert (desk.search.text(), desk.chips) == ("digital kommun:Höganäs ", [])
    desk.search.redo()
    desk.settle()
    assert (desk.search.text(), desk.chips) == ("digital ", ["Kommun: Höganäs"])


def test_a_chip_in_focus_is_edited_as_text_with_enter_and_removed_with_delete(desk: Desk) -> None:
    desk.type('sol -skola "smart stad" ')
    assert desk.chips[:2] == ["utan: skola", "exakt: smart stad"]
    desk.page.bar._chips[0].setFocus()
    desk.press(Qt.Key.Key_F2)
    assert desk.search.hasFocus()
    assert (desk.search.text(), desk.search.cursorPosition()) == ("-skola sol ", 6)
    assert desk.chips == ["exakt: smart stad"]
    desk.search.undo()
    desk.settle()
    assert desk.search.text() == "sol "
    assert "utan: skola" in desk.chips
    desk.page.bar._chips[0].setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert desk.chips == ["utan: skola"]


def test_back_shows_chips_and_words_as_they_were(desk: Desk) -> None:
    desk.type("-skola sol")
    desk.tick(Facet.TRANSFORMATION, "teknologisk")
    desk.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (desk.search.text(), desk.chips) == ("sol", ["utan: skola"])
    desk.page.bar._lift_all()
    desk.settle()
    assert (desk.search.text(), desk.chips) == ("sol", [])


def test_either_of_two_words_finds_both(desk: Desk) -> None:
    found = []
    for words in ("cykel ", "solceller ", "cykel eller solceller "):
        desk.type(words)
        found.append(int(desk.count.split()[0]))
    assert max(found[:2]) < found[2] <= sum(found[:2])
    assert desk.search.text() == "cykel eller solceller "


def test_a_key_and_its_values_are_offered_and_chosen_by_keyboard(desk: Desk) -> None:
    desk.type("ko")
    assert offered(desk)[0] == "kommun:"
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.search.text() == "kommun:"
    go_on(desk, "hö")
    assert "Höganäs (10)" in offered(desk)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Tab)
    assert desk.search.hasFocus()
    assert (desk.search.text(), desk.chips) == ("", ["Kommun: Höganäs"])


def test_values_are_offered_by_name_with_the_hits_of_the_present_question(desk: Desk) -> None:
    desk.type("kommun:Bjuv mål:kli")
    (offer,) = offered(desk)
    assert offer.startswith("13 Bekämpa klimatförändringarna (")
    number = int(offer.rsplit("(", 1)[1].rstrip(")"))
    shown = desk.page.guiding.offers.list
    place = shown.visualRect(shown._texts.index(0)).center()
    desk.qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    desk.settle()
    assert desk.count == f"{number} av 304 projekt"


def test_words_of_the_catalogue_are_offered_until_a_word_is_whole(desk: Desk) -> None:
    desk.type("solc")
    assert offered(desk)[0] == "solceller"
    shown = desk.page.guiding.offers.list
    go_on(desk, "eller")
    desk.qtbot.waitUntil(lambda: not desk.page.guiding.offers._rest.isActive())
    desk.settle()
    assert not shown.isVisible()


def test_offers_disturb_nobody_who_types_on(desk: Desk) -> None:
    desk.type("solc")
    offered(desk)
    desk.press(Qt.Key.Key_Escape)
    assert desk.search.text() == "solc"
    assert not desk.page.guiding.offers.list.isVisible()
    desk.type("digi")
    offered(desk)
    desk.press(Qt.Key.Key_Return)
    assert desk.search.text() == "digi"
    assert desk.page.reading.scroller.hasFocus()


def test_the_card_of_examples_is_a_key_away(desk: Desk) -> None:
    desk.type("?")
    assert desk.search.text() == ""
    card = dialog()
    assert all(typed in desk.texts(card) for typed, _finds in EXAMPLES)
    desk.qtbot.keyClick(card, Qt.Key.Key_Escape)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.search.hasFocus)
    desk.press(Qt.Key.Key_F1)
    desk.click("Alla kortkommandon", dialog())
    assert "Alt+vänsterpil" in desk.texts(dialog())
    desk.qtbot.keyClick(dialog(), Qt.Key.Key_Escape)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_each_example_of_the_card_finds_something(desk: Desk, number: int) -> None:
    desk.page.guiding._help.trigger()
    typed, finds = EXAMPLES[number]
    desk.click(f"Prova {typed}: {finds}", dialog())
    assert desk.page._result.total > 0
    assert desk.search.text() + "".join(c.typed for c in desk.page.bar.shown) == typed


def test_a_filter_that_takes_all_hits_away_is_named_and_lifted(desk: Desk) -> None:
    desk.type("kommun:Bjuv solceller ")
    assert desk.page._result.total == 0
    assert "Filtret Kommun: Bjuv tar bort alla träffar." in desk.texts(desk.page.middle.no_hits)
    count = desk.page._result.lifted[Facet.MUNICIPALITY]
    desk.click(f"Utan filtret Kommun: Bjuv finns {count} träffar")
    assert (desk.page._result.total, desk.chips) == (count, [])


def test_an_exclusion_that_takes_all_hits_away_is_lifted(desk: Desk) -> None:
    desk.type("solceller")
    count = desk.page._result.total
    desk.type("-solceller solceller")
    assert desk.page._result.total == 0
    desk.click(f"Utan ”utan: solceller” finns {count} träffar")
    assert (desk.search.text(), desk.chips) == ("solceller", [])
    assert desk.page._result.total == count


def test_what_comes_nearest_stands_below_the_ways_out(desk: Desk) -> None:
    desk.type("kommun:Bjuv sensorer ensamhet ")
    model = desk.page.hit_model
    assert desk.page._result.total == 0
    assert desk.all_titles
    assert model.divider == 0
    assert model.index(0).data() == "Inget svarar på allt. Det här ligger närmast:"
    assert desk.page.middle.no_hits.isVisible()
    assert desk.page.hits.isVisible()
    assert desk.reading == desk.all_titles[0]


def test_a_row_parts_wider_hits_from_the_others_and_arrows_step_over_it(desk: Desk) -> None:
    desk.type("badplats sensor ")
    model = desk.page.hit_model
    row = model.divider
    assert row == desk.page._result.total > 0
    assert model.index(row).data() == "Liknande träffar"
    for _ in range(row):
        desk.press(Qt.Key.Key_Down)
    assert desk.page.hits.currentIndex().row() == row + 1
    assert desk.reading == desk.all_titles[row]
    desk.press(Qt.Key.Key_Up)
    assert desk.page.hits.currentIndex().row() == row - 1


def test_a_mended_word_is_told_and_can_be_searched_as_typed(desk: Desk) -> None:
    desk.type("belysnig ")
    note = desk.page.middle.note
    assert "Visar träffar för\nbelysning\nSök efter belysnig ändå" in desk.texts(note)
    assert desk.page._result.total > 0
    desk.click("Sök efter belysnig ändå")
    assert desk.page._result.total == 0
    desk.click("Rätta stavningen")
    assert desk.page._result.total > 0
    desk.type("belysning")
    assert not note.isVisible()


def test_a_municipality_and_a_goal_narrow_the_list(desk: Desk) -> None:
    desk.type("höganäs")
    desk.click("Öppna Kommun: Höganäs")
    assert (desk.search.text(), desk.chips) == ("", ["Kommun: Höganäs"])
    desk.type("rent vatten och sanitet")
    desk.click("Öppna Ramverk: Globalt mål: Rent vatten och sanitet för alla")
    assert desk.chips == ["Globala mål: 6 Rent vatten och sanitet för alla"]


def test_a_contact_opens_its_card_with_its_projects(desk: Desk) -> None:
    desk.type("servicecenter höganäs")
    desk.click("Öppna Kontakt: Servicecenter, Höganäs kommun")
    card = dialog()
    desk.click("Skriv till kommunen@hoganas.se", card)
    assert desk.outside.opened[-1] == "mailto:kommunen@hoganas.se"
    assert "10 projekt" in desk.texts(card)
    desk.click("Höganäs digitala tvilling", card)
    assert desk.reading == "Höganäs digitala tvilling"


def test_a_node_without_projects_says_so(desk: Desk) -> None:
    desk.type("grundvatten av god kvalitet")
    desk.click("Öppna Ramverk: Miljömål: Grundvatten av god kvalitet")
    card = dialog()
    assert "Inga projekt är kopplade hit än." in desk.texts(card)
    desk.qtbot.keyClick(card, Qt.Key.Key_Escape)
