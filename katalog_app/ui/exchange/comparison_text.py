"""A comparison of two editions as rows, as fields with their differences, as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from katalog_app import messages
from katalog_app.model import telling
from katalog_app.model.comparing import FieldChange, What
from katalog_app.model.differences import Mark, Stretch, stretches
from katalog_app.model.fields import DELETED
from katalog_app.services.comparing_editions import Comparison, Difference
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.rows import Row

_TAGS = {Mark.ADDED: "ins", Mark.REMOVED: "del"}


@dataclass(frozen=True)
class Shown:
    """Which of the differences are shown; "" for all."""

    what: str = ""
    kind: str = ""
    place: str = ""

    def of(self, found: Comparison) -> list[Difference]:
        """Return the differences that are shown, by title."""
        return [
            one
            for one in found.differences
            if self.what in ("", one.what)
            and self.kind in ("", one.kind)
            and self.place in ("", one.place)
        ]


def word(what: What) -> tuple[str, str]:
    """Return what has become of an entry, and the token of its colour."""
    return {
        What.NEW: (_("ny"), "gron"),
        What.CHANGED: (_("ändrad"), "accent"),
        What.DELETED: (_("borttagen"), "social"),
    }[what]


def key(one: Difference) -> str:
    """Return the key of its row."""
    return f"{one.id}/{one.kind}"


def rows(found: Iterable[Difference]) -> tuple[Row, ...]:
    """Return a row for each entry."""
    return tuple(_row(one) for one in found)


def _row(one: Difference) -> Row:
    told, colour = word(one.what)
    fields = ""
    if one.what is What.CHANGED:
        fields = phrases.field_names(one.kind, (change.field for change in one.fields))
    kind = wording.capital(messages.kind_name(one.kind))
    about = wording.dotted(kind, one.place, fields)
    return Row(key(one), one.title or _("(utan namn)"), about, told, colour)


def counted(found: Iterable[Difference]) -> str:
    """Return how many entries are new, changed and deleted, on one line."""
    every = [one.what for one in found]
    told = []
    for what, words in (
        (What.NEW, ngettext("{count} ny", "{count} nya", every.count(What.NEW))),
        (What.CHANGED, ngettext("{count} ändrad", "{count} ändrade", every.count(What.CHANGED))),
        (
            What.DELETED,
            ngettext("{count} borttagen", "{count} borttagna", every.count(What.DELETED)),
        ),
    ):
        told.append(words.format(count=wording.number(every.count(what))))
    return wording.dotted(*told)


def side(label: str) -> str:
    """Return what one of the two is called."""
    return _("utgåva {label}").format(label=label) if label else _("katalogen nu")


def heading(found: Comparison) -> str:
    """Return what is compared with what."""
    words = _("Från {before} till {after}")
    return words.format(before=side(found.before), after=side(found.after))


def fields(one: Difference, found: Comparison) -> list[tuple[str, tuple[Stretch, ...]]]:
    """Return the fields of an entry that differ, each with its words that are new or gone."""
    return [
        (
            telling.field_name(one.kind, change.field),
            stretches(_readable(one, change, found, change.before), _after(one, change, found)),
        )
        for change in one.fields
    ]


def _readable(one: Difference, change: FieldChange, found: Comparison, value: object) -> str:
    if change.field == DELETED and value is None:
        return ""
    return telling.readable(one.kind, change.field, value, found.names)


def _after(one: Difference, change: FieldChange, found: Comparison) -> str:
    """Return a field's value afterwards; all of them where it is in conflict then."""
    if not change.disputed:
        return _readable(one, change, found, change.after)
    told = [_readable(one, change, found, value) for value in change.disputed]
    return _("Krock: {values}").format(values=" / ".join(told))


def text(found: Comparison, shown: Shown) -> str:
    """Return the comparison as plain text."""
    wanted = shown.of(found)
    lines = [heading(found), counted(wanted), ""]
    for one in wanted:
        lines.append(f"{one.title or _('(utan namn)')} ({_row(one).about}): {word(one.what)[0]}")
        for change in one.fields:
            name = telling.field_name(one.kind, change.field)
            for words, value in (
                (_("  {field}, före: {value}"), _readable(one, change, found, change.before)),
                (_("  {field}, efter: {value}"), _after(one, change, found)),
            ):
                if value:
                    lines.append(words.format(field=name, value=" ".join(value.split())))
        lines.append("")
    return "\n".join(lines)


def page(found: Comparison, shown: Shown) -> str:
    """Return the comparison as a page of HTML; what comes from the catalogue is text in it."""
    wanted = shown.of(found)
    parts = [
        '<!DOCTYPE html><html lang="sv"><meta charset="utf-8">',
        f"<title>{escape(heading(found))}</title>",
        "<style>body{font-family:sans-serif;max-width:48em;margin:2em auto;line-height:1.5}"
        "ins{background:#dff0df}del{background:#f7dede}dd{white-space:pre-wrap}</style>",
        f"<h1>{escape(heading(found))}</h1><p>{escape(counted(wanted))}</p>",
    ]
    for one in wanted:
        row = _row(one)
        parts.append(f"<h2>{escape(row.title)} ({escape(row.tag)})</h2><p>{escape(row.about)}</p>")
        parts.append("<dl>")
        for name, told in fields(one, found):
            parts.append(f"<dt>{escape(name)}</dt><dd>{''.join(map(_marked, told))}</dd>")
        parts.append("</dl>")
    return "\n".join(parts) + "</html>\n"


def _marked(one: Stretch) -> str:
    tag = _TAGS.get(one.mark)
    return f"<{tag}>{escape(one.text)}</{tag}>" if tag else escape(one.text)
