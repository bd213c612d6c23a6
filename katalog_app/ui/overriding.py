"""Python 3.12's `typing.override` for Python 3.11, free of charge at start."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    _Function = TypeVar("_Function")

    def override(function: _Function) -> _Function:
        """Return the function as it is; mypy checks that it overrides another."""
        return function


__all__ = ["override"]
