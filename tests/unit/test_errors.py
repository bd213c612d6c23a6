"""Faults take their facts as a dataclass does."""

import pytest

from katalog_app.errors import InvalidValueError, UnknownEntryError, ValueFault


def test_facts_come_in_order_or_by_name_and_those_left_out_have_their_default() -> None:
    error = InvalidValueError("status", fault=ValueFault.TOO_LONG)
    assert (error.field, error.fault, error.value) == ("status", ValueFault.TOO_LONG, "")
    assert list(error.facts) == ["field", "fault", "value", "allowed"]


@pytest.mark.parametrize(
    ("placed", "named"),
    [((), {}), (("a", "b"), {}), (("a",), {"wanted": "b"}), (("a",), {"other": "b"})],
)
def test_missing_unknown_and_doubled_facts_are_refused(
    placed: tuple[str, ...], named: dict[str, str]
) -> None:
    with pytest.raises(TypeError, match="wanted"):
        UnknownEntryError(*placed, **named)
