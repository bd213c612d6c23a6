"""What would be other than now were a copy restored, and whether that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from katalog_app.texts import _, ngettext
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text

if TYPE_CHECKING:
    from katalog_app.services.noticing import ChangedEntry
    from katalog_app.services.restoring import Loss
    from katalog_app.ui.theme import Theme

LEAST_LIST = 180
"""Height of the list (pixels at 100 %)."""


class LossQuestion(Question):
    """Lists what vanishes, entry by entry, before anybody says yes."""

    wanted = Signal()
    """The copy is to be restored."""

    def __init__(self, theme: Theme, parent: QWidget, name: str, loss: Loss) -> None:
        """Ask about a copy by its name."""
        heading = _("Återställ katalogen från {name}?").format(name=name)
        super().__init__(parent, heading, _told(loss))
        self.setObjectName("restore")
        if loss.editions:
            self.ask(Text(_editions(loss), "banner"))
        self.model = RowModel(self)
        self.model.show([_row(one) for one in loss.entries])
        if loss.entries:
            shown = RowList(theme, self.model, _("Poster som skulle ändras"))
            shown.setMinimumHeight(theme.px(LEAST_LIST))
            self.ask(Text(_("Poster som skulle ändras"), "label"), shown)
        self.ask(
            Text(
                _(
                    "Katalogen som den är nu säkerhetskopieras först, så att du kan gå tillbaka. "
                    "Vilka du litar på, vad som är raderat för gott och filer som hålls kvar är "
                    "som nu. Det andra redan har fått av dig kommer tillbaka med deras filer."
                ),
                "mute",
            )
        )
        self.answer(_("Återställ"), self.wanted.emit, "" if loss.changes else "primary")
        leave = self.answer(_("Avbryt"), lambda: None)
        leave.setDefault(bool(loss.changes))  # what makes something vanish is never done by Enter


def _told(loss: Loss) -> str:
    if not loss.changes and not loss.returning:
        return _("Kopian är hel. Den innehåller samma ändringar som katalogen har nu.")
    sentences = [_("Kopian är hel.")]
    if loss.changes:
        words = ngettext(
            "{count} ändring som finns nu finns inte i kopian och försvinner",
            "{count} ändringar som finns nu finns inte i kopian och försvinner",
            loss.changes,
        ).format(count=loss.changes)
        own = ngettext(
            "{count} av dem är gjord här.", "{count} av dem är gjorda här.", loss.own
        ).format(count=loss.own)
        sentences.append(f"{words}. {own}" if loss.own else f"{words}.")
    if loss.returning:
        words = ngettext(
            "{count} ändring som bara finns i kopian kommer tillbaka.",
            "{count} ändringar som bara finns i kopian kommer tillbaka.",
            loss.returning,
        )
        sentences.append(words.format(count=loss.returning))
    return " ".join(sentences)


def _editions(loss: Loss) -> str:
    words = ngettext(
        "Utgåva {labels} kom efter kopian. Ta in den igen efteråt, innan du skickar något eller "
        "ger ut en ny utgåva.",
        "Utgåvorna {labels} kom efter kopian. Ta in den senaste igen efteråt, innan du skickar "
        "något eller ger ut en ny utgåva.",
        len(loss.editions),
    )
    return words.format(labels=", ".join(loss.editions))


def _row(one: ChangedEntry) -> Row:
    word, colour = (_("försvinner"), "social") if one.is_new else (_("blir som förut"), "accent")
    about = phrases.field_names(one.kind, one.fields)
    return Row(f"{one.id}/{one.kind}", phrases.named(one.kind, one.title), about, word, colour)
