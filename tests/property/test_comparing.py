"""What a comparison says is all there is to say: it makes the one state of the other."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from katalog_app.model import canonical, comparing, history
from katalog_app.model.comparing import State, What
from katalog_app.model.history import Record
from tests.property.histories import history_of


def applied(before: dict[comparing.Key, State], found: list[comparing.EntryChange]):
    """Return what a state becomes when the differences are carried out on it."""
    after = {key: (dict(one.values), dict(one.disputed)) for key, one in before.items()}
    for one in found:
        key = (one.id, one.kind)
        assert (one.what is What.NEW) == (key not in before)
        if one.what is What.DELETED:
            assert {f.field for f in one.fields if f.after is not None} == set()
            del after[key]
            continue
        values, disputed = after.setdefault(key, ({}, {}))
        for change in one.fields:
            pairs: list[tuple[dict[str, Any], object]] = [
                (values, change.after),
                (disputed, change.disputed or None),
            ]
            for kept, value in pairs:
                kept.pop(change.field, None)
                if value is not None:
                    kept[change.field] = value
    return spelled(after)


def spelled(state) -> dict[comparing.Key, bytes]:
    return {
        key: canonical.encode([values, {name: list(said) for name, said in disputed.items()}])
        for key, (values, disputed) in state.items()
    }


def grown(records: list[Record], seed: int) -> tuple[list[Record], list[Record]]:
    """Return two states, each a random part of the history with all it builds on."""
    rng = random.Random(seed)
    by_id = {one.id: one for one in records}
    parts = []
    for _ in range(2):
        chosen = rng.sample(records, rng.randint(0, len(records)))
        judged = history.History(by_id, {}, {})
        parts.append([by_id[key] for key in history.ancestors(judged, [r.id for r in chosen])])
    return parts[0], parts[1]


@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_a_comparison_carried_out_on_the_one_state_gives_the_other(seed: int, part: int) -> None:
    first, second = grown(history_of(seed), part)
    before, after = comparing.states(first), comparing.states(second)
    found = comparing.compare(before, after)
    wanted = {key: (dict(one.values), dict(one.disputed)) for key, one in after.items()}
    assert applied(before, found) == spelled(wanted)
    assert comparing.compare(after, after) == []
    back = comparing.compare(after, before)
    assert [(one.id, one.kind) for one in back] == [(one.id, one.kind) for one in found]
