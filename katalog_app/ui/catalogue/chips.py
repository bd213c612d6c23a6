"""The chips of a question: what they say, and what they are as text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from katalog_app.language import question as typing
from katalog_app.language.question import Part, PartKind
from katalog_app.model.query import Facet
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.catalogue.asking import Question
from katalog_app.ui.catalogue.facets import Labels

LONG_RUN = 3
"""So many years in a row or more are one chip."""


@dataclass(frozen=True)
class ChipText:
    """One chip."""

    text: str
    name: str
    """What pressing it does, for a screen reader."""
    typed: str
    """What it is as text in the field."""
    ticks: frozenset[tuple[Facet, str]] = frozenset()
    piece: str | None = None
    """The phrase or exclusion it stands for; None for ticked values."""


def chips_of(question: Question, pieces: Sequence[str], label: Labels) -> list[ChipText]:
    """Return the chips in the order they are shown: filters as in the list, then the pieces."""
    chips: list[ChipText] = []
    for facet in wording.FACETS:
        ticked = sorted(question.where.get(facet, ()))
        runs = _years(ticked) if facet is Facet.YEAR else ([value] for value in ticked)
        for number, run in enumerate(runs):
            chips.append(_of_filter(facet, run, label, follows=number > 0))
    return [*chips, *map(_of_piece, pieces)]


def _of_filter(facet: Facet, run: list[str], label: Labels, *, follows: bool) -> ChipText:
    name, called = _(wording.FACETS[facet]), label(facet, run[0])
    if len(run) > 1:
        called = f"{run[0]}–{run[-1]}"
    text = _("eller {value}") if follows else "{facet}: {value}"
    removing = _("Ta bort filtret {facet}: {value}").format(facet=name, value=called)
    typed = f"{run[0]}-{run[-1]}" if len(run) > 1 else run[0]
    if facet is Facet.FAMILY:
        typed = "ja" if typed == "true" else "nej"
    return ChipText(
        text.format(facet=name, value=called),
        removing,
        typing.filter_text(facet, typed),
        frozenset((facet, value) for value in run),
    )


def _years(years: Iterable[str]) -> Iterator[list[str]]:
    """Yield years, those that are many in a row together."""
    run: list[str] = []
    rows: list[list[str]] = []
    for year in years:
        if run and run[-1].isdecimal() and year.isdecimal() and int(year) == int(run[-1]) + 1:
            run.append(year)
        else:
            run = [year]
            rows.append(run)
    for row in rows:
        yield from [row] if len(row) >= LONG_RUN else ([year] for year in row)


def _of_piece(piece: str) -> ChipText:
    text = called(piece)
    return ChipText(text, _("Ta bort ”{what}”").format(what=text), piece, piece=piece)


def called(piece: str) -> str:
    """Return what a phrase or an exclusion is called, such as "utan: ord"."""
    parts = typing.parse(piece)
    return _called(parts[0]) if parts else piece


def _called(part: Part) -> str:
    if part.facet is not None:
        name = _(wording.FACETS[part.facet])
        return _("utan {facet}: {value}").format(facet=name, value=part.text)
    if not part.negated:
        return _("exakt: {words}").format(words=part.text)
    words = f"”{part.text}”" if part.kind is PartKind.PHRASE else part.text
    return _("utan: {words}").format(words=words)
