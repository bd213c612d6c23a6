"""The frozen form of a change: the vectors in the documentation, and what must be refused."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.errors import CorruptChangeError
from katalog_app.model import canonical, change, history
from katalog_app.model.change import Leaf
from katalog_app.model.history import Record

PAGE = Path(__file__).parents[2] / "docs" / "exchange-format.md"


def documented() -> list[Record]:
    """Return the changes of the documentation's test vector."""
    found = []
    for key, raw, leaves in re.findall(
        r"^id +(\w{64})\nbytes +(\w+)\n((?:leaf .*\n)+)", PAGE.read_text("utf-8"), re.MULTILINE
    ):
        encoded = bytes.fromhex(raw)
        assert change.id_of(encoded) == key
        split = [line.split()[1:] for line in leaves.splitlines()]
        by_field = {
            name: Leaf(digest, bytes.fromhex(salt), bytes.fromhex(value))
            for name, digest, salt, value in split
        }
        found.append(Record(key, change.read(encoded), by_field))
    return found


def test_the_documented_changes_have_the_documented_bytes_ids_and_leaves() -> None:
    found = documented()
    assert len(found) == 3
    for record in found:
        change.verify_leaves(record.change, record.leaves)
        assert record.change.id == record.id


def test_the_documented_changes_mean_what_the_page_says() -> None:
    first, second, third = documented()
    two = history.project(history.evaluate({r.id: r for r in (second, first)}))
    assert two is not None
    assert two.values == {"title": "Övärlden 2", "keywords": ["ålar"]}
    three = history.project(history.evaluate({r.id: r for r in (third, second, first)}))
    assert three is not None
    assert three.deleted
    alone = history.evaluate({third.id: third})
    assert set(alone.states.values()) == {history.State.WAITING}


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'\xef\xbb\xbf{"a":1}',
        b"1.0",
        b"NaN",
        b"1e3",
        b'"\\u00e5"',
        b'"\\u0000"',
        b'"\\ud800"',
        b'"a\xcc\x8a"',
        b"9007199254740992",
        b"[" * 17 + b"]" * 17,
        b"[" * 100_000,
        b"\xff",
        b"1 ",
        b"",
        '{"a":1}'.encode("utf-16"),
    ],
)
def test_bytes_with_another_spelling_are_refused(raw: bytes) -> None:
    with pytest.raises(CorruptChangeError):
        canonical.decode(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_what_can_be_encoded_comes_back_the_same(value: object) -> None:
    wanted = canonical.normal(value)
    try:
        raw = canonical.encode(wanted)
    except CorruptChangeError:
        return
    assert canonical.decode(raw) == wanted
    assert canonical.encode(canonical.decode(raw)) == raw


@pytest.mark.parametrize(
    "broken",
    [
        {"format": 2},
        {"format": True},
        {"entry": "0" * 31},
        {"entry": "A" * 32},
        {"kind": "Project"},
        {"sets": {}},
        {"sets": {"title": ["x"]}},
        {"sets": {"Title": []}},
        {"sets": {"title": ["b" * 64, "a" * 64]}},
        {"sets": {"title": ["a" * 64, "a" * 64]}},
        {"sets": {"deleted": []}},
        {"saw": []},
        {"commitment": "0"},
        {"author": "anna"},
        {"edition": "2026:1"},
        {"made_at": True},
        {"made_at": "2026"},
        {"schema": None},
        {"extra": 1},
    ],
)
def test_a_record_that_is_not_a_change_is_refused(broken: dict[str, object]) -> None:
    record = json.loads(documented()[0].change.encoded()) | broken
    with pytest.raises(CorruptChangeError):
        change.read(canonical.encode(record))


def test_a_missing_key_is_refused() -> None:
    whole = json.loads(documented()[0].change.encoded())
    for key in whole:
        with pytest.raises(CorruptChangeError):
            change.read(canonical.encode({k: v for k, v in whole.items() if k != key}))


def test_leaves_that_are_not_those_committed_to_are_refused() -> None:
    first, second, _ = documented()
    title = first.leaves["title"]
    others = canonical.encode("Annan")
    for wrong in (
        {**first.leaves, "title": replace(title, value=others)},
        {
            **first.leaves,
            "title": Leaf(change.leaf_hash(b"x" * 16, "title", others), b"x" * 16, others),
        },
        {**first.leaves, "title": replace(title, salt=None)},
        {**first.leaves, "what": title},
        {"title": title},
        {**first.leaves, "title": second.leaves["title"]},
    ):
        with pytest.raises(CorruptChangeError):
            change.verify_leaves(first.change, wrong)


def test_an_erased_value_leaves_every_hash_standing() -> None:
    first = documented()[0]
    title = first.leaves["title"]
    erased = {**first.leaves, "title": Leaf(title.hash, None, None)}
    change.verify_leaves(first.change, erased)
    shown = history.project(history.evaluate({first.id: Record(first.id, first.change, erased)}))
    assert shown is not None
    assert "title" not in shown.values
    assert shown.values["keywords"] == ["ålar", "vatten"]
