"""The synonyms that come with the program: nothing in the file is lost, and every group is of use.

`tests/data/search-synonyms.tsv` has a query for each group, with the projects that answer it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from katalog_app import paths
from katalog_app.language import analysis, synonyms

QUERIES = Path(__file__).parents[1] / "data" / "search-synonyms.tsv"
EDITION = ("projects-helsingborg", "projects-region", "projects-sweden")
TEXTS = ("title", "municipality", "organisation", "what", "why", "how", "effects", "lessons")
LISTS = ("keywords", "technologies", "expectations", "transformations")
SHORT = 4
"""Letters of a stem that is looked for anywhere in the words, not only at their beginnings."""


@dataclass(frozen=True)
class Case:
    query: str
    grades: dict[str, int]

    @property
    def stems(self) -> list[str]:
        return [analysis.stem(word) for _, word in analysis.words(self.query)]


@dataclass(frozen=True)
class Project:
    words: str
    stems: str
    """Both in order, a space before, between and after."""


def cases() -> Iterator[Case]:
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            query, slugs, remark = line.split("\t")
            assert remark.startswith("# "), line
            graded = (slug.partition("=") for slug in slugs.split(",") if slug)
            yield Case(query, {slug: int(grade or 3) for slug, _, grade in graded})


CASES = list(cases())
ANSWERED = [case for case in CASES if case.grades]


@cache
def projects() -> dict[str, Project]:
    found = {}
    for name in EDITION:
        for project in json.loads(paths.resource("edition", f"{name}.json").read_bytes()):
            said = [project[field] or "" for field in (*TEXTS, "resident_involvement")]
            said += [word for field in LISTS for word in project[field]]
            said += [partner["name"] for partner in project["partners"]]
            words = [analysis.fold(word) for text in said for _, word in analysis.words(text)]
            stems = " ".join(map(analysis.stem, words))
            found[project["slug"]] = Project(f" {' '.join(words)} ", f" {stems} ")
    return found


def says(project: Project, stem: str) -> bool:
    """Whether a word of the project could meet this one: by stem, beginning or as a part."""
    return (stem if len(stem) >= SHORT else f" {stem}") in project.words


def test_nothing_in_the_file_is_lost() -> None:
    content = paths.resource("language", "synonymer.txt").read_bytes()
    file = synonyms.parse(content)
    lines = [line for line in content.decode().splitlines() if line and line[0] != "#"]
    assert file.findings == ()
    assert len(file.synonyms.groups) == len(lines)
    assert file.synonyms == synonyms.bundled()


def test_no_phrase_is_written_twice_on_a_line_and_no_group_twice() -> None:
    lines = paths.resource("language", "synonymer.txt").read_text(encoding="utf-8").splitlines()
    written = [line.count(",") + 1 for line in lines if line and line[0] != "#"]
    groups = synonyms.bundled().groups
    assert [len(group) for group in groups] == written
    assert len({frozenset(group) for group in groups}) == len(groups)


def test_every_group_has_a_query_and_most_a_project_that_answers_it() -> None:
    asked = {tuple(case.stems) for case in CASES}
    answered = {tuple(case.stems) for case in ANSWERED}
    groups = [
        {tuple(map(analysis.stem, phrase)) for phrase in group}
        for group in synonyms.bundled().groups
    ]
    assert [group for group in groups if not group & asked] == []
    assert sum(not group & answered for group in groups) <= len(groups) / 4


@pytest.mark.parametrize("case", ANSWERED, ids=lambda case: case.query)
def test_a_query_finds_its_projects_through_the_group_alone(case: Case) -> None:
    (match,) = synonyms.bundled().matches(case.stems)
    assert (match.start, match.end) == (0, len(case.stems))
    for slug, grade in case.grades.items():
        project = projects()[slug]
        assert grade in {1, 2, 3}
        assert not all(says(project, stem) for stem in case.stems), slug
        assert any(f" {' '.join(phrase)} " in project.stems for phrase in match.phrases), slug


def test_no_query_stands_there_twice() -> None:
    queries = [case.query.casefold() for case in CASES]
    assert len(queries) == len(set(queries))
