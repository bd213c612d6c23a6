"""Who has not answered, and a letter to them, through the widgets of Utbyte."""

import email
import email.policy
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

from pytestqt.qtbot import QtBot

from katalog_app.services import editing, publishing
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.exchange.answers_pane import AnswersPane
from katalog_app.ui.exchange.page import Part
from tests.journeys.desk import opened_desk
from tests.journeys.exchange_desk import Exchange, aside, at_exchange, in_the_background
from tests.journeys.test_many_files import choose_folder, few


def published(folder: Path, file: Path) -> None:
    """Let the coordinator have published, with an address and one project gone through lately."""

    def publish() -> None:
        store = open_catalogue(folder)
        publishing.set_address(store, "samordnare@helsingborg.se")
        publishing.publish(store, file, "2026:4", "Sara Berg")
        values = {"title": "Färskt", "municipality": "Bjuv", "reviewed": date.today().isoformat()}
        editing.create(store, "project", values, "Sara Berg")
        store.close()

    in_the_background(publish)


def pane(exchange: Exchange) -> AnswersPane:
    return exchange.page.answers


def rows(exchange: Exchange) -> dict[str, tuple[str, str]]:
    return {row.title: (row.tag, row.about) for row in pane(exchange).model.rows}


def stand_on(exchange: Exchange, municipality: str) -> None:
    pane(exchange).list.point_at(municipality)
    exchange.desk.settle()


def test_a_municipality_that_has_not_answered_gets_a_letter(qtbot: QtBot, tmp_path: Path) -> None:
    made = few(tmp_path)
    sara = tmp_path / "sara"
    published(sara, tmp_path / "utgava.katalog")
    with at_exchange(qtbot, sara, "Sara Berg") as exchange:
        exchange.show(Part.ANSWERS)
        assert "0 av 11 kommuner har svarat sedan utgåva 2026:4" in exchange.texts
        assert rows(exchange)["Klippan"][0] == "har inte svarat"
        exchange.show(Part.INBOX)
        exchange.drop(*made.files)
        exchange.click("Ta in alla 3")
        exchange.show(Part.ANSWERS)
        assert "6 av 11 kommuner har svarat" in exchange.texts
        tag, about = rows(exchange)["Klippan"]
        assert (tag, "Person 03  ·  2 ändringar" in about) == ("har svarat", True)
        assert "filen väntar på dig" in rows(exchange)["Bjuv"][1]
        stand_on(exchange, "Helsingborg")
        pane(exchange).day.setText("i morgon")
        exchange.click("Skriv påminnelse…")
        assert "Skriv dagen som 2026-12-09." in exchange.texts
        day = (date.today() + timedelta(days=10)).isoformat()
        pane(exchange).day.setText(day)
        exchange.click("Skriv påminnelse…")
        letter = pane(exchange).reminder
        body = letter.text.toPlainText()
        for word in ("Helsingborg", "2026:4", "samordnare@helsingborg.se", day, "Sara Berg"):
            assert word in body
        letter.text.setPlainText(body + "\nÅtta rader till.\n" * 400)
        assert "Brevet är för långt för att öppnas direkt." in exchange.texts
        exchange.click("Kopiera brevet")
        assert "Helsingborg" in exchange.desk.outside.copied[-1]
        letter.text.setPlainText("Kort och gott.")
        letter.to.setText("anna@helsingborg.se")
        exchange.click("Öppna i e-postprogrammet")
        opened = exchange.desk.outside.opened[-1]
        assert opened.startswith("mailto:anna@helsingborg.se?subject=")
        assert unquote(opened).endswith("body=Kort och gott.")


def test_all_who_have_not_answered_get_a_letter_of_ones_own_text(
    qtbot: QtBot, tmp_path: Path
) -> None:
    sara, folder = tmp_path / "sara", tmp_path / "brev"
    folder.mkdir()
    aside(lambda: open_catalogue(sara).close())
    published(sara, tmp_path / "utgava.katalog")
    with at_exchange(qtbot, sara, "Sara Berg") as exchange:
        exchange.show(Part.ANSWERS)
        exchange.click("Ändra brevet…")
        pane(exchange).template.text.setPlainText("Hej {kommun}! Svara {datum}. {projekt}")
        exchange.click("Använd brevet")
        exchange.click("Spara 11 påminnelser i en mapp…")
        choose_folder(exchange, folder)
        assert "11 brev är sparade i mappen brev." in exchange.texts
        assert exchange.desk.outside.folders == [folder]
    with opened_desk(qtbot, sara) as desk:
        exchange = Exchange(desk)
        exchange.show(Part.ANSWERS)
        exchange.click("Ändra brevet…")
        assert pane(exchange).template.text.toPlainText().startswith("Hej {kommun}!")
        exchange.click("Ta tillbaka det första brevet")
        exchange.click("Ändra brevet…")
        assert pane(exchange).template.text.toPlainText().startswith("Hej!")
    raw = (folder / "paminnelse-bjuv.eml").read_bytes()
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    assert (letter["To"], letter["X-Unsent"]) == ("registrator.ks@bjuv.se", "1")
    assert letter.get_content().startswith("Hej Bjuv! Svara ")
    assert "Färskt" not in letter.get_content()
    assert len(list(folder.iterdir())) == 11
