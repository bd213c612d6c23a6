"""The circle of editing, sending, merging and publishing, on the command line alone."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from katalog_app import __main__
from tests.unit.asked import PROJECT

Say = Callable[..., dict[str, Any]]


@pytest.fixture
def say(edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Say a command to the program of a person; its status must be as expected."""

    def say_once(person: str, *words: object, status: int = 0) -> dict[str, Any]:
        folder = tmp_path / person
        if not folder.exists():
            shutil.copytree(edition, folder)
        given = ["--data", str(folder), "--json", "--as", person, *map(str, words)]
        done = __main__.main(given)
        told = capsys.readouterr()
        assert done == status, told
        answer: dict[str, Any] = json.loads(told.out)
        return answer

    return say_once


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    return lambda name: tmp_path / f"{name}.katalog"


def approve(say: Say, person: str) -> None:
    for key in say(person, "keys")["keys"]:
        if not key["trusted"] and not key["revoked"]:
            say(person, "keys", "approve", key["code"])


def test_two_edit_one_merges_settles_and_publishes_all_adopt(say: Say, file, tmp_path) -> None:
    say("Anna", "edit", PROJECT, "--set", "lessons=Börja i tid.")
    say("Bo", "edit", PROJECT, "--set", "lessons=Fråga personalen.")
    for person in ("Anna", "Bo"):
        sent = say(person, "export", file(person))
        assert set(sent) == {"changes", "bytes", "sha256"}
        assert sent["changes"] == 2
        assert sent["bytes"] == file(person).stat().st_size
    held = say("Sara", "import", file("Anna"), file("Bo"), "--yes")["files"]
    assert [one["status"] for one in held] == ["quarantined", "quarantined"]
    assert set(held[0]) == {"file", "status", "new", "conflicts", "waiting", "reason"}
    assert held[0]["file"] == str(file("Anna"))
    approve(say, "Sara")
    (again,) = say("Sara", "import", file("Anna"), "--yes")["files"]
    assert again["status"] == "nothing-new"
    (conflict,) = say("Sara", "conflicts")["conflicts"]
    assert set(conflict) == {"id", "title", "field", "values", "base", "proposal"}
    assert set(conflict["values"][0]) == {"change", "value", "author", "made_at"}
    assert {value["author"] for value in conflict["values"]} == {"Anna", "Bo"}
    chosen = next(v["change"] for v in conflict["values"] if v["author"] == "Bo")
    assert say("Sara", "resolve", PROJECT, "lessons", "--take", chosen)["change"]
    assert say("Sara", "conflicts")["conflicts"] == []
    made = say("Sara", "publish", file("u"), "--label", "2026:2")
    assert set(made) == {"label", "entries", "conflicts", "sha256"}
    assert (made["label"], made["conflicts"]) == ("2026:2", 0)
    for person in ("Anna", "Bo", "Ny"):
        say(person, "import", file("u"), "--yes")
        approve(say, person)
        assert say(person, "digest") == say("Sara", "digest")
        assert say(person, "export", file("tom"))["changes"] == 0
        assert say(person, "check")["ok"]


def test_keys_are_told_with_the_own_one_first_and_revoked_by_code(say: Say, file) -> None:
    say("Anna", "new", "project", "--set", "title=Ett")
    say("Anna", "export", file("a"))
    say("Sara", "import", file("a"), "--yes")
    own, anna = say("Sara", "keys")["keys"]
    assert set(own) == {"code", "name", "role", "own", "trusted", "revoked"}
    assert (own["own"], own["trusted"], anna["own"], anna["trusted"]) == (True, True, False, False)
    assert anna["code"] == say("Anna", "keys")["keys"][0]["code"]
    revoked = say("Sara", "keys", "revoke", anna["code"])["keys"][1]
    assert (revoked["trusted"], revoked["revoked"]) == (False, True)
    (file_told,) = say("Sara", "import", file("a"), "--yes", status=1)["files"]
    assert file_told["status"] == "refused"
    assert "nyckel" in file_told["reason"]
    assert say("Sara", "keys", "approve", "AAAA-BBBB-CCCC", status=1)["error"]["type"] == (
        "UnknownKeyError"
    )


def test_without_yes_and_without_a_terminal_nothing_is_taken_in(say: Say, file) -> None:
    say("Anna", "new", "project", "--set", "title=Ett")
    say("Anna", "export", file("a"))
    say("Sara", "import", file("a"), "--yes")
    approve(say, "Sara")
    say("Anna", "new", "project", "--set", "title=Två")
    say("Anna", "export", file("b"))
    before = say("Sara", "digest")
    (looked,) = say("Sara", "import", file("b"), status=2)["files"]
    assert (looked["status"], looked["new"]) == ("merged", 1)
    (looked,) = say("Sara", "import", file("b"), "--dry-run")["files"]
    assert say("Sara", "digest") == before
    (taken,) = say("Sara", "import", file("b"), "--yes")["files"]
    assert taken == looked


def test_one_bad_file_does_not_stop_the_others(say: Say, file, tmp_path: Path) -> None:
    say("Anna", "export", file("a"))
    file("b").write_bytes(b"inte en katalogfil")
    told = say("Anna", "import", file("b"), file("saknas"), file("a"), "--yes", status=1)["files"]
    assert [one["status"] for one in told] == ["refused", "refused", "nothing-new"]
    assert "b.katalog" in told[0]["reason"]


def test_a_mass_deletion_needs_its_number_even_with_yes(say: Say, file) -> None:
    projects = [one["id"] for one in say("Anna", "list", "project")["entries"][:21]]
    say("Anna", "export", file("a"))
    say("Sara", "import", file("a"), "--yes")
    approve(say, "Sara")
    for project in projects:
        say("Anna", "delete", project)
    say("Anna", "export", file("b"))
    (told,) = say("Sara", "import", file("b"), "--yes", status=1)["files"]
    assert told["status"] == "refused"
    assert "21" in told["reason"]
    more = ("--accept-deletions", 21)
    assert say("Sara", "import", file("b"), "--yes", *more)["files"][0]["status"] == "merged"
    assert say("Sara", "digest")["digest"] == say("Anna", "digest")["digest"]


def test_a_disputed_deletion_is_settled_by_true_or_false(say: Say, file) -> None:
    say("Anna", "delete", PROJECT)
    say("Bo", "edit", PROJECT, "--set", "lessons=Kvar.")
    for one in ("Anna", "Bo"):
        say(one, "export", file(one))
        say("Sara", "import", file(one), "--yes")
    approve(say, "Sara")
    (conflict,) = say("Sara", "conflicts")["conflicts"]
    assert (conflict["field"], {v["value"] for v in conflict["values"]}) == (
        "deleted",
        {True, False},
    )
    assert not say("Sara", "show", PROJECT)["deleted"]
    say("Sara", "resolve", PROJECT, "deleted", "--value", "true")
    assert say("Sara", "show", PROJECT)["deleted"]
    assert say("Sara", "resolve", PROJECT, "deleted", "--value", "false", status=1)["error"]


def test_erasing_is_for_coordinators_others_ask(say: Say, file) -> None:
    how = ("--reason", "begäran", "--decision", "KS 1")
    person = say("Anna", "new", "person", "--set", "name=Ylva Ö")["id"]
    assert say("Anna", "erase", person, "name", *how)["erased"] == 0
    assert say("Anna", "show", person)["fields"]["name"] == "Ylva Ö"
    say("Anna", "publish", file("u"), "--label", "2026:2")
    assert say("Anna", "erase", person, "name", *how)["erased"] == 1
    assert "name" not in say("Anna", "show", person)["fields"]
    assert say("Anna", "erase", person, "phone", *how, status=1)["error"]["type"] == (
        "NothingToEraseError"
    )


def test_a_held_file_that_had_to_go_is_told_of_with_what_to_do(
    say: Say, file, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = say("Anna", "new", "project", "--set", "title=Ett", "--set", "what=Hemligt.")["id"]
    say("Anna", "export", file("a"))
    for person in ("Bo", "Sara"):
        say(person, "import", file("a"), "--yes")
        approve(say, person)
    say("Sara", "publish", file("u"), "--label", "2026:2")
    say("Bo", "export", file("b"))
    (held,) = say("Sara", "import", file("b"), "--yes")["files"]
    assert held["status"] == "quarantined"

    def lines(*words: object) -> str:
        assert __main__.main(["--data", str(tmp_path / "Sara"), *map(str, words)]) == 0
        return capsys.readouterr().out

    told = lines("erase", project, "what", "--reason", "begäran", "--decision", "KS 1")
    assert "Filen b.katalog innehöll en uppgift som har raderats enligt dataskydd." in told
    assert "Be Bo skicka en ny fil." in told
    assert "1 fil är borttagen, be om en ny" in lines("keys")
    again = lines("import", file("b"), "--yes")
    assert "så ingen kopia av den sparas här" in again
    approve(say, "Sara")
    say("Sara", "import", file("b"), "--yes")
    assert "borttagen" not in lines("keys")
    assert "what" not in say("Sara", "show", project)["fields"]


def test_only_a_coordinator_publishes_and_a_label_is_needed(say: Say, file) -> None:
    say("Sara", "publish", file("u"), "--label", "2026:2")
    say("Anna", "import", file("u"), "--yes")
    approve(say, "Anna")
    told = say("Anna", "publish", file("v"), "--label", "2026:3", status=1)["error"]
    assert told["type"] == "NotCoordinatorError"
    assert "Sara" in told["text"]
    assert not file("v").exists()
    assert say("Sara", "publish", file("w"), "--label", " ", status=1)["error"]
    say("Sara", "export", Path("/finns/inte/a.katalog"), status=1)
