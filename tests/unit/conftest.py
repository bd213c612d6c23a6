"""A command line to talk to, with a data folder of its own that holds the bundled edition."""

import json
import shutil
from pathlib import Path

import pytest

from katalog_app import __main__
from katalog_app.services import opening
from tests.unit.asked import Ask, Run


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition")
    opening.open_catalogue(folder).close()
    return folder


@pytest.fixture
def data(edition: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(edition, tmp_path / "data"))


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_once(*words: str) -> tuple[int, str, str]:
        status = __main__.main(["--data", str(data), *words])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run_once


@pytest.fixture
def ask(run: Run) -> Ask:
    """Return the object a command answers with; it must have been done, and said nothing else."""

    def ask_once(*words: str, status: int = 0) -> dict[str, object]:
        done, out, err = run(*words, "--json") if "--" not in words else run("--json", *words)
        assert done == status, err
        assert out.count("\n") == 1
        answer: dict[str, object] = json.loads(out)
        return answer

    return ask_once
