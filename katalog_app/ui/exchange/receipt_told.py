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

_ORDER = tuple(Standing)


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


def marked(changes: Iterable[str], marks: Mapping[str, Mark]) -> str:
    """Return what receipts say of the changes of an entry, on one line; "" for nothing.

    The worst is told: one that is refused, else in conflict, else waiting, else taken in. Where
    only some of the changes are in a receipt, the line says so.
    """
    ids = tuple(changes)
    found = [marks[one] for one in ids if one in marks]
    if not found:
        return ""
    worst = max(found, key=lambda one: (_ORDER.index(one.verdict.standing), one.made_at))
    said = receipts.told(worst.verdict)
    if worst.verdict.standing is Standing.TAKEN:
        said = _("mottagen av {name} {day}").format(
            name=worst.by or _("någon utan namn"), day=_day(worst.made_at)
        )
        if len(found) < len(ids):
            words = _("{said} ({some} av {all} ändringar)")
            return words.format(said=said, some=len(found), all=len(ids))
        return said
    return _("{said} hos {name}").format(said=said, name=worst.by or _("någon utan namn"))


def _day(utc_seconds: int) -> str:
    try:
        return datetime.fromtimestamp(utc_seconds).date().isoformat()
    except (ValueError, OverflowError, OSError):  # a time that no calendar has
        return ""
