"""A project that is like another one, and why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SimilarProject:
    """A project to read next."""

    id: str
    title: str
    municipality: str
    """"" where the project names none."""
    shared: tuple[str, ...]
    """The words that tell most of what the two share, at most three, as they are written."""
    likeness: float
    """0..1."""
