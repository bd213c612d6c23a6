"""Two editions beside each other, with the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from katalog_app import paths
from katalog_app.services import editing
from katalog_app.ui.exchange.comparing import Compared
from katalog_app.ui.exchange.page import Part
from tests.journeys.exchange_desk import Exchange, aside, at_exchange
from tests.profiles import Profile


@pytest.fixture
def sara(tmp_path: Path) -> Path:
    """A coordinator with three editions, and an edition in a file that others sent."""
    profile = Profile(tmp_path / "sara", "Sara", paths.bundled_edition())
    key = profile.new(title="Aaa badvatten", municipality="Bjuv", what="Sensorer mäter vattnet.")
    gone = profile.new(title="Aab borta", municipality="Höganäs")
    profile.publish("2030:1")
    profile.edit(key, what="Sensorer mäter badvattnet varje timme.")
    aside(lambda: editing.delete(profile.store, gone))
    profile.new(title="Aac <b>ny</b>", municipality="Höganäs")
    aside(lambda: profile.publish("2030:2").rename(tmp_path / "utgava.katalog"))
    profile.edit(key, status="pågående")
    profile.store.close()
    return tmp_path / "sara"


def answered(exchange: Exchange, path: Path) -> None:
    dialog = exchange.page.findChild(QFileDialog)
    assert dialog is not None
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    dialog.accept()
    exchange.desk.settle()


def listed(exchange: Exchange) -> dict[str, str]:
    return {row.title: row.tag for row in exchange.page.news_place.pane.model.rows}


def details(exchange: Exchange) -> dict[str, str]:
    pane = exchange.page.news_place.pane.detail
    shown = [one for one in pane.findChildren(Compared) if one.isVisible()]
    return {one.accessibleName(): one.accessibleDescription() for one in shown}


def test_two_editions_are_compared_filtered_copied_and_saved(
    qtbot: QtBot, tmp_path: Path, sara: Path
) -> None:
    with at_exchange(qtbot, sara, "Sara") as exchange:
        exchange.show(Part.NEWS)
        exchange.click("Jämför utgåvor…")
        pane = exchange.page.news_place.pane
        assert listed(exchange) == {
            "Aaa badvatten": "ändrad",
            "Aab borta": "borttagen",
            "Aac <b>ny</b>": "ny",
        }
        assert "Från utgåva 2030:1 till utgåva 2030:2" in pane.count.text()
        assert "1 ny  ·  1 ändrad  ·  1 borttagen" in pane.count.text()
        assert "[nytt: badvattnet varje timme]" in details(exchange)["Vad"]
        pane.place.choose("Höganäs")
        pane.place.chosen.emit()
        exchange.desk.settle()
        assert set(listed(exchange)) == {"Aab borta", "Aac <b>ny</b>"}
        pane.what.choose("new")
        pane.what.chosen.emit()
        exchange.desk.settle()
        exchange.click("Kopiera som text")
        (copied,) = exchange.desk.outside.copied
        assert "Aac <b>ny</b>" in copied
        assert "Aab borta" not in copied
        exchange.click("Spara…")
        answered(exchange, tmp_path / "ut.html")
        saved = (tmp_path / "ut.html").read_text(encoding="utf-8")
        assert "Aac &lt;b&gt;ny&lt;/b&gt;" in saved
        assert "<b>" not in saved
        pane.after.choose("")
        pane.after.chosen.emit()
        exchange.desk.settle()
        pane.place.choose("")
        pane.what.choose("")
        pane.what.chosen.emit()
        exchange.desk.settle()
        assert "till katalogen nu" in pane.count.text()
        assert set(details(exchange)) >= {"Vad", "Status"}
        exchange.click("Tillbaka till nyheterna")
        assert "Nytt sedan utgåva 2030:1" in exchange.texts


def test_an_edition_in_a_file_is_compared_with_the_present(
    qtbot: QtBot, tmp_path: Path, sara: Path
) -> None:
    with at_exchange(qtbot, tmp_path / "anna", "Anna") as exchange:
        exchange.show(Part.NEWS)
        exchange.click("Jämför utgåvor…")
        exchange.click("Välj en fil…")
        answered(exchange, tmp_path / "utgava.katalog")
        assert listed(exchange)["Aaa badvatten"] == "ny"
        assert "Från katalogen nu till utgåva 2030:2" in exchange.texts
        broken = tmp_path / "trasig.katalog"
        broken.write_text("hej", encoding="utf-8")
        exchange.page.news_place.pane.add_file(broken)
        exchange.desk.settle()
        assert "är ingen katalogfil" in exchange.texts
