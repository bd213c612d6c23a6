"""What a receipt says, on the page of its file and at one's own changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from katalog_app.messages import receipts
from katalog_app.model.receipts import Standing
from katalog_app.services.receipting import Acknowledged, Mark
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.widgets.text import Text


def add_receipt(layout: QVBoxLayout, told: Acknowledged) -> None:
    """Add what a receipt says of one's own changes, file by file."""
    who = told.by or _("någon utan namn")
    layout.addWidget(Text(_("Kvitto från {name}").format(name=who), "confirmed"))
    count = receipts.counted(told.counts) or _("inga ändringar")
    layout.addWidget(Text(_("Dina ändringar: {counts}.").format(counts=count), "strong"))
    for reason in dict.fromkeys(
        receipts.told(one) for one in told.mine.values() if receipts.why(one)
    ):
        layout.addWidget(Text(wording.capital(reason), selectable=True))
    layout.addWidget(Text(_("Filer som kvittot gäller"), "label"))
    for file in told.receipt.files:
        words = ngettext("{count} ändring", "{count} ändringar", file.changes)
        layout.addWidget(
            Text(wording.dotted(file.name, words.format(count=file.changes)), selectable=True)
        )
    edition = told.receipt.edition
    label = _("utgåva {label} gällde").format(label=edition) if edition else ""
    when = phrases.moment(told.receipt.made_at)
    layout.addWidget(Text(wording.dotted(when, label), "mute"))
    layout.addWidget(
        Text(_("Kvittot ändrar inget i katalogen. Det syns vid dina ändringar."), "mute")
    )


def worst(changes: Iterable[str], marks: Mapping[str, Mark]) -> Mark | None:
    """Return the mark to show of an entry's changes, None where no receipt tells of them.

    That is of one that is refused, else in conflict, else waiting, else taken in; the later of two.
    """
    found = [marks[one] for one in changes if one in marks]
    order = [Standing.TAKEN, Standing.WAITING, Standing.CONFLICT, Standing.REFUSED]
    return max(
        found, key=lambda one: (order.index(one.verdict.standing), one.made_at), default=None
    )


def marked(changes: Iterable[str], marks: Mapping[str, Mark]) -> str:
    """Return what receipts say of the changes of an entry, on one line; "" for nothing.

    Where only some of the changes are in a receipt, the line says so.
    """
    ids = tuple(changes)
    one = worst(ids, marks)
    if one is None:
        return ""
    words = {
        Standing.TAKEN: _("mottagen av {name} {day}"),
        Standing.CONFLICT: _("i krock hos {name} {day}"),
        Standing.WAITING: _("väntar hos {name} {day}"),
        Standing.REFUSED: _("avvisad av {name} {day}"),
    }[one.verdict.standing]
    said = words.format(name=one.by or _("någon utan namn"), day=_day(one.made_at)).rstrip()
    reason = receipts.why(one.verdict)
    some = sum(key in marks for key in ids)
    if some < len(ids):
        said = _("{said} ({some} av {all} ändringar)").format(said=said, some=some, all=len(ids))
    return f"{said}: {reason}" if reason else said


def tag(changes: Iterable[str], marks: Mapping[str, Mark]) -> tuple[str, str]:
    """Return the word for an entry that one has changed, and the token of its colour."""
    one = worst(changes, marks)
    if one is None:
        return _("din"), "accent"
    colour = "gron" if one.verdict.standing is Standing.TAKEN else "warn"
    return receipts.standing(one.verdict.standing), colour


def _day(utc_seconds: int) -> str:
    try:
        return datetime.fromtimestamp(utc_seconds).date().isoformat()
    except (ValueError, OverflowError, OSError):  # a time that no calendar has
        return ""
