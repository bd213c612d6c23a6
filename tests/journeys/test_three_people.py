"""The whole story: two leads edit, a coordinator merges, settles and publishes, all adopt."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import open_store
from katalog_app.services import reading, safekeeping
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.forms.long_text import GrowingText
from katalog_app.ui.places import Place
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.exchange_desk import Exchange, aside, at_exchange, value
from tests.journeys.form_desk import CTRL, TWIN, field, write
from tests.journeys.photographs import Photograph, photographer

ANNA, BO, SARA = "Anna Ek", "Bo Al", "Sara Samordnare"
BEGINS, ENDS = "Nu är hela kommunen med.\n", "\nModellen förnyas varje vår."


@pytest.fixture
def photograph(qtbot: QtBot) -> Photograph:
    return photographer()


@dataclass(frozen=True)
class Known:
    """A project that everybody has."""

    id: str
    title: str


@pytest.fixture
def known(tmp_path: Path) -> list[Known]:
    """The project that both edit, Anna's and Bo's."""
    store = open_catalogue(tmp_path / "look")
    found = [Known(one.id, one.title) for one in aside(lambda: reading.entries(store, "project"))]
    store.close()
    (both,) = [one for one in found if one.title.casefold() == TWIN]
    others = [one for one in found if one.id != both.id]
    return [both, *others[:2]]


def digest(folder: Path) -> str:
    """Return the digest of a catalogue, which has to be whole."""
    store = open_catalogue(folder)
    assert aside(lambda: safekeeping.check(store)) == []
    found = aside(lambda: safekeeping.digest(store).digest)
    store.close()
    return str(found)


@contextmanager
def at_the_form(qtbot: QtBot, folder: Path, name: str, title: str) -> Iterator[Desk]:
    """Open the window as somebody, with the form of a project; it is saved at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    settings.write(folder, settings.Settings(author=name))
    with opened_desk(qtbot, folder) as desk:
        desk.type(title)
        desk.press(Qt.Key.Key_Return)
        assert desk.reading == title
        desk.press(Qt.Key.Key_E, CTRL)
        yield desk
        desk.press(Qt.Key.Key_S, CTRL)
        assert "Ändringen är sparad." in desk.texts()


def choose(desk: Desk, name: str, text: str) -> None:
    box = field(desk, name, QComboBox)
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def exported(qtbot: QtBot, folder: Path, name: str, file: Path, photograph: Photograph) -> str:
    """Export with the window; return the code to read out on the telephone."""
    with at_exchange(qtbot, folder, name) as exchange:
        exchange.show(Part.MINE)
        exchange.click("Exportera…")
        exchange.save_as(file)
        assert f"Filen {file.name} är skriven" in exchange.texts
        photograph(exchange.desk, "story-02-the-lead-exports")
        exchange.show(Part.SENDERS)
        return f"{exchange.page.senders._own.text()}"


@dataclass(frozen=True)
class Sent:
    """What the leads have sent."""

    files: dict[str, Path]
    codes: dict[str, str]


@pytest.fixture
def sent(qtbot: QtBot, tmp_path: Path, known: list[Known], photograph: Photograph) -> Sent:
    """Let two leads edit the same project and one each, and export."""
    both, only_anna, only_bo = known
    anna, bo = tmp_path / "anna", tmp_path / "bo"
    with at_the_form(qtbot, anna, ANNA, both.title) as desk:
        what = field(desk, "Vad", GrowingText)
        what.setPlainText(BEGINS + what.text())
        choose(desk, "Status", "Avslutat")
        photograph(desk, "story-01-the-lead-edits")
    with at_the_form(qtbot, anna, ANNA, only_anna.title) as desk:
        write(field(desk, "Varför", GrowingText), "Annas skäl.")
    with at_the_form(qtbot, bo, BO, both.title) as desk:
        what = field(desk, "Vad", GrowingText)
        what.setPlainText(what.text() + ENDS)
        choose(desk, "Status", "Idé")
    with at_the_form(qtbot, bo, BO, only_bo.title) as desk:
        write(field(desk, "Varför", GrowingText), "Bos skäl.")
    files = {"anna": tmp_path / "bidrag-anna.katalog", "bo": tmp_path / "bidrag-bo.katalog"}
    codes = {
        "bo": exported(qtbot, bo, BO, files["bo"], photograph),
        "anna": exported(qtbot, anna, ANNA, files["anna"], photograph),
    }
    return Sent(files, codes)


def point_at(exchange: Exchange, file: Path) -> None:
    rows = exchange.page.inbox.model.rows
    exchange.page.inbox.list.point_at(next(row.key for row in rows if row.title == file.name))
    exchange.desk.settle()


def merged(exchange: Exchange, sent: Sent, order: tuple[str, str], photograph: Photograph) -> None:
    """Take in both files in an order: the first at once, the second after another look."""
    first, second = order
    files = [sent.files[name] for name in order]
    assert exchange.drop(*files, over=exchange.window.catalogue.search)
    assert exchange.window.catalogue.search.text() == ""
    assert set(exchange.files.values()) == {"hålls kvar"}
    assert "2\nfiler väntar på dig" in exchange.texts
    point_at(exchange, sent.files[first])
    assert sent.codes[first] in exchange.texts
    assert "Ring" in exchange.texts
    assert exchange.preview["Höganäs digitala tvilling"][1].startswith("Projekt  ·  ändrar ")
    photograph(exchange.desk, "story-03-who-sent-it-and-what-it-does")
    exchange.click("Godkänn och ta in")
    assert "Filen är intagen." in exchange.texts
    photograph(exchange.desk, "story-04-the-first-is-in")
    point_at(exchange, sent.files[second])
    assert sent.codes[second] in exchange.texts
    exchange.click("Godkänn utan att ta in")
    assert exchange.files[sent.files[second].name] == "klar att ta in"
    assert exchange.preview["Höganäs digitala tvilling"][0] == "krock"
    photograph(exchange.desk, "story-05-the-second-before-it-is-in")
    exchange.click("Ta in")
    assert set(exchange.files.values()) == {"sammanförd"}
    assert "2\nkrockar att avgöra" in exchange.texts
    photograph(exchange.desk, "story-06-the-second-is-in")


def settled(exchange: Exchange, photograph: Photograph) -> None:
    """Settle the status by Anna's value, and the text by the proposal."""
    exchange.click("Avgör 2 krockar")
    assert "Krock 1 av 2" in exchange.texts
    photograph(exchange.desk, "story-07-a-conflict-of-a-choice")
    values = {str(one.value): at for at, one in enumerate(exchange.sheet.conflict.values, 1)}
    exchange.desk.press(getattr(Qt.Key, f"Key_{values['avslutat']}"))
    assert "Krock 1 av 1" in exchange.texts
    photograph(exchange.desk, "story-08-a-conflict-of-a-text")
    exchange.desk.press(Qt.Key.Key_F)
    assert "Inga krockar att avgöra" in exchange.texts


def published(exchange: Exchange, edition: Path, photograph: Photograph) -> str:
    """Publish; return the coordinator's code."""
    exchange.show(Part.PUBLISH)
    assert "Publicerar du blir du samordnare" in exchange.texts
    assert "Inga öppna krockar." in exchange.texts
    exchange.field("Utgåvans namn").setText("2026:9")
    exchange.field("E-postadress som bidrag skickas till").setText("sara@bjuv.se")
    photograph(exchange.desk, "story-09-about-to-publish")
    exchange.desk.click("Publicera utgåva…", exchange.page.publishing)
    exchange.save_as(edition)
    assert "Utgåva 2026:9 är skriven och gäller nu" in exchange.texts
    photograph(exchange.desk, "story-10-published")
    assert "Utgåva 2026:9" in exchange.desk.texts()
    return f"{exchange.page.senders._own.text()}"


def adopted(exchange: Exchange, edition: Path, code: str, photograph: Photograph) -> None:
    """Take in the first edition of a coordinator, by the code."""
    exchange.drop(edition)
    assert code in exchange.texts
    assert "Sara Samordnare samordnare" in exchange.texts
    photograph(exchange.desk, "story-11-the-edition-comes")
    exchange.click("Godkänn och ta in")
    assert "Utgåva 2026:9 gäller nu" in exchange.texts
    photograph(exchange.desk, "story-12-the-edition-is-in")


def test_two_leads_a_coordinator_and_back(
    qtbot: QtBot, tmp_path: Path, known: list[Known], sent: Sent, photograph: Photograph
) -> None:
    anna, bo, sara, tor, new = (tmp_path / who for who in ("anna", "bo", "sara", "tor", "new"))
    edition = tmp_path / "utgava-2026-9.katalog"
    with at_exchange(qtbot, tor, "Tor Samordnare") as exchange:
        merged(exchange, sent, ("bo", "anna"), _unseen)
    with at_exchange(qtbot, sara, SARA) as exchange:
        merged(exchange, sent, ("anna", "bo"), photograph)
        store = exchange.window.workspace.store
        assert aside(lambda: safekeeping.digest(store).digest) == digest(tor)
        settled(exchange, photograph)
        code = published(exchange, edition, photograph)
    open_store(new, bundled=None).close()
    for folder, name in ((tor, "Tor Samordnare"), (bo, BO), (anna, ANNA), (new, "Ny Medarbetare")):
        with at_exchange(qtbot, folder, name) as exchange:
            adopted(exchange, edition, code, photograph if folder == anna else _unseen)
            exchange.show(Part.MINE)
            assert "Du har inget att skicka" in exchange.texts
            if folder != new:
                exchange.show(Part.NEWS)
                assert "Nytt sedan utgåva" in exchange.texts
                assert exchange.page.news.model.rowCount() >= 3
                photograph(exchange.desk, "story-13-what-is-new")
            else:
                exchange.window.go(Place.CATALOGUE)
                exchange.desk.type(TWIN)
                assert exchange.desk.reading.casefold() == TWIN
                photograph(exchange.desk, "story-14-a-newcomer-starts-from-the-edition")
        assert digest(folder) == digest(sara)
    both, only_anna, only_bo = known
    assert value(new, both.id, "status") == "avslutat"
    text = str(value(new, both.id, "what"))
    assert (text.startswith(BEGINS), text.endswith(ENDS)) == (True, True)
    assert value(new, only_bo.id, "why") == "Bos skäl."
    assert value(new, only_anna.id, "why") == "Annas skäl."


def _unseen(_desk: Desk, _name: str) -> None:
    """Take no picture."""
