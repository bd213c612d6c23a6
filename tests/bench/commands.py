"""Reading commands, from the start of the process to its end, beside Python with sqlite3 alone.

python3 dev.py bench commands [rounds]   must hold: ≤ 3 × the floor + 0.2 s.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

FLOOR = ["-c", "import sqlite3, argparse"]
COMMANDS = {
    "search": ["search", "sol"],
    "show": ["show", "aha-ii"],
    "list": ["list", "project"],
    "history": ["history", "aha-ii"],
}
MARGIN_S = 0.2
TIMES = 3


def of_processor() -> float:
    """Return the seconds of processor time of all children that have ended."""
    used = os.times()
    return used.children_user + used.children_system


def once(arguments: list[str], clock: Callable[[], float]) -> float:
    """Return the seconds one process takes."""
    began = clock()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return clock() - began


def measured(rounds: int, clock: Callable[[], float] = time.perf_counter) -> dict[str, float]:
    """Return the median seconds of the floor and each command, interleaved round by round.

    Args:
        rounds: How often each is measured.
        clock: `of_processor` where other programs are at work, which hardly move it.
    """
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for name, words in {"floor": None, **COMMANDS}.items():
                ours = ["-m", "katalog_app", "--json", "--data", folder, *(words or ())]
                took = once(FLOOR if words is None else ours, clock)
                if number:
                    found.setdefault(name, []).append(took)
    return {name: statistics.median(took) for name, took in found.items()}


def main() -> int:
    """Print the table; return 1 where a command is too slow."""
    found = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    floor = found.pop("floor")
    limit = TIMES * floor + MARGIN_S
    print(f"floor {floor * 1000:.0f} ms, limit {limit * 1000:.0f} ms")
    for name, took in found.items():
        print(f"{name:<10}{took * 1000:>6.0f} ms{took / limit:>7.2f} of the limit")
    return int(max(found.values()) > limit)


if __name__ == "__main__":
    sys.exit(main())
