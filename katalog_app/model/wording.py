"""Dates, periods and names of values as people read them."""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

from katalog_app.model.fields import EntryKind
from katalog_app.texts import N_, _

MONTHS = (
    N_("januari"),
    N_("februari"),
    N_("mars"),
    N_("april"),
    N_("maj"),
    N_("juni"),
    N_("juli"),
    N_("augusti"),
    N_("september"),
    N_("oktober"),
    N_("november"),
    N_("december"),
)
KIND_NAMES: dict[str, str] = {
    EntryKind.PROJECT: N_("projekt"),
    EntryKind.CONTACT: N_("kontakt"),
    EntryKind.PERSON: N_("person"),
    EntryKind.MUNICIPALITY: N_("kommun"),
    EntryKind.NODE: N_("ramverksdel"),
    EntryKind.LINK: N_("samband"),
    EntryKind.EVENT: N_("händelse"),
    EntryKind.SYNONYMS: N_("synonymer"),
}
"""One entry of each kind, as message ids."""
FIXED_VALUES = (
    N_("idé"),
    N_("pågående"),
    N_("avslutat"),
    N_("i drift"),
    N_("okänd"),
    N_("grön"),
    N_("social"),
    N_("teknologisk"),
    N_("trygghet"),
    N_("smidighet"),
    N_("kollektivitet"),
    N_("kommun"),
    N_("region"),
    N_("stat"),
    N_("akademi"),
    N_("näringsliv"),
    N_("förening"),
    N_("annan"),
)
"""Values out of fixed lists, marked to be translated where they are shown."""
_TRANSLATED = frozenset(FIXED_VALUES)
_CALLED = {
    "source": N_("källan"),
    "lead": N_("projektledaren"),
    "editor": N_("redaktionen"),
    "same": N_("samma sak"),
    "related": N_("släkt"),
    "not-same": N_("inte samma sak"),
}
"""Values whose names in files are not what people say."""


_ID = re.compile("[0-9a-f]{32}")
"""An entry's id, which stands in for the name of a person who has none."""


def number(count: int) -> str:
    """Return a number with its thousands apart: "10 000"."""
    return f"{count:,}".replace(",", "\u00a0")


def long_date(day: date) -> str:
    """Return a date such as "24 november 2026"."""
    return f"{day.day} {_(MONTHS[day.month - 1])} {day.year}"


def day(utc_seconds: int) -> str:
    """Return the day of a moment in the computer's own time: "24 november 2026"."""
    try:
        return long_date(datetime.fromtimestamp(utc_seconds).date())
    except (ValueError, OverflowError, OSError):  # a time that no calendar has, from a forged file
        return _("okänd dag")


def moment(utc_seconds: int) -> str:
    """Return a moment in the computer's own time: "24 november 2026 kl. 14.05"."""
    try:
        local = datetime.fromtimestamp(utc_seconds)
    except (ValueError, OverflowError, OSError):  # a time that no calendar has, from a forged file
        return _("vid okänd tid")
    day = long_date(local.date())
    return _("{day} kl. {hours:02}.{minutes:02}").format(
        day=day, hours=local.hour, minutes=local.minute
    )


def period(interval: str) -> str:
    """Return an ISO 8601 interval as years: "2021–2024", "2021–", "–2024", "2021"; "" for none."""
    if "/" not in interval:
        return interval[:4]
    start, end = (part[:4] for part in interval.split("/", 1))
    return start if start == end else f"{start}–{end}"


def value(name: str) -> str:
    """Return a value out of a fixed list in the user's language, others as they are."""
    if name in _CALLED:
        return _(_CALLED[name])
    return _(name) if name in _TRANSLATED else name


def kind_name(kind: str) -> str:
    """Return what people call a kind of entry; an unknown kind as it is."""
    return _(KIND_NAMES[kind]) if kind in KIND_NAMES else kind


def person(author: str | None) -> str:
    """Return who made a change: a name, words for one whose name is not here, "" for nobody."""
    if author is not None and _ID.fullmatch(author):
        return _("någon vars namn är raderat eller inte har kommit hit")
    return author or ""


def capital(text: str) -> str:
    """Return the text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def dotted(*parts: str) -> str:
    """Return the parts that hold something on one line: "Bjuv  ·  2021–"."""
    return "  ·  ".join(part for part in parts if part)


def listed(*names: str) -> str:
    """Return names as in a sentence: "Namn", "Namn och Vad", "Namn, Vad och Status"."""
    if len(names) <= 1:
        return "".join(names)
    return _("{names} och {last}").format(names=", ".join(names[:-1]), last=names[-1])


def host(address: str) -> str:
    """Return the name of the server of a web address without "www."."""
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")
