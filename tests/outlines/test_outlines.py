"""What a screen reader meets, against a checked-in file.

Write the files anew with KATALOG_OUTLINES=write, and look at the difference before it is committed.
"""

import os
from pathlib import Path

import pytest

from katalog_app.model.query import Facet
from tests.journeys.desk import Desk
from tests.outlines.outline import outline

HERE = Path(__file__).parent
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def compare(name: str, now: str) -> None:
    file = HERE / f"{name}.txt"
    if os.environ.get("KATALOG_OUTLINES") == "write":
        file.write_text(now, encoding="utf-8")
    assert now == file.read_text(encoding="utf-8")


def test_the_first_page(desk: Desk) -> None:
    compare("first-page", outline(desk.window))


def test_a_project_as_a_form(desk: Desk) -> None:
    desk.type("höganäs digitala tvilling")
    desk.click("Redigera")
    compare("form", outline(desk.page.reading))


def test_a_search_with_a_filter_and_a_project(desk: Desk) -> None:
    desk.type("digital tvilling")
    desk.tick(Facet.STATUS, "i drift")
    compare("project", outline(desk.window))
