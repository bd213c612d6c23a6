"""The words for advice on a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog_app.model import telling
from katalog_app.model.fields import EntryKind
from katalog_app.services.advising import HintKind, PartKind
from katalog_app.texts import N_, _, ngettext
from katalog_app.ui import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog_app.services.advising import Advice, Hint, Part

QUOTE = 60
"""Characters of a sentence that are quoted."""
NAMED = 3
"""Things named on one line; the rest are counted."""
_MISSING = {
    "what": N_("Skriv i två eller tre meningar vad ni gör eller har gjort."),
    "why": N_("Skriv vilket behov eller problem som fick er att börja."),
    "contact": N_("Välj en kontakt, så att den som vill veta mer vet vart den ska vända sig."),
    "sources": N_("Lägg till en adress där det går att läsa mer eller kontrollera uppgiften."),
    "status": N_("Välj om det är en idé, pågår, är i drift eller är avslutat."),
    "period": N_("Skriv vilket år det började, och när det slutade om det är klart."),
    "framework": N_("Välj minst ett mål eller en transformation som projektet bidrar till."),
    "reviewed": N_("Skriv dagens datum när någon som vet har läst igenom uppgifterna."),
}
_PARTS = {
    PartKind.FACTS: N_("Uppgifter som andra behöver"),
    PartKind.SENTENCES: N_("Lagom långa meningar"),
    PartKind.WORDS: N_("Vanliga ord"),
    PartKind.LIX: N_("Läsbarhet"),
}


def score(advice: Advice) -> str:
    """Return the score in a sentence."""
    return _("Så här tydlig är texten: {score} av 100").format(score=advice.score)


def clarity(advice: Advice) -> str:
    """Return the score in few words."""
    return _("Tydlighet {score} av 100").format(score=advice.score)


def lacking(advice: Advice) -> str:
    """Return what is missing in a sentence; "" for nothing.

    Whether the facts are confirmed is said elsewhere.
    """
    names = [_name(field) for field in advice.missing if field != "reviewed"]
    if not names:
        return ""
    # Only the first letter: what others have named keeps its own.
    names = [name[:1].lower() + name[1:] for name in names]
    return _("Ofullständig: saknar {fields}").format(fields=wording.listed(*names))


def part(one: Part, lix: int) -> str:
    """Return a part of the score on one line."""
    name = _(_PARTS[one.kind])
    if one.kind is PartKind.LIX and lix:
        name = _("Läsbarhet (LIX {lix})").format(lix=lix)
    return _("{name}: {points} av {most}").format(name=name, points=one.points, most=one.most)


def hint(one: Hint) -> str:
    """Return a hint in words: where, what, and how to make it better."""
    match one.kind:
        case HintKind.MISSING:
            return _("{field} saknas. {how}").format(field=_name(one.field), how=_how(one))
        case HintKind.STALE:
            return _("{field}: mer än ett år sedan. {how}").format(
                field=_name(one.field), how=_how(one)
            )
        case HintKind.LONG_SENTENCE:
            words = _("{field}: en mening på {count} ord. Dela den i två. ”{quote}”")
        case HintKind.LONG_PARAGRAPH:
            words = _("{field}: ett stycke på {count} ord. Gör nytt stycke i mitten. ”{quote}”")
        case HintKind.HARD_WORD:
            words = _("{field}: ”{quote}” kan bytas mot ”{instead}”.")
    return words.format(
        field=_name(one.field), count=one.words, quote=_quoted(one.quote), instead=one.instead
    )


def under_field(hints: Iterable[Hint]) -> str:
    """Return the hints on one text on one quiet line; "" for none."""
    found = list(hints)
    said = []
    for kind, words in (
        (HintKind.LONG_SENTENCE, _long_sentences),
        (HintKind.LONG_PARAGRAPH, _long_paragraphs),
    ):
        mine = [one for one in found if one.kind is kind]
        if mine:
            said.append(words(mine))
    hard = list(dict.fromkeys(h.quote.lower() for h in found if h.kind is HintKind.HARD_WORD))
    if hard:
        named = [f"”{_quoted(word)}”" for word in hard[:NAMED]]
        if len(hard) > NAMED:
            named.append(_("{count} till").format(count=len(hard) - NAMED))
        said.append(_("Krångligt: {words}.").format(words=wording.listed(*named)))
    return " ".join(said)


def _long_sentences(hints: list[Hint]) -> str:
    longest = max(one.words for one in hints)
    words = ngettext(
        "En mening är lång ({words} ord).",
        "{count} meningar är långa (den längsta {words} ord).",
        len(hints),
    )
    return words.format(count=len(hints), words=longest)


def _long_paragraphs(hints: list[Hint]) -> str:
    words = ngettext("Ett stycke är långt.", "{count} stycken är långa.", len(hints))
    return words.format(count=len(hints))


def _how(one: Hint) -> str:
    return _(_MISSING[one.field]) if one.field in _MISSING else ""


def _name(field: str) -> str:
    return telling.field_name(EntryKind.PROJECT, field)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE else f"{line[: QUOTE - 1]}…"
