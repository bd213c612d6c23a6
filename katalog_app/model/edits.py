"""From what a person wants an entry to say, to the fields of one change and what they replace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from katalog_app.errors import InvalidValueError, UnknownChangeError, ValueFault
from katalog_app.model import canonical, history
from katalog_app.model.change import base_field, element_key, register
from katalog_app.model.fields import field_of
from katalog_app.model.history import History, State


@dataclass
class Edit:
    """The fields one change will set; empty where nothing differs from what was seen."""

    values: dict[str, object] = field(default_factory=dict)
    replaces: dict[str, tuple[str, ...]] = field(default_factory=dict)


def plan(
    judged: History,
    kind: str,
    *,
    values: Mapping[str, object],
    add: Mapping[str, Sequence[object]],
    remove: Mapping[str, Sequence[object]],
    seen: Sequence[str] | None,
) -> Edit:
    """Return the fields that differ from what the editor saw, with the changes they replace.

    A whole set becomes additions and removals. What equals the value of the seen heads is left out.

    Args:
        judged: The entry's changes.
        kind: The entry's kind.
        values: Checked values; None clears a field.
        add: Elements to be in a set, by field.
        remove: Elements to be out of a set, by field.
        seen: The heads the editor saw, of all fields together; None for the present ones.

    Raises:
        UnknownChangeError: The entry has no change that was named as seen.
        InvalidValueError: Elements are to be added to a set that holds something else than a list.
    """
    for key in seen or ():
        if key not in judged.records:
            raise UnknownChangeError(key)
    edit = Edit()
    for name in dict.fromkeys([*values, *add, *remove]):
        described = field_of(kind, name)
        if described is None or not described.is_set:
            _plain(edit, judged, name, values[name], seen)
            continue
        added, removed = add.get(name, ()), remove.get(name, ())
        if name in values:
            given = values[name]
            wanted = given if isinstance(given, list) else []
        elif not history.is_set_here(judged, name, judged.heads.get(name, ())):
            raise InvalidValueError(name, ValueFault.NOT_A_SET)
        else:
            wanted = _shown_set(judged, name, seen)
        _whole_set(edit, judged, name, _with(wanted, added, removed), seen)
    return edit


def _with(
    wanted: Sequence[object], added: Sequence[object], removed: Sequence[object]
) -> list[object]:
    gone = {element_key(item) for item in removed}
    kept = {element_key(item): item for item in [*wanted, *added]}
    return [item for key, item in kept.items() if key not in gone]


def _seen_heads(judged: History, name: str, seen: Sequence[str] | None) -> tuple[str, ...]:
    if seen is None:
        return judged.heads.get(name, ())
    return tuple(
        key
        for key in dict.fromkeys(seen)
        if name in judged.records[key].change.sets and judged.states[key] is State.COUNTS
    )


def _plain(
    edit: Edit, judged: History, name: str, value: object, seen: Sequence[str] | None
) -> None:
    heads = _seen_heads(judged, name, seen)
    known = history.known_values(judged, name, heads)
    shown = {canonical.encode(item) for _, item in known} or {canonical.encode(None)}
    if shown == {canonical.encode(canonical.normal(value))} and len(known) == len(heads):
        return
    edit.values[name] = value
    edit.replaces[name] = heads


def _shown_set(judged: History, name: str, seen: Sequence[str] | None) -> list[object]:
    registers = {raw for raw in judged.heads if raw.startswith(f"{name}/")}
    return history.merged_set(
        judged,
        name,
        _seen_heads(judged, name, seen),
        {raw: _seen_heads(judged, raw, seen) for raw in registers},
    )


def _whole_set(
    edit: Edit, judged: History, name: str, wanted: Sequence[object], seen: Sequence[str] | None
) -> None:
    if not history.is_set_here(judged, name, judged.heads.get(name, ())):
        # Something that is no list stands there: the whole set settles it, as for a plain field.
        _plain(edit, judged, name, list(wanted), seen)
        return
    before = {element_key(item): item for item in _shown_set(judged, name, seen)}
    after = {element_key(item): item for item in wanted}
    for key, item in after.items():
        if key not in before:
            _register(edit, judged, name, item, True, seen)
    for key, item in before.items():
        if key not in after:
            _register(edit, judged, name, item, False, seen)


def _register(
    edit: Edit,
    judged: History,
    name: str,
    element: object,
    present: bool,
    seen: Sequence[str] | None,
) -> None:
    raw = register(name, element)
    heads = _seen_heads(judged, raw, seen) or _seen_heads(judged, base_field(raw), seen)
    edit.values[raw] = {"element": element, "present": present}
    edit.replaces[raw] = heads
