"""Swedish public holidays, when offices are closed whatever their hours; pure."""

from datetime import date, timedelta

_FIXED = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
"""Month and day; the eves of Christmas and New Year are no public holidays but closed as such."""
_FROM_EASTER = {-2, 0, 1, 39, 49}
"""Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday (days)."""
_FRIDAY, _SATURDAY = 4, 5


def is_holiday(day: date) -> bool:
    """Return whether a day is a public holiday, or the eve of Christmas, New Year or Midsummer.

    Source: https://www.riksdagen.se/ (SFS 1989:253, lag om allmänna helgdagar). Ordinary Sundays
    are left out: opening hours tell them.
    """
    if (day.month, day.day) in _FIXED or (day - easter(day.year)).days in _FROM_EASTER:
        return True
    midsummer_eve = _first(_FRIDAY, date(day.year, 6, 19))
    all_saints = _first(_SATURDAY, date(day.year, 10, 31))
    return day in (midsummer_eve, midsummer_eve + timedelta(days=1), all_saints)


def easter(year: int) -> date:
    """Return Easter Sunday of a year, by the Gregorian computus."""
    century = year // 100
    cycle = year % 19
    corrected = century - century // 4 - (8 * century + 13) // 25 + 19 * cycle + 15
    moon = corrected % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - cycle) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    after = moon - weekday
    month = 3 + (after + 40) // 44
    return date(year, month, after + 28 - 31 * (month // 4))


def _first(weekday: int, earliest: date) -> date:
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
