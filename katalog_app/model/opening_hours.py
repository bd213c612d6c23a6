"""Opening hours: Swedish text to a record, and what a record says at a moment; pure.

A wrong "open now" sends somebody to a closed door, so the reading is strict: whatever is not fully
understood goes whole into the note, which is shown as it was written.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from katalog_app.texts import N_, _

DAY_MINUTES = 24 * 60
WEEK = 7
WEEKDAYS = (
    N_("måndag"),
    N_("tisdag"),
    N_("onsdag"),
    N_("torsdag"),
    N_("fredag"),
    N_("lördag"),
    N_("söndag"),
)
LONGEST = 500
"""Longer texts (characters) are not read, only kept."""


@dataclass(frozen=True)
class Period:
    """A time of the same weekdays, within one day."""

    days: tuple[int, ...]
    """Weekdays 1..7 in order, Monday is 1."""
    start: int
    """Minutes from midnight."""
    end: int
    """Minutes from midnight, later than `start`, at most 1440."""


class Opening(StrEnum):
    """Whether somebody answers."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OpeningState:
    """The answer at a moment."""

    opening: Opening
    clock: str = ""
    """ "17.00": when it closes if open, when it opens if closed; "" where it never does."""
    weekday: int = 0
    """The weekday 1..7 of `clock`; 0 where there is none."""
    days_ahead: int = 0
    """Days from the moment to `clock`: 0 the same day, 7 the same weekday next week."""


def parse(text: str) -> dict[str, object]:
    """Return the record of an opening hours text: `{"periods": [...], "note": str or None}`.

    Periods are `{"days": [1..7], "from": "08:00", "to": "17:00"}` in the order of the text. Where
    telephone and reception have hours of their own, the telephone's become periods and the rest the
    note. A text that is not fully understood comes back as it is in `note`, with no periods.
    """
    told = " ".join(text.split())
    if not told:
        return {"periods": [], "note": None}
    read = _read(told) if len(told) <= LONGEST else None
    if read is None:
        return {"periods": [], "note": told}
    periods, note = read
    return {"periods": [_record(period) for period in periods], "note": note or None}


def periods_of(hours: Mapping[str, object]) -> tuple[Period, ...]:
    """Return the periods of a record in its order; parts that make no sense are left out."""
    found: list[Period] = []
    listed = hours.get("periods")
    for part in listed if isinstance(listed, list | tuple) else ():
        if not isinstance(part, Mapping):
            continue
        days, start, end = part.get("days"), _minutes(part.get("from")), _minutes(part.get("to"))
        if not isinstance(days, list | tuple) or start is None or end is None or start >= end:
            continue
        kept = sorted({day for day in days if type(day) is int and 1 <= day <= WEEK})
        if kept:
            found.append(Period(tuple(kept), start, end))
    return tuple(found)


def note_of(hours: Mapping[str, object]) -> str:
    """Return the note of a record, "" where there is none."""
    note = hours.get("note")
    return note if isinstance(note, str) else ""


def state(hours: Mapping[str, object], now: datetime) -> OpeningState:
    """Return whether it is open at a local time, and until or from when.

    Holidays are not known here: a caller who can tell them shows the note as well.
    """
    spans = _spans(periods_of(hours))
    if not spans:
        return OpeningState(Opening.UNKNOWN)
    week = WEEK * DAY_MINUTES
    minute = (now.isoweekday() - 1) * DAY_MINUTES + now.hour * 60 + now.minute
    for start, end in spans:
        # Sunday night may run on into Monday, so each span is tried a week later too.
        for at in (minute, minute + week):
            if start <= at < end:
                if end - start >= week:
                    return OpeningState(Opening.OPEN)
                return _moment(Opening.OPEN, minute, minute + end - at)
    waits = [(start - minute) % week for start, _end in spans]
    return _moment(Opening.CLOSED, minute, minute + min(waits))


def describe(hours: Mapping[str, object]) -> tuple[str, ...]:
    """Return lines to read, such as "måndag–onsdag 08.00–17.00"; the note last, () where empty."""
    lines: list[str] = []
    by_days: dict[tuple[int, ...], list[str]] = {}
    for period in periods_of(hours):
        by_days.setdefault(period.days, []).append(f"{_dot(period.start)}–{_dot(period.end)}")
    for days, times in by_days.items():
        lines.append(f"{_days_text(days)} {_listed(times)}")
    note = note_of(hours)
    return (*lines, note) if note else tuple(lines)


def weekday(number: int) -> str:
    """Return the name of a weekday 1..7 in the user's language."""
    return _(WEEKDAYS[number - 1])


def _record(period: Period) -> dict[str, object]:
    clocks = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (period.start, period.end)]
    return {"days": list(period.days), "from": clocks[0], "to": clocks[1]}


def _minutes(clock: object) -> int | None:
    match = re.fullmatch(r"([0-9]{2}):([0-9]{2})", clock) if isinstance(clock, str) else None
    return None if match is None else _time(match[1], match[2])


def _time(hours: str, minutes: str | None) -> int | None:
    whole, rest = int(hours), int(minutes or 0)
    total = whole * 60 + rest
    return total if rest < 60 and total <= DAY_MINUTES else None  # noqa: PLR2004  # minutes


def _spans(periods: Sequence[Period]) -> list[tuple[int, int]]:
    """Return the open spans of a week in minutes from Monday 00.00, joined where they meet.

    A span over the end of the week ends beyond it.
    """
    pieces = sorted(
        ((day - 1) * DAY_MINUTES + period.start, (day - 1) * DAY_MINUTES + period.end)
        for period in periods
        for day in period.days
    )
    spans: list[tuple[int, int]] = []
    for start, end in pieces:
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    week = WEEK * DAY_MINUTES
    if len(spans) > 1 and spans[-1][1] == week and spans[0][0] == 0:
        first = spans.pop(0)
        spans[-1] = (spans[-1][0], week + first[1])
    return spans


def _moment(opening: Opening, now: int, then: int) -> OpeningState:
    clock, day = then % DAY_MINUTES, then // DAY_MINUTES
    if opening is Opening.OPEN and clock == 0:  # it closes at 24.00, not at 00.00 the day after
        clock, day = DAY_MINUTES, day - 1
    return OpeningState(opening, _dot(clock), day % WEEK + 1, day - now // DAY_MINUTES)


def _dot(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"


def _days_text(days: Sequence[int]) -> str:
    """Return "måndag–onsdag och fredag" for 1, 2, 3, 5."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names: list[str] = []
    for run in runs:
        if len(run) > 2:  # noqa: PLR2004  # two days are named, three are a range
            names.append(f"{weekday(run[0])}–{weekday(run[-1])}")
        else:
            names.extend(weekday(day) for day in run)
    return _listed(names)


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:  # noqa: PLR2004  # nothing to join
        return "".join(parts)
    return _("{several} och {last}").format(several=", ".join(parts[:-1]), last=parts[-1])


# Reading. Everything below works on one line of text with single spaces.

_DAY_NAMES = {name: number for number, name in enumerate(WEEKDAYS, 1)} | {
    name: number
    for number, names in enumerate([["mån"], ["tis"], ["ons"], ["tors", "tor"], ["fre"]], 1)
    for name in names
}
_DAY_NAMES |= {"lör": 6, "sön": 7}
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


def _read(text: str) -> tuple[list[Period], str] | None:
    channels = list(_CHANNEL.finditer(text))
    if not channels:
        return _read_hours(text)
    if channels[0].start() != 0 or channels[0][1] is None:
        return None
    end = channels[1].start() if len(channels) > 1 else len(text)
    read = _read_hours(text[channels[0].end() : end].rstrip(" .,;"))
    if read is None:
        return None
    periods, note = read
    return periods, " ".join(part for part in (note, text[end:]) if part)


def _read_hours(text: str) -> tuple[list[Period], str] | None:
    """Return the periods and what follows them; None unless all of it is safe to show so."""
    periods: list[Period] = []
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
    note = _note(text[read_to:], {day for period in periods for day in period.days})
    return None if note is None else (periods, note)


def _item(text: str, at: int) -> tuple[list[Period], int] | None:
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
    return [Period(days[0], start, stop) for start, stop in times], end


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
            following = range(start, start + (stop - start) % WEEK)
            days.extend(day % WEEK + 1 for day in following)
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


def _overlap(periods: Sequence[Period]) -> bool:
    taken: dict[int, list[tuple[int, int]]] = {}
    for period in periods:
        for day in period.days:
            if any(period.start < end and start < period.end for start, end in taken.get(day, [])):
                return True
            taken.setdefault(day, []).append((period.start, period.end))
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
