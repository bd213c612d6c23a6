"""Reading opening hours out of Swedish text; pure.

A wrong "open now" sends somebody to a closed door, so the reading is strict: a text that is not
fully understood is not read at all.
"""

import re
from collections.abc import Sequence

LONGEST = 500
"""Longer texts (characters) are not read."""
Hours = tuple[tuple[int, ...], int, int]
"""Weekdays 1..7 in order, begin and end in minutes from midnight, begin before end."""
_WEEK = 7
_DAY_MINUTES = 24 * 60
_DAY_NAMES = {
    name: number
    for number, names in enumerate(
        [
            ("måndag", "mån"),
            ("tisdag", "tis"),
            ("onsdag", "ons"),
            ("torsdag", "tors", "tor"),
            ("fredag", "fre"),
            ("lördag", "lör"),
            ("söndag", "sön"),
        ],
        start=1,
    )
    for name in names
}
_GROUPS = {
    "vardag": (1, 2, 3, 4, 5),
    "helgfri vardag": (1, 2, 3, 4, 5),
    "helgfria vardag": (1, 2, 3, 4, 5),
    "alla dag": (1, 2, 3, 4, 5, 6, 7),
    "varje dag": (1, 2, 3, 4, 5, 6, 7),
    "dagligen": (1, 2, 3, 4, 5, 6, 7),
}
_ENDING = r"(?:arna|ar|en|\.)?(?![\wåäö])"
_GROUP = re.compile(rf"({'|'.join(sorted(_GROUPS, key=len, reverse=True))}){_ENDING}", re.I)
_DAY = re.compile(rf"({'|'.join(sorted(_DAY_NAMES, key=len, reverse=True))}){_ENDING}", re.I)
_TO = re.compile(r" ?(?:[-–—‑−]|till och med|till|t\.o\.m\.) ?", re.I)
_AND = re.compile(r" ?, och | ?, ?| och | & ", re.I)
_BETWEEN = re.compile(r" ?[,;] och | ?[,;.] ?| och | ", re.I)
_CLOCK_WORD = re.compile(r" ?:? ?(?:kl(?:\.|ockan)? ?)?", re.I)
_CLOCK = re.compile(r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?(?![0-9])")
_PHONE = r"telefon(?:växel|växeln|tid|tider|en)?|växeln?"
_DESK = r"receptionen|reception|entrén|entré|besökstid(?:er)?|besök|drop-?in"
_CHANNEL = re.compile(rf"(?<![\w])(?:({_PHONE})|({_DESK}))(?![\w])[ :]*", re.I)
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_SHUT = re.compile(r"[,;] ?((?:\w+[-–, ]+)+stängt)\.?$", re.I)


def read(text: str) -> tuple[list[Hours], str] | None:
    """Return the hours of a text in its order, and the rest of it; None if not fully understood.

    Args:
        text: One line with single spaces between words. Where it begins with the telephone's hours
            and goes on with a reception's, the rest begins with the reception.
    """
    if len(text) > LONGEST:
        return None
    channels = list(_CHANNEL.finditer(text))
    if not channels:
        return _read_hours(text)
    if channels[0].start() != 0 or channels[0][1] is None:
        return None
    end = channels[1].start() if len(channels) > 1 else len(text)
    found = _read_hours(text[channels[0].end() : end].rstrip(" .,;"))
    if found is None:
        return None
    periods, note = found
    return periods, " ".join(part for part in (note, text[end:]) if part)


def _read_hours(text: str) -> tuple[list[Hours], str] | None:
    """Return the periods and what follows them; None unless all of it is safe to show so."""
    periods: list[Hours] = []
    at, read_to = 0, 0
    while True:
        item = _item(text, at)
        if item is None:
            break
        found, read_to = item
        periods.extend(found)
        between = _BETWEEN.match(text, read_to)
        if between is None:
            break
        at = between.end()
    if not periods or _overlap(periods):
        return None
    note = _note(text[read_to:], {day for days, _start, _end in periods for day in days})
    return None if note is None else (periods, note)


def _item(text: str, at: int) -> tuple[list[Hours], int] | None:
    """Read days and their times at a place; return the periods and the place after them."""
    days = _days(text, at)
    if days is None:
        return None
    times: list[tuple[int, int]] = []
    end = days[1]
    word = _CLOCK_WORD.match(text, end)
    time = _time_range(text, word.end() if word else end)
    while time is not None:
        times.append(time[0])
        end = time[1]
        more = _AND.match(text, end)
        time = _time_range(text, more.end()) if more else None
    if not times:
        return None
    return [(days[0], start, stop) for start, stop in times], end


def _days(text: str, at: int) -> tuple[tuple[int, ...], int] | None:
    group = _GROUP.match(text, at)
    if group:
        return _GROUPS[group[1].lower()], group.end()
    days: list[int] = []
    end = at
    while True:
        first = _DAY.match(text, at)
        if first is None:
            break
        days.append(_DAY_NAMES[first[1].lower()])
        end = first.end()
        to = _TO.match(text, end)
        last = _DAY.match(text, to.end()) if to else None
        if last is not None:
            start, stop = days[-1], _DAY_NAMES[last[1].lower()]
            following = range(start, start + (stop - start) % _WEEK)
            days.extend(day % _WEEK + 1 for day in following)
            end = last.end()
        more = _AND.match(text, end)
        if more is None:
            break
        at = more.end()
    return (tuple(sorted(set(days))), end) if days else None


def _time_range(text: str, at: int) -> tuple[tuple[int, int], int] | None:
    first = _CLOCK.match(text, at)
    to = _TO.match(text, first.end()) if first else None
    last = _CLOCK.match(text, to.end()) if to else None
    if first is None or last is None:
        return None
    start, end = _time(first[1], first[2]), _time(last[1], last[2])
    if start is None or end is None or start >= end:
        return None
    return (start, end), last.end()


def _time(hours: str, minutes: str | None) -> int | None:
    total = int(hours) * 60 + int(minutes or 0)
    return total if int(minutes or 0) < 60 and total <= _DAY_MINUTES else None  # noqa: PLR2004


def _overlap(periods: Sequence[Hours]) -> bool:
    taken: dict[int, list[tuple[int, int]]] = {}
    for days, start, end in periods:
        for day in days:
            if any(start < other_end and other < end for other, other_end in taken.get(day, [])):
                return True
            taken.setdefault(day, []).append((start, end))
    return False


def _note(rest: str, days: set[int]) -> str | None:
    """Return what stands after the hours, "" where nothing; None if it may change the hours.

    A new sentence or brackets may follow, or "lördag stängt"; neither may hold numbers other than
    years, nor days that have hours.
    """
    if not rest.strip(" .,;"):
        return ""
    shut = _SHUT.match(rest)
    if shut is None and not re.match(r"\.? ?\(|\. ", rest):
        return None
    if re.search(r"[0-9]", _YEAR.sub("", rest)):
        return None
    if any(_DAY_NAMES[name[1].lower()] in days for name in _DAY.finditer(rest)):
        return None
    return shut[1] if shut else rest.lstrip(" .")
