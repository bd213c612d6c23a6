"""What every test shares."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.services.opening import open_catalogue

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A data folder as at the first start, with the bundled edition."""
    opened = open_catalogue(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    """A data folder without any edition."""
    opened = open_catalogue(tmp_path / "empty", empty=True)
    yield opened
    opened.close()
