"""A real window on a real catalogue, with the main thread kept away from the database."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from katalog_app import settings
from katalog_app.db.store import Store
from katalog_app.services.opening import open_catalogue
from tests.journeys.desk import Desk, opened_desk
from tests.journeys.form_desk import ME, TWIN

HERE = Path(__file__).parent
POPUPS = (r"does not support raise\(\)", "does not support grabbing the keyboard")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say what it lacks, size hints and popups: no fault of ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", *POPUPS))


@pytest.fixture(autouse=True)
def no_leisure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what can wait be begun at once: a person takes longer than a test."""
    monkeypatch.setattr("katalog_app.ui.leisure.REST_MS", 0)


@pytest.fixture(autouse=True)
def no_database_in_the_main_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise where the window's own thread reads the catalogue."""
    reading = Store.reading

    def guarded(self: Store):
        if threading.current_thread() is threading.main_thread():
            raise AssertionError("the main thread reads the database")
        return reading(self)

    monkeypatch.setattr(Store, "reading", guarded)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def desk(qtbot: QtBot, folder: Path) -> Iterator[Desk]:
    with opened_desk(qtbot, folder) as opened:
        yield opened


@pytest.fixture
def known(qtbot: QtBot, folder: Path) -> Iterator[Desk]:
    """A desk of somebody who has said who they are, with a project to read."""
    folder.mkdir()
    settings.write(folder, settings.Settings(author=ME))
    with opened_desk(qtbot, folder) as opened:
        opened.type(TWIN)
        yield opened
        opened.page.reading.close_form()


@pytest.fixture
def elsewhere(folder: Path) -> Iterator[Store]:
    """The same catalogue as another program has it open: what is written there is an import."""
    opened = open_catalogue(folder)
    yield opened
    opened.close()
