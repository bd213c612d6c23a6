from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katalog_app.errors import InvalidValueError, UnknownEntryError
from katalog_app.services import editing, handing_over, reading
from katalog_app.services.handing_over import Held, Receiver
from tests.profiles import Profile

ME = "Sara Samordnare"


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "sara", ME)


def person(profile: Profile, name: str) -> str:
    return editing.create(profile.store, "person", {"name": name}, ME).id


def contact(profile: Profile, role: str) -> str:
    return editing.create(profile.store, "contact", {"role": role}, ME).id


def said(profile: Profile, key: str) -> dict[str, object]:
    return dict(reading.entry(profile.store, key).fields)


def test_every_project_names_the_other_and_says_why(sara: Profile) -> None:
    anna, bo = person(sara, "Anna"), person(sara, "Bo")
    keys = [sara.new(title=title, contact_person=anna, what="Något.") for title in "ABC"]
    other = sara.new(title="D", contact_person=bo)
    before = {key: said(sara, key) for key in (*keys, other)}
    holder = handing_over.held(sara.store, anna)
    assert [one.title for one in holder.projects] == ["A", "B", "C"]
    done = handing_over.carry_out(
        sara.store, holder.projects[:2], Receiver("person", bo), reason=" Slutat ", author=ME
    )
    assert done.changes.keys() == set(keys[:2])
    for key in keys[:2]:
        assert said(sara, key) == before[key] | {"contact_person": bo}
    for key in (keys[2], other):
        assert said(sara, key) == before[key]
    steps = reading.history(sara.store, keys[0])
    assert [one.value for one in steps if one.field == "note"] == ["Slutat"]
    assert steps[-1].author == ME


def test_a_person_can_hand_over_to_a_function(sara: Profile) -> None:
    anna, light, other = person(sara, "Anna"), contact(sara, "Ljus"), contact(sara, "Annan")
    key = sara.new(title="A", contact_person=anna, contact=other)
    (one,) = handing_over.held(sara.store, anna).projects
    assert one.names == {"contact_person": "Anna", "contact": "Annan"}
    receiver = Receiver("contact", light)
    assert handing_over.wanted_values(one, receiver) == {"contact_person": None, "contact": light}
    done = handing_over.carry_out(sara.store, [one], receiver, author=ME)
    assert said(sara, key).get("contact_person") is None
    assert said(sara, key)["contact"] == light
    handing_over.take_back(sara.store, done, ME)
    assert said(sara, key)["contact_person"] == anna
    assert said(sara, key)["contact"] == other


def test_what_is_said_already_is_not_said_again(sara: Profile) -> None:
    anna, light = person(sara, "Anna"), contact(sara, "Ljus")
    key = sara.new(title="A", contact_person=anna, contact=light)
    (one,) = handing_over.held(sara.store, anna).projects
    receiver = Receiver("contact", light)
    assert handing_over.wanted_values(one, receiver) == {"contact_person": None}
    handing_over.carry_out(sara.store, [one], receiver, author=ME)
    assert said(sara, key).get("contact_person") is None
    assert said(sara, key)["contact"] == light


def test_somebody_new_is_made_and_goes_when_it_is_undone(sara: Profile) -> None:
    anna = person(sara, "Anna")
    sara.new(title="A", contact_person=anna)
    projects = handing_over.held(sara.store, anna).projects
    receiver = Receiver("person", "", {"name": "Ny", "email": "ny@bjuv.se"})
    done = handing_over.carry_out(sara.store, projects, receiver, author=ME)
    assert reading.entry(sara.store, done.receiver).title == "Ny"
    handing_over.take_back(sara.store, done, ME)
    assert reading.entry(sara.store, done.receiver).deleted


def test_what_somebody_else_has_said_meanwhile_stays_in_sight(sara: Profile) -> None:
    anna, bo, eva = (person(sara, name) for name in ("Anna", "Bo", "Eva"))
    key = sara.new(title="A", contact_person=anna)
    projects = handing_over.held(sara.store, anna).projects
    sara.edit(key, contact_person=eva)
    done = handing_over.carry_out(sara.store, projects, Receiver("person", bo), author=ME)
    assert done.clashes == ("A",)
    values = {one.value for one in reading.entry(sara.store, key).conflicts["contact_person"]}
    assert values == {bo, eva}
    handing_over.take_back(sara.store, done, ME)
    assert sara.value(key, "contact_person") == eva
    assert sara.conflicts(key) == set()


def test_undoing_leaves_what_was_changed_again_since(sara: Profile) -> None:
    anna, bo, eva = (person(sara, name) for name in ("Anna", "Bo", "Eva"))
    keys = [sara.new(title=title, contact_person=anna) for title in "AB"]
    projects = handing_over.held(sara.store, anna).projects
    done = handing_over.carry_out(sara.store, projects, Receiver("person", bo), author=ME)
    sara.edit(keys[0], contact_person=eva)
    back = handing_over.take_back(sara.store, done, ME)
    assert (back.projects, back.left) == (1, ("A",))
    assert sara.value(keys[0], "contact_person") == eva
    assert sara.value(keys[1], "contact_person") == anna


def test_a_project_in_conflict_is_told_of(sara: Profile) -> None:
    anna, bo, eva = (person(sara, name) for name in ("Anna", "Bo", "Eva"))
    key = sara.new(title="A", contact_person=anna)
    heads = list(reading.entry(sara.store, key).heads["contact_person"])
    sara.edit(key, contact_person=bo, seen=heads)
    sara.edit(key, contact_person=eva, seen=heads)
    for one in (bo, eva):
        (held,) = handing_over.held(sara.store, one).projects
        assert held.in_conflict


def test_who_cannot_receive_is_refused_and_nothing_is_changed(sara: Profile) -> None:
    anna, bo, project = person(sara, "Anna"), person(sara, "Bo"), sara.new(title="P")
    key = sara.new(title="A", contact_person=anna)
    projects = handing_over.held(sara.store, anna).projects
    digest = sara.digest
    for receiver, fault in (
        (Receiver("person", "0" * 32), UnknownEntryError),
        (Receiver("contact", bo), InvalidValueError),
        (Receiver("person", project), InvalidValueError),
        (Receiver("person", "", {"name": ""}), InvalidValueError),
    ):
        with pytest.raises(fault):
            handing_over.carry_out(sara.store, projects, receiver, author=ME)
    with pytest.raises(InvalidValueError):
        handing_over.held(sara.store, key)
    assert sara.digest == digest
    editing.delete(sara.store, bo)
    with pytest.raises(UnknownEntryError):
        handing_over.carry_out(sara.store, projects, Receiver("person", bo), author=ME)


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "what": st.text("abå \n", min_size=1, max_size=8).filter(str.strip),
        "keywords": st.lists(st.sampled_from(["AI", "bad", "=1+1"]), min_size=1, unique=True),
        "status": st.sampled_from(["idé", "avslutat"]),
        "contact": st.sampled_from([0, 1]),
        "contact_person": st.sampled_from([0, 1]),
    },
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    projects=st.lists(FIELDS, min_size=1, max_size=4),
    source=st.tuples(st.booleans(), st.sampled_from([0, 1])),
    target=st.tuples(st.booleans(), st.sampled_from([0, 1])),
    made_new=st.booleans(),
)
def test_no_other_field_is_changed_and_undoing_gives_all_of_it_back(
    tmp_path_factory: pytest.TempPathFactory,
    projects: list[dict[str, object]],
    source: tuple[bool, int],
    target: tuple[bool, int],
    made_new: bool,
) -> None:
    sara = Profile(tmp_path_factory.mktemp("p") / "s", ME)
    people = [person(sara, name) for name in ("Anna", "Bo")]
    roles = [contact(sara, name) for name in ("Ljus", "Bad")]
    by_field = {"contact": roles, "contact_person": people}
    keys = []
    for number, fields in enumerate(projects):
        named = {
            name: by_field[name][value] if isinstance(value, int) and name in by_field else value
            for name, value in fields.items()
        }
        keys.append(sara.new(title=f"P{number}", **named))
    holder = (people if source[0] else roles)[source[1]]
    kind = "person" if target[0] else "contact"
    new = {"name": "Ny"} if target[0] else {"role": "Ny"}
    receiver = (
        Receiver(kind, "", new)
        if made_new
        else Receiver(kind, (people if target[0] else roles)[target[1]])
    )
    before = {key: said(sara, key) for key in keys}
    held: tuple[Held, ...] = handing_over.held(sara.store, holder).projects
    done = handing_over.carry_out(sara.store, held, receiver, reason="Byte", author=ME)
    for key in keys:
        rest = {"contact", "contact_person"}
        now = said(sara, key)
        assert {n: v for n, v in now.items() if n not in rest} == {
            n: v for n, v in before[key].items() if n not in rest
        }
        if key in {one.id for one in held}:
            assert now[handing_over.FIELD_OF[receiver.kind]] == done.receiver  # type: ignore[index]  # a kind by its value
        else:
            assert now == before[key]
    handing_over.take_back(sara.store, done, ME)
    assert {key: said(sara, key) for key in keys} == before
    sara.store.close()


def test_it_tells_how_far_it_is_and_what_is_stopped_has_changed_nothing(sara: Profile) -> None:
    anna, bo = person(sara, "Anna"), person(sara, "Bo")
    for title in "ABC":
        sara.new(title=title, contact_person=anna)
    projects = handing_over.held(sara.store, anna).projects
    digest = sara.digest

    def stop(done: int, total: int) -> None:
        if done:
            raise LookupError

    receiver = Receiver("person", bo)
    with pytest.raises(LookupError):
        handing_over.carry_out(sara.store, projects, receiver, author=ME, report=stop)
    assert sara.digest == digest
    told: list[tuple[int, int]] = []
    done = handing_over.carry_out(
        sara.store, projects, receiver, author=ME, report=lambda *how: told.append(how)
    )
    assert told == sorted(told)
    assert {total for _done, total in told} == {3}
    told.clear()
    handing_over.take_back(sara.store, done, ME, lambda *how: told.append(how))
    assert told == sorted(told)
    assert told
