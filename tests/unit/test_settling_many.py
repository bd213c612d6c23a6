"""Many conflicts settled by one rule: looked at, done and undone in one go."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katalog_app.db import log
from katalog_app.model.bulk import Rule, Said, Wish, choice
from katalog_app.model.entries import ConflictingValue
from katalog_app.services import authoring, editing, reading, settling, settling_many
from katalog_app.services.recording import Session
from katalog_app.services.settling_many import Wanted
from tests.profiles import Profile

BASE = "Ett står först. Två kommer sedan. Tre är sist."
FOLDERS = count()


class StoppedError(Exception):
    pass


def said_at(profile: Profile, entry: str, moment: int, **values: object) -> None:
    """Let somebody write at a moment."""
    with log.writing(profile.store) as writer:
        Session(writer, profile.name, moment).edit(entry, "project", values, {}, {}, None)


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Profile, list[str]]:
    """Sara, and three projects that Anna of Bjuv and Bo edited without seeing what she did."""
    return at_a_desk(tmp_path)


def at_a_desk(folder: Path) -> tuple[Profile, list[str]]:
    anna, bo, sara = (Profile(folder / name, name) for name in ("Anna", "Bo", "Sara"))
    authoring.introduce(anna.store, {"name": "Anna", "municipality": "Bjuv"})
    ids = [sara.new(title=f"P{n}", municipality="Höganäs", what=BASE) for n in range(3)]
    for other in (anna, bo):
        other.trust(sara)
    sara.trust(anna, bo)
    said_at(anna, ids[0], 1_000, status="idé")
    said_at(bo, ids[0], 3_000, status="pågående")
    said_at(sara, ids[0], 2_000, status="avslutat")
    said_at(anna, ids[1], 1_000, what=BASE.replace("Ett", "Annas ett"))
    said_at(sara, ids[1], 2_000, what=BASE.replace("Tre", "Saras tre"))
    said_at(bo, ids[2], 1_000, what=BASE.replace("Två", "Bos två"))
    said_at(sara, ids[2], 2_000, what=BASE.replace("Två", "Saras två"))
    editing.delete(anna.store, ids[2])
    for other in (anna, bo):
        sara.take(other.export())
    return sara, ids


def done_by(sara: Profile, wish: Wish) -> settling_many.Done:
    found = settling_many.waiting(sara.store)
    return settling_many.settle(sara.store, settling_many.wanted(found, wish), sara.name)


def test_deletions_are_not_settled_in_bulk(desk) -> None:
    sara, ids = desk
    assert sara.conflicts(ids[2]) == {"deleted", "what"}
    places = [one.place for one in settling_many.waiting(sara.store)]
    assert places == [(ids[0], "status"), (ids[1], "what"), (ids[2], "what")]


def test_a_rule_says_what_holds_and_what_goes_away(desk) -> None:
    sara, _ids = desk
    status, first, second = settling_many.waiting(sara.store)
    assert status.municipality == "Höganäs"
    taken = status.chosen(Wish(Rule.LATEST_FROM, "Bjuv"))
    assert taken is not None
    assert taken.value == "idé"
    assert {one.value for one in taken.away} == {"pågående", "avslutat"}
    for wish, value in (
        (Wish(Rule.LATEST_BY, "Bo"), "pågående"),
        (Wish(Rule.OURS), "avslutat"),
        (Wish(Rule.THEIRS), "pågående"),
    ):
        chosen = status.chosen(wish)
        assert chosen is not None and chosen.value == value
    assert status.chosen(Wish(Rule.PROPOSAL)) is None
    assert second.chosen(Wish(Rule.PROPOSAL)) is None
    together = first.chosen(Wish(Rule.PROPOSAL))
    assert together is not None
    assert together.value == "Annas ett står först. Två kommer sedan. Saras tre är sist."
    assert first.chosen(Wish(Rule.LATEST_BY, "Bo")) is None
    assert first.chosen(Wish(Rule.LATEST_FROM, "")) is None


def test_two_equally_late_values_are_not_chosen_between() -> None:
    values = [
        Said(ConflictingValue("a" * 64, "x", "Bo", 5), "", False),
        Said(ConflictingValue("b" * 64, "y", "Bo", 5), "", False),
        Said(ConflictingValue("c" * 64, "z", "Bo", 4), "", False),
    ]
    assert choice(Wish(Rule.LATEST_BY, "Bo"), values, None) is None
    later = [Said(ConflictingValue("d" * 64, "w", "Bo", 6), "", False), *values]
    chosen = choice(Wish(Rule.THEIRS), later, None)
    assert chosen is not None
    assert (chosen.value, chosen.take, len(chosen.away)) == ("w", "d" * 64, 3)


def test_all_are_settled_in_one_go_and_opened_again_in_one_go(desk) -> None:
    sara, ids = desk
    before = [
        (one.place, sorted(str(said.value.value) for said in one.said), one.conflict.proposal)
        for one in settling_many.waiting(sara.store)
    ]
    done = done_by(sara, Wish(Rule.OURS))
    assert (len(done.settled), done.skipped) == (3, ())
    assert settling_many.waiting(sara.store) == []
    assert sara.value(ids[0], "status") == "avslutat"
    again = settling_many.undo(sara.store, done.settled, sara.name)
    assert (len(again.settled), again.skipped) == (3, ())
    after = [
        (one.place, sorted(str(said.value.value) for said in one.said), one.conflict.proposal)
        for one in settling_many.waiting(sara.store)
    ]
    assert after == before
    assert settling_many.undo(sara.store, done.settled, sara.name).settled == ()
    assert sara.digest


def test_what_was_changed_meanwhile_is_skipped_and_told(desk) -> None:
    sara, ids = desk
    found = settling_many.wanted(settling_many.waiting(sara.store), Wish(Rule.OURS))
    settling.resolve(sara.store, ids[0], "status", value="idé", author=sara.name)
    done = settling_many.settle(sara.store, found, sara.name)
    assert done.skipped == ((ids[0], "status"),)
    assert sara.value(ids[0], "status") == "idé"
    said_at(sara, ids[1], 9_000, what="Sedan.")
    again = settling_many.undo(sara.store, done.settled, sara.name)
    assert again.skipped == ((ids[1], "what"),)
    assert sara.value(ids[1], "what") == "Sedan."


def test_a_value_that_does_not_fit_and_an_unknown_place_are_skipped(desk) -> None:
    sara, ids = desk
    (status, *_rest) = settling_many.waiting(sara.store)
    seen = tuple(sorted(one.value.change for one in status.said))
    wrong = [
        Wanted(ids[0], "project", "status", seen, 17),
        Wanted("ab" * 16, "project", "status", seen, "idé"),
        Wanted(ids[0], "contact", "status", seen, "idé"),
        Wanted(ids[0], "project", "title", (), "Annat"),
    ]
    before = sara.digest
    done = settling_many.settle(sara.store, wrong, sara.name)
    assert (len(done.settled), len(done.skipped)) == (0, 4)
    assert sara.digest == before


def test_it_can_be_stopped_and_nothing_is_changed(desk) -> None:
    sara, _ids = desk
    found = settling_many.wanted(settling_many.waiting(sara.store), Wish(Rule.OURS))
    before = sara.digest

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        settling_many.settle(sara.store, found, sara.name, stop)
    assert sara.digest == before


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([*(Wish(rule) for rule in Rule), Wish(Rule.LATEST_BY, "Anna")]),
    st.permutations(range(3)),
)
def test_settling_many_is_the_same_as_settling_each(
    tmp_path: Path, wish: Wish, order: list[int]
) -> None:
    folder = tmp_path / str(next(FOLDERS))
    sara, ids = at_a_desk(folder)
    other = sara.copied(folder / "other")
    found = settling_many.wanted(settling_many.waiting(sara.store), wish)
    found = [found[at] for at in order if at < len(found)]
    done = settling_many.settle(sara.store, found, sara.name)
    assert len(done.settled) == len(found)
    for one in reversed(found):
        settling.resolve(other.store, one.id, one.field, value=one.value, author=sara.name)
    assert shown(sara, ids) == shown(other, ids)
    for one in found:
        assert one.field not in sara.conflicts(one.id)
    sara.store.close()
    other.store.close()


def shown(profile: Profile, ids: list[str]) -> list[object]:
    """Return what entries show; a conflict by its values, as every change has an id of its own."""
    entries = [reading.entry(profile.store, key) for key in ids]
    return [
        (
            one.fields,
            {name: sorted(str(v.value) for v in said) for name, said in one.conflicts.items()},
        )
        for one in entries
    ]
