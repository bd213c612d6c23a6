from datetime import date, timedelta

import pytest

from katalog_app.model import holidays


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2011, "2011-04-24"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2027, "2027-03-28"),
        (2038, "2038-04-25"),
        (2049, "2049-04-18"),
        (2076, "2076-04-19"),
    ],
)
def test_easter_falls_when_the_almanac_says(year: int, easter: str) -> None:
    assert holidays.easter(year) == date.fromisoformat(easter)


def test_the_holidays_of_a_year_are_those_of_the_almanac() -> None:
    days = (date(2026, 1, 1) + timedelta(days=day) for day in range(365))
    found = [f"{day:%m-%d}" for day in days if holidays.is_holiday(day)]
    assert found == [
        "01-01", "01-06", "04-03", "04-05", "04-06", "05-01", "05-14", "05-24", "06-06", "06-19",
        "06-20", "10-31", "12-24", "12-25", "12-26", "12-31",
    ]  # fmt: skip
