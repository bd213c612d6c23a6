"""Commands that only read: search, show, list, history, findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from katalog_app.cli.arguments import pair, whole_number
from katalog_app.cli.command import Answer, Asked, Command
from katalog_app.errors import UnknownFacetError
from katalog_app.model import opening_hours, values
from katalog_app.model.fields import FIELDS, OPENING_HOURS, field_of
from katalog_app.model.query import PAGE, Facet, Hit, Query, SearchResult
from katalog_app.texts import N_, _, ngettext

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from katalog_app.db.store import Store
    from katalog_app.model.entries import ConflictingValue, Entry, HistoryStep

SHORT = 12
"""Characters of a change's id that people are shown."""
WIDEST_VALUE = 200
"""Most characters of a value in a list."""


def _search_options(parser: ArgumentParser) -> None:
    parser.add_argument("--where", action="append", type=pair, default=[])
    parser.add_argument("--limit", type=whole_number, default=PAGE)
    parser.add_argument("--offset", type=whole_number, default=0)
    parser.add_argument("--no-facets", dest="facets", action="store_false")


def _search(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import searching

    where: dict[Facet, frozenset[str]] = {}
    for name, value in asked.options.where:
        facet = _facet(name)
        where[facet] = where.get(facet, frozenset()) | {value}
    options = asked.options
    query = Query(
        " ".join(asked.words),
        where,
        offset=options.offset,
        limit=options.limit,
        with_facets=options.facets,
    )
    result = searching.find(store, query)
    facets = {
        facet.value: dict(sorted(counts.items(), key=lambda count: (-count[1], count[0])))
        for facet, counts in result.facets.items()
    }
    data = {
        "total": result.total,
        "hits": [_hit(hit) for hit in result.hits],
        "facets": facets if options.facets else {},
        "corrected": result.corrected,
        "took_ms": round(result.took_ms, 3),
    }
    return Answer(data, _search_lines(result))


def _facet(name: str) -> Facet:
    try:
        return Facet(name)
    except ValueError:
        raise UnknownFacetError(name, tuple(Facet)) from None


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "slug": hit.slug or None,
        "title": hit.title,
        "municipality": hit.municipality,
        "snippet": hit.snippet,
        "wider": hit.wider,
    }


def _search_lines(result: SearchResult) -> tuple[str, ...]:
    from katalog_app.messages import kind_name

    lines: list[str] = []
    if result.corrected:
        lines.append(_("Visar träffar för ”{words}”.").format(words=result.corrected))
    count = ngettext("{count} projekt", "{count} projekt", result.total)
    lines.append(count.format(count=result.total))
    told = False
    for hit in result.hits:
        if hit.wider and not told:
            lines += ["", _("Liknande:")]
            told = True
        lines += ["", f"{hit.title}  [{hit.slug or hit.id}]"]
        lines += [f"  {text}" for text in (hit.municipality, hit.snippet) if text]
    if result.others:
        lines += ["", _("Annat i katalogen:")]
        lines += [f"  {kind_name(hit.kind)}: {hit.title}  [{hit.id}]" for hit in result.others]
    return tuple(lines)


def _show(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import reading

    entry = reading.entry(store, asked.words[0])
    data = {
        "id": entry.id,
        "kind": str(entry.kind),
        "slug": entry.slug,
        "deleted": entry.deleted,
        "fields": dict(entry.fields),
        "heads": {name: list(heads) for name, heads in entry.heads.items()},
        "conflicts": {
            name: [_conflicting(value) for value in found]
            for name, found in entry.conflicts.items()
        },
    }
    return Answer(data, _show_lines(entry))


def _conflicting(value: ConflictingValue) -> dict[str, object]:
    return {
        "change": value.change,
        "value": value.value,
        "author": value.author,
        "made_at": value.made_at,
    }


def _show_lines(entry: Entry) -> tuple[str, ...]:
    from katalog_app.messages import kind_name

    gone = _(" (borttagen)") if entry.deleted else ""
    lines = [f"{entry.title}{gone}", f"{kind_name(entry.kind)} {entry.id}", ""]
    labelled = [
        (label(entry.kind, name), readable(entry.kind, name, entry.fields[name]))
        for name in _ordered(entry.kind, entry.fields)
    ]
    width = max((len(name) for name, _value in labelled), default=0)
    lines += [f"{name:<{width}}  {value}" for name, value in labelled]
    for name, found in entry.conflicts.items():
        lines += ["", _("Krock i {field}:").format(field=label(entry.kind, name))]
        lines += [
            f"  {readable(entry.kind, name, value.value)}  ({who(value.author, value.made_at)})"
            for value in found
        ]
    return tuple(lines)


def _ordered(kind: str, kept: Mapping[str, object]) -> list[str]:
    known = [field.name for field in FIELDS.get(kind, ()) if field.name in kept]
    return [*known, *sorted(set(kept) - set(known))]


def label(kind: str, name: str) -> str:
    """Return what people call a field; its name where this version does not know it."""
    field = field_of(kind, name)
    return _(field.label) if field else name


def readable(kind: str, name: str, value: object) -> str:
    """Return a field's value on one line, also of a field this version does not know."""
    field = field_of(kind, name)
    if field is None:
        return str(value)
    if isinstance(value, Mapping):
        hours = value if name == OPENING_HOURS.name else value.get(OPENING_HOURS.name)
        if isinstance(hours, Mapping):
            rest = {} if hours is value else {**value, OPENING_HOURS.name: None}
            told = [values.plain(field, rest), ", ".join(opening_hours.describe(hours))]
            return " · ".join(filter(None, told))
    return " ".join(values.plain(field, value).split())


def who(author: str | None, made_at: int) -> str:
    """Return who made a change and when, in local time."""
    try:
        when = datetime.fromtimestamp(made_at, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        when = str(made_at)  # the clock of another machine may say anything
    return ", ".join(filter(None, (author, when)))


def _list(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import reading

    found = reading.entries(store, asked.words[0])
    data = {"entries": [{"id": e.id, "slug": e.slug, "title": e.title} for e in found]}
    width = max((len(entry.slug or entry.id) for entry in found), default=0)
    return Answer(data, tuple(f"{e.slug or e.id:<{width}}  {e.title}".rstrip() for e in found))


def _history(store: Store, asked: Asked) -> Answer:
    from katalog_app.services import reading

    kind = reading.entry(store, asked.words[0]).kind
    steps = reading.history(store, asked.words[0])
    data = {
        "changes": [
            {
                "change": step.change,
                "field": step.field,
                "value": step.value,
                "replaces": list(step.replaces),
                "author": step.author,
                "made_at": step.made_at,
                "state": step.state,
            }
            for step in steps
        ]
    }
    return Answer(data, tuple(_step_line(kind, step) for step in steps))


def _step_line(kind: str, step: HistoryStep) -> str:
    states = {
        "head": _("gäller"),
        "replaced": _("ersatt"),
        "waiting": _("väntar"),
        "invalid": _("ogiltig"),
        "erased": _("utplånad"),
    }
    value = readable(kind, step.field, step.value)
    shown = value if len(value) <= WIDEST_VALUE else f"{value[: WIDEST_VALUE - 1]}…"
    state = states.get(step.state, step.state)
    by = who(step.author, step.made_at)
    return f"{step.change[:SHORT]}  {state:<8}  {by}  {label(kind, step.field)}: {shown}"


COMMANDS = (
    Command(
        "search",
        (N_("[ORD…]"),),
        N_("Söker bland projekten. [--where FACETT=VÄRDE]… [--limit N] [--offset N] [--no-facets]"),
        _search,
        _search_options,
    ),
    Command("show", ("ID",), N_("Visar en post, även en borttagen."), _show),
    Command("list", (N_("SLAG"),), N_("Räknar upp alla poster av ett slag."), _list),
    Command("history", ("ID",), N_("Visar alla ändringar av en post."), _history),
)
