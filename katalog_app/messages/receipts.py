"""The words for what a receipt says of a change: taken in, in conflict, waiting, refused."""

from collections.abc import Mapping

from katalog_app.messages.form import quoted
from katalog_app.model.receipts import Standing, Verdict, Why
from katalog_app.texts import N_, _, ngettext

_WHY: dict[str, str] = {
    Why.UNKNOWN_SENDER: N_("avsändaren är inte godkänd där än"),
    Why.SET_ASIDE: N_("filen är lagd åt sidan"),
    Why.NOT_YET: N_("filen är inte intagen än"),
    Why.BASE_MISSING: N_("den bygger på något som inte har kommit dit"),
    Why.INVALID: N_("den hänger inte ihop med det som den ändrar"),
    Why.DECLINED: N_("mottagaren avböjde filen"),
    "revoked-key": N_("nyckeln gäller inte längre"),
    "mass-deletion": N_("filen tar bort ovanligt många poster"),
}


def standing(one: Standing) -> str:
    """Return the word for what became of a change, as after "ändringen är"."""
    match one:
        case Standing.TAKEN:
            return _("mottagen")
        case Standing.CONFLICT:
            return _("i krock")
        case Standing.WAITING:
            return _("väntar")
        case Standing.REFUSED:
            return _("avvisad")


def why(verdict: Verdict) -> str:
    """Return why a change waits or was refused, on one line; "" where there is nothing to say."""
    if verdict.note:
        return quoted(verdict.note)
    if not verdict.why:
        return ""
    known = _WHY.get(verdict.why)
    return _(known) if known else _("av ett skäl som den här versionen inte känner till")


def told(verdict: Verdict) -> str:
    """Return what became of a change and why: "avvisad: fel projekt"."""
    reason = why(verdict)
    return f"{standing(verdict.standing)}: {reason}" if reason else standing(verdict.standing)


def counted(counts: Mapping[Standing, int]) -> str:
    """Return how many changes became what: "5 mottagna, 1 i krock"; "" for none."""
    return ", ".join(_counted(one, counts[one]) for one in Standing if counts.get(one))


def _counted(one: Standing, count: int) -> str:
    match one:
        case Standing.TAKEN:
            words = ngettext("{count} mottagen", "{count} mottagna", count)
        case Standing.CONFLICT:
            words = ngettext("{count} i krock", "{count} i krock", count)
        case Standing.WAITING:
            words = ngettext("{count} väntar", "{count} väntar", count)
        case Standing.REFUSED:
            words = ngettext("{count} avvisad", "{count} avvisade", count)
    return words.format(count=count)
