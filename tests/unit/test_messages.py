import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from katalog_app import errors, messages
from katalog_app.errors import (
    BadCell,
    FileFault,
    FileRefusedError,
    InvalidValueError,
    KatalogError,
    StoreFault,
    StoreUnavailableError,
    TableFault,
    TableRefusedError,
    ValueFault,
)
from katalog_app.messages.form import Message
from katalog_app.model.fields import EntryKind

FOLDER = Path("katalogmapp")
FILE = Path("mapp", "tabell.json")
NAMES = ("ettan", "tvåan")
ENGLISH = re.compile(
    r"\b(the|is|not|no|and|cannot|file|value|unknown|error|invalid|none|missing|of|to)\b", re.I
)


COMMAND = re.compile(r"--\w|\bkatalog (?!som|filen|har)[a-z]+\b|\b(show|search|keys|conflicts)\b")
"""What only somebody at the command line can do."""


def subclasses(kind: type[KatalogError]) -> Iterator[type[KatalogError]]:
    for found in kind.__subclasses__():
        yield found
        yield from subclasses(found)


def every_fault() -> Iterator[KatalogError]:
    """Make every fault there is with facts that can be told from its words."""
    for kind in subclasses(KatalogError):
        if kind is StoreUnavailableError:
            yield from (StoreUnavailableError(fault, FOLDER, "3.1") for fault in StoreFault)
        elif kind is InvalidValueError:
            yield from (InvalidValueError("status", fault, "blå") for fault in ValueFault)
        elif kind is TableRefusedError:
            yield from (TableRefusedError(FILE, fault, detail="rad 3") for fault in TableFault)
        elif kind is FileRefusedError:
            yield from (FileRefusedError(FILE, fault, "rad 3") for fault in FileFault)
        else:
            facts = {
                fact: NAMES if "tuple" in str(kind_of_fact) else "ettan"
                for fact, kind_of_fact in kind.__annotations__.items()
            }
            yield kind(**facts)


FAULTS = list(every_fault())


def name(error: KatalogError) -> str:
    return f"{type(error).__name__}-{getattr(error, 'fault', '')}"


def parts(message: Message) -> tuple[str, str, str]:
    return message.text, message.unchanged, message.remedy


@pytest.mark.parametrize("error", FAULTS, ids=name)
def test_a_fault_says_what_happened_what_was_not_changed_and_what_to_do(
    error: KatalogError,
) -> None:
    for part in parts(messages.message(error)):
        assert part.strip() == part
        assert len(part) > 8
        assert part[-1] in ".!)"
        assert "{" not in part.replace('{"name": "Lunds universitet"}', "")
        assert not ENGLISH.search(part)
    assert not messages.message(error).text.startswith("Oväntat fel")


@pytest.mark.parametrize("error", FAULTS, ids=name)
def test_the_window_names_no_command_and_the_command_line_may(error: KatalogError) -> None:
    told = messages.message(error)
    assert not COMMAND.search(" ".join(parts(told)))
    if told.by_command:
        assert told.by_command[-1] == "."
        assert COMMAND.search(messages.as_text(error))


def test_no_two_faults_say_the_same() -> None:
    told = [messages.message(error) for error in FAULTS]
    assert len({message.text for message in told}) == len(FAULTS)
    assert len(set(told)) == len(FAULTS)


def test_every_subclass_and_every_member_is_tried() -> None:
    kinds = {type(error) for error in FAULTS}
    assert kinds == set(subclasses(KatalogError))
    assert {errors.StoreUnavailableError, errors.CorruptChangeError} <= kinds
    parted = (StoreFault, ValueFault, TableFault, FileFault)
    assert len(FAULTS) == len(kinds) - len(parted) + sum(map(len, parted))


@pytest.mark.parametrize("error", [RuntimeError("boom"), KeyError("x"), KatalogError()])
def test_anything_else_is_unexpected_and_names_only_its_type(error: Exception) -> None:
    message = messages.message(error)
    assert message.text == f"Oväntat fel i programmet ({type(error).__name__})."
    assert "boom" not in messages.as_text(error)


def test_the_command_line_gets_three_lines() -> None:
    error = StoreUnavailableError(StoreFault.DISK_FULL, FOLDER)
    assert messages.as_text(error).splitlines() == list(parts(messages.message(error)))
    unknown = messages.message(errors.UnknownKeyError("ABCD"))
    assert messages.as_text(errors.UnknownKeyError("ABCD")).endswith(unknown.by_command)


def test_every_bad_cell_is_named_and_the_rest_are_counted() -> None:
    cells = [BadCell(row, "status", ValueFault.NOT_A_CHOICE, "blå", NAMES) for row in range(1, 211)]
    text = messages.message(TableRefusedError(FILE, TableFault.BAD_CELLS, tuple(cells))).text
    assert "Rad 1, kolumn status: ”blå” finns inte bland valen." in text
    assert "Tillåtet är: ettan, tvåan." in text
    assert "Rad 200," in text
    assert "Rad 201," not in text
    assert "… och 10 celler till." in text


def test_values_are_shortened_and_kept_on_one_line_and_never_formatted() -> None:
    error = InvalidValueError("title", ValueFault.TOO_LONG, "{fault}\n" + "x" * 5_000)
    text = messages.message(error).text
    assert "”{fault} xxx" in text
    assert "\n" not in text
    assert len(text) < 200


def test_a_folder_with_braces_is_shown_as_it_is() -> None:
    error = StoreUnavailableError(StoreFault.UNREADABLE, Path("{detail}"), "sant")
    assert "{detail}" in messages.message(error).text


def test_a_field_is_called_what_people_call_it() -> None:
    assert messages.field_label("status") == "Status (status)"
    assert messages.field_label("okänt") == "okänt"
    error = InvalidValueError("status", ValueFault.NOT_A_CHOICE, "blå", ("idé", "okänd"))
    assert messages.message(error).remedy == "Tillåtet är: idé, okänd."


def test_every_kind_has_a_name() -> None:
    assert {messages.kind_name(kind) for kind in EntryKind}.isdisjoint({"project", "node", "link"})
    assert set(messages.KIND_NAMES) == set(EntryKind)
    assert messages.kind_name("okänt slag") == "okänt slag"
