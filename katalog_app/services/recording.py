"""Recording edits by one author within one write transaction, each as one more change."""

import os
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from katalog_app.db import reading, records
from katalog_app.db.log import Writing
from katalog_app.errors import (
    AmbiguousSlugError,
    InvalidValueError,
    UnknownEntryError,
    UnknownFieldError,
    UnknownKindError,
    ValueFault,
)
from katalog_app.model import change, edits, history, slugs, values
from katalog_app.model.fields import (
    DELETED,
    FIELDS,
    NOTE,
    SCHEMA,
    SLUG,
    EntryKind,
    Field,
    FieldKind,
    field_of,
)
from katalog_app.model.history import History, Record

CONTACT_PARTS = ("role", "unit", "email", "phone")
"""What makes two contacts of a table the same."""
_ID_BYTES = 16


@dataclass(frozen=True)
class Saved:
    """A new entry and the change that made it."""

    id: str
    change: str


class Session:
    """Edits by one author within one write transaction."""

    def __init__(self, writer: Writing, author: str | None, made_at: int | None = None) -> None:
        """Take the transaction.

        Args:
            author: The exact name of a person entry; None for nobody.
            made_at: UTC seconds; now where not given.
        """
        self._writer = writer
        self._author = _checked_name(author)
        self._author_id: str | None = None
        self._made_at = int(time.time()) if made_at is None else made_at
        edition = reading.newest_edition(writer.raw)
        self._edition = edition[0] if edition else None
        self._slugs: set[str] = set()
        self._numbers: dict[str, int] = {}
        self.expected: dict[str, str] = {}
        """Ids by slug of entries this transaction will make, so that they can name each other."""
        self._contacts: dict[tuple[str, ...], str] | None = None

    def create(self, kind: str, wanted: Mapping[str, object], key: str | None = None) -> Saved:
        """Make an entry, under the id `key` where one is given; see `create`."""
        if kind not in FIELDS:
            raise UnknownKindError(kind, tuple(FIELDS))
        checked: dict[str, object] = {}
        for name, value in wanted.items():
            stored = self.checked(kind, name, value)
            if stored is not None:
                checked[name] = stored
        for described in FIELDS[kind]:
            if described.required and described.name not in checked:
                raise InvalidValueError(described.name, ValueFault.REQUIRED)
        if not values.title(kind, checked):
            raise InvalidValueError(FIELDS[kind][1].name, ValueFault.REQUIRED)
        new = key or self.fresh_id()
        if field_of(kind, SLUG) and SLUG not in checked:
            # A person's name stands in one field only, so that it can be erased.
            person = kind == EntryKind.PERSON
            checked[SLUG] = f"person-{new[:8]}" if person else self._free_slug(kind, checked)
        self._slugs.add(str(checked.get(SLUG)))
        if kind == EntryKind.PERSON and checked["name"] == self._author:
            # Who writes down themselves is not made a second time as the author.
            self._person(new)
        return Saved(new, self._append(new, kind, checked, {}, None))

    def edit(
        self,
        key: str,
        kind: str,
        wanted: Mapping[str, object],
        add: Mapping[str, Sequence[object]],
        remove: Mapping[str, Sequence[object]],
        seen: Sequence[str] | None,
        *,
        reason: str | None = None,
    ) -> str | None:
        """Change fields of an entry; see `edit`."""
        judged = records.judged(self._writer.raw, bytes.fromhex(key), kind)
        if history.project(judged) is None:
            raise UnknownEntryError(key)
        for name, value in wanted.items():
            if value in (None, "") and self._described(kind, name).required:
                raise InvalidValueError(name, ValueFault.REQUIRED)
        planned = edits.plan(
            judged,
            kind,
            values={name: self.checked(kind, name, value) for name, value in wanted.items()},
            add=self._elements(kind, add),
            remove=self._elements(kind, remove),
            seen=seen,
        )
        if not planned.values:
            return None
        if reason:
            planned.values[NOTE] = reason
        return self._append(key, kind, planned.values, planned.replaces, None)

    @staticmethod
    def fresh_id() -> str:
        """Return an id for a new entry: 16 random bytes, 32 hexadecimal digits."""
        return os.urandom(_ID_BYTES).hex()

    def known_changes(self, key: str, ids: Sequence[str]) -> list[str]:
        """Return those of the ids that are changes of the entry, in their order."""
        known = records.of_entry(self._writer.raw, bytes.fromhex(key))
        return [name for name in ids if name in known]

    def delete(
        self, key: str, kind: str, *, deleted: bool = True, saw: Sequence[str] | None = None
    ) -> str:
        """Delete or keep an entry; return the change.

        Args:
            saw: The heads the editor saw; None for the present ones.
        """
        self._writer.settle(bytes.fromhex(key))
        judged = records.judged(self._writer.raw, bytes.fromhex(key), kind)
        return self.set_deleted(key, kind, judged, deleted, None, saw)

    def delete_as(self, key: str, kind: str, reason: str, saw: Sequence[str] | None) -> str:
        """Delete an entry for a reason, having seen these or all its heads; return the change."""
        self._writer.settle(bytes.fromhex(key))
        judged = records.judged(self._writer.raw, bytes.fromhex(key), kind)
        return self.set_deleted(key, kind, judged, True, reason, saw)

    def set_deleted(
        self,
        key: str,
        kind: str,
        judged: History,
        deleted: bool,
        reason: str | None,
        saw: Sequence[str] | None = None,
    ) -> str:
        """Delete or keep an entry, having seen these or all its heads; return the change."""
        said: dict[str, object] = {DELETED: deleted}
        if reason:
            said[NOTE] = reason
        replaced = judged.heads.get(DELETED, ())
        seen = history.whole_entry_heads(judged)
        if saw is not None:
            replaced = tuple(head for head in replaced if head in saw)
            seen = tuple(saw)
        return self._append(key, kind, said, {DELETED: replaced}, seen)

    def settle(self, key: str, kind: str, judged: History, field: str, value: object) -> str:
        """Let a field have this value, in place of all its heads; always makes a change."""
        return self._append(key, kind, {field: value}, {field: judged.heads.get(field, ())}, None)

    def say(
        self,
        key: str,
        kind: str,
        judged: History,
        said: Mapping[str, object],
        replaces: Mapping[str, tuple[str, ...]],
        reason: str,
    ) -> str:
        """Let fields have these values in place of certain changes; return the change."""
        saw = history.whole_entry_heads(judged) if DELETED in said else None
        noted = {**said, NOTE: reason} if reason else said
        return self._append(key, kind, noted, replaces, saw)

    def undo(self, key: str, without: Collection[str], reason: str) -> str | None:
        """Give an entry back what it said without some of its changes, by one more change.

        Args:
            without: Ids of the changes to act as if they were not there; they stay.
            reason: Why, kept with the change.

        Returns:
            The change; None where the entry says the same with and without them.
        """
        self._writer.settle(bytes.fromhex(key))
        made = None
        for kind, judged in records.judged_by_kind(self._writer.raw, bytes.fromhex(key)).items():
            now = history.project(judged)
            if now is None:
                continue
            kept = {name: r for name, r in judged.records.items() if name not in without}
            before = history.project(history.evaluate(kept))
            if before is None:
                if not now.deleted:
                    made = self.set_deleted(key, kind, judged, True, reason)
                continue
            fields = {
                change.base_field(name)
                for gone in judged.records.keys() - kept.keys()
                for name in judged.records[gone].change.sets
            } - {DELETED, NOTE}
            wanted = {name: before.values.get(name) for name in sorted(fields)}
            planned = edits.plan(judged, kind, values=wanted, add={}, remove={}, seen=None)
            if planned.values:
                said = {**planned.values, NOTE: reason}
                made = self._append(key, kind, said, planned.replaces, None)
            if before.deleted != now.deleted:
                made = self.set_deleted(key, kind, judged, before.deleted, reason)
        return made

    def checked(self, kind: str, name: str, value: object) -> object:
        """Return a field's value as it is stored, entries named by slug looked up.

        Raises:
            UnknownFieldError: The kind has no such field.
            InvalidValueError: The value does not fit.
        """
        described = self._described(kind, name)
        if described.kind is FieldKind.ENTRY:
            return values.check(described, self._entry(described, value))
        if described.kind is FieldKind.ENTRIES and isinstance(value, list):
            return values.check(described, [self._entry(described, item) for item in value])
        return values.check(described, value)

    def _described(self, kind: str, name: str) -> Field:
        described = field_of(kind, name)
        if described is None:
            raise UnknownFieldError(kind, name, tuple(f.name for f in FIELDS.get(kind, ())))
        return described

    def _elements(
        self, kind: str, wanted: Mapping[str, Sequence[object]]
    ) -> dict[str, Sequence[object]]:
        found: dict[str, Sequence[object]] = {}
        for name, elements in wanted.items():
            described = self._described(kind, name)
            if not described.is_set:
                raise InvalidValueError(name, ValueFault.NOT_A_SET)
            stored = self.checked(kind, name, list(elements))
            found[name] = stored if isinstance(stored, list) else []
        return found

    def _entry(self, described: Field, value: object) -> object:
        if isinstance(value, dict) and described.links_to is EntryKind.CONTACT:
            return self._contact(value)
        if not isinstance(value, str) or not value.strip():
            return value if value else None
        if value.strip() in self.expected:
            return self.expected[value.strip()]
        try:
            return reading.found(self._writer.raw, value.strip())[0]
        except UnknownEntryError:
            return value  # an id from elsewhere may dangle; anything else is refused by the check

    def _contact(self, parts: Mapping[str, object]) -> str | None:
        """Return the contact with these parts, made where there is none; None for no contact."""
        try:
            named = {
                name: said
                for name, value in parts.items()
                if (said := self.checked(EntryKind.CONTACT, name, value)) is not None
            }
        except UnknownFieldError as error:
            raise InvalidValueError("contact", ValueFault.WRONG_TYPE, error.wanted) from None
        except InvalidValueError as error:
            shown = f"{error.field}: {error.value}"
            raise InvalidValueError("contact", error.fault, shown, error.allowed) from None
        if not named:
            return None
        if self._contacts is None:
            known = reading.values_of(self._writer.raw, EntryKind.CONTACT)
            self._contacts = {_looks(said): key for key, said in reversed(known.items())}
        looks = _looks(named)
        if looks not in self._contacts or not named.keys() <= set(CONTACT_PARTS):
            self._contacts[looks] = self.create(EntryKind.CONTACT, named).id
        return self._contacts[looks]

    def _free_slug(self, kind: str, checked: Mapping[str, object]) -> str:
        place = checked.get("municipality")
        words = [values.title(kind, checked), place if isinstance(place, str) else ""]
        return slugs.free(words, self._is_taken, self._numbers)

    def _is_taken(self, slug: str) -> bool:
        if slug in self._slugs or slug in self.expected:
            return True
        try:
            reading.found(self._writer.raw, slug)
        except UnknownEntryError:
            return False
        except AmbiguousSlugError:
            return True
        return True

    def _append(
        self,
        key: str,
        kind: str,
        said: Mapping[str, object],
        replaces: Mapping[str, tuple[str, ...]],
        saw: tuple[str, ...] | None,
    ) -> str:
        made, leaves = change.make(
            entry=key,
            kind=kind,
            values=said,
            replaces=replaces,
            saw=saw,
            author=self._person(),
            edition=self._edition,
            made_at=self._made_at,
            schema=SCHEMA,
            salt=lambda _: os.urandom(change.SALT_BYTES),
        )
        self._writer.add(Record(made.id, made, leaves))
        return made.id

    def _person(self, being_made: str | None = None) -> str | None:
        """Return the author's entry, made with the author's first change."""
        if self._author is None or self._author_id is not None:
            return self._author_id
        self._author_id = reading.person_named(self._writer.raw, self._author) or being_made
        if self._author_id is None:
            name, self._author = self._author, None
            self._author_id = self.create(EntryKind.PERSON, {"name": name}).id
            self._author = name
        return self._author_id


def _looks(said: Mapping[str, object]) -> tuple[str, ...]:
    """Return what makes two contacts the same; anything but text, as from a forged file, is not."""
    parts = (said.get(name) for name in CONTACT_PARTS)
    return tuple(part if isinstance(part, str) else "" for part in parts)


def _checked_name(author: str | None) -> str | None:
    """Return an author's name as it is stored, None for nobody.

    Raises:
        InvalidValueError: It cannot be a name.
    """
    if author is None:
        return None
    name = next(field for field in FIELDS[EntryKind.PERSON] if field.name == "name")
    checked = values.check(name, author)
    return checked if isinstance(checked, str) else None
