"""How well the search answers: queries judged by hand, and three measures of the answers.

python -m tests.relevance [--worst N] [file…]   a table by kind of query, over the bundled catalogue

Each line of a file is `kind<TAB>query<TAB>slug=grade,slug=grade,…`, with 3 for exactly what was
asked, 2 for a good answer and 1 for what touches it; a project not named is not relevant. The
grades were given by reading the records, so they tell what should be found, not what is.
"""

import argparse
import math
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from katalog_app.model.query import Query
from katalog_app.services import searching
from katalog_app.services.opening import open_catalogue

QUERIES = Path(__file__).parent / "data" / "search-queries.tsv"
KINDS = (
    "exact",
    "inflection",
    "plain",
    "typo",
    "prefix",
    "compound",
    "multiword",
    "english",
    "synonym",
)
ALL = "all"
DEPTH = 10
"""Answers that count: what is seen without scrolling."""
GRADES = {"1": 1, "2": 2, "3": 3}

Grades = Mapping[str, int]
"""Grade by slug of the relevant projects, 1 to 3."""
Find = Callable[[str], list[str]]
"""From a query as typed to slugs, best first."""


@dataclass(frozen=True)
class Judged:
    """A query with the grades of the projects that answer it."""

    kind: str
    text: str
    grades: Grades


@dataclass(frozen=True)
class Scored:
    """A query with what was found for it and how good that was, each measure from 0 to 1."""

    query: Judged
    found: tuple[str, ...]
    """The first `DEPTH` slugs."""
    ndcg: float
    reciprocal_rank: float
    recall: float


@dataclass(frozen=True)
class Summary:
    """The means over some queries."""

    count: int
    ndcg: float
    reciprocal_rank: float
    recall: float


class JudgementError(ValueError):
    """A line of the file is not a judged query; says which and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


def read(text: str) -> list[Judged]:
    """Return the judged queries of a file's text, in order; empty lines are skipped.

    Raises:
        JudgementError: A line lacks a column, names an unknown kind or grade, grades a project
            twice, or asks again what an earlier line of the same kind asked.
    """
    queries: list[Judged] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        query = _judged(number, line)
        if any((query.kind, query.text) == (seen.kind, seen.text) for seen in queries):
            raise JudgementError(number, f"{query.text!r} is asked twice as {query.kind}")
        queries.append(query)
    return queries


def _judged(number: int, line: str) -> Judged:
    columns = line.split("\t")
    if len(columns) != 3:
        raise JudgementError(number, f"{len(columns)} columns, not 3")
    kind, text, answers = columns
    if kind not in KINDS:
        raise JudgementError(number, f"unknown kind {kind!r}")
    if not text.strip():
        raise JudgementError(number, "the query is empty")
    grades: dict[str, int] = {}
    for answer in answers.split(","):
        slug, _, grade = answer.partition("=")
        if not slug or grade not in GRADES:
            raise JudgementError(number, f"{answer!r} is not slug=grade with a grade 1 to 3")
        if slug in grades:
            raise JudgementError(number, f"{slug} is graded twice")
        grades[slug] = GRADES[grade]
    return Judged(kind, text, grades)


def ndcg(ranked_slugs: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Return the normalised discounted cumulative gain of the first `depth` answers, 0 to 1.

    The gain is the grade itself (linear, not 2^grade - 1): the catalogue is searched for all that
    others have done, so three good answers weigh as much as two exact ones. The answer at rank r
    counts 1 / log2(r + 1). A repeated answer counts once, where it first stands.
    """
    best = sorted(grades.values(), reverse=True)[:depth]
    ideal = _discounted(best)
    return _discounted(_gains(ranked_slugs, grades, depth)) / ideal if ideal else 0.0


def reciprocal_rank(ranked_slugs: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Return 1 / the rank of the first relevant answer, of any grade; 0 if none is in `depth`."""
    ranks = (
        rank for rank, gain in enumerate(_gains(ranked_slugs, grades, depth), start=1) if gain > 0
    )
    return 1 / next(ranks, math.inf)


def recall(ranked_slugs: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """Return the share of the relevant projects, of any grade, among the first `depth` answers.

    Where more than `depth` are relevant, finding `depth` of them is all one can ask.
    """
    found = sum(gain > 0 for gain in _gains(ranked_slugs, grades, depth))
    return found / min(depth, len(grades)) if grades else 0.0


def _gains(ranked_slugs: Sequence[str], grades: Grades, depth: int) -> list[int]:
    seen: set[str] = set()
    gains = []
    for slug in ranked_slugs[:depth]:
        gains.append(0 if slug in seen else grades.get(slug, 0))
        seen.add(slug)
    return gains


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def score(find: Find, query: Judged) -> Scored:
    """Return how well a search answers one query."""
    found = find(query.text)
    return Scored(
        query,
        tuple(found[:DEPTH]),
        ndcg(found, query.grades),
        reciprocal_rank(found, query.grades),
        recall(found, query.grades),
    )


def summary(scored: Sequence[Scored]) -> Summary:
    """Return the means over scored queries, of which there must be at least one."""
    count = len(scored)
    return Summary(
        count,
        sum(one.ndcg for one in scored) / count,
        sum(one.reciprocal_rank for one in scored) / count,
        sum(one.recall for one in scored) / count,
    )


def summaries(scored: Sequence[Scored]) -> dict[str, Summary]:
    """Return the means by kind, in the order of `KINDS` and those present only, last of `ALL`."""
    by_kind = {kind: [one for one in scored if one.query.kind == kind] for kind in KINDS}
    parts = {kind: summary(some) for kind, some in by_kind.items() if some}
    return {**parts, ALL: summary(scored)}


def evaluate(find: Find, queries: Sequence[Judged]) -> dict[str, Summary]:
    """Return how well a search answers the queries: means by kind, last of `ALL`."""
    return summaries([score(find, query) for query in queries])


def worst(scored: Iterable[Scored], count: int) -> list[Scored]:
    """Return the queries with the lowest nDCG, worst first."""
    return sorted(scored, key=lambda one: (one.ndcg, one.recall))[:count]


def _table(parts: Mapping[str, Summary]) -> str:
    lines = [f"{'kind':<12}{'n':>5}{'nDCG':>8}{'MRR':>8}{'recall':>8}"]
    lines += [
        f"{kind:<12}{part.count:>5}{part.ndcg:>8.3f}{part.reciprocal_rank:>8.3f}{part.recall:>8.3f}"
        for kind, part in parts.items()
    ]
    return "\n".join(lines)


def _told(one: Scored) -> str:
    """Return a query with what was found, each with its grade, and what was missed."""
    grades = one.query.grades
    found = ", ".join(f"{slug} {grades.get(slug, '-')}" for slug in one.found) or "nothing"
    missed = ", ".join(f"{slug} {grades[slug]}" for slug in grades if slug not in one.found)
    return (
        f"{one.ndcg:.3f}  {one.query.kind}: {one.query.text}\n"
        f"       found   {found}\n       missed  {missed or 'nothing'}"
    )


def main() -> int:
    """Print the table over the bundled catalogue, opened in a temporary data folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.relevance")
    parser.add_argument("files", nargs="*", type=Path, default=[QUERIES], metavar="file")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst")
    asked = parser.parse_args()
    queries: list[Judged] = []
    for path in asked.files:
        try:
            queries += read(path.read_text("utf-8"))
        except (JudgementError, OSError, UnicodeDecodeError) as error:
            parser.error(f"{path}: {error}")
    if not queries:
        parser.error("no queries")
    with tempfile.TemporaryDirectory() as folder:
        store = open_catalogue(Path(folder) / "data")

        def find(text: str) -> list[str]:
            hits = searching.find(store, Query(text, limit=DEPTH, with_facets=False)).hits
            return [hit.slug for hit in hits]

        scored = [score(find, query) for query in queries]
        store.close()
    print(_table(summaries(scored)))
    for one in worst(scored, asked.worst):
        print(_told(one))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
