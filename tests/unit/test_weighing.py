"""What an erasure would take, and what others ask to have erased."""

from pathlib import Path

import pytest

from katalog_app.services import editing, erasing, reading, weighing
from katalog_app.services.weighing import Erasable, ErasableField
from tests.profiles import Profile

HOW = {"reason": "begäran", "decision": "KS 2026-12"}


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    """A coordinator."""
    made = Profile(tmp_path / "sara", "Sara")
    made.new(title="Först")
    made.publish()
    return made


def field(entry: Erasable, name: str) -> ErasableField:
    return next(one for one in entry.fields if one.name == name)


def test_every_present_and_earlier_value_is_told_once(sara: Profile) -> None:
    project = sara.new(title="Ett", what="Första.", keywords=["a", "b"])
    sara.edit(project, what="Andra.", keywords=["b", "c"])
    sara.edit(project, what="Första.", why="Därför.")
    sara.edit(project, why=None)
    weighed = weighing.weigh(sara.store, project)
    assert weighed.coordinator
    entry = weighed.entries[0]
    assert (entry.id, entry.kind, entry.title) == (project, "project", "Ett")
    assert field(entry, "what") == ErasableField("what", ("Första.",), ("Andra.",))
    assert field(entry, "why") == ErasableField("why", (), ("Därför.",))
    words = field(entry, "keywords")
    assert set(words.now) == {"b", "c"}
    assert words.before == ("a",)
    names = [one.name for one in entry.fields]
    assert names.index("title") < names.index("what") < names.index("keywords")


def test_both_sides_of_a_conflict_stand_now(sara: Profile) -> None:
    project = sara.new(title="Ett", what="Grund.")
    seen = list(reading.entry(sara.store, project).heads["what"])
    sara.edit(project, seen, what="Ena.")
    sara.edit(project, seen, what="Andra.")
    what = field(weighing.weigh(sara.store, project).entries[0], "what")
    assert (set(what.now), what.before) == ({"Ena.", "Andra."}, ("Grund.",))


def test_persons_and_contacts_around_an_entry_can_be_chosen_too(sara: Profile) -> None:
    old = editing.create(sara.store, "person", {"name": "Bo Al"}, "Sara").id
    new = editing.create(sara.store, "person", {"name": "Cia Ek"}, "Sara").id
    contact = editing.create(sara.store, "contact", {"email": "bygg@bjuv.se"}, "Sara").id
    project = sara.new(title="Ett", contact_person=old, contact=contact)
    sara.edit(project, contact_person=new)
    entries = weighing.weigh(sara.store, project).entries
    assert [one.title for one in entries] == ["Ett", "Bo Al", "Cia Ek", "Sara", "bygg@bjuv.se"]
    assert entries[0].names[new] == "Cia Ek"


def test_what_is_erased_is_no_longer_there_to_choose_and_the_page_says_so(sara: Profile) -> None:
    person = editing.create(sara.store, "person", {"name": "Bo Al", "function": "chef"}, "Sara").id
    project = sara.new(title="Ett", what="Text.", contact_person=person)
    assert reading.project_page(sara.store, project).erased[project] == frozenset()
    erasing.erase(sara.store, project, ["what"], **HOW)
    erasing.erase(sara.store, person, ["name"], **HOW)
    entry = weighing.weigh(sara.store, project).entries[0]
    assert "what" not in {one.name for one in entry.fields}
    page = reading.project_page(sara.store, project)
    assert page.erased == {project: frozenset({"what"}), person: frozenset({"name"})}
    sara.edit(project, what="Ny text.")
    assert reading.project_page(sara.store, project).erased[project] == frozenset()


def test_a_request_is_told_with_who_asks_until_its_values_are_gone(
    sara: Profile, tmp_path: Path
) -> None:
    anna = Profile(tmp_path / "anna", "Anna")
    project = anna.new(title="Ett", what="Text.")
    sara.trust(anna)
    done = erasing.erase(anna.store, project, ["what"], **HOW)
    assert (done.erased, done.requested) == (0, 1)
    (mine,) = weighing.requests(anna.store).requests
    assert (mine.own, weighing.requests(anna.store).coordinator) == (True, False)
    assert not weighing.weigh(anna.store, project).coordinator
    sara.take(anna.export())
    asked = weighing.requests(sara.store)
    assert asked.coordinator
    (one,) = asked.requests
    assert (one.entry, one.title, one.fields) == (project, "Ett", ("what",))
    assert (one.reason, one.decision, one.sender, one.own) == (
        "begäran",
        "KS 2026-12",
        "Anna",
        False,
    )
    erasing.erase(sara.store, project, one.fields, **HOW)
    assert weighing.requests(sara.store).requests == ()
