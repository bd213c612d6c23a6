"""What the table of all files says of each, and what is told of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from katalog_app import messages
from katalog_app.services.receiving import Arrival
from katalog_app.services.uniting import Outcome, Status
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.items import Item
from katalog_app.ui.exchange.summary_table import HEADINGS, Column, SummaryRow


def row_of(item: Item) -> SummaryRow:
    """Return the row of a file."""
    plain = item.row()
    arrival = item.arrival
    if arrival is None or item.busy:
        return SummaryRow(item.key, plain.title, "", standing=plain.tag, colour=plain.colour)
    outcome = arrival.outcome
    new, edited = _counts(outcome)
    return SummaryRow(
        item.key,
        arrival.name,
        whose(arrival),
        new=new,
        edited=edited,
        conflicts=outcome.conflicts if outcome else 0,
        waiting=outcome.waiting if outcome else 0,
        standing=_standing(plain.tag, item),
        colour=plain.colour,
        about=_about(arrival),
        choosable=can_be_taken(item),
        aside=arrival.waits,
        may_be_declined=outcome is not None and not arrival.taken and not arrival.declined,
    )


def _standing(word: str, item: Item) -> str:
    """Return the word for a file, with the code to compare where its signer is not known."""
    outcome = item.arrival.outcome if item.arrival else None
    if not item.held_signer or outcome is None:
        return word
    return _("{word}, kod {code}").format(word=word, code=outcome.code)


def can_be_taken(item: Item) -> bool:
    """Return whether a file can be taken in together with others, without more questions."""
    arrival = item.arrival
    if arrival is None or arrival.outcome is None or not item.is_open or item.busy:
        return False
    brings = arrival.outcome.new or arrival.outcome.adopted
    strange = arrival.outcome.status is Status.QUARANTINED
    return bool(brings and not strange and not arrival.deletions)


def whose(arrival: Arrival) -> str:
    """Return municipality and sender of a file, "" where nothing is known."""
    found = arrival.verified
    sender = found.manifest.sender if found else ""
    if arrival.acknowledged is not None:
        sender = arrival.acknowledged.by
    return ", ".join(filter(None, (arrival.municipality, sender)))


def _counts(outcome: Outcome | None) -> tuple[int, int]:
    entries = outcome.entries if outcome else ()
    new = sum(one.is_new and not one.deleted for one in entries)
    return new, len(entries) - new


def _about(arrival: Arrival) -> str:
    """Return what there is to say of a file besides its row."""
    if arrival.refusal is not None:
        return " ".join(phrases.refused(arrival))
    if arrival.declined:
        return _("Du har avvisat filen: {why}").format(why=arrival.declined)
    if arrival.acknowledged is not None:
        return phrases.told(arrival)
    outcome = arrival.outcome
    if outcome is not None and outcome.status is Status.QUARANTINED:
        words = _(
            "Avsändaren är inte godkänd. Koden är {code}. Öppna filen, ring och jämför koden."
        )
        return words.format(code=outcome.code)
    if arrival.deletions:
        words = ngettext(
            "Filen tar bort {count} post. Öppna den och skriv antalet för att ta in den.",
            "Filen tar bort {count} poster. Öppna den och skriv antalet för att ta in den.",
            arrival.deletions,
        )
        return words.format(count=arrival.deletions)
    parts = [phrases.waits_for(arrival)]
    if outcome is not None:
        parts += [messages.let_go_as_text(one.name, one.sender) for one in outcome.let_go]
    return " ".join(filter(None, parts))


def counted(items: Iterable[Item]) -> str:
    """Return how many files there are, and how many of each standing, on one line."""
    words: dict[str, int] = {}
    total = 0
    for item in items:
        tag = item.row().tag
        words[tag] = words.get(tag, 0) + 1
        total += 1
    files = ngettext("{count} fil", "{count} filer", total).format(count=total)
    return wording.dotted(files, *(f"{tag}: {count}" for tag, count in words.items()))


def as_text(heading: str, rows: Sequence[SummaryRow]) -> str:
    """Return a report as plain text: one line for each file, and below it what there is to say."""
    lines = [heading, ""]
    for row in rows:
        numbers = [
            f"{_(HEADINGS[column])}: {row.said(column)}"
            for column in (Column.NEW, Column.EDITED, Column.CONFLICTS, Column.WAITING)
            if row.said(column) != "–"
        ]
        lines.append(wording.dotted(row.file, row.whose, row.standing, *numbers))
        if row.about:
            lines.append(f"    {row.about}")
    return "\n".join(lines) + "\n"


def as_html(heading: str, rows: Sequence[SummaryRow]) -> str:
    """Return a report as a page that stands alone; every text in it is escaped."""
    heads = "".join(f'<th scope="col">{escape(_(HEADINGS[column]))}</th>' for column in Column)
    body = []
    for row in rows:
        cells = "".join(f"<td>{escape(row.said(column))}</td>" for column in Column)
        body.append(f"<tr>{cells}</tr>")
        if row.about:
            body.append(f'<tr><td colspan="{len(Column)}">{escape(row.about)}</td></tr>')
    style = (
        "body{font:16px sans-serif;margin:2em;color:#1b2426}table{border-collapse:collapse}"
        "td,th{border:1px solid #b9c1c1;padding:.3em .6em;text-align:left}"
    )
    return (
        '<!doctype html>\n<html lang="sv">\n<meta charset="utf-8">\n'
        f"<title>{escape(heading)}</title>\n<style>{style}</style>\n"
        f"<h1>{escape(heading)}</h1>\n<table>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>{''.join(body)}</tbody>\n</table>\n</html>\n"
    )
