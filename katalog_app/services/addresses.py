"""Addresses out of the catalogue, which may be anybody's text: only safe ones become links.

Only http, https, mailto and tel addresses are made, from values that hold nothing surprising. What
does not pass is refused, never repaired: a repaired address may lead to somebody else.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit

LONGEST_WEB = 2_000
LONGEST_EMAIL = 254
LONGEST_PHONE = 60
"""Limits (characters)."""
REGION = "SE"
"""The country of telephone numbers without a country code."""

_LOCAL_PART = r"[A-Za-z0-9_+'-]+(?:\.[A-Za-z0-9_+'-]+)*"
_LABEL = r"[A-Za-z0-9åäöüéÅÄÖÜÉ](?:[A-Za-z0-9åäöüéÅÄÖÜÉ-]{0,61}[A-Za-z0-9åäöüéÅÄÖÜÉ])?"
_EMAIL = re.compile(rf"{_LOCAL_PART}@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")
_PHONE = re.compile(r"\+?[0-9(][0-9 ()/.–-]*[0-9]")
_HOST = re.compile(rf"(?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]{{1,62}}\.?")


def web_address(text: str) -> str | None:
    """Return the address as it is if it is a plain http or https one to open, else None.

    Refused are other schemes, names and passwords in the address, backslashes, blanks, invisible
    characters, hosts without a dot, and more than 2,000 characters.
    """
    if len(text) > LONGEST_WEB or "\\" in text or not _visible(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or port == 0:
        return None
    return text if _HOST.fullmatch(parts.hostname or "") else None


def email_address(text: str) -> str | None:
    """Return the text if it is one plain e-mail address, else None; at most 254 characters."""
    return text if len(text) <= LONGEST_EMAIL and _EMAIL.fullmatch(text) else None


def mailto(to: str, subject: str, body: str) -> str:
    """Return a mailto address, percent-encoded, the lines of the body ended by CRLF (RFC 6068).

    An unsafe `to` is left out, so that the mail program asks for it; blanks and line breaks in the
    subject become single blanks.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\r\n".join("".join(filter(_printable, line)) for line in lines)
    whom = quote(email_address(to) or "", safe="@")
    heading = quote("".join(filter(_printable, " ".join(subject.split()))), safe="")
    return f"mailto:{whom}?subject={heading}&body={quote(text, safe='')}"


def tel(text: str) -> str | None:
    """Return the tel address of a telephone number, such as "tel:+4642105000", else None.

    Numbers without a country code are Swedish. The text is shown as it is; only the link changes.
    """
    if not phone_number(text):
        return None
    import phonenumbers

    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966).replace(
        "-", ""
    )


def phone_number(text: str) -> str | None:
    """Return the text if it looks like one telephone number to show, else None."""
    return text if len(text) <= LONGEST_PHONE and _PHONE.fullmatch(text) else None


def one_line(text: str) -> str:
    """Return the text on one line, without characters that cannot be seen."""
    if text.isprintable():  # by far the most are, and this takes a tenth of the time
        return " ".join(text.split())
    return " ".join("".join(c if _printable(c) else " " for c in text).split())


def _visible(text: str) -> bool:
    return bool(text) and all(_printable(c) and not c.isspace() for c in text)


def _printable(character: str) -> bool:
    # Control, format (such as text direction), surrogate and private characters, line separators.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
