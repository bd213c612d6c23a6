import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from katalog_app import __main__, paths
from katalog_app.cli import arguments, catalogue, output, session
from katalog_app.model.query import Query
from katalog_app.services import opening, searching
from tests.unit.asked import PROJECT, Ask, Run


@pytest.mark.parametrize(
    "words",
    [
        ["finns-inte"],
        ["--finns-inte"],
        ["--finns-inte", "search"],
        ["show"],
        ["show", "a", "b"],
        ["check", "a"],
        ["show", "a", "--where", "b=c"],
        ["search", "--where"],
        ["search", "--where", "a"],
        ["search", "--where", "=a"],
        ["search", "--limit", "-1"],
        ["search", "--limit", "många"],
        ["search", "--lim", "1"],
        ["search", "--no-facets=1"],
        ["search", "--lang", "de"],
        ["edit", PROJECT, "--set", "title"],
        ["edit", PROJECT, "--set", "title=a", "--set", "title=b"],
        ["a.katalog", "search"],
        ["--", "search"],
        ["search", "--data", ""],
        ["resolve", PROJECT, "title"],
        ["resolve", PROJECT, "title", "--take", "a", "--value", "b"],
        ["publish", "u.katalog"],
        ["erase", PROJECT, "--reason", "a"],
        ["keys", "gilla", "ABC"],
        ["import"],
    ],
)
def test_wrong_usage_is_said_in_swedish_with_status_2(run: Run, words: list[str]) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.endswith("katalog --help visar hur det skrivs.\n")
    assert not {"expected", "argument", "invalid", "unrecognized"} & set(err.lower().split())
    status, out, _err = run("--json", *words)
    assert (status, json.loads(out)["error"]["type"]) == (2, "UsageError")


@pytest.mark.parametrize("place", ["before", "after"])
def test_common_options_stand_before_or_after_the_command(
    data: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    options, command = ["--json", f"--data={data}", "--lang", "sv"], ["show", PROJECT]
    words = [*options, *command] if place == "before" else [*command, *options]
    assert __main__.main(words) == 0
    assert json.loads(capsys.readouterr().out)["slug"] == PROJECT


def test_an_empty_catalogue_is_made_at_first_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", str(tmp_path / "ny" / "mapp"), "search", "--json"]
    assert __main__.main([*words, "--empty"]) == 0
    assert __main__.main(words) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["total"], second["total"]) == (0, 0)


def test_a_data_folder_that_cannot_be_used_is_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fil").write_text("x", "utf-8")
    assert __main__.main(["--data", str(tmp_path / "fil"), "check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["type"] == "StoreUnavailableError"


def test_without_a_command_the_window_opens_with_the_files(data: Path, edition: Path) -> None:
    opened: list[object] = []

    def window(folder: Path | None, files: tuple[Path, ...], language: str | None) -> int:
        opened.append((folder, files, language))
        return 7

    assert session.run([], window) == 7
    assert session.run(["--data", str(data), "--lang", "en"], window) == 7
    assert session.run(["a.katalog", "--data", str(data), "B.KATALOG"], window) == 7
    assert opened == [
        (None, (), None),
        (data, (), "en"),
        (data, (Path("a.katalog"), Path("B.KATALOG")), None),
    ]
    assert edition.exists()


def test_the_window_can_begin_with_an_empty_catalogue(tmp_path: Path) -> None:
    folder = tmp_path / "ny"
    assert session.run(["--empty", "--data", str(folder)], lambda *_given: 0) == 0
    store = opening.open_catalogue(folder)
    assert searching.find(store, Query()).total == 0
    store.close()


def test_help_and_version(run: Run) -> None:
    status, out, _err = run("--help")
    assert status == 0
    for name in (command.name for command in catalogue.every_command()):
        assert name in out
        assert catalogue.command(name)
    assert run("edit", "-h")[1].startswith("Användning: katalog edit ID\n")
    assert run("--version")[1].startswith("katalog ")


def test_a_bug_gives_words_and_a_report_but_no_traceback(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("hemligt")

    monkeypatch.setattr(searching, "find", broken)
    status, out, err = run("search", "--json")
    (report,) = data.glob("crash-*.txt")
    error = json.loads(out)["error"]
    assert (status, error["type"], error["facts"]) == (1, "RuntimeError", {"report": str(report)})
    assert "Traceback" not in err
    assert str(report) in err
    text = report.read_text("utf-8")
    assert "RuntimeError" in text
    assert "broken" in text
    assert "hemligt" not in text + err


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(searching, "find", interrupted)
    assert run("search") == (130, "", "")


def test_terminals_are_not_steered_by_the_catalogue(run: Run, ask: Ask) -> None:
    assert output.harmless("a\x1b[31m\x9b\u202eb\tc\nd\r") == "a�[31m��b\tc\nd�"
    ask("edit", PROJECT, "--set", "title=a\u202eb")
    assert "\u202e" not in run("show", PROJECT)[1]


def test_what_is_printed_is_utf_8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    output.prepare()
    output.print_object({"a": "å\udcff"})
    assert raw.getvalue() == '{"a": "å\\udcff"}\n'.encode()
    assert json.loads(raw.getvalue()) == {"a": "å\udcff"}


def test_a_program_without_streams_still_works(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert __main__.main(["--data", str(data), "search"]) == 0
    assert __main__.main(["--data", str(data), "show", "finns-inte"]) == 1


def test_the_language_of_the_settings_is_used(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "settings.json").write_text('{"language": "en"}', "utf-8")
    spoken: list[str] = []
    monkeypatch.setattr(session, "use_language", spoken.append)
    session.run(["--data", str(data), "digest"], lambda *_given: 0)
    session.run(["--data", str(data), "digest", "--lang", "sv"], lambda *_given: 0)
    assert spoken == ["en", "sv"]


def test_words_that_are_no_text_are_marked() -> None:
    assert arguments.text("v\udce5rd") == "v�rd"


PROBE = """
import sys
from katalog_app.__main__ import main
status = main(sys.argv[1:])
slow = {"PySide6", "shiboken6", "sqlalchemy", "cryptography", "vobject", "rich", "phonenumbers"}
print(sorted(slow & set(sys.modules)), file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize(
    "words", [["search", "vård"], ["show", PROJECT], ["list", "project"], ["history", PROJECT]]
)
def test_a_reading_command_loads_nothing_slow(data: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "--data", str(data), *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert done.stdout


def test_a_reader_that_leaves_is_no_fault(data: Path) -> None:
    command = [sys.executable, "-m", "katalog_app", "--data", str(data), "list", "node"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=paths.resource().parent,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device is a file on Linux only")
@pytest.mark.parametrize("words", [["list", "project"], ["show", "finns-inte"]])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_an_answer_that_cannot_be_written_is_told_on_stderr(
    data: Path, words: list[str], form: list[str]
) -> None:
    command = [sys.executable, "-m", "katalog_app", "--data", str(data), *words, *form]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, encoding="utf-8"
        )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ("Svaret gick inte att skriva" in done.stderr) == (words[0] == "list")
    assert not list(data.glob("crash-*"))
