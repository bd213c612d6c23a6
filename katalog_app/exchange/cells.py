"""A field's value as what stands in one cell of a table, and back, loss-free.

Lists stand as "a; b", partners as "Lunds universitet (akademi); Öresundskraft", and whatever that
would not give back exactly stands as JSON. A cell holds text, but a spreadsheet may have made a
number, a date or a truth of what somebody typed: read where that is certain, else refused.
"""

import json
import re
from datetime import date, datetime
from typing import NoReturn

from katalog_app.errors import InvalidValueError, ValueFault
from katalog_app.model import values
from katalog_app.model.fields import Field, FieldKind

Cell = str | int
BETWEEN = "; "
YES, NO = "ja", "nej"
CERTAIN = 10**15
"""A spreadsheet keeps whole numbers below this exactly."""
_NAMED_NUMBER = re.compile(r"([0-9]{1,4})\. ")
"""A number with what it stands for, as drop-down lists have it: "3. Hälsa och välbefinnande"."""
_PARTNER = ("name", "sector")
_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.TEXTS})


def written(field: Field | None, value: object) -> Cell | None:
    """Return what stands in the cell for a value; None for an empty cell.

    Args:
        field: None where this version does not know the field: text as it is, the rest as JSON.
        value: As it is stored.
    """
    if value is None:
        return None
    if field is None:
        return value if isinstance(value, str) else _json(value)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int):
        return value if abs(value) < CERTAIN else str(value)
    if isinstance(value, str):
        return value
    readable = _readable(field, value)
    if _is_plain(field, value) or (readable and _gives_back(field, readable, value)):
        return readable
    return _json(value)


def _is_plain(field: Field, value: object) -> bool:
    """Return whether a list comes back for certain: seen at a glance, for most lists are such."""
    if not isinstance(value, list) or field.kind in (FieldKind.RECORDS, FieldKind.NUMBERS):
        return False
    for text in value:
        if not isinstance(text, str) or not text or text != text.strip():
            return False
        if ";" in text or "\n" in text:
            return False
    return bool(value) and not value[0].startswith(("[", "{"))


def _readable(field: Field, value: object) -> str:
    """Return a list as people write it, "" for what they cannot write."""
    if not isinstance(value, list):
        return ""
    if field.kind is FieldKind.RECORDS:
        return BETWEEN.join(_partner(item) for item in value) if _names_partners(field) else ""
    return BETWEEN.join(str(item) for item in value)


def _partner(record: object) -> str:
    if not isinstance(record, dict):
        return ""
    name, sector = (record.get(part) for part in _PARTNER)
    return f"{name} ({sector})" if sector else str(name)


def _names_partners(field: Field) -> bool:
    return tuple(part.name for part in field.parts) == _PARTNER


def _gives_back(field: Field, text: str, value: object) -> bool:
    try:
        return _checked(field, read(field, text)) == value
    except InvalidValueError:
        return False


def _checked(field: Field, value: object) -> object:
    """Return a value as it would be stored; entries by slug are looked up by who stores them."""
    linked = field.kind in (FieldKind.ENTRY, FieldKind.ENTRIES)
    return value if linked else values.check(field, value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read(field: Field, cell: object) -> object:
    """Return the value that a cell stands for, as a JSON table has it; None for an empty cell.

    Args:
        field: Whose value it is.
        cell: Text, or what a spreadsheet has made of it: number, truth, date, moment, time.

    Raises:
        InvalidValueError: It stands for no value of the field, or not for certain.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    text = cell if isinstance(cell, str) else _typed(field, cell)
    if not isinstance(text, str):
        return text
    if field.is_set:
        return _listed(field, text)
    match field.kind:
        case FieldKind.FLAG | FieldKind.NUMBER:
            return values.parse(field, text)
        case FieldKind.RECORD | FieldKind.ENTRY if text.lstrip().startswith("{"):
            return _from_json(field, text)
        case FieldKind.RECORD if field.name != "opening_hours":
            _refuse(field, ValueFault.BAD_JSON, text)
    return text


def _typed(field: Field, cell: object) -> object:
    """Return what a spreadsheet's own kind of value stands for; text where it is read as such."""
    if isinstance(cell, bool):
        if field.kind is FieldKind.FLAG:
            return cell
    elif isinstance(cell, int | float):
        return _number(field, cell)
    elif isinstance(cell, datetime):
        if field.kind is FieldKind.MOMENT:
            return cell.isoformat(timespec="minutes")
        if field.kind is FieldKind.DATE and cell.time() == datetime.min.time():
            return cell.date().isoformat()
    elif isinstance(cell, date):
        if field.kind is FieldKind.DATE:
            return cell.isoformat()
        if field.kind is FieldKind.MOMENT:
            return f"{cell.isoformat()}T00:00"
    _refuse(field, ValueFault.WRONG_TYPE, shown(cell))


def _number(field: Field, cell: float) -> object:
    whole = int(cell) if float(cell).is_integer() and abs(cell) < CERTAIN else None
    if whole is None:
        _refuse(field, ValueFault.WRONG_TYPE, shown(cell))
    if field.kind in _TEXTS:  # zeros and a plus before it may have gone
        _refuse(field, ValueFault.NUMBER_FOR_TEXT, str(whole))
    match field.kind:
        case FieldKind.NUMBER:
            return whole
        case FieldKind.NUMBERS:
            return [whole]
        case FieldKind.FLAG if whole in (0, 1):
            return bool(whole)
        case FieldKind.PERIOD:
            return str(whole)
        case FieldKind.CHOICE | FieldKind.CHOICES:
            _refuse(field, ValueFault.NOT_A_CHOICE, str(whole))
    _refuse(field, ValueFault.WRONG_TYPE, str(whole))


def _listed(field: Field, text: str) -> object:
    """Return the elements of a list: JSON, or with ";" or line breaks between."""
    if text.lstrip().startswith(("[", "{")):
        try:
            value = _from_json(field, text)
        except InvalidValueError:
            if field.kind is FieldKind.RECORDS:
                raise
        else:
            return value if isinstance(value, list) else [value]
    parts = [part.strip() for part in text.replace("\n", ";").split(";")]
    return [_element(field, part) for part in parts if part]


def _element(field: Field, text: str) -> object:
    if field.kind is FieldKind.NUMBERS:
        named = _NAMED_NUMBER.match(text)
        try:
            return int(named[1] if named else text)
        except ValueError:
            _refuse(field, ValueFault.WRONG_TYPE, text)
    if field.kind is not FieldKind.RECORDS:
        return text
    if not _names_partners(field):
        _refuse(field, ValueFault.BAD_JSON, text)
    name, bracket, sector = text.rpartition(" (")
    if bracket and sector.endswith(")"):
        return {"name": name.strip(), "sector": sector[:-1].strip()}
    return {"name": text}


def _from_json(field: Field, text: str) -> object:
    try:
        value: object = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        _refuse(field, ValueFault.BAD_JSON, text)
    return value


def _no_constant(name: str) -> object:
    raise ValueError(name)


def shown(cell: object) -> str:
    """Return a cell as its spreadsheet shows it in Swedish, at most 200 characters."""
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"
    if isinstance(cell, float):
        return (str(int(cell)) if cell.is_integer() else str(cell).replace(".", ","))[:200]
    return str(cell)[:200]


def number(cell: object) -> object:
    """Return a year's cell as a whole number where it is one, else the cell as it is."""
    if isinstance(cell, str):
        stripped = cell.strip()
        return int(stripped) if stripped.isascii() and stripped.isdigit() else stripped or None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def _refuse(field: Field, fault: ValueFault, value: str) -> NoReturn:
    raise InvalidValueError(field.name, fault, value[:200], field.choices)
