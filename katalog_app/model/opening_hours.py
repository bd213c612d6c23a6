"""Opening hours as a record: what it says at a moment, and in words; pure."""

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
    # Its patterns take longer to compile than all else here to load, and few commands read texts.
    from katalog_app.model import hours_reading

    read = hours_reading.read(told)
    if read is None:
        return {"periods": [], "note": told}
    periods, note = read
    return {"periods": [_record(*period) for period in periods], "note": note or None}


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


def _record(days: Sequence[int], start: int, end: int) -> dict[str, object]:
    clocks = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (start, end)]
    return {"days": list(days), "from": clocks[0], "to": clocks[1]}


def _minutes(clock: object) -> int | None:
    """Return the minutes from midnight of "08:00", up to "24:00"; None for anything else."""
    if not isinstance(clock, str) or not clock.isascii():
        return None
    hours, colon, rest = clock[:2], clock[2:3], clock[3:]
    if colon != ":" or not (hours.isdigit() and rest.isdigit()) or len(clock) != len("08:00"):
        return None
    total = int(hours) * 60 + int(rest)
    return total if int(rest) < 60 and total <= DAY_MINUTES else None  # noqa: PLR2004  # an hour


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
