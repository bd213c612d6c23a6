"""The projects of every facet value: what filters narrow to, and how many match each."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyroaring import BitMap

from katalog_app.db import schema
from katalog_app.model.fields import FAMILY, EntryKind
from katalog_app.model.query import Facet

IN_FAMILY, OUTSIDE_FAMILY = "true", "false"
Counts = Mapping[Facet, Mapping[str, BitMap]]
Where = dict[Facet, frozenset[str]]


@dataclass(frozen=True)
class Members:
    """What is kept in memory between questions, until something is written."""

    facets: Counts
    """The projects of every facet value, by row number."""
    kinds: Mapping[str, BitMap]
    """The searched records of each kind."""
    average_length: float
    """Words of a record."""
    norms: dict[int, float] = field(default_factory=dict, compare=False)
    """What `db.ranking` has found, by record: the same ones are ranked at every keystroke."""

    @cached_property
    def records(self) -> BitMap:
        """All searched records, of every kind."""
        return BitMap.union(BitMap(), *self.kinds.values())

    @property
    def projects(self) -> BitMap:
        """All of them."""
        return self.kinds.get(EntryKind.PROJECT, BitMap())


@dataclass(frozen=True)
class Ticked:
    """What filters let through; within a facet any of its values, between facets all of them."""

    facets: Counts
    where: Where
    """The wanted values; of a facet without filters there is nothing here."""

    @cached_property
    def projects(self) -> Mapping[Facet, BitMap]:
        """The projects that each facet with filters lets through."""
        return {facet: any_of(self.facets, facet, wanted) for facet, wanted in self.where.items()}

    def narrowed(self, base: BitMap, without: Facet | None = None) -> BitMap:
        """Return those of `base` that the filters let through, those of one facet apart."""
        result = base
        for facet, projects in self.projects.items():
            if facet is not without:
                result = result & projects
        return result

    def counts(self, base: BitMap) -> dict[Facet, dict[str, int]]:
        """Return how many of `base` each value has, every facet as if it had no filters.

        Values of none are left out, unless they are wanted.
        """
        narrowed = self.narrowed(base)
        counts: dict[Facet, dict[str, int]] = {}
        for facet, values in self.facets.items():
            scope = self.narrowed(base, facet) if facet in self.where else narrowed
            wanted = self.where.get(facet, frozenset())
            found = {value: scope.intersection_cardinality(bits) for value, bits in values.items()}
            counts[facet] = {value: n for value, n in found.items() if n or value in wanted}
        return counts

    def lifted(self, base: BitMap) -> dict[Facet, int]:
        """Return how many would match without each facet's filters, where any would."""
        found = {facet: len(self.narrowed(base, facet)) for facet in self.where}
        return {facet: count for facet, count in found.items() if count}


def any_of(facets: Counts, facet: Facet, wanted: frozenset[str]) -> BitMap:
    """Return the projects that have any of some values."""
    values = facets[facet]
    return BitMap.union(BitMap(), *(values[value] for value in sorted(wanted & values.keys())))


def counted(connection: sqlite3.Connection) -> tuple[Counts, Mapping[str, BitMap]]:
    """Return the projects of every facet value, and the searched records of each kind."""
    facets: dict[Facet, dict[str, BitMap]] = {facet: {} for facet in Facet}
    kinds: dict[str, BitMap] = {}
    by_name = {schema.KIND: kinds, **{str(facet): facets[facet] for facet in Facet}}
    for facet, value, packed in connection.execute(
        "SELECT facet, value, members FROM facet_values"
    ):
        by_name[facet][value] = BitMap.deserialize(packed)
    places = facets[Facet.MUNICIPALITY]
    family = _family(connection)
    inside = BitMap.union(BitMap(), *(places[name] for name in sorted(family & places.keys())))
    outside = BitMap.union(BitMap(), *(places[name] for name in sorted(places.keys() - family)))
    facets[Facet.FAMILY] = {IN_FAMILY: inside, OUTSIDE_FAMILY: outside - inside}
    return facets, kinds


def members_of(
    connection: sqlite3.Connection, facets: Counts, kinds: Mapping[str, BitMap]
) -> Members:
    """Return what is kept in memory between questions, from what `counted` found."""
    count = sum(map(len, kinds.values()))
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (schema.LENGTH,)).fetchone()
    length = int(row[0]) if row else 0
    return Members(facets, kinds, length / count if count else 0.0)


def _family(connection: sqlite3.Connection) -> set[str]:
    family = {FAMILY}
    for (body,) in connection.execute(
        "SELECT body FROM entries WHERE kind = ? AND deleted = 0", (EntryKind.MUNICIPALITY,)
    ):
        municipality = json.loads(body)
        if municipality.get("family") is True:
            family.add(str(municipality.get("name")))
    return family
