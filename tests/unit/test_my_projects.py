"""Whose projects are whose, and what is due for them."""

from datetime import date
from pathlib import Path

import pytest

from katalog_app.services import editing, my_projects, reading
from katalog_app.services.my_projects import Due, MyProject, Step
from tests.profiles import Profile

TODAY = date(2026, 11, 24)
FRESH = "2026-06-01"
WHOLE = {
    "status": "pågående",
    "period": "2024/",
    "reviewed": FRESH,
    "municipality": "Bjuv",
}


@pytest.fixture
def anna(tmp_path: Path) -> Profile:
    made = Profile(tmp_path / "anna", "Anna Ek")
    said = {"name": "Anna Ek", "municipality": "Bjuv", "reviewed": FRESH}
    editing.create(made.store, "person", said, "Anna Ek")
    return made


def me(profile: Profile) -> str:
    return next(p.id for p in reading.entries(profile.store, "person") if p.title == profile.name)


def mine(profile: Profile) -> dict[str, MyProject]:
    found = my_projects.overview(profile.store, profile.name, TODAY)
    return {project.title: project for project in found.mine}


def dues(profile: Profile, title: str) -> list[Due]:
    return [t.due for t in mine(profile)[title].tasks if t.due is not Due.UNSENT]


def test_a_project_in_good_order_asks_for_nothing_but_to_be_sent(anna: Profile) -> None:
    anna.new(**WHOLE, contact_person=me(anna))
    (project,) = mine(anna).values()
    (task,) = project.tasks
    assert (task.due, task.step, task.count) == (Due.UNSENT, Step.EXPORT, 1)


def test_nobody_has_no_projects(anna: Profile) -> None:
    anna.new(**WHOLE)
    assert my_projects.overview(anna.store, "", TODAY).mine == ()
    assert my_projects.overview(anna.store, "Ingen Alls", TODAY).mine == ()


def test_mine_are_those_i_made_or_changed_or_answer_for_and_ours_those_of_my_municipality(
    anna: Profile,
) -> None:
    anna.new(**{**WHOLE, "title": "Gjort"})
    other = {**WHOLE, "municipality": "Lund"}
    named = {**other, "title": "Svarar för", "contact_person": me(anna)}
    editing.create(anna.store, "project", named, "Berit")
    changed = editing.create(anna.store, "project", {**other, "title": "Ändrat"}, "Berit").id
    editing.create(anna.store, "project", {**other, "title": "Andras"}, "Berit")
    editing.create(anna.store, "project", {**WHOLE, "title": "Kommunens"}, "Berit")
    gone = anna.new(**{**WHOLE, "title": "Borttaget"})
    editing.delete(anna.store, gone, None, "Anna Ek")
    anna.edit(changed, why="Därför")
    found = my_projects.overview(anna.store, "Anna Ek", TODAY)
    assert {one.title for one in found.mine} == {"Gjort", "Svarar för", "Ändrat"}
    assert found.municipality == "Bjuv"
    assert {one.title for one in found.ours} == {"Gjort", "Kommunens"}
    assert found.due == 3


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [("2025-11-25", False), ("2025-11-24", True), (None, True), ("2030-01-01", False)],
)
def test_a_review_is_due_after_twelve_months_to_the_day(
    anna: Profile, reviewed: str | None, due: bool
) -> None:
    key = anna.new(**{**WHOLE, "reviewed": reviewed}, contact_person=me(anna))
    assert dues(anna, "Ett") == ([Due.REVIEW] if due else [])
    if due:
        task = mine(anna)["Ett"].tasks[0]
        assert task.entry == key
        assert task.step is Step.CONFIRM
        assert task.seen == reading.entry(anna.store, key).heads.get("reviewed", ())


@pytest.mark.parametrize(
    ("period", "over"),
    [
        ("2020/2025", True),
        ("2020/2026", False),
        ("2020/2026-11-23", True),
        ("2020/2026-11-24", False),
        ("2020/", False),
        ("/2025", True),
    ],
)
def test_an_ended_period_with_an_ongoing_status_is_told(
    anna: Profile, period: str, over: bool
) -> None:
    anna.new(**{**WHOLE, "period": period}, contact_person=me(anna))
    assert dues(anna, "Ett") == ([Due.PERIOD_ENDED] if over else [])


def test_a_finished_project_is_asked_what_came_of_it(anna: Profile) -> None:
    said = {**WHOLE, "status": "avslutat", "period": "2020/2022", "effects": "Mycket"}
    anna.new(**said, contact_person=me(anna))
    (task, _unsent) = mine(anna)["Ett"].tasks
    assert task.due is Due.TELL
    assert task.fields == ("why", "lessons")


def test_a_contact_is_missing_or_unconfirmed(anna: Profile) -> None:
    anna.new(**{**WHOLE, "title": "Utan"})
    old = editing.create(anna.store, "contact", {"role": "Växel", "email": "a@b.se"}).id
    anna.new(**{**WHOLE, "title": "Gammal"}, contact=old)
    anna.new(**{**WHOLE, "title": "Hängande"}, contact="f" * 32)
    assert dues(anna, "Utan") == [Due.NO_CONTACT]
    assert dues(anna, "Hängande") == [Due.NO_CONTACT]
    assert dues(anna, "Gammal") == [Due.CONTACT]
    assert mine(anna)["Gammal"].tasks[0].entry == old
    editing.edit(anna.store, old, values={"reviewed": FRESH})
    assert dues(anna, "Gammal") == []


def test_conflicts_and_requests_come_first(anna: Profile) -> None:
    key = anna.new(**WHOLE, contact_person=me(anna), title="Zebra")
    seen = [head for heads in reading.entry(anna.store, key).heads.values() for head in heads]
    anna.edit(key, seen, why="Ett")
    anna.edit(key, seen, why="Två")
    anna.new(**{**WHOLE, "title": "Alfa", "reviewed": None})
    found = my_projects.overview(anna.store, "Anna Ek", TODAY).mine
    assert [one.title for one in found] == ["Zebra", "Alfa"]
    assert found[0].tasks[0].due is Due.CONFLICT
    assert found[0].tasks[0].fields == ("why",)
