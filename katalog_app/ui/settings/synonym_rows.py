"""The groups of synonyms as rows of a list, and what is said of a group or a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from katalog_app.language import analysis
from katalog_app.messages import synonyms as told
from katalog_app.messages.form import quoted
from katalog_app.services.synonymising import Look, Meeting, OwnGroup, Words
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange.rows import Row

MOST_NAMED = 4
"""Groups named in full; the rest are counted."""


@dataclass(frozen=True)
class Found:
    """A row, and the folded text by which it is searched for."""

    row: Row
    text: str


def own_rows(groups: Sequence[OwnGroup]) -> tuple[Found, ...]:
    """Return the catalogue's groups, by id."""
    return tuple(_own(group) for group in groups)


def _own(group: OwnGroup) -> Found:
    who = _("Tillagd av {who}").format(who=wording.person(group.author) or _("okänd"))
    about = wording.dotted(who, _("sedan {moment}").format(moment=wording.moment(group.since)))
    tag = "" if group.counts else _("gäller inte: bara ett ord")
    return _found(Row(group.id, ", ".join(group.words) or _("(inga ord)"), about, tag, "warn"))


def bundled_rows(groups: Sequence[Words]) -> tuple[Found, ...]:
    """Return the program's groups, by their number in the file."""
    return tuple(_found(Row(str(at), ", ".join(group))) for at, group in enumerate(groups))


def _found(row: Row) -> Found:
    return Found(row, analysis.fold(row.title))


def matching(rows: Sequence[Found], typed: str) -> tuple[Row, ...]:
    """Return the rows in which all that is typed stands, whatever its capitals and marks."""
    wanted = analysis.fold(typed).split()
    return tuple(one.row for one in rows if all(word in one.text for word in wanted))


def faults(look: Look) -> str:
    """Return what is to be mended before a group can be saved, a sentence a line."""
    return "\n".join(told.beside(finding) for finding in look.findings)


def overlaps(look: Look) -> str:
    """Return in which other groups the words of a group stand, a sentence a line."""
    lines = [_overlap(one.word, one.group, bundled=one.bundled) for one in look.overlaps]
    if look.adds_nothing:
        lines.insert(0, _("En annan grupp har redan alla de här orden. Då ändrar gruppen inget."))
    elif lines:
        lines.append(_("Den som söker på ett sådant ord hittar det som står i båda grupperna."))
    return "\n".join(_first(lines))


def _overlap(word: str, group: Words, *, bundled: bool) -> str:
    whose = (
        _("”{word}” står redan i programmets grupp: {group}.")
        if bundled
        else _("”{word}” står redan i er grupp: {group}.")
    )
    return whose.format(word=word, group=quoted(", ".join(group)))


def _first(lines: Sequence[str]) -> Sequence[str]:
    """Return at most so many lines as can be read, the last one always among them."""
    if len(lines) <= MOST_NAMED + 1:
        return lines
    rest = len(lines) - MOST_NAMED - 1
    more = ngettext("… och {count} till.", "… och {count} till.", rest).format(count=rest)
    return [*lines[:MOST_NAMED], more, lines[-1]]


def met(word: str, meeting: Meeting) -> str:
    """Return which groups a word meets, and how many projects it finds."""
    lines = [
        *(_("Er grupp: {group}").format(group=", ".join(group)) for group in meeting.own),
        *(_("Programmets grupp: {group}").format(group=", ".join(g)) for g in meeting.bundled),
    ]
    if not lines:
        lines = [_("”{word}” står inte i någon grupp.").format(word=word)]
    return "\n".join([*lines, _reached(meeting)])


def _reached(meeting: Meeting) -> str:
    reach = meeting.reach
    words = ngettext("Hittar {count} projekt", "Hittar {count} projekt", reach.with_synonyms)
    if reach.with_synonyms == reach.alone:
        same = _("{found}, lika många utan synonymer.")
        return same.format(found=words.format(count=reach.with_synonyms))
    other = _("{found}. Utan synonymer: {alone}.")
    return other.format(found=words.format(count=reach.with_synonyms), alone=reach.alone)
