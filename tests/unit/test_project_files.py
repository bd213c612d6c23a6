"""The files around the program agree with each other."""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?P<marker> ; [^\\]+)?( \\)?")
HASH = re.compile(r"\s+--hash=sha256:[0-9a-f]{64}( \\)?")


def plain(requirement: str) -> str:
    """Return the normalised name of a requirement."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def direct_dependencies() -> list[str]:
    return [
        *PYPROJECT["project"]["dependencies"],
        *PYPROJECT["dependency-groups"]["dev"],
    ]


def pins() -> list[str]:
    return [match["name"] for line in LOCK.splitlines() if (match := PIN.fullmatch(line))]


def test_the_lock_holds_pins_and_hashes_and_nothing_else() -> None:
    odd = [x for x in LOCK.splitlines() if not PIN.fullmatch(x) and not HASH.fullmatch(x)]
    assert odd == []


def test_the_lock_holds_no_address() -> None:
    assert not re.search(r"://|index-url|find-links|@ |#", LOCK)


def test_every_pin_has_a_hash() -> None:
    lines = LOCK.splitlines()
    after = zip(lines, [*lines[1:], ""], strict=True)
    assert [pin for pin, next_line in after if "==" in pin and "--hash" not in next_line] == []


def test_every_direct_dependency_is_pinned_once() -> None:
    assert len(pins()) == len(set(pins()))
    assert {plain(name) for name in direct_dependencies()} <= set(pins())


def test_there_is_no_other_lock() -> None:
    assert not (ROOT / "uv.lock").exists()


def test_every_direct_dependency_has_its_reason_written_down() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| ([A-Za-z0-9._-]+) \|", text, flags=re.MULTILINE))
    assert {plain(row) for row in rows} - {"package"} == {plain(x) for x in direct_dependencies()}


def test_the_changelog_has_room_for_what_is_unreleased() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[Unreleased\]$", text, flags=re.MULTILINE)


def test_the_test_command_in_the_readme_is_the_one_the_machines_run() -> None:
    command = "python3 dev.py test"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_dev_py_uses_the_standard_library_alone_and_stays_small() -> None:
    text = (ROOT / "dev.py").read_text(encoding="utf-8")
    modules = re.findall(r"^(?:from|import) ([\w.]+)", text, flags=re.MULTILINE)
    assert {name.split(".")[0] for name in modules} <= sys.stdlib_module_names
    assert len(text.splitlines()) <= 400
