"""Values of fields: checked, read from text, written as text."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime

from katalog_app.errors import InvalidValueError, ValueFault
from katalog_app.model import canonical, opening_hours
from katalog_app.model.fields import EntryKind, Field, FieldKind

_ENTRY = re.compile(r"[0-9a-f]{32}\Z")
_PERIOD = re.compile(r"(\d{4}(?:-\d\d-\d\d)?)?/(\d{4}(?:-\d\d-\d\d)?)?\Z", re.ASCII)
_YEAR_OR_DATE = re.compile(r"\d{4}(-\d\d-\d\d)?\Z", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_YES = {"true": True, "ja": True, "1": True, "false": False, "nej": False, "0": False}


def check(field: Field, value: object) -> object:
    """Return the value as it may be stored: NFC, trimmed, sets without doubles; None for no value.

    Raises:
        InvalidValueError: The value does not fit the field.
    """
    if value is None:
        return None
    match field.kind:
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            return _text(field, value) or None
        case FieldKind.CHOICE:
            return _choice(field, value)
        case FieldKind.FLAG:
            return _of_type(field, value, bool)
        case FieldKind.NUMBER:
            return _number(field, value)
        case FieldKind.DATE | FieldKind.MOMENT:
            return _date(field, value)
        case FieldKind.PERIOD:
            return _period(field, value)
        case FieldKind.ENTRY:
            return _entry(field, value)
        case FieldKind.RECORD:
            return _record(field, value)
    return _set(field, value)


def _set(field: Field, value: object) -> object:
    if not isinstance(value, list | tuple):
        raise _wrong(field, ValueFault.WRONG_TYPE, value)
    kept: dict[bytes, object] = {}
    for item in value:
        checked = check_element(field, item)
        if checked is not None:
            kept.setdefault(canonical.encode(checked), checked)
    return list(kept.values()) or None


def check_element(field: Field, value: object) -> object:
    """Return one element of a set as it may be stored.

    Raises:
        InvalidValueError: It does not fit the field.
    """
    match field.kind:
        case FieldKind.TEXTS:
            return _text(field, value) or None
        case FieldKind.CHOICES:
            return _choice(field, value)
        case FieldKind.NUMBERS:
            return _number(field, value)
        case FieldKind.ENTRIES:
            return _entry(field, value)
        case FieldKind.RECORDS:
            return _record(field, value)
    raise _wrong(field, ValueFault.NOT_A_SET, value)


def parse(field: Field, text: str) -> object:
    """Return the value that a text on the command line or in a table cell stands for.

    List fields take ";" between elements (records: one JSON object, or a JSON list of them); an
    empty text is no value. Other entries come back as written, by id or slug (or a JSON object that
    describes a contact): who stores the value looks them up.

    Raises:
        InvalidValueError: The text does not fit the field.
    """
    if not text.strip():
        return None
    if field.kind is FieldKind.RECORD:
        return check(field, _json(field, text))
    if field.kind is FieldKind.RECORDS:
        value = _json(field, text)
        return check(field, value if isinstance(value, list) else [value])
    if field.kind is FieldKind.ENTRY:
        return _json(field, text) if text.lstrip().startswith("{") else text.strip()
    if field.kind is FieldKind.ENTRIES:
        return [part.strip() for part in text.split(";") if part.strip()]
    if field.is_set:
        parts = [part.strip() for part in text.split(";")]
        return check(field, [_scalar(field, part) for part in parts if part])
    return check(field, _scalar(field, text))


def _scalar(field: Field, text: str) -> object:
    plain_text = text.strip()
    if field.kind in (FieldKind.NUMBER, FieldKind.NUMBERS):
        try:
            return int(plain_text)
        except ValueError:
            raise _wrong(field, ValueFault.WRONG_TYPE, text) from None
    if field.kind is FieldKind.FLAG:
        if plain_text.lower() not in _YES:
            raise _wrong(field, ValueFault.WRONG_TYPE, text)
        return _YES[plain_text.lower()]
    return text


def _json(field: Field, text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        raise _wrong(field, ValueFault.BAD_JSON, text) from None
    return value


def plain(field: Field, value: object) -> str:
    """Return the value as readable text: elements with a comma between, records part by part."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return ", ".join(plain(field, item) for item in value)
    if isinstance(value, dict):
        return " · ".join(plain(field, part) for part in value.values() if part not in (None, ""))
    return str(value)


def first_year(period: object) -> int | None:
    """Return the year a period begins, None where it has no beginning."""
    start = period.partition("/")[0] if isinstance(period, str) else ""
    return int(start[:4]) if _YEAR_OR_DATE.match(start) else None


def period(first: object, last: object) -> str | None:
    """Return the period between two years (each a whole number or None), None without both."""
    ends = [
        "" if year is None else f"{year:04}" if isinstance(year, int) else str(year)
        for year in (first, last)
    ]
    return "/".join(ends) if any(ends) else None


def title(kind: str, values: Mapping[str, object]) -> str:
    """Return what an entry is called in lists, "" where it has nothing to be called by."""
    match kind:
        case EntryKind.PERSON | EntryKind.MUNICIPALITY:
            names = [values.get("name")]
        case EntryKind.CONTACT:
            names = [values.get("role"), values.get("unit")]
            if not any(names):
                names = [values.get("email") or values.get("phone")]
        case EntryKind.LINK:
            names = [values.get("relation")]
        case EntryKind.SYNONYMS:
            words = values.get("words")
            names = [*words] if isinstance(words, list) else []
        case _:
            names = [values.get("title"), None]
            if not names[0]:
                names = [values.get("name")]
    return ", ".join(name for name in names if isinstance(name, str) and name)


def _wrong(field: Field, fault: ValueFault, value: object) -> InvalidValueError:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return InvalidValueError(field.name, fault, shown[:200], field.choices)


def _of_type(field: Field, value: object, wanted: type) -> object:
    if type(value) is not wanted:
        raise _wrong(field, ValueFault.WRONG_TYPE, value)
    return value


def _text(field: Field, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(field, ValueFault.WRONG_TYPE, value)
    if _CONTROL.search(value):
        raise _wrong(field, ValueFault.FORBIDDEN_CHARACTER, repr(value))
    text = str(canonical.normal(value.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if field.kind is not FieldKind.LONG_TEXT:
        text = " ".join(text.split())
    if len(text) > field.longest:
        raise _wrong(field, ValueFault.TOO_LONG, text)
    if text and field.pattern and not re.fullmatch(field.pattern, text):
        raise _wrong(field, ValueFault.WRONG_TYPE, text)
    return text


def _choice(field: Field, value: object) -> str | None:
    text = _text(field, value)
    if not text:
        return None
    if text not in field.choices and not field.open_choices:
        raise _wrong(field, ValueFault.NOT_A_CHOICE, text)
    return text


def _number(field: Field, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(field, ValueFault.WRONG_TYPE, value)
    if not field.least <= value <= field.most:
        raise _wrong(field, ValueFault.OUT_OF_RANGE, value)
    return value


def _date(field: Field, value: object) -> str | None:
    text = _text(field, value)
    if not text:
        return None
    try:
        if field.kind is FieldKind.MOMENT:
            return datetime.fromisoformat(text).isoformat(timespec="minutes")
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _wrong(field, ValueFault.BAD_DATE, text) from None


def _period(field: Field, value: object) -> str | None:
    text = _text(field, value)
    if not text or text == "/":
        return None
    if _YEAR_OR_DATE.match(text):
        text = f"{text}/"
    match = _PERIOD.match(text)
    if not match:
        raise _wrong(field, ValueFault.BAD_PERIOD, text)
    for end in match.groups():
        if end and len(end) > len("2026"):
            try:
                date.fromisoformat(end)
            except ValueError:
                raise _wrong(field, ValueFault.BAD_PERIOD, text) from None
    first, last = match.groups()
    if first and last and last < first[: len(last)]:
        raise _wrong(field, ValueFault.PERIOD_BACKWARDS, text)
    return text


def _entry(field: Field, value: object) -> str | None:
    text = _text(field, value)
    if not text:
        return None
    if not _ENTRY.match(text):
        raise _wrong(field, ValueFault.NOT_AN_ENTRY, text)
    return text


def _record(field: Field, value: object) -> dict[str, object] | None:
    if field.name == "opening_hours" and isinstance(value, str):
        value = opening_hours.parse(value)
    if not isinstance(value, dict):
        raise _wrong(field, ValueFault.WRONG_TYPE, value)
    known = {part.name: part for part in field.parts}
    checked: dict[str, object] = {}
    for name, item in value.items():
        if name not in known:
            raise _wrong(field, ValueFault.WRONG_TYPE, f"{field.name}.{name}")
        value_of_part = check(known[name], item)
        if value_of_part is not None:  # one spelling for "unknown", so that equal records are equal
            checked[name] = value_of_part
    if any(part.required and not checked.get(part.name) for part in field.parts):
        raise _wrong(field, ValueFault.REQUIRED, value)
    return checked or None
