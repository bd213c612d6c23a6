"""The words for what in a file of synonyms is not used."""

from katalog_app.language import synonyms
from katalog_app.language.synonyms import SynonymFault, SynonymFinding
from katalog_app.messages.form import Message, quoted
from katalog_app.texts import N_, _


def beside(finding: SynonymFinding) -> str:
    """Return what is wrong with a group, and what to do, to stand beside where it is written."""
    places = {**_LIMITS, "quote": quoted(finding.quote)}
    return _(_BESIDE[finding.fault]).format(**places)


def unused(finding: SynonymFinding) -> Message:
    """Return the words for something in the file that the search does not use."""
    places = {**_LIMITS, "line": finding.line, "quote": quoted(finding.quote)}
    return Message(*(_(part).format(**places) for part in _WORDS[finding.fault]))


_LIMITS: dict[str, int] = {
    "kilobytes": synonyms.MOST_BYTES // 1_000,
    "lines": synonyms.MOST_LINES,
    "phrases": synonyms.MOST_PHRASES,
    "words": synonyms.MOST_WORDS,
    "letters": synonyms.LONGEST_WORD,
    "signs": synonyms.LONGEST_PHRASE,
}
_BESIDE: dict[SynonymFault, str] = {
    SynonymFault.TOO_MANY_PHRASES: N_(
        "En grupp kan ha högst {phrases} ord och fraser. Dela den i flera."
    ),
    SynonymFault.TOO_MANY_WORDS: N_(
        "”{quote}” har fler än {words} ord. Saknas ett komma mellan orden?"
    ),
    SynonymFault.WORD_TOO_LONG: N_(
        "Ett ord i ”{quote}” har fler än {letters} bokstäver. Korta det."
    ),
    SynonymFault.PHRASE_TOO_LONG: N_("”{quote}” är längre än {signs} tecken. Korta frasen."),
    SynonymFault.NO_WORD: N_("”{quote}” är inget ord. Ta bort det."),
    SynonymFault.ALONE: N_("En grupp är minst två olika ord. Skriv ett ord till."),
}
"""For one group; the other faults are of a whole file."""
_OTHERS_HOLD = N_("Alla andra ord i filen gäller.")
_LINE_SKIPPED = N_("Raden används inte. De andra raderna gäller.")
_NONE_HOLDS = N_("Inget i filen används. Programmets egna synonymer gäller.")
_WORDS: dict[SynonymFault, tuple[str, str, str]] = {
    SynonymFault.TOO_LARGE: (
        N_("Filen med synonymer är större än {kilobytes} kB."),
        _NONE_HOLDS,
        N_("Ta bort rader tills filen är mindre, och kontrollera att det är rätt fil."),
    ),
    SynonymFault.TOO_MANY_LINES: (
        N_("Filen med synonymer har fler än {lines} rader."),
        N_("De första {lines} raderna gäller. De som följer används inte."),
        N_("Ta bort rader tills de är högst {lines}."),
    ),
    SynonymFault.NOT_UTF8: (
        N_("Filen med synonymer är inte sparad som UTF-8, så å, ä och ö går inte att läsa."),
        _NONE_HOLDS,
        N_("Öppna filen i ett textprogram och spara den som UTF-8."),
    ),
    SynonymFault.TOO_MANY_PHRASES: (
        N_("Rad {line} har fler än {phrases} ord och fraser: ”{quote}”."),
        _LINE_SKIPPED,
        N_("Dela raden i flera, med högst {phrases} på varje."),
    ),
    SynonymFault.TOO_MANY_WORDS: (
        N_("Frasen ”{quote}” på rad {line} har fler än {words} ord."),
        _OTHERS_HOLD,
        N_("Korta frasen. Saknas ett komma mellan orden?"),
    ),
    SynonymFault.WORD_TOO_LONG: (
        N_("Ett ord i ”{quote}” på rad {line} har fler än {letters} bokstäver."),
        _OTHERS_HOLD,
        N_("Korta ordet eller ta bort det."),
    ),
    SynonymFault.PHRASE_TOO_LONG: (
        N_("Frasen ”{quote}” på rad {line} är längre än {signs} tecken."),
        _OTHERS_HOLD,
        N_("Korta frasen. Saknas ett komma mellan orden?"),
    ),
    SynonymFault.NO_WORD: (
        N_("På rad {line} står inget ord mellan två komman: ”{quote}”."),
        _OTHERS_HOLD,
        N_("Skriv ett ord där, eller ta bort det ena kommat."),
    ),
    SynonymFault.ALONE: (
        N_("Rad {line} har bara ett ord: ”{quote}”. En grupp är minst två olika."),
        _LINE_SKIPPED,
        N_("Skriv ett ord till på raden, med komma emellan, eller ta bort den."),
    ),
}
