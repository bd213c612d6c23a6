"""Every fault in the user's words: what happened, what was not changed, what to do now.

The window and the command line say the same thing because both ask here. Names of kinds of entries
are here too, since faults and pages share them.
"""

from katalog_app.errors import (
    AmbiguousSlugError,
    AnswerLostError,
    CorruptChangeError,
    FileNotWrittenError,
    FileRefusedError,
    InvalidValueError,
    NoConflictError,
    NotCoordinatorError,
    NotDeletedError,
    NothingToEraseError,
    PictureRefusedError,
    StoreFault,
    StoreUnavailableError,
    TableRefusedError,
    UnknownChangeError,
    UnknownEditionError,
    UnknownEntryError,
    UnknownFacetError,
    UnknownFieldError,
    UnknownKeyError,
    UnknownKindError,
)
from katalog_app.messages import exchange, files, pictures, tables, values
from katalog_app.messages.exchange import let_go
from katalog_app.messages.form import Message, listed, quoted
from katalog_app.model.fields import FIELDS
from katalog_app.model.wording import KIND_NAMES, kind_name
from katalog_app.texts import N_, _

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

FINDING_NAMES: dict[str, str] = {
    "unknown-municipality": N_("Kommun som inte finns i katalogen"),
    "unknown-organisation": N_("Organisation som inte finns i katalogen"),
    "unknown-partner": N_("Samarbetspartner som inte finns i katalogen"),
    "dangling-link": N_("Fält som pekar på en post som saknas"),
    "double-slug": N_("Samma kortnamn på flera poster"),
    "double-title": N_("Samma namn på flera poster"),
    "possible-duplicate": N_("Poster som kan vara samma sak"),
    "missing-fact": N_("Uppgift som saknas"),
    "stale": N_("Projekt som ingen har bekräftat på länge"),
    "erasure-request": N_("Begäran om att radera personuppgifter"),
    "missing-image": N_("Bild som inte finns här"),
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
            return tables.refused(error)
        case FileRefusedError():
            return exchange.refused(error)
        case PictureRefusedError():
            return pictures.refused(error)
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
        case UnknownEditionError():
            gone = _("Utgåvan finns inte här längre.")
            return Message(gone, nothing, _("Välj en annan utgåva att jämföra med."))
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
            field=field_label(error.field), reason=values.reason(error.fault, error.value)
        ),
        _("Värdet sparades inte."),
        values.remedy(error.fault, error.allowed),
    )


def beside_field(error: InvalidValueError) -> str:
    """Return what is wrong with a value and what to do, to stand beside the field in a form."""
    reason = values.reason(error.fault, error.value)
    return f"{reason[:1].upper()}{reason[1:]} {values.remedy(error.fault, error.allowed)}"


def field_label(name: str) -> str:
    """Return what people call a field, with its name where they differ; unknown names as they are.

    A part of a record is named with a dot, "contact_centre.phone".
    """
    for fields in FIELDS.values():
        for field in fields:
            if field.name == name:
                return _("{label} ({name})").format(label=_(field.label), name=name)
    return quoted(name)


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
