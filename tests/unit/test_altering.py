"""Several projects changed as one: what is looked at is what is done, and undone."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katalog_app.errors import InvalidValueError
from katalog_app.services import altering, editing, reading
from katalog_app.services.altering import Fate, Way, Wish
from tests.profiles import Profile


@pytest.fixture
def anna(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "anna", "Anna Ek")


def fates(plan: altering.Plan) -> list[Fate]:
    return [one.fate for one in plan.projects]


def test_a_look_tells_before_and_after_and_changes_nothing(anna: Profile) -> None:
    ids = [anna.new(status="idé", keywords=["a"]), anna.new(status="pågående", keywords=["b"])]
    digest = anna.digest
    wishes = [Wish("status", Way.SET, "pågående"), Wish("keywords", Way.ADD, ["b"])]
    plan = altering.preview(anna.store, [*ids, "f" * 32], wishes)
    assert fates(plan) == [Fate.CHANGED, Fate.SAME]
    first = plan.projects[0]
    assert first.before == {"status": "idé", "keywords": ["a"]}
    assert first.after == {"status": "pågående", "keywords": ["a", "b"]}
    assert anna.digest == digest


def test_all_are_changed_in_one_go_and_undone_in_one_go(anna: Profile) -> None:
    ids = [anna.new(title=str(n), keywords=["a", "b"], why="Ja") for n in range(3)]
    before = [dict(reading.entry(anna.store, key).fields) for key in ids]
    wishes = [
        Wish("keywords", Way.REMOVE, ["a"]),
        Wish("technologies", Way.ADD, ["AI"]),
        Wish("why", Way.SET, None),
        Wish("period", Way.SET, "2026/"),
    ]
    done = altering.carry_out(
        anna.store, altering.preview(anna.store, ids, wishes), "Anna Ek", "Rensar"
    )
    assert [*done.changes] == ids
    assert done.clashes == ()
    for key in ids:
        entry = reading.entry(anna.store, key)
        assert entry.fields["keywords"] == ["b"]
        assert entry.fields["technologies"] == ["AI"]
        assert "why" not in entry.fields
        notes = [s.value for s in reading.history(anna.store, key) if s.field == "note"]
        assert notes == ["Rensar"]
    undone = altering.undo(anna.store, done.changes, "Anna Ek")
    assert undone.left == ()
    assert [dict(reading.entry(anna.store, key).fields) for key in ids] == before
    assert altering.undo(anna.store, done.changes, "Anna Ek").changes == {}


def test_what_came_after_the_look_is_a_visible_conflict(anna: Profile) -> None:
    key, other = anna.new(status="idé"), anna.new(status="idé", title="Två")
    plan = altering.preview(anna.store, [key, other], [Wish("status", Way.SET, "avslutat")])
    anna.edit(key, status="i drift")
    done = altering.carry_out(anna.store, plan, "Berit")
    assert anna.conflicts(key) == {"status"}
    assert done.clashes == ("Ett",)
    assert anna.value(other, "status") == "avslutat"


def test_what_is_in_conflict_or_deleted_is_left_alone(anna: Profile) -> None:
    key, gone = anna.new(status="idé"), anna.new(status="idé")
    seen = [head for heads in reading.entry(anna.store, key).heads.values() for head in heads]
    anna.edit(key, seen, status="i drift")
    anna.edit(key, seen, status="avslutat")
    editing.delete(anna.store, gone)
    plan = altering.preview(anna.store, [key, gone], [Wish("status", Way.SET, "pågående")])
    assert fates(plan) == [Fate.CONFLICT, Fate.DELETED]
    assert altering.carry_out(anna.store, plan, "Anna Ek").changes == {}
    assert anna.conflicts(key) == {"status"}


def test_what_somebody_changed_again_is_not_undone(anna: Profile) -> None:
    ids = [anna.new(title="Ett", status="idé"), anna.new(title="Två", status="idé")]
    wishes = [Wish("status", Way.SET, "pågående"), Wish("keywords", Way.ADD, ["sol"])]
    done = altering.carry_out(anna.store, altering.preview(anna.store, ids, wishes), "Anna Ek")
    anna.edit(ids[0], status="avslutat")
    undone = altering.undo(anna.store, done.changes, "Anna Ek")
    assert undone.left == ("Ett",)
    assert anna.value(ids[0], "status") == "avslutat"
    assert anna.value(ids[0], "keywords") is None
    assert anna.value(ids[1], "status") == "idé"


class _StopError(Exception):
    pass


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_stopping_leaves_everything_as_it_was(anna: Profile, at: int) -> None:
    ids = [anna.new(title=str(n)) for n in range(4)]
    plan = altering.preview(anna.store, ids, [Wish("status", Way.SET, "idé")])
    digest = anna.digest
    calls = 0

    def stop(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > at:
            raise _StopError

    with pytest.raises(_StopError):
        altering.carry_out(anna.store, plan, "Anna Ek", report=stop)
    assert anna.digest == digest


def test_a_value_that_does_not_fit_changes_no_project(anna: Profile) -> None:
    ids = [anna.new(title=str(n)) for n in range(2)]
    plan = altering.preview(anna.store, ids, [Wish("status", Way.SET, "klar")])
    digest = anna.digest
    with pytest.raises(InvalidValueError):
        altering.carry_out(anna.store, plan, "Anna Ek")
    assert anna.digest == digest


def test_short_name_and_name_are_nothing_to_change_together() -> None:
    assert not {"slug", "title"} & {field.name for field in altering.alterable()}
    assert {"status", "keywords", "contact_person"} <= {f.name for f in altering.alterable()}


WORDS = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3)
WISHES = st.one_of(
    st.builds(Wish, st.just("keywords"), st.sampled_from([*Way]), WORDS),
    st.builds(Wish, st.just("status"), st.just(Way.SET), st.sampled_from(["idé", "okänd", None])),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["idé", None])), min_size=1, max_size=3), WISHES)
def test_what_the_look_shows_is_what_comes_and_undo_is_what_was(
    said: list[tuple[list[str], str | None]], wish: Wish
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        anna = Profile(Path(folder) / "anna", "Anna Ek")
        ids = [anna.new(keywords=words, status=status) for words, status in said]
        before = [_shown(anna, key) for key in ids]
        plan = altering.preview(anna.store, ids, [wish])
        done = altering.carry_out(anna.store, plan, "Anna Ek")
        assert set(done.changes) == {one.id for one in plan.of(Fate.CHANGED)}
        for one in plan.of(Fate.CHANGED):
            now = anna.value(one.id, wish.field)
            then = one.after[wish.field]
            assert _sorted(now) == _sorted(then)
        altering.undo(anna.store, done.changes, "Anna Ek")
        assert [_shown(anna, key) for key in ids] == before
        anna.store.close()


def _shown(anna: Profile, key: str) -> dict[str, object]:
    return {name: _sorted(value) for name, value in reading.entry(anna.store, key).fields.items()}


def _sorted(value: object) -> object:
    return sorted(value) if isinstance(value, list) else value
