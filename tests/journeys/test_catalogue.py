"""Journeys 1 and 2: type and find, open and contact, through widgets a user sees."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from katalog_app.model.query import Facet, Sort
from katalog_app.ui.catalogue.facets import RowKind
from katalog_app.ui.catalogue.first_page import EXAMPLES
from katalog_app.ui.catalogue.panes import Room
from katalog_app.ui.places import NAMES, WILL_HOLD
from katalog_app.ui.tokens import DARK, LIGHT
from tests.journeys.desk import Desk, opened_desk

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def counts(desk: Desk, facet: Facet) -> dict[str, int]:
    rows = desk.page.facet_model.rows
    return {r.value: r.count for r in rows if r.facet is facet and r.kind is RowKind.VALUE}


def test_the_first_start_needs_no_reading(desk: Desk) -> None:
    assert desk.search.hasFocus()
    assert desk.count == "304 projekt"
    seen = desk.texts()
    assert "304 projekt från 48 kommuner" in seen
    assert "Utgåva 2026:1" in seen
    assert desk.reading == ""


@pytest.mark.parametrize("words", EXAMPLES)
def test_each_example_search_finds_something(desk: Desk, words: str) -> None:
    desk.click(f"Sök {words}")
    assert desk.search.text() == words
    assert desk.titles
    assert desk.reading == desk.titles[0]
    assert desk.search.hasFocus()


def test_every_letter_narrows_the_list(desk: Desk) -> None:
    desk.type("digital tvilling")
    few = len(desk.titles)
    assert 0 < few < 50
    assert desk.count.endswith("av 304 projekt")
    assert "igital" in desk.titles[0]
    assert desk.page.hit_model.hits[0].title_marks
    desk.type("")
    assert desk.count == "304 projekt"


def test_arrows_browse_while_the_field_keeps_the_focus(desk: Desk) -> None:
    desk.type("digital")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    assert desk.search.hasFocus()
    assert desk.reading == desk.titles[2]
    desk.press(Qt.Key.Key_Up)
    assert desk.reading == desk.titles[1]


def test_keyboard_alone_goes_to_the_reading_pane_and_back(desk: Desk) -> None:
    desk.type("digital")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.reading.scroller.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.hits.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.search.hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert desk.search.text() == ""
    desk.press(Qt.Key.Key_Escape)
    assert desk.reading == ""


def test_tab_reaches_everything_and_comes_round(desk: Desk) -> None:
    desk.type("digital")
    seen = []
    for _ in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        desk.qtbot.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is desk.search:
            break
    else:
        raise AssertionError("Tab never came round")
    for wanted in (desk.page.facets, desk.page.hits, desk.page.bar.order):
        assert wanted in seen
    assert all(w.accessibleName() or w.objectName() for w in seen), seen


def test_ticks_narrow_and_each_facet_is_counted_as_if_it_had_none(desk: Desk) -> None:
    before = counts(desk, Facet.STATUS)
    desk.tick(Facet.STATUS, "i drift")
    assert desk.count == f"{before['i drift']} av 304 projekt"
    assert counts(desk, Facet.STATUS) == before
    desk.tick(Facet.STATUS, "pågående")
    assert desk.count == f"{before['i drift'] + before['pågående']} av 304 projekt"
    desk.tick(Facet.TRANSFORMATION, "grön")
    assert sum(counts(desk, Facet.STATUS).values()) < sum(before.values())
    assert desk.chips[:3] == ["Transformation: Grön", "Status: I drift", "eller Pågående"]


def test_chips_are_removed_one_by_one_or_all(desk: Desk) -> None:
    desk.tick(Facet.STATUS, "i drift")
    desk.tick(Facet.STATUS, "pågående")
    desk.click("Ta bort filtret Status: I drift")
    assert desk.chips == ["Status: Pågående"]
    desk.tick(Facet.TRANSFORMATION, "social")
    desk.click("Rensa alla filter")
    assert desk.chips == []
    assert desk.count == "304 projekt"


def test_facets_work_by_keyboard(desk: Desk) -> None:
    facets = desk.page.facets
    facets.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)
    assert desk.chips == ["Transformation: Social"]
    row = desk.page.facet_model.rows[facets.currentIndex().row()]
    assert row.value == "social"
    desk.press(Qt.Key.Key_Space)
    assert desk.chips == []


def test_a_long_group_shows_all_when_asked(desk: Desk) -> None:
    model = desk.page.facet_model
    row = model.row_of(RowKind.MORE, Facet.MUNICIPALITY, "")
    assert row is not None
    assert model.rows[row].label == "Visa alla (49)"
    model.press(row)
    assert len(counts(desk, Facet.MUNICIPALITY)) == 49


def test_back_and_forward_go_through_questions_and_projects(desk: Desk) -> None:
    desk.type("sol")
    desk.tick(Facet.TRANSFORMATION, "teknologisk")
    first = desk.reading
    desk.press(Qt.Key.Key_Down)
    second = desk.reading
    desk.search.setFocus()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Left, ALT)
    desk.press(Qt.Key.Key_Left, ALT)
    assert desk.chips == []
    assert desk.search.text() == "sol"
    desk.press(Qt.Key.Key_Left, ALT)
    assert (desk.search.text(), desk.reading) == ("", "")
    desk.press(Qt.Key.Key_Right, ALT)
    desk.press(Qt.Key.Key_Right, ALT)
    assert desk.chips == ["Transformation: Teknologisk"]
    assert desk.reading in (first, second)


def test_no_hits_says_why_and_what_to_do(desk: Desk) -> None:
    desk.tick(Facet.STATUS, "idé")
    desk.type("digital tvilling")
    assert desk.page._result.total == 0
    assert "Filtret Status: Idé tar bort alla träffar." in desk.texts(desk.page.middle.no_hits)
    (count,) = desk.page._result.lifted.values()
    desk.click(f"Utan filtret Status: Idé finns {count} träffar")
    assert desk.titles
    desk.type("xyzzyq")
    assert "”xyzzyq”" in desk.texts(desk.page.middle.no_hits)
    desk.click("Rensa sökningen")
    assert desk.count == "304 projekt"


def test_the_whole_list_can_be_reached_by_scrolling(desk: Desk) -> None:
    for _ in range(10):
        desk.page.hits.scrollToBottom()
        desk.settle()
    assert len(desk.titles) == len({h.id for h in desk.page.hit_model.hits}) == 304


def test_the_order_of_hits_is_chosen_and_remembered(qtbot: QtBot, folder: Path) -> None:
    with opened_desk(qtbot, folder) as desk:
        desk.page.bar.order.setFocus()
        number = desk.page.bar.order.findData(Sort.MUNICIPALITY.value)
        for _ in range(number):
            desk.press(Qt.Key.Key_Down)
        places = [hit.municipality for hit in desk.page.hit_model.hits]
        assert places[0] == "Bjuv"
        desk.window.resize(1200, 700)
    with opened_desk(qtbot, folder, size=(1200, 700)) as desk:
        assert [hit.municipality for hit in desk.page.hit_model.hits] == places


def test_widths_and_size_of_text_are_remembered(qtbot: QtBot, folder: Path) -> None:
    with opened_desk(qtbot, folder) as desk:
        desk.page.panes._splitter.setSizes([300, 500, 500])
        desk.page.panes._splitter.splitterMoved.emit(300, 1)
        kept = desk.page.panes._splitter.sizes()
        desk.press(Qt.Key.Key_Plus, CTRL)
        desk.press(Qt.Key.Key_Plus, CTRL)
    with opened_desk(qtbot, folder) as desk:
        assert desk.window.workspace.settings.scale == 120
        desk.press(Qt.Key.Key_0, CTRL)
        assert desk.page.panes._splitter.sizes()[0] == kept[0] == 300
        assert desk.window.workspace.settings.scale == 100


def test_a_project_shows_where_its_facts_come_from(desk: Desk) -> None:
    desk.type("höganäs digitala tvilling")
    seen = desk.texts(desk.page.reading)
    assert "Uppgift ur öppen källa, inte bekräftad av kommunen." in seen
    assert "Klassat av redaktionen" in seen
    assert "intranat.familjenhelsingborg.se" in seen
    assert "Saknas: " in seen
    desk.click("Källa hos intranat.familjenhelsingborg.se")
    assert desk.outside.opened[-1].startswith("https://")


def test_a_goal_leads_to_the_projects_that_work_on_it(desk: Desk) -> None:
    desk.type("höganäs digitala tvilling")
    desk.click("Mål 11: Hållbara städer och samhällen: visa projekt")
    assert desk.chips == ["Globala mål: 11 Hållbara städer och samhällen"]
    assert desk.search.text() == ""
    assert desk.count == "134 av 304 projekt"


def test_writing_opens_a_draft_or_copies_it(desk: Desk) -> None:
    desk.type("höganäs digitala tvilling")
    desk.click("Skriv")
    assert desk.outside.opened[-1].startswith("mailto:kommunen@hoganas.se?subject=")
    desk.outside.answers = False
    desk.click("Skriv")
    assert "Höganäs digitala tvilling" in desk.outside.copied[-1]
    assert "Brevet är kopierat" in desk.texts()


def test_calling_and_copying_the_contact(desk: Desk) -> None:
    desk.type("höganäs digitala tvilling")
    desk.click("Ring")
    assert desk.outside.opened[-1] == "tel:+4642337100"
    desk.click("Kopiera")
    assert "042-33 71 00" in desk.outside.copied[-1]
    assert "Kontakten är kopierad." in desk.texts()
    desk.click("Stäng")
    assert not desk.window.catalogue.messages.widget.isVisible()


def test_the_contact_is_saved_as_a_vcard(desk: Desk, tmp_path: Path) -> None:
    desk.type("höganäs digitala tvilling")
    card = desk.page.reading.card
    assert card is not None
    card.save_card(card.ways[0], tmp_path / "kontakt.vcf")
    desk.settle()
    text = (tmp_path / "kontakt.vcf").read_text("utf-8")
    assert "BEGIN:VCARD" in text
    assert "kommunen@hoganas.se" in text
    card.save_card(card.ways[0], tmp_path / "saknas" / "kontakt.vcf")
    desk.settle()
    assert "kunde inte sparas" in desk.texts()


def test_a_place_not_built_says_what_it_will_hold(desk: Desk) -> None:
    for number, place in enumerate(NAMES, 1):
        desk.press(getattr(Qt.Key, f"Key_{number}"), CTRL)
        if place in WILL_HOLD:
            assert "Här kommer du att" in desk.texts()
            assert "inte byggd än" in desk.texts()
    desk.press(Qt.Key.Key_K, CTRL)
    assert desk.search.hasFocus()


def test_help_lists_the_keys(desk: Desk) -> None:
    desk.page.hits.setFocus()
    desk.press(Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "Alt+vänsterpil" in desk.texts(dialog)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_small_window_with_large_text_shows_one_pane_at_a_time(
    qtbot: QtBot, folder: Path
) -> None:
    with opened_desk(qtbot, folder, size=(1024, 640)) as desk:
        for _ in range(10):
            desk.press(Qt.Key.Key_Plus, CTRL)
        assert desk.window.workspace.settings.scale == 200
        assert (desk.window.width(), desk.window.height()) == (1024, 640)
        assert desk.page.panes.room is Room.ONE
        desk.type("digital")
        assert desk.page.hits.isVisible()
        assert not desk.page.reading.isVisible()
        desk.press(Qt.Key.Key_Return)
        assert desk.page.reading.isVisible()
        assert not desk.page.hits.isVisible()
        assert desk.page.reading.scroller.widget().width() <= desk.page.reading.width()
        desk.click("‹ Till listan")
        assert desk.page.hits.isVisible()
        desk.click("Filter")
        assert desk.page.facets.isVisible()
        desk.tick(Facet.TRANSFORMATION, "grön")
        desk.click("Filter")
        assert desk.page.hits.isVisible()


def test_light_and_dark_follow_the_system(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.type("digital")
    hints, theme = QApplication.styleHints(), desk.window._theme
    monkeypatch.setattr(theme, "_wanted_tokens", lambda: DARK)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens is DARK
    assert QApplication.palette().window().color().name().upper() == DARK.bg
    assert desk.reading == desk.titles[0]
    monkeypatch.setattr(theme, "_wanted_tokens", lambda: LIGHT)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert QApplication.palette().window().color().name().upper() == LIGHT.bg
