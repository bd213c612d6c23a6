"""What two lists of rows have in common, so that a view repaints only what is other than before."""

from collections.abc import Iterator, Sequence


def changed_runs(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) for every run of rows that stand in both and differ."""
    first = None
    common = min(len(old), len(new))
    for row in range(common):
        if old[row] == new[row]:
            if first is not None:
                yield first, row - 1
            first = None
        elif first is None:
            first = row
    if first is not None:
        yield first, common - 1
