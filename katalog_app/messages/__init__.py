"""Every fault in the user's words: what happened, what was not changed, what to do now.

The window and the command line say the same thing because both ask here. Names of kinds of entries
are here too, since faults and pages share them.
"""

from collections.abc import Sequence

from katalog_app.errors import (
    AmbiguousSlugError,
    AnswerLostError,
    BadCell,
    CorruptChangeError,
    FileNotWrittenError,
    FileRefusedError,
    InvalidValueError,
    NoConflictError,
    NotCoordinatorError,
    NotDeletedError,
    NothingToEraseError,
    StoreFault,
    StoreUnavailableError,
    TableFault,
    TableRefusedError,
    UnknownChangeError,
    UnknownEntryError,
    UnknownFacetError,
    UnknownFieldError,
    UnknownKeyError,
    UnknownKindError,
    ValueFault,
)
from katalog_app.messages import exchange, files
from katalog_app.messages.exchange import let_go
from katalog_app.messages.form import MOST_NAMED, Message, listed, quoted
from katalog_app.model.fields import FIELDS, EntryKind
from katalog_app.texts import N_, _, ngettext

__all__ = [
    "FINDING_NAMES",
    "KIND_NAMES",
    "Message",
    "as_text",
    "beside_field",
    "field_label",
    "finding_name",
    "kind_name",
    "let_go",
    "let_go_as_text",
    "message",
]

KIND_NAMES: dict[str, str] = {
    EntryKind.PROJECT: N_("projekt"),
    EntryKind.CONTACT: N_("kontakt"),
    EntryKind.PERSON: N_("person"),
    EntryKind.MUNICIPALITY: N_("kommun"),
    EntryKind.NODE: N_("ramverksdel"),
    EntryKind.LINK: N_("samband"),
    EntryKind.EVENT: N_("händelse"),
    EntryKind.SYNONYMS: N_("synonymer"),
}
"""One entry of each kind, as message ids."""

FINDING_NAMES: dict[str, str] = {
    "unknown-municipality": N_("Kommun som inte finns i katalogen"),
    "unknown-organisation": N_("Organisation som inte finns i katalogen"),
    "unknown-partner": N_("Samarbetspartner som inte finns i katalogen"),
    "dangling-link": N_("Fält som pekar på en post som saknas"),
    "double-slug": N_("Samma kortnamn på flera poster"),
    "double-title": N_("Samma namn på flera poster"),
    "missing-fact": N_("Uppgift som saknas"),
    "stale": N_("Projekt som ingen har bekräftat på länge"),
    "erasure-request": N_("Begäran om att radera personuppgifter"),
    "circle": N_("Delar av ramverket som ligger under varandra"),
}
"""What a kind of finding is called, as message ids."""


def message(error: BaseException) -> Message:
    """Return the words for a fault; whatever is not a `KatalogError` is "Oväntat fel"."""
    match error:
        case StoreUnavailableError():
            return _store(error)
        case InvalidValueError():
            return _value(error)
        case TableRefusedError():
            return _table(error)
        case FileRefusedError():
            return exchange.refused(error)
        case UnknownKeyError() | NotCoordinatorError() | NoConflictError() | NothingToEraseError():
            return exchange.forbidden(error)
        case UnknownKindError() | UnknownFieldError() | UnknownFacetError():
            return _unknown_name(error)
        case FileNotWrittenError():
            return files.not_written(error)
        case _:
            return _entry(error)


def as_text(error: BaseException) -> str:
    """Return the words for a fault as lines for the command line."""
    told = message(error)
    return "\n".join((told.text, told.unchanged, told.command_remedy))


def let_go_as_text(file: str, sender: str) -> str:
    """Return on one line what is said of a file held back whose copy is gone."""
    told = let_go(file, sender)
    return " ".join((told.text, told.unchanged, told.remedy))


def kind_name(kind: str) -> str:
    """Return what people call a kind of entry; an unknown kind as it is."""
    return _(KIND_NAMES[kind]) if kind in KIND_NAMES else kind


def finding_name(kind: str) -> str:
    """Return what a kind of finding is called; an unknown kind as it is."""
    return _(FINDING_NAMES[kind]) if kind in FINDING_NAMES else kind


def _entry(error: BaseException) -> Message:
    nothing = _("Inget är ändrat.")
    match error:
        case UnknownEntryError(wanted=wanted):
            return Message(
                _("Det finns ingen post med id eller kortnamn ”{wanted}”.").format(
                    wanted=quoted(wanted)
                ),
                nothing,
                _("Sök efter posten och använd dess id."),
            )
        case AmbiguousSlugError(slug=slug, ids=ids):
            return Message(
                _("Flera poster har kortnamnet ”{slug}”: {ids}.").format(
                    slug=quoted(slug), ids=listed(ids)
                ),
                nothing,
                _("Använd postens id i stället för kortnamnet."),
            )
        case UnknownChangeError(wanted=wanted):
            return Message(
                _("Posten har ingen ändring med id ”{wanted}”.").format(wanted=quoted(wanted)),
                nothing,
                _("Läs in posten igen, så syns de ändringar som gäller nu."),
            )
        case NotDeletedError(entry=entry):
            return Message(
                _("Posten ”{entry}” är inte borttagen.").format(entry=quoted(entry)),
                nothing,
                _("Den går att använda som den är, så du behöver inte återställa den."),
            )
        case AnswerLostError(detail=detail):
            return Message(
                _("Svaret gick inte att skriva. ({detail})").format(detail=quoted(detail)),
                _("Det kommandot skulle göra är gjort. Bara svaret saknas."),
                _("Frigör utrymme där svaret ska ligga. Läs sedan i Katalog vad som gäller."),
                _("Frigör utrymme där svaret ska ligga. Läs sedan med show eller search."),
            )
        case CorruptChangeError(detail=detail):
            return Message(
                _("En ändring är skadad och går inte att läsa. ({detail})").format(
                    detail=quoted(detail)
                ),
                _("Katalogen är som förut; den skadade ändringen är inte med."),
                _("Hämta ändringen på nytt från den som gjorde den."),
            )
        case _:
            return Message(
                _("Oväntat fel i programmet ({name}).").format(name=type(error).__name__),
                _("Det som var sparat är kvar. Det du höll på med är inte sparat."),
                _("Försök igen. Händer det igen, skicka felrapporten till Katalogens ansvariga."),
            )


def _unknown_name(error: UnknownKindError | UnknownFieldError | UnknownFacetError) -> Message:
    nothing = _("Ingenting är ändrat.")
    remedy = _("Välj något av: {known}.").format(known=listed(error.known))
    wanted = quoted(error.wanted)
    match error:
        case UnknownKindError():
            text = _("Det finns inget slag av poster som heter ”{wanted}”.").format(wanted=wanted)
        case UnknownFieldError(kind=kind):
            text = _("En post av slaget {kind} har inget fält som heter ”{wanted}”.").format(
                kind=kind_name(kind), wanted=wanted
            )
        case UnknownFacetError():
            text = _("Det går inte att filtrera på ”{wanted}”.").format(wanted=wanted)
    return Message(text, nothing, remedy)


def _store(error: StoreUnavailableError) -> Message:
    text, unchanged, remedy = (_(part) for part in _STORE[error.fault])
    places = {"folder": error.folder, "detail": quoted(error.detail)}
    by_command = ""
    if error.fault is StoreFault.MISSING_EDITION:
        by_command = _("Installera om Katalogen, eller börja utan utgåva med --empty.")
    return Message(text.format(**places), unchanged, remedy, by_command)


def _value(error: InvalidValueError) -> Message:
    return Message(
        _("Fältet ”{field}”: {reason}").format(
            field=field_label(error.field), reason=_reason(error.fault, error.value)
        ),
        _("Värdet sparades inte."),
        _remedy(error.fault, error.allowed),
    )


def beside_field(error: InvalidValueError) -> str:
    """Return what is wrong with a value and what to do, to stand beside the field in a form."""
    reason = _reason(error.fault, error.value)
    return f"{reason[:1].upper()}{reason[1:]} {_remedy(error.fault, error.allowed)}"


def field_label(name: str) -> str:
    """Return what people call a field, with its name where they differ; unknown names as they are.

    A part of a record is named with a dot, "contact_centre.phone".
    """
    for fields in FIELDS.values():
        for field in fields:
            if field.name == name:
                return _("{label} ({name})").format(label=_(field.label), name=name)
    return quoted(name)


def _reason(fault: ValueFault, value: str) -> str:
    return _(_REASONS[fault]).format(value=quoted(value))


def _remedy(fault: ValueFault, allowed: Sequence[str]) -> str:
    if allowed:
        return _("Tillåtet är: {allowed}.").format(allowed=listed(allowed))
    return _(_REMEDIES[fault])


def _table(error: TableRefusedError) -> Message:
    text, unchanged, remedy = (_(part) for part in _TABLE[error.fault])
    text = text.format(file=error.path.name, detail=quoted(error.detail))
    if error.cells:
        named = [_cell(cell) for cell in error.cells[:MOST_NAMED]]
        rest = len(error.cells) - len(named)
        if rest:
            more = ngettext("… och {count} cell till.", "… och {count} celler till.", rest)
            named.append(more.format(count=rest))
        text = "\n".join([text, *named])
    by_command = ""
    if error.fault is TableFault.UNKNOWN_FORMAT:
        by_command = _(
            "Använd en fil som slutar på .json, .xlsx eller .csv. För .csv behövs --kind."
        )
    return Message(text, unchanged, remedy, by_command)


def _cell(cell: BadCell) -> str:
    return _("Rad {row}, kolumn {column}: {reason} {remedy}").format(
        row=cell.row,
        column=quoted(cell.column),
        reason=_reason(cell.fault, cell.value),
        remedy=_remedy(cell.fault, cell.allowed),
    )


_STORE: dict[StoreFault, tuple[str, str, str]] = {
    StoreFault.MISSING_EDITION: (
        N_("Den medföljande utgåvan saknas i programmet."),
        N_("Inget är skrivet i mappen för katalogen."),
        N_("Installera om Katalogen."),
    ),
    StoreFault.UNREADABLE: (
        N_("Katalogen i {folder} går inte att läsa."),
        N_("Det som finns i mappen är kvar som det var."),
        N_("Kontrollera att du har rätt att läsa mappen, eller välj en annan mapp."),
    ),
    StoreFault.UNWRITABLE: (
        N_("Det går inte att skriva i {folder}."),
        N_("Katalogen är som den var innan, och ändringen är inte sparad."),
        N_("Kontrollera att mappen inte är skrivskyddad, eller välj en annan mapp."),
    ),
    StoreFault.DAMAGED: (
        N_("Katalogens fil i {folder} är skadad. ({detail})"),
        N_("Filen är kvar som den är. Inget har skrivits över."),
        N_("Flytta undan filen och börja om med den senaste utgåvan och dina bidragsfiler."),
    ),
    StoreFault.LOCKED: (
        N_("Katalogen är upptagen av ett annat program."),
        N_("Ändringen är inte sparad, och det som var sparat är kvar."),
        N_("Vänta en stund, stäng andra fönster med Katalogen och försök igen."),
    ),
    StoreFault.DISK_FULL: (
        N_("Disken är full, så ändringen sparades inte."),
        N_("Det som var sparat förut är kvar."),
        N_("Frigör utrymme och spara igen."),
    ),
    StoreFault.NEWER_SCHEMA: (
        N_("Katalogen i {folder} är gjord av en nyare version av programmet."),
        N_("Den har inte rörts."),
        N_("Installera den senaste versionen av Katalogen."),
    ),
    StoreFault.NETWORK_SHARE: (
        N_("Mappen {folder} ligger på en nätverksenhet, där katalogen kan bli skadad."),
        N_("Inget har lagts i mappen."),
        N_("Välj en mapp på datorns egen disk. Dela med andra genom bidragsfiler."),
    ),
    StoreFault.SYNCED_FOLDER: (
        N_("Mappen {folder} synkas med andra datorer, som kan skriva över varandras katalog."),
        N_("Inga filer har lagts där."),
        N_("Välj en mapp som inte synkas. Dela med andra genom bidragsfiler."),
    ),
    StoreFault.OLD_SQLITE: (
        N_("Datorns SQLite ({detail}) är för gammal för sökningen i Katalogen."),
        N_("Ingen katalog har öppnats eller ändrats."),
        N_("Installera SQLite 3.34 eller senare, eller använd det färdiga programmet."),
    ),
}
"""Text, what was not changed, remedy; places: folder, detail."""

_REASONS: dict[ValueFault, str] = {
    ValueFault.WRONG_TYPE: N_("”{value}” är fel sorts värde."),
    ValueFault.NOT_A_CHOICE: N_("”{value}” finns inte bland valen."),
    ValueFault.BAD_PERIOD: N_("”{value}” är ingen period."),
    ValueFault.PERIOD_BACKWARDS: N_("perioden ”{value}” slutar innan den börjar."),
    ValueFault.BAD_DATE: N_("”{value}” är inget datum."),
    ValueFault.NOT_AN_ENTRY: N_("”{value}” är inte en post som fältet kan peka på."),
    ValueFault.OUT_OF_RANGE: N_("talet ”{value}” är för litet eller för stort."),
    ValueFault.TOO_LONG: N_("texten är för lång. Den börjar ”{value}”."),
    ValueFault.FORBIDDEN_CHARACTER: N_("texten har ett tecken som inte får finnas där."),
    ValueFault.REQUIRED: N_("det måste ha ett värde."),
    ValueFault.NOT_A_SET: N_("det är ingen lista, så det går inte att lägga till eller ta bort."),
    ValueFault.BAD_JSON: N_("”{value}” är inte giltig JSON."),
    ValueFault.UNREADABLE_FILE: N_("filen ”{value}” går inte att läsa som text."),
    ValueFault.DUPLICATE: N_("”{value}” finns på mer än en rad."),
    ValueFault.TAKEN: N_("det finns redan en annan person som heter ”{value}”."),
}
_REMEDIES: dict[ValueFault, str] = {
    ValueFault.WRONG_TYPE: N_("Skriv ett värde av rätt sort: text, tal, eller ja och nej."),
    ValueFault.NOT_A_CHOICE: N_("Välj ett av de värden som fältet erbjuder."),
    ValueFault.BAD_PERIOD: N_("Skriv perioden som 2021/2024, 2021/ eller /2024."),
    ValueFault.PERIOD_BACKWARDS: N_("Låt perioden börja före den slutar."),
    ValueFault.BAD_DATE: N_("Skriv datumet som 2026-11-24."),
    ValueFault.NOT_AN_ENTRY: N_("Ange id för en post som finns i katalogen."),
    ValueFault.OUT_OF_RANGE: N_("Välj ett tal som ligger inom fältets gränser."),
    ValueFault.TOO_LONG: N_("Korta texten."),
    ValueFault.FORBIDDEN_CHARACTER: N_("Ta bort styrtecken och radbrytningar och försök igen."),
    ValueFault.REQUIRED: N_("Fyll i fältet."),
    ValueFault.NOT_A_SET: N_("Ange hela värdet i stället."),
    ValueFault.BAD_JSON: N_('Skriv värdet som JSON, till exempel {"name": "Lunds universitet"}.'),
    ValueFault.UNREADABLE_FILE: N_("Kontrollera att filen finns och är sparad som UTF-8."),
    ValueFault.DUPLICATE: N_("Låt varje post ha en enda rad."),
    ValueFault.TAKEN: N_("Är det du, välj att någon annan skriver. Annars behövs ett annat namn."),
}

_TABLE: dict[TableFault, tuple[str, str, str]] = {
    TableFault.UNREADABLE: (
        N_("Tabellen {file} går inte att läsa. ({detail})"),
        N_("Inget ur tabellen är inläst."),
        N_("Kontrollera att filen finns och är hel, och att inget annat program har den öppen."),
    ),
    TableFault.NOT_JSON: (
        N_("Filen {file} är inte giltig JSON. ({detail})"),
        N_("Inget ur filen är inläst."),
        N_("Spara filen på nytt som JSON: en lista med ett objekt för varje post."),
    ),
    TableFault.NOT_A_TABLE: (
        N_("Innehållet i {file} är ingen tabell med poster."),
        N_("Katalogen är oförändrad."),
        N_("Den ska ha en rad för varje post, och kolumner som heter som fälten."),
    ),
    TableFault.TOO_LARGE: (
        N_("Tabellen {file} är för stor."),
        N_("Ingen rad är inläst."),
        N_("Dela upp den i flera filer."),
    ),
    TableFault.UNKNOWN_FORMAT: (
        N_("Det går inte att avgöra vad {file} är för slags tabell."),
        N_("Filen är inte inläst och ingen fil är skriven."),
        N_("Använd en fil som slutar på .json, .xlsx eller .csv."),
    ),
    TableFault.BAD_CELLS: (
        N_("Tabellen {file} har celler med fel."),
        N_("Ingen av raderna är inläst."),
        N_("Rätta cellerna och läs in tabellen igen."),
    ),
    TableFault.UNWRITABLE: (
        N_("Det går inte att skriva filen {file}. ({detail})"),
        N_("Det som stod i filen förut är kvar."),
        N_("Stäng filen i andra program, eller välj en annan plats."),
    ),
}
"""Text, what was not changed, remedy; places in the text: file, detail."""
