"""The register of personal data as files: a table for spreadsheets, and a page to read or print."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape

from katalog_app.services.personal_register import KEPT_YEARS, UNUSED_DAYS, Line, What
from katalog_app.texts import N_, _, ngettext

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; such a cell has an apostrophe before it.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""
WHAT_NAMES = {What.NAME: N_("namn"), What.EMAIL: N_("e-post"), What.PHONE: N_("telefon")}
HEADINGS = (
    N_("Post"),
    N_("Slag"),
    N_("Fält"),
    N_("Uppgift"),
    N_("Värde"),
    N_("Gäller nu"),
    N_("Varför"),
    N_("Källa"),
    N_("Sedan"),
    N_("Gallras senast"),
    N_("Skriven av"),
    N_("Id"),
)
Named = Callable[[str, str], tuple[str, str]]
"""Gives what a kind of entry and its field are called."""


def as_csv(lines: Iterable[Line], named: Named) -> bytes:
    """Return the register as a table that spreadsheets open: UTF-8 with BOM, semicolons, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_(heading) for heading in HEADINGS])
    for line in lines:
        writer.writerow([_harmless(cell) for cell in _cells(line, named)])
    return out.getvalue().encode("utf-8-sig")


def as_html(lines: Sequence[Line], named: Named, today: date) -> bytes:
    """Return the register as one page without scripts or addresses to load from."""
    count = len(lines)
    words = ngettext("{count} uppgift den {day}.", "{count} uppgifter den {day}.", count).format(
        count=count, day=today.isoformat()
    )
    rule = _(
        "En uppgift får stå kvar {years} år efter att den bekräftades eller kom in. "
        "En som inget använder får stå {days} dagar, och en som har ersatts ska gallras genast."
    ).format(years=KEPT_YEARS, days=UNUSED_DAYS)
    rest = _(
        "Namn i löpande text är inte genomsökta. Säkerhetskopior och filer som hålls kvar är det "
        "inte heller, men en uppgift som raderas för gott försvinner också ur kopiorna och filerna."
    )
    head = "".join(f'<th scope="col">{escape(_(heading))}</th>' for heading in HEADINGS)
    body = "\n".join(_row(line, named, today) for line in lines)
    title = escape(_("Register över personuppgifter"))
    page = (
        '<!DOCTYPE html>\n<html lang="sv"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>"
        f"<p>{escape(words)}</p><p>{escape(rule)}</p><p>{escape(rest)}</p>\n<table><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{body}\n</tbody></table></body></html>\n"
    )
    return page.encode("utf-8", "replace")


_STYLE = (
    "body{font:14px/1.4 system-ui,sans-serif;margin:24px;color:#1d2a2c}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #7f898c;padding:4px 8px;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}th{background:#f1f0ea}tr.over td{background:#fff3d6}"
    "@media print{body{margin:0;font-size:10px}}"
)


def _row(line: Line, named: Named, today: date) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in _cells(line, named))
    over = ' class="over"' if line.is_overdue(today) else ""
    return f"<tr{over}>{cells}</tr>"


def _cells(line: Line, named: Named) -> list[str]:
    kind, field = named(line.kind, line.field)
    return [
        line.title,
        kind,
        field,
        _(WHAT_NAMES[line.what]),
        line.value,
        _("ja") if line.is_now else _("nej"),
        line.purpose,
        line.source,
        line.since.isoformat() if line.since else "",
        line.until.isoformat() if line.until else "",
        line.by,
        line.entry,
    ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
