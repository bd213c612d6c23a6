"""What the tests of the command line say to it, and how they read its answers."""

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]
"""Takes the words of a command; gives exit status, stdout and stderr."""
Ask = Callable[..., dict[str, object]]
"""Takes the words of a command; gives the object it answered with."""
PROJECT = "vardinnovatorer"
"""The slug of a bundled project."""


def mapping(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def listed(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value
