"""Commands that change one entry: new, edit, delete, restore."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from katalog_app.cli.arguments import pair, text
from katalog_app.cli.command import Answer, Asked, Command, UsageError
from katalog_app.errors import (
    InvalidValueError,
    UnknownFieldError,
    UnknownKindError,
    ValueFault,
)
from katalog_app.model import values
from katalog_app.model.fields import FIELDS, EntryKind, Field, field_of
from katalog_app.texts import N_, _

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from katalog_app.db.store import Store

FROM_FILE = "@"
LARGEST_FILE = 1_000_000
"""Most bytes of a file that holds one value."""
Pairs = Sequence[tuple[str, str]]


def _new_options(parser: ArgumentParser) -> None:
    parser.add_argument("--set", action="append", type=pair, default=[])


def _edit_options(parser: ArgumentParser) -> None:
    for name in ("--set", "--add", "--remove"):
        parser.add_argument(name, action="append", type=pair, default=[])
    parser.add_argument("--seen", action="append", type=text)


def _delete_options(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", type=text)


def _new(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import editing

    kind = asked.words[0]
    if kind not in FIELDS:
        raise UnknownKindError(kind, tuple(EntryKind))
    saved = editing.create(store, kind, assigned(kind, asked.options.set), asked.author)
    line = _("Posten {id} är skapad.").format(id=saved.id)
    return Answer({"id": saved.id, "change": saved.change}, (line,))


def _edit(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import editing, reading

    entry = reading.entry(store, asked.words[0])
    options = asked.options
    change = editing.edit(
        store,
        entry.id,
        values=assigned(entry.kind, options.set),
        add=elements(entry.kind, options.add),
        remove=elements(entry.kind, options.remove),
        seen=options.seen,
        author=asked.author,
    )
    line = _("Ändringen {change} är sparad.") if change else _("Inget att ändra.")
    return Answer({"change": change}, (line.format(change=change),))


def _delete(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import editing

    change = editing.delete(store, asked.words[0], asked.options.reason, asked.author)
    return Answer({"change": change}, (_("Posten är borttagen. Den går att återställa."),))


def _restore(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import editing

    change = editing.restore(store, asked.words[0], asked.author)
    return Answer({"change": change}, (_("Posten är återställd."),))


def assigned(kind: str, pairs: Pairs) -> dict[str, object]:
    """Return the values set, by field; repeated sets grow.

    Raises:
        UnknownFieldError: The kind has no such field.
        InvalidValueError: A value does not fit its field, or its file cannot be read.
        UsageError: A field that is no set is set twice.
    """
    found: dict[str, object] = {}
    for name, written in pairs:
        field = _field(kind, name)
        value = values.parse(field, _value(field, written))
        before = found.get(name)
        if name in found and not field.is_set:
            raise UsageError(_("Fältet {field} anges två gånger.").format(field=name))
        if isinstance(before, list) and isinstance(value, list):
            value = values.check(field, [*before, *value])
        elif before is not None and value is None:
            value = before
        found[name] = value
    return found


def elements(kind: str, pairs: Pairs) -> dict[str, list[object]]:
    """Return the elements to add to or remove from sets, by field.

    Raises:
        UnknownFieldError: The kind has no such field.
        InvalidValueError: The field is no set, or an element does not fit it.
    """
    found: dict[str, list[object]] = {}
    for name, written in pairs:
        field = _field(kind, name)
        if not field.is_set:
            raise InvalidValueError(name, ValueFault.NOT_A_SET, written)
        value = values.parse(field, _value(field, written))
        found.setdefault(name, []).extend(value if isinstance(value, list) else [])
    return found


def _field(kind: str, name: str) -> Field:
    field = field_of(kind, name)
    if field is None:
        raise UnknownFieldError(kind, name, tuple(field.name for field in FIELDS.get(kind, ())))
    return field


def _value(field: Field, written: str) -> str:
    if not written.startswith(FROM_FILE):
        return written
    path = written.removeprefix(FROM_FILE)
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise InvalidValueError(field.name, ValueFault.TOO_LONG, path)
        return raw.decode("utf-8-sig")
    except (OSError, ValueError):
        raise InvalidValueError(field.name, ValueFault.UNREADABLE_FILE, path) from None


COMMANDS = (
    Command(
        "new",
        (N_("SLAG"),),
        N_("Skapar en post. --set FÄLT=VÄRDE…"),
        _new,
        _new_options,
    ),
    Command(
        "edit",
        ("ID",),
        N_("Ändrar en post. [--set F=V]… [--add F=V]… [--remove F=V]… [--seen ÄNDRING]…"),
        _edit,
        _edit_options,
    ),
    Command(
        "delete",
        ("ID",),
        N_("Tar bort en post, som går att återställa. [--reason TEXT]"),
        _delete,
        _delete_options,
    ),
    Command("restore", ("ID",), N_("Återställer en borttagen post."), _restore),
)
