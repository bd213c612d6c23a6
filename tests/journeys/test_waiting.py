"""Files that nobody has decided on: they stay with their status when the program is closed."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from katalog_app.services import editing, reading
from katalog_app.services.opening import open_catalogue
from tests.journeys.exchange_desk import Exchange, aside, at_exchange, trusted, value
from tests.profiles import Profile


@pytest.fixture
def anna(tmp_path: Path) -> Profile:
    open_catalogue(tmp_path / "anna").close()
    return Profile(tmp_path / "anna", "Anna")


def sent(anna: Profile, project: str, why: str) -> Path:
    aside(lambda: editing.edit(anna.store, project, values={"why": why}, seen=None))
    file: Path = aside(anna.export)
    return file


def cards(exchange: Exchange) -> list[str]:
    """Return what the figures at the head of the inbox say."""
    counters = exchange.page.inbox.counters
    return [card.accessibleName() for card in counters._frames if card.isVisible()]


def test_a_file_left_to_wait_is_there_after_a_restart_without_the_senders_copy(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    sara = tmp_path / "sara"
    project = aside(lambda: reading.entries(anna.store, "project")[0].id)
    first = aside(anna.export)
    with at_exchange(qtbot, sara, "Sara") as exchange:
        trusted(qtbot, exchange, first)
        file = sent(anna, project, "Annas skäl.")
        exchange.drop(file)
        assert cards(exchange) == [
            "1 fil läst",
            "1 ändring klar att ta in",
            "0 krockar att avgöra",
            "0 filer väntar på dig",
            "0 filer avvisade – inget ändrat",
        ]
        exchange.click("Låt hela filen vänta")
        file.unlink()
    with at_exchange(qtbot, sara, "Sara") as exchange:
        assert exchange.files[file.name] == "väntar på dig"
        assert cards(exchange)[1::2] == ["0 ändringar klara att ta in", "1 fil väntar på dig"]
        exchange.page.inbox.list.point_at(exchange.page.inbox.model.rows[0].key)
        exchange.desk.settle()
        assert "Katalogen har en egen kopia av den." in exchange.texts
        exchange.click("Ta in")
        assert exchange.files[file.name] == "sammanförd"
    assert value(sara, project, "why") == "Annas skäl."


def test_a_file_that_waits_is_thrown_away_only_after_a_question(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    sara = tmp_path / "sara"
    project = aside(lambda: reading.entries(anna.store, "project")[0].id)
    file = sent(anna, project, "Annas skäl.")
    with at_exchange(qtbot, sara, "Sara") as exchange:
        exchange.drop(file)
        exchange.click("Släng filen…")
        assert exchange.files == {file.name: "hålls kvar"}
        exchange.click("Ja, släng filen")
        assert exchange.files == {}
    with at_exchange(qtbot, sara, "Sara") as exchange:
        assert exchange.files == {}
    assert value(sara, project, "why") != "Annas skäl."


def test_the_same_change_in_two_files_is_counted_once_and_the_same_file_shown_once(
    qtbot: QtBot, tmp_path: Path, anna: Profile
) -> None:
    project = aside(lambda: reading.entries(anna.store, "project")[0].id)
    first = aside(anna.export)
    with at_exchange(qtbot, tmp_path / "sara", "Sara") as exchange:
        trusted(qtbot, exchange, first)
        one = sent(anna, project, "Annas skäl.")
        both = sent(anna, project, "Annas bättre skäl.")
        copy = one.with_name("kopia.katalog")
        copy.write_bytes(one.read_bytes())
        exchange.drop(one, both)
        assert cards(exchange)[:2] == ["2 filer lästa", "2 ändringar klara att ta in"]
        exchange.drop(copy)
        assert set(exchange.files) == {copy.name, both.name}
