#!/usr/bin/env python3
"""Allt som behövs för att köra, prova och bygga Katalogen; bara Pythons egna delar.

python3 dev.py setup | run | test | lint | lock | bench | pictures | freeze
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
LOCK = ROOT / "requirements.lock"
EDITION = BUILD / "edition" / "katalog.db"
WINDOWS = sys.platform == "win32"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
EXE = ".exe" if WINDOWS else ""
PYTHON = SCRIPTS / f"python{EXE}"
OLDEST_PYTHON = (3, 11)

# What Qt's own libraries and its offscreen, xcb and wayland plugins load from the system,
# as found with `objdump -p` on PySide6 6.11; without Qt's own, and the C library.
SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}


class StepFailedError(Exception):
    """A step ended with an error; its own output has told why."""


def say(text: str) -> None:
    """Print one line about what happens now."""
    print(f"· {text}", flush=True)


def environment(**extra: str) -> dict[str, str]:
    """Return the environment for everything started from here."""
    return {
        **os.environ,
        "PYTHONUTF8": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        **extra,
    }


def offscreen(**extra: str) -> dict[str, str]:
    """Return the environment for Qt without a display."""
    return environment(QT_QPA_PLATFORM="offscreen", **extra)


def call(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the project's root and return its exit status."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, env=env or environment(), check=False).returncode


def must(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command that everything after it depends on.

    Raises:
        StepFailedError: It ended with another exit status than 0.
    """
    status = call(*command, env=env)
    if status:
        words = shlex.join(str(word) for word in command)
        raise StepFailedError(f"{words} slutade med status {status}")


def digest(paths: Iterable[Path], *facts: str) -> str:
    """Return a hash of the names and contents of files, and of some facts more."""
    total = hashlib.sha256("\n".join(facts).encode())
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Return whether the step behind a stamp file was last done with this very value."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == value


# ---- The system's packages (Debian and its relatives only)


def loadable_libraries() -> set[str] | None:
    """Return the names of the system's shared libraries, None where that cannot be told."""
    program = shutil.which("ldconfig") or "/sbin/ldconfig"
    if not Path(program).exists():
        return None
    listing = subprocess.run([program, "-p"], capture_output=True, text=True, check=False).stdout
    return {line.split()[0] for line in listing.splitlines() if "=>" in line} or None


def install_packages(packages: list[str], why: str) -> None:
    """Install Debian packages when we may, else print the command to type; never raises."""
    if not packages or not shutil.which("apt-get"):
        return
    if os.geteuid() != 0:
        say(f"{why} saknas i systemet. Skriv: sudo apt-get install {' '.join(packages)}")
        return
    say(f"Installerar {why}: {' '.join(packages)}")
    env = environment(DEBIAN_FRONTEND="noninteractive")
    quietly = ("-y", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends")
    if call("apt-get", "update", "-qq", env=env) or call(
        "apt-get", "install", *quietly, *packages, env=env
    ):
        say(f"Det gick inte. Skriv själv: apt-get install {' '.join(packages)}")


def ensure_qt_libraries() -> None:
    """See to it that Qt finds the system libraries it loads."""
    present = loadable_libraries() if sys.platform.startswith("linux") else None
    if present is not None:
        missing = sorted({p for lib, p in SYSTEM_LIBRARIES.items() if lib not in present})
        install_packages(missing, "Qt:s systembibliotek")


def has_package(package: str) -> bool:
    """Return whether a Debian package is installed."""
    query = ["dpkg-query", "-W", "-f=${db:Status-Status}", package]
    answer = subprocess.run(query, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == "installed"


def ensure_packages(*packages: str, why: str) -> None:
    """See to it that Debian packages are there, on a system that has such."""
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        install_packages([name for name in packages if not has_package(name)], why)


# ---- setup


def make_venv() -> None:
    """Make .venv afresh, unless this very Python runs in it."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        ensure_packages(f"python{version}-venv", why="Pythons del venv")
    say("Skapar .venv")
    must(sys.executable, "-m", "venv", "--clear", VENV)


def install_dependencies() -> None:
    """Bring .venv to what requirements.lock says, if it is not there already."""
    facts = (sys.version, platform.machine(), str(ROOT))
    wanted = digest([LOCK, ROOT / "pyproject.toml"], *facts)
    stamp = VENV / "katalog-stamp"
    if is_stamped(stamp, wanted) and PYTHON.exists():
        return
    of_this_python = VENV / "katalog-python"
    if not (PYTHON.exists() and is_stamped(of_this_python, "\n".join(facts))):
        make_venv()
        of_this_python.write_text("\n".join(facts), encoding="utf-8")
    stamp.unlink(missing_ok=True)
    pip = (PYTHON, "-m", "pip", "install", "-qq")
    say("Hämtar det programmet bygger på (första gången någon minut)")
    must(*pip, "--require-hashes", "-r", LOCK)
    must(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(wanted, encoding="utf-8")


def compile_code() -> None:
    """Turn the code into bytecode even where Python may not do it by itself: it starts faster."""
    must(PYTHON, "-m", "compileall", "-q", ROOT / "katalog_app")


def build_edition() -> None:
    """Build the bundled edition's database, if anything it is made from has changed."""
    code = [ROOT / "katalog_app" / part for part in ("model", "db", "language")]
    sources = {ROOT / "katalog_app" / "services" / "building.py"}
    sources.update(p for folder in code for p in folder.rglob("*.py"))
    for part in ("edition", "language"):
        sources.update(p for p in (ROOT / "resources" / part).rglob("*") if p.is_file())
    wanted = digest(sources, sys.version)
    stamp = BUILD / "edition" / "katalog-stamp"
    if is_stamped(stamp, wanted) and EDITION.exists():
        return
    say("Bygger den medföljande utgåvan")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    must(PYTHON, "-m", "katalog_app.services.building")
    stamp.write_text(wanted, encoding="utf-8")


def setup(_: list[str] | None = None) -> int:
    """Make everything ready; quick when nothing has changed."""
    ensure_qt_libraries()
    install_dependencies()
    compile_code()
    build_edition()
    return 0


# ---- run, test and the rest


def has_display() -> bool:
    """Return whether a window can be seen here."""
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(arguments: list[str]) -> int:
    """Start the program; without a display, a tour of it that is drawn offscreen."""
    setup()
    if has_display():
        return call(SCRIPTS / f"katalog{EXE}", *arguments)
    return call(PYTHON, "-m", "katalog_app.ui.offscreen_tour", *arguments, env=offscreen())


Step = tuple[str, Sequence["str | Path"]]  # its name, its command


def checks() -> list[Step]:
    """Return the checks that read the code without running it."""
    importlint = SCRIPTS / f"lint-imports{EXE}"
    return [
        ("ruff check", [PYTHON, "-m", "ruff", "check", "--quiet"]),
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet"]),
        ("mypy --strict", [PYTHON, "-m", "mypy", "--strict"]),
        ("lint-imports", [importlint, "--no-logo", "--cache-dir", BUILD / "importlint"]),
    ]


def run_all(steps: list[Step], env: dict[str, str]) -> int:
    """Run every step, then say how they went; return 1 if any failed, else 0."""
    results = []
    for name, command in steps:
        say(name)
        start = time.monotonic()
        status = call(*command, env=env)
        results.append((name, status, time.monotonic() - start))
    print()
    for name, status, seconds in results:
        verdict = "gick bra" if status == 0 else f"FEL (status {status})"
        print(f"{name:<16}{seconds:7.1f} s  {verdict}")
    return int(any(status for _, status, _ in results))


def lint(_: list[str]) -> int:
    """Check the code without running it."""
    setup()
    return run_all(checks(), environment())


def test(arguments: list[str]) -> int:
    """Check the code and run the tests; what is not known here goes to pytest."""
    setup()
    ensure_packages("strace", "libreoffice-calc-nogui", why="det två av proven kör")
    parser = argparse.ArgumentParser(prog="dev.py test", add_help=False)
    parser.add_argument("--long", action="store_true")
    options, rest = parser.parse_known_args(arguments)
    marks = "not frozen" if options.long else "not frozen and not long"
    spread = [] if rest else ["-n", "2"]
    pytest: Step = ("pytest", [PYTHON, "-m", "pytest", "-m", marks, *spread, *rest])
    env = offscreen(KATALOG_LONG="1") if options.long else offscreen()
    return run_all([*checks(), pytest], env)


def lock(_: list[str]) -> int:
    """Choose versions afresh and write requirements.lock, with hashes and without addresses."""
    home = BUILD / "uv"
    uv = home / SCRIPTS.name / f"uv{EXE}"
    if not uv.exists():
        must(sys.executable, "-m", "venv", "--clear", home)
        must(home / SCRIPTS.name / f"python{EXE}", "-m", "pip", "install", "-qq", "uv")
    fresh = BUILD / "requirements.lock"
    choices = ("--group", "dev", "--universal", "--python-version", "3.11", "--upgrade")
    form = ("--generate-hashes", "--no-header", "--no-annotate", "--no-config", "--quiet")
    must(uv, "pip", "compile", "pyproject.toml", *choices, *form, "--output-file", fresh)
    lines = fresh.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not re.match(r"\s*#|-|.*://", line)]
    LOCK.write_text("\n".join(kept) + "\n", encoding="utf-8", newline="\n")
    say(f"requirements.lock: {sum('==' in line for line in kept)} paket")
    return 0


def bench(arguments: list[str]) -> int:
    """Measure: everything in tests/bench, or what is named."""
    setup()
    names = sorted(p.stem for p in (ROOT / "tests" / "bench").glob("[a-z]*.py"))
    wanted, rest = (names, []) if not arguments else ([arguments[0]], arguments[1:])
    if not names or not set(wanted) <= set(names):
        say(f"Mätningar som finns: {', '.join(names) or 'inga än'}")
        return 2 if arguments else 0
    steps: list[Step] = [(n, [PYTHON, "-m", f"tests.bench.{n}", *rest]) for n in wanted]
    return run_all(steps, offscreen())


def pictures(arguments: list[str]) -> int:
    """Draw the manual's pictures and the pages' outlines."""
    setup()
    ensure_packages("fonts-inter", why="bildernas typsnitt")
    status = call(PYTHON, "-m", "tests.pictures", *arguments, env=offscreen())
    if status or len(arguments) > 1:  # some by name: never those of the story
        return status
    folder = Path(*arguments).absolute() if arguments else ROOT / "docs" / "pictures"
    story = {**offscreen(), "KATALOG_PHOTOGRAPHS": str(folder)}
    return call(PYTHON, "-m", "pytest", "-q", "tests/journeys/test_three_people.py", env=story)


def freeze(arguments: list[str]) -> int:
    """Build the program as a folder that needs no Python, dist/katalog, and try it."""
    setup()
    if sys.platform.startswith("linux"):  # Debian's Python has its shared library apart
        own = ["libpython{}.{}".format(*sys.version_info)] * (sys.base_prefix == "/usr")
        ensure_packages("binutils", *own, why="PyInstaller")
    made = ("--noconfirm", "--distpath", ROOT / "dist", "--workpath", BUILD / "freeze")
    must(PYTHON, "-m", "PyInstaller", *made, "--log-level", "WARN", "packaging/katalog.spec")
    return call(PYTHON, "-m", "pytest", "-m", "frozen", *arguments, env=offscreen())


COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "setup": (setup, "gör allt klart i .venv; frågar inget"),
    "run": (run, "startar programmet (utan skärm: en rundtur som ritas i minnet)"),
    "test": (test, "granskar koden och kör proven; --long tar med de långa"),
    "lint": (lint, "granskar koden utan att köra den"),
    "lock": (lock, "väljer nya versioner och skriver requirements.lock"),
    "bench": (bench, "mäter; med ett namn bara den mätningen"),
    "pictures": (pictures, "ritar handbokens bilder"),
    "freeze": (freeze, "bygger dist/katalog med PyInstaller och provar det"),
}


def main() -> int:
    """Run the command given and return its exit status."""
    lines = "\n".join(f"  {name:<10}{text}" for name, (_, text) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description=f"Katalogens verktygslåda.\n\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Det som står efter kommandot skickas vidare.",
    )
    parser.add_argument("command", choices=COMMANDS, metavar="kommando")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…")
    if sys.version_info < OLDEST_PYTHON:
        parser.error("Katalogen behöver Python 3.11 eller nyare")
    options = parser.parse_args()
    try:
        return COMMANDS[options.command][0](options.rest)
    except StepFailedError as failure:
        say(f"Avbrutet: {failure}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not take å and ·
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
