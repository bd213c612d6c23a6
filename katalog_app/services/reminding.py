"""Who has not answered: what each municipality has sent since the last edition, and a reminder."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from katalog_app.db import holdings, reading
from katalog_app.db.store import Connection, Store
from katalog_app.exchange import container
from katalog_app.exchange.parcel import ParcelKind
from katalog_app.model import slugs
from katalog_app.model.fields import EntryKind
from katalog_app.services import addresses, attributing, reviewing
from katalog_app.services.contacting import Draft
from katalog_app.texts import N_, _, ngettext

LONGEST_MAILTO = 1_900
"""Most characters of an address that opens a letter; Windows takes about 2,000."""
LONGEST_TEMPLATE = 20_000
LONGEST_TITLE = 150
"""Characters."""
_PLACE = re.compile(r"\{(\w{1,40})\}")
TEMPLATE = N_(
    "Hej!\n\n"
    "Nästa utgåva av Katalogen är på väg. Vi har inte fått något från {kommun} sedan utgåva "
    "{utgåva}.\n\n"
    "Gör så här senast {datum}:\n"
    "1. Öppna Katalogen och gå igenom era projekt.\n"
    "2. Rätta det som har ändrats, och bekräfta det som stämmer.\n"
    "3. Välj Exportera under Utbyte, och skicka filen till {adress}.\n\n"
    "{projekt}\n\n"
    "Är allt som det ska? Svara på det här brevet, så vet vi det.\n\n"
    "Med vänlig hälsning\n{namn}"
)
"""The letter before somebody has written another; see `letter` for what the places are."""


@dataclass(frozen=True)
class LastFile:
    """The file that a municipality sent last."""

    name: str
    sender: str
    received_at: int
    """UTC seconds."""
    changes: int
    """Changes that it brought here; 0 also for a file that is held back."""
    held: bool
    """Whether it is held back or left to wait."""


@dataclass(frozen=True)
class Due:
    """A project that its municipality has not confirmed for a long time."""

    title: str
    reviewed: str
    """When it was confirmed last, as a date in ISO 8601; "" for never."""


@dataclass(frozen=True)
class Answer:
    """How it stands with one municipality."""

    municipality: str
    last: LastFile | None
    """None where nothing has ever come."""
    answered: bool
    """Whether something has come since the present edition."""
    due: tuple[Due, ...]
    """Projects to go through, by title."""
    email: str
    """Of the last sender, else of the municipality; "" where neither is known."""


@dataclass(frozen=True)
class Answers:
    """How it stands with everybody."""

    edition: str
    """Label of the present edition; "" without any."""
    address: str
    """Where contributions are to be sent; "" where nobody has said."""
    answers: tuple[Answer, ...]
    """By the municipalities' names."""


def answers(store: Store, today: date) -> Answers:
    """Return how it stands with each municipality of the family, and others that have sent.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    of_parcel = attributing.by_parcel(store)
    with store.reading() as connection:
        present = holdings.present_edition(connection)
        since = present.made_at if present else 0
        last = _last_files(connection, of_parcel)
        known = reading.values_of(connection, EntryKind.MUNICIPALITY).values()
        family = [str(one.get("name")) for one in known if one.get("family") is True]
        due = _due(connection, today)
        said = reading.meta(connection, holdings.ADDRESS)
        address = said if said is not None else present.address if present else ""
        found = [
            Answer(
                name,
                last.get(name),
                bool(name in last and last[name].received_at >= since),
                tuple(due.get(name, ())),
                _email(connection, last.get(name), _of(known, name)),
            )
            for name in _in_order([*family, *last], known)
        ]
    return Answers(present.label if present else "", address, tuple(found))


def _in_order(names: Collection[str], known: Collection[Mapping[str, object]]) -> list[str]:
    """Return each name once, in the order of the catalogue (Swedish), others last."""
    order = [str(one.get("name")) for one in known]
    return sorted(set(names), key=lambda n: (order.index(n) if n in order else len(order), n))


def _of(known: Collection[Mapping[str, object]], name: str) -> Mapping[str, object]:
    return next((one for one in known if one.get("name") == name), {})


def _last_files(connection: Connection, of_parcel: Mapping[int, str]) -> dict[str, LastFile]:
    """Return the file that came last from each municipality; editions and one's own left out."""
    brought = holdings.counted_by_parcel(connection)
    found: dict[str, LastFile] = {}
    for one in holdings.parcels(connection):
        place = of_parcel.get(one.number, "")
        if one.kind != ParcelKind.CONTRIBUTION or not place:
            continue
        before = found.get(place)
        if before is None or before.received_at < one.received_at:
            found[place] = LastFile(
                one.name,
                one.sender,
                one.received_at,
                brought.get(one.number, 0),
                one.status != "merged",
            )
    return found


def _due(connection: Connection, today: date) -> dict[str, list[Due]]:
    found: dict[str, list[Due]] = {}
    for project in reading.values_of(connection, EntryKind.PROJECT).values():
        if reviewing.is_stale(project, today):
            reviewed = project.get("reviewed")
            one = Due(str(project.get("title") or ""), str(reviewed) if reviewed else "")
            found.setdefault(str(project.get("municipality")), []).append(one)
    return found


def _email(
    connection: Connection, last: LastFile | None, municipality: Mapping[str, object]
) -> str:
    person = reading.person_named(connection, last.sender) if last and last.sender else None
    centre = municipality.get("contact_centre")
    said = [
        reading.entry(connection, person).text("email") if person else "",
        str(centre.get("email") or "") if isinstance(centre, Mapping) else "",
    ]
    return next(filter(None, map(addresses.email_address, said)), "")


def letter(answer: Answer, template: str, *, about: Answers, by: date, name: str) -> Draft:
    """Return a reminder to one municipality.

    Args:
        answer: How it stands with it.
        template: The letter with its places: {kommun}, {utgåva}, {adress}, {projekt}, {datum} and
            {namn}; what else stands in braces is left as it is.
        about: What holds for all.
        by: The last day to answer.
        name: Who writes.
    """
    places = {
        "kommun": addresses.one_line(answer.municipality),
        "utgåva": addresses.one_line(about.edition) or "–",
        "adress": addresses.email_address(about.address) or _("mig"),
        "projekt": _listed(answer.due),
        "datum": by.isoformat(),
        "namn": addresses.one_line(name),
    }
    body = _PLACE.sub(lambda m: places.get(m[1], m[0]), template[:LONGEST_TEMPLATE])
    subject = _("Katalogen: vi väntar på svar från {municipality}").format(
        municipality=places["kommun"]
    )
    return Draft(answer.email, subject, _plain(body))


def _listed(due: Sequence[Due]) -> str:
    if not due:
        return _("Inget av era projekt har blivit gammalt, men titta gärna igenom dem.")
    words = ngettext(
        "Det här projektet har ni inte bekräftat på länge:",
        "De här projekten har ni inte bekräftat på länge:",
        len(due),
    )
    return "\n".join([words, *(f"– {_told(one)}" for one in due)])


def _told(one: Due) -> str:
    title = addresses.one_line(one.title)
    short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
    if not one.reviewed:
        return _("{title} (aldrig bekräftat)").format(title=short)
    return _("{title} (bekräftat {day})").format(title=short, day=addresses.one_line(one.reviewed))


def _plain(text: str) -> str:
    """Return the lines of a text without characters that cannot be seen."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(
        "".join(c for c in line if c.isprintable() or c == "\t").rstrip() for line in lines
    ).strip()


def opens(draft: Draft) -> bool:
    """Return whether a letter is short enough to be opened in the mail program by its address."""
    return len(draft.address) <= LONGEST_MAILTO


def as_file(draft: Draft) -> bytes:
    """Return a letter as an `.eml` file, which mail programs open as a draft."""
    message = EmailMessage(policy=SMTP)
    to = addresses.email_address(draft.to)
    if to:
        message["To"] = to
    message["Subject"] = addresses.one_line(draft.subject)
    message["X-Unsent"] = "1"  # Outlook opens it to be sent
    message.set_content(_plain(draft.body) + "\n", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def write_all(letters: Mapping[str, Draft], folder: Path) -> list[Path]:
    """Write letters by the municipalities' names into a folder; return the files, in that order.

    What is there stays: a name that is taken gets a number.

    Raises:
        FileRefusedError: One cannot be written; those before it are there.
    """
    return [_write(name, draft, folder) for name, draft in letters.items()]


def _write(name: str, draft: Draft, folder: Path) -> Path:
    stem = "-".join(filter(None, ("paminnelse", slugs.slug([name]))))
    path = next(one for one in _names(folder, stem) if not one.exists())
    container.move_into_place(container.write_beside(path, as_file(draft)), path)
    return path


def _names(folder: Path, stem: str) -> Iterator[Path]:
    yield folder / f"{stem}.eml"
    number = 2
    while True:
        yield folder / f"{stem}-{number}.eml"
        number += 1
