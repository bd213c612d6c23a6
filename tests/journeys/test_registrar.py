"""With a file for others comes a sheet to register, unless one says no."""

from collections.abc import Callable
from pathlib import Path

from katalog_app.db.store import Store
from katalog_app.services import editing
from katalog_app.ui.exchange.page import Part
from tests.journeys.desk import Desk
from tests.journeys.exchange_desk import Exchange, in_the_background


def changed(desk: Desk, elsewhere: Store) -> Exchange:
    in_the_background(
        lambda: editing.create(elsewhere, "project", {"title": "Nytt bad"}, "Anna Ek")
    )
    here = Exchange(desk)
    here.page.show_part(Part.MINE)
    desk.window.workspace.changed.emit()
    desk.settle()
    return here


def export(here: Exchange, path: Path) -> None:
    here.page.mine.export_to(path)
    here.desk.settle()


def test_a_sheet_is_written_beside_the_file(desk: Desk, elsewhere: Store, tmp_path: Path) -> None:
    here = changed(desk, elsewhere)
    assert here.page.mine.sheet.isChecked()
    export(here, tmp_path / "bidrag.katalog")
    assert "Bladet för registrator heter bidrag.html." in here.texts
    page = (tmp_path / "bidrag.html").read_text("utf-8")
    assert "Nytt bad" in page
    assert "Anna Ek" in page


def test_no_sheet_is_written_where_one_does_not_want_it_which_is_remembered(
    desk: Desk, elsewhere: Store, tmp_path: Path
) -> None:
    here = changed(desk, elsewhere)
    here.page.mine.sheet.click()
    export(here, tmp_path / "bidrag.katalog")
    assert [one.name for one in tmp_path.glob("bidrag*")] == ["bidrag.katalog"]
    assert desk.window.workspace.remembered("registrar-sheet") == "off"


def test_an_edition_has_a_sheet_too(desk: Desk, elsewhere: Store, tmp_path: Path) -> None:
    here = changed(desk, elsewhere)
    here.page.show_part(Part.PUBLISH)
    here.page.publishing.publish_to(tmp_path / "utgava.katalog")
    desk.settle()
    assert "Bladet för registrator heter utgava.html." in here.texts
    assert "305" in (tmp_path / "utgava.html").read_text("utf-8")


def test_a_sheet_that_cannot_be_written_takes_nothing_from_the_file(
    desk: Desk, elsewhere: Store, tmp_path: Path, monkeypatch
) -> None:
    from katalog_app.errors import FileFault, FileRefusedError
    from katalog_app.services import taking

    def full(_store: Store, path: Path, _data: bytes) -> Callable[[], None]:
        raise FileRefusedError(path, FileFault.UNWRITABLE)

    monkeypatch.setattr(taking, "deliver", full)
    here = changed(desk, elsewhere)
    export(here, tmp_path / "bidrag.katalog")
    assert (tmp_path / "bidrag.katalog").exists()
    assert not (tmp_path / "bidrag.html").exists()
    assert "Bladet för registrator gick inte att skriva." in here.texts
    assert "Filen bidrag.katalog är skriven" in here.texts
