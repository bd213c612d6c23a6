"""Letters to several: one each, or one with blind copies; every address checked, no header forged.

Nothing is sent from here. A letter becomes a mailto address, a draft in a file, or text to copy.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

from katalog_app.errors import FileNotWrittenError
from katalog_app.services import addresses
from katalog_app.services.contacting import Draft
from katalog_app.services.directory import Card
from katalog_app.texts import _

LONGEST_MAILTO = 2_000
"""Characters of a mailto address that every mail program takes; Windows gives no more than 2,083.

Source: https://learn.microsoft.com/troubleshoot/windows-client/networking
"""
MOST_ONE_BY_ONE = 5
"""Letters opened in the mail program one by one; more of them become files to open when it suits.
"""
MOST_LETTERS = 500
"""Letters saved at a time: whoever writes to more should think of another way to reach them."""
NAME, PROJECT, PLACE = "namn", "projekt", "kommun"
PLACES = (NAME, PROJECT, PLACE)
"""What a template may hold within braces."""
MOST_TITLES = 5
"""Projects named in one letter; of more, the number of the rest is told. In its subject one is."""
_IN_BRACES = re.compile(r"\{([^{}\n]{1,40})\}")
_NO_FILE_NAME = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Template:
    """A letter with places to fill in, such as "Hej {namn}!"."""

    subject: str
    body: str

    @property
    def unknown(self) -> tuple[str, ...]:
        """What stands within braces and is no place; it stays as it is written."""
        found = _IN_BRACES.findall(f"{self.subject}\n{self.body}")
        return tuple(dict.fromkeys(name for name in found if _place(name) not in PLACES))


@dataclass(frozen=True)
class Recipient:
    """Somebody to write to."""

    name: str
    email: str
    """Checked."""
    municipality: str
    projects: tuple[str, ...]
    """Titles."""


@dataclass(frozen=True)
class Recipients:
    """Who can be written to of those chosen."""

    found: tuple[Recipient, ...]
    """In their order; who shares an address with another is written to once."""
    without: tuple[str, ...]
    """Titles of cards without an address that is safe."""


def recipients(cards: Iterable[Card]) -> Recipients:
    """Return who can be written to; of the same address the first stands, with all projects."""
    found: dict[str, Recipient] = {}
    without = []
    for card in cards:
        email = addresses.email_address(card.step.email)
        if email is None:
            without.append(card.title)
            continue
        key = email.casefold()
        titles = tuple(one.title for one in card.projects)
        known = found.get(key)
        if known is not None:
            titles = tuple(dict.fromkeys((*known.projects, *titles)))
            found[key] = Recipient(known.name, known.email, known.municipality, titles)
        else:
            name = card.step.name or card.title
            found[key] = Recipient(name, email, card.municipality, titles)
    return Recipients(tuple(found.values()), tuple(without))


def one_each(template: Template, to: Iterable[Recipient]) -> tuple[Draft, ...]:
    """Return a letter for each, with the places filled in; a place in what is filled in stays."""
    return tuple(
        Draft(
            one.email,
            addresses.one_line(_filled(template.subject, one, 1)),
            _filled(template.body, one, MOST_TITLES),
        )
        for one in to
    )


def for_all(template: Template) -> Draft:
    """Return one letter for everybody, which names nobody: words stand for the places."""
    return Draft("", addresses.one_line(_general(template.subject)), _general(template.body))


def blind_address(draft: Draft, to: Sequence[Recipient]) -> str | None:
    """Return the mailto address of one letter with blind copies; None where it is too long.

    Raises:
        ValueError: An address is none; `recipients` gives only such as are.
    """
    if any(addresses.email_address(one.email) is None for one in to):
        raise ValueError("not an address")
    blind = ",".join(quote(one.email, safe="@") for one in to)
    rest = addresses.mailto("", draft.subject, draft.body).removeprefix("mailto:?")
    address = f"mailto:?bcc={blind}&{rest}"
    return address if len(address) <= LONGEST_MAILTO else None


def copied_addresses(to: Iterable[Recipient]) -> str:
    """Return the addresses for the clipboard, as mail programs take them among copies."""
    return "; ".join(one.email for one in to)


def eml(draft: Draft) -> bytes:
    """Return the letter as a file that mail programs open as a draft.

    Source: https://www.rfc-editor.org/rfc/rfc5322; Outlook takes a file with X-Unsent as unsent.
    """
    message = EmailMessage(policy=SMTP)
    email = addresses.email_address(draft.to)
    if email is not None:
        local, _at, host = email.partition("@")
        message["To"] = f"{local}@{host.encode('idna').decode('ascii')}"
    message["Subject"] = addresses.one_line(draft.subject)
    message["X-Unsent"] = "1"
    message.set_content(draft.body)
    return bytes(message)


def save_drafts(folder: Path, drafts: Sequence[Draft]) -> Path:
    """Write every letter as a file in a new folder inside this one; return the new one.

    Args:
        folder: Where the new folder is made.
        drafts: The letters, at most `MOST_LETTERS`.

    Raises:
        FileNotWrittenError: The folder or a file cannot be written; no letter is sent.
    """
    try:
        place = _fresh(folder)
        for number, draft in enumerate(drafts[:MOST_LETTERS], 1):
            name = _NO_FILE_NAME.sub("-", draft.to).strip("-")[:60]
            (place / f"{number:03}-{name}.eml").write_bytes(eml(draft))
    except OSError as error:
        raise FileNotWrittenError(folder, error.strerror or "") from error
    return place


def _fresh(folder: Path) -> Path:
    """Make a folder of a name that is not taken."""
    name = _("Brev {day}").format(day=date.today().isoformat())
    number = 1
    while True:
        place = folder / (name if number == 1 else f"{name} ({number})")
        try:
            place.mkdir()
        except FileExistsError:
            number += 1
        else:
            return place


def _place(name: str) -> str:
    return name.strip().casefold()


def _filled(text: str, one: Recipient, most: int) -> str:
    said = {
        NAME: one.name,
        PROJECT: _titles(one.projects, most),
        PLACE: one.municipality or _("er kommun"),
    }
    # In one pass, so that a name that looks like a place is left as it is.
    return _IN_BRACES.sub(
        lambda match: addresses.one_line(said.get(_place(match[1]), match[0])), text
    )


def _general(text: str) -> str:
    """Return a text with words for the places; a name is left out, and the blank before it."""
    said = {NAME: "", PROJECT: _("ert arbete"), PLACE: _("er kommun")}

    def instead(match: re.Match[str]) -> str:
        words = said.get(_place(match[2]))
        if words is None:
            return match[0]
        return match[1] + words if words else ""

    return re.sub(r"( ?)" + _IN_BRACES.pattern, instead, text)


def _titles(projects: Sequence[str], most: int) -> str:
    if not projects:
        return _("ert arbete")
    quoted = [f"”{title}”" for title in projects[:most]]
    more = len(projects) - len(quoted)
    if more:
        quoted.append(_("{count} till").format(count=more))
    if len(quoted) <= 1:
        return "".join(quoted)
    return _("{names} och {last}").format(names=", ".join(quoted[:-1]), last=quoted[-1])
