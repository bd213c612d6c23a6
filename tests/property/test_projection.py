"""An entry computed from what has moved alone is the entry computed from everything."""

import random
from dataclasses import replace
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from katalog_app.db.projection import rows_of
from katalog_app.db.shown import ENTRY_COLUMNS, Shown
from katalog_app.model import change, history
from katalog_app.model.change import base_field, element_key
from katalog_app.model.fields import DELETED
from katalog_app.model.history import History, Projection, Record
from tests.property.histories import KIND, history_of

TEXTS = ("a", "å", "9" * 32, sha256(b"a").hexdigest()[:32])
"""The last is the key of the first, and its own."""
ELEMENTS = st.sampled_from(TEXTS) | st.integers(0, 2) | st.booleans() | st.none()


def shown(found: Projection) -> Shown:
    """Return what the read model would hold of an entry: heads only where a field has changed."""
    heads = {
        (name, bytes.fromhex(key))
        for name, ids in found.heads.items()
        if ids != (found.created,)
        for key in ids
    }
    columns = dict.fromkeys(ENTRY_COLUMNS.split(", ")) | {"created": bytes.fromhex(found.created)}
    return Shown(1, tuple(columns.values()), found.values, heads, set(found.conflicts))


def with_heads_of(judged: History, fields: set[str]) -> History:
    """Return the same with the leaves of those alone that are heads of the fields."""
    kept = {key for raw, ids in judged.heads.items() if base_field(raw) in fields for key in ids}
    fewer = {
        key: one if key in kept else replace(one, leaves={}) for key, one in judged.records.items()
    }
    return History(fewer, judged.states, judged.heads)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.1, 1))
def test_what_has_not_moved_shows_the_same(seed: int, part: float) -> None:
    found = history_of(seed)
    everything = {record.id for record in found}
    here = {r.id for r in random.Random(seed).sample(found, max(1, int(len(found) * part)))}
    for entry in {record.change.entry for record in found}:
        mine = {r.id: r for r in found if (r.change.entry, r.change.kind) == (entry, KIND)}
        some = {key: record for key, record in mine.items() if key in here}
        before = history.project(history.evaluate(some, here - some.keys()))
        judged = history.evaluate(mine, everything - mine.keys())
        if before is None:
            continue
        moved = shown(before).moved(judged)
        fewer = with_heads_of(judged, moved | {DELETED})
        key = bytes.fromhex(entry)
        assert rows_of(fewer, key, shown(before), moved) == rows_of(judged, key)


@given(st.lists(ELEMENTS, max_size=6) | st.lists(st.sampled_from(TEXTS), max_size=4))
def test_a_list_alone_is_shown_as_if_its_keys_had_been_compared(elements: list[object]) -> None:
    made, leaves = change.make(
        entry="0" * 32,
        kind=KIND,
        values={"keywords": elements},
        replaces={},
        saw=None,
        author=None,
        edition=None,
        made_at=0,
        schema=1,
        salt=lambda _: bytes(16),
    )
    found = history.project(history.evaluate({made.id: Record(made.id, made, leaves)}))
    first: dict[str, object] = {}
    for element in elements:
        first.setdefault(element_key(element), element)
    assert found is not None
    # By their writing, as True is 1 otherwise.
    assert repr(found.values.get("keywords", [])) == repr([*first.values()])
