import json
import time
from datetime import datetime, timedelta

import pytest

from katalog_app import paths
from katalog_app.model import opening_hours
from katalog_app.model.opening_hours import Opening, OpeningState

WEEKDAYS = [1, 2, 3, 4, 5]
MONDAY = datetime(2026, 11, 23)  # local time, as the clock on the wall


def period(days: list[int], start: str, end: str) -> dict[str, object]:
    return {"days": days, "from": start, "to": end}


def at(day: int, clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return MONDAY + timedelta(days=day - 1, hours=int(hours), minutes=int(minutes))


BUNDLED = {
    "Helsingborg": (
        [
            period([1, 2, 3], "08:00", "17:00"),
            period([4], "08:00", "18:00"),
            period([5], "08:00", "17:00"),
        ],
        "Avvikande tider kan gälla vid röda dagar och dagen före.",
    ),
    "Klippan": ([period([1, 2, 3, 4], "08:00", "17:00"), period([5], "08:00", "16:00")], None),
    "Perstorp": (
        [period(WEEKDAYS, "08:00", "12:00"), period(WEEKDAYS, "13:00", "15:00")],
        "Reception vardagar 10–12 och 13–15 (uppgift från januari 2024)",
    ),
    "Svalöv": ([period(WEEKDAYS, "08:00", "16:30")], None),
    "Ängelholm": (
        [period([1, 2, 3, 4], "07:30", "17:00"), period([5], "07:30", "16:00")],
        "(uppgift från 2018)",
    ),
    "Örkelljunga": (
        [period(WEEKDAYS, "08:00", "12:00"), period(WEEKDAYS, "13:00", "15:00")],
        "Entré vardagar 8–12 och 13–14.",
    ),
}


def test_every_bundled_text_is_read_as_a_person_reads_it() -> None:
    source = paths.resource("edition", "municipalities.json")
    told = {
        town["name"]: town["contact_centre"]["opening_hours"]
        for town in json.loads(source.read_text("utf-8"))
        if town["contact_centre"] and town["contact_centre"]["opening_hours"]
    }
    read = {name: opening_hours.parse(text) for name, text in told.items()}
    assert read == {
        name: {"periods": periods, "note": note} for name, (periods, note) in BUNDLED.items()
    }


@pytest.mark.parametrize(
    ("text", "periods", "note"),
    [
        ("mån-fre 08:00-16:30", [period(WEEKDAYS, "08:00", "16:30")], None),
        ("Vardagar: kl. 8–17", [period(WEEKDAYS, "08:00", "17:00")], None),
        ("helgfria vardagar 0800–1630", [period(WEEKDAYS, "08:00", "16:30")], None),
        ("alla dagar 0–24", [period([1, 2, 3, 4, 5, 6, 7], "00:00", "24:00")], None),
        ("fredag–måndag 9–10", [period([1, 5, 6, 7], "09:00", "10:00")], None),
        (
            "Mån, ons och fre kl 8–12, tis 13–15",
            [period([1, 3, 5], "08:00", "12:00"), period([2], "13:00", "15:00")],
            None,
        ),
        (
            "måndag 8-12 & 13-16; tisdag till torsdag 8 till 12",
            [
                period([1], "08:00", "12:00"),
                period([1], "13:00", "16:00"),
                period([2, 3, 4], "08:00", "12:00"),
            ],
            None,
        ),
        ("vardagar 8–17, lördag stängt", [period(WEEKDAYS, "08:00", "17:00")], "lördag stängt"),
        ("  måndag\n8–12 ", [period([1], "08:00", "12:00")], None),
    ],
)
def test_common_ways_of_writing_hours_are_read(
    text: str, periods: list[dict[str, object]], note: str | None
) -> None:
    assert opening_hours.parse(text) == {"periods": periods, "note": note}


@pytest.mark.parametrize(
    "text",
    [
        "Ring gärna!",
        "Dygnet runt",
        "Reception vardagar 10–12",
        "Reception vardagar 10–12. Telefon vardagar 8–16.",
        "måndag–fredag 8–17 utom onsdag",
        "måndag–fredag 8–17, onsdag stängt",
        "måndag–fredag 8–17. Lunchstängt 12–13.",
        "måndag–fredag 8–17 (juni–augusti 8–15)",
        "udda veckor måndag 8–12",
        "måndag 17–08",
        "måndag 8–8",
        "måndag 8–25",
        "måndag 8.75–9",
        "vardagar 8–12, 11–13",
        "måndagsklubben 8–12",
        "08:00–17:00",
        "mån",
        "måndag 8–12 " + "x" * 500,
    ],
)
def test_what_is_not_fully_understood_is_kept_whole_and_never_guessed(text: str) -> None:
    assert opening_hours.parse(text) == {"periods": [], "note": text}


def test_no_text_is_an_empty_record() -> None:
    assert opening_hours.parse(" \n ") == {"periods": [], "note": None}


@pytest.mark.parametrize(
    "text",
    [
        "måndag 8–9, " + "a och " * 80,
        "måndag 8–9, " + "a" * 480,
        "måndag, " * 60,
        "8–9, " * 95,
        "måndag 8–9, " * 40,
        "Telefon " * 60,
    ],
)
def test_hostile_texts_are_read_quickly(text: str) -> None:
    begun = time.perf_counter()
    opening_hours.parse(text)
    assert time.perf_counter() - begun < 0.5


OFFICE = opening_hours.parse("måndag–torsdag 8–12 och 13–17, fredag 8–12")


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (at(1, "08:00"), OpeningState(Opening.OPEN, "12.00", 1, 0)),
        (at(1, "11:59"), OpeningState(Opening.OPEN, "12.00", 1, 0)),
        (at(1, "12:00"), OpeningState(Opening.CLOSED, "13.00", 1, 0)),
        (at(1, "07:59"), OpeningState(Opening.CLOSED, "08.00", 1, 0)),
        (at(1, "17:00"), OpeningState(Opening.CLOSED, "08.00", 2, 1)),
        (at(5, "12:00"), OpeningState(Opening.CLOSED, "08.00", 1, 3)),
        (at(6, "10:00"), OpeningState(Opening.CLOSED, "08.00", 1, 2)),
        (at(7, "23:59"), OpeningState(Opening.CLOSED, "08.00", 1, 1)),
        (at(1, "00:00"), OpeningState(Opening.CLOSED, "08.00", 1, 0)),
    ],
)
def test_an_office_with_a_lunch_gap(now: datetime, wanted: OpeningState) -> None:
    assert opening_hours.state(OFFICE, now) == wanted


def test_open_over_midnight_into_the_next_week() -> None:
    late = {"periods": [period([7], "20:00", "24:00"), period([1], "00:00", "02:00")]}
    assert opening_hours.state(late, at(7, "23:59")) == OpeningState(Opening.OPEN, "02.00", 1, 1)
    assert opening_hours.state(late, at(1, "00:00")) == OpeningState(Opening.OPEN, "02.00", 1, 0)
    assert opening_hours.state(late, at(1, "02:00")) == OpeningState(Opening.CLOSED, "20.00", 7, 6)


def test_closing_at_midnight_is_the_same_day() -> None:
    late = {"periods": [period([2], "20:00", "24:00")]}
    assert opening_hours.state(late, at(2, "21:00")) == OpeningState(Opening.OPEN, "24.00", 2, 0)


def test_open_one_day_a_week_opens_the_same_weekday_next_week() -> None:
    once = opening_hours.parse("tisdag 9–10")
    assert opening_hours.state(once, at(2, "10:00")) == OpeningState(Opening.CLOSED, "09.00", 2, 7)


def test_always_open_never_closes() -> None:
    always = opening_hours.parse("alla dagar 0–24")
    assert opening_hours.state(always, at(3, "03:00")) == OpeningState(Opening.OPEN)


@pytest.mark.parametrize(
    "hours",
    [
        {},
        {"periods": None},
        {"periods": "08:00"},
        {"periods": [None, 1, [], {}]},
        {"periods": [period([0, 8], "08:00", "09:00")]},
        {"periods": [{"days": [True], "from": "08:00", "to": "09:00"}]},
        {"periods": [{"days": "1", "from": "08:00", "to": "09:00"}]},
        {"periods": [period([1], "09:00", "08:00")]},
        {"periods": [period([1], "8:00", "09:00")]},
        {"periods": [period([1], "08:60", "09:00")]},
        {"periods": [period([1], "08:00", "24:01")]},
        {"periods": [{"days": [1], "from": 8, "to": 9}]},
        {"periods": [], "note": 7},
    ],
)
def test_records_that_make_no_sense_are_unknown_and_never_raise(hours: dict[str, object]) -> None:
    assert opening_hours.state(hours, MONDAY) == OpeningState(Opening.UNKNOWN)
    assert opening_hours.describe(hours) == ()


def test_description_groups_days_and_ends_with_the_note() -> None:
    hours = opening_hours.parse("måndag, onsdag, torsdag, fredag 8–12 och 13–15. Ring gärna.")
    assert opening_hours.describe(hours) == (
        "måndag och onsdag–fredag 08.00–12.00 och 13.00–15.00",
        "Ring gärna.",
    )
    assert opening_hours.describe(opening_hours.parse("lördag, söndag 9–10")) == (
        "lördag och söndag 09.00–10.00",
    )
