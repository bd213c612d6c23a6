"""What the values of a facet are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog_app.model.query import Facet
from katalog_app.texts import _
from katalog_app.ui import wording

if TYPE_CHECKING:
    from katalog_app.model.entries import EntrySummary

GOAL_SLUG = "globalt-mal-"
"""How the short names of the global goals begin; the number follows."""


class FacetLabels:
    """Names of values; the titles of the goals come from the catalogue, a moment after start."""

    def __init__(self) -> None:
        """Know no titles of goals yet."""
        self._goals: dict[str, str] = {}

    def learn(self, nodes: list[EntrySummary]) -> None:
        """Take the titles of the goals from the nodes of the framework."""
        for node in nodes:
            slug = node.slug or ""
            if slug.startswith(GOAL_SLUG):
                self._goals[slug.removeprefix(GOAL_SLUG).lstrip("0")] = node.title

    def __call__(self, facet: Facet, value: str) -> str:
        """Return what a value is called."""
        if facet is Facet.GOAL:
            title = self._goals.get(value)
            return f"{value} {title}" if title else _("Mål {number}").format(number=value)
        if facet is Facet.FAMILY:
            return _("Familjen Helsingborg") if value == "true" else _("Övriga kommuner")
        if facet in (Facet.TRANSFORMATION, Facet.EXPECTATION, Facet.STATUS):
            return wording.capital(wording.value(value))
        return value
