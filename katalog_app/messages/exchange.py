"""The words for what can go wrong with files from others, keys, editions and conflicts."""

from katalog_app.errors import (
    FileFault,
    FileRefusedError,
    NoConflictError,
    NotCoordinatorError,
    NothingToEraseError,
    UnknownKeyError,
)
from katalog_app.messages.form import Message, listed, quoted
from katalog_app.texts import N_, _


def refused(error: FileRefusedError) -> Message:
    """Return the words for a file that was refused, or could not be written."""
    text, unchanged, remedy = (_(part) for part in _FILES[error.fault])
    places = {"file": quoted(error.path.name), "detail": quoted(error.detail)}
    by_command = ""
    if error.fault is FileFault.MASS_DELETION:
        by_command = _("Fråga avsändaren. Är det meningen, ta in filen med {option}.").format(
            option=f"--accept-deletions {places['detail']}"
        )
    elif error.fault is FileFault.REVOKED_KEY:
        by_command = _(
            "Ring avsändaren. Är allt i sin ordning, godkänn nyckeln med katalog keys approve KOD."
        )
    return Message(text.format(**places), unchanged, remedy, by_command)


def forbidden(
    error: UnknownKeyError | NotCoordinatorError | NoConflictError | NothingToEraseError,
) -> Message:
    """Return the words for what cannot be done to keys, editions, conflicts and personal data."""
    match error:
        case UnknownKeyError(wanted=wanted):
            return Message(
                _("Ingen nyckel har koden ”{code}”.").format(code=quoted(wanted)),
                _("Vilka du litar på är som förut."),
                _("Jämför koden med den som avsändaren läser upp. Avsändare i Utbyte visar alla."),
                _("Jämför koden med den som avsändaren läser upp. katalog keys visar alla."),
            )
        case NotCoordinatorError(coordinators=names):
            return Message(
                _("Bara en samordnare kan ge ut en utgåva. Samordnare är: {names}.").format(
                    names=listed(names)
                ),
                _("Ingen utgåva är gjord."),
                _("Skicka i stället ett bidrag till en samordnare."),
            )
        case NoConflictError(entry=entry, field=field):
            return Message(
                _("Det är ingen krock i fältet {field} hos ”{entry}”.").format(
                    field=quoted(field), entry=quoted(entry)
                ),
                _("Posten är som den var."),
                _("Någon kan ha avgjort den redan. Krockar i Utbyte visar dem som är öppna."),
                _("Någon kan ha avgjort den redan. katalog conflicts visar dem som är öppna."),
            )
        case NothingToEraseError(entry=entry):
            return Message(
                _("”{entry}” har inga sådana uppgifter att radera.").format(entry=quoted(entry)),
                _("Inget är raderat."),
                _("Öppna posten i Katalog och se vilka uppgifter den har."),
                _("Kontrollera fältets namn. katalog show visar vilka fält posten har."),
            )


def let_go(file: str, sender: str) -> Message:
    """Return the words for a file held back whose copy is gone, as it held an erased value.

    Args:
        file: Its name, "" where that was erased.
        sender: The sender's name, "" where not known.
    """
    named = _("Filen {file} innehöll en uppgift som har raderats enligt dataskydd.")
    unnamed = _("En fil innehöll en uppgift som har raderats enligt dataskydd.")
    who = quoted(sender) if sender else _("avsändaren")
    return Message(
        named.format(file=quoted(file)) if file else unnamed,
        _(
            "Den hölls kvar tills avsändaren blir godkänd, och kopian här är nu borttagen. "
            "Inget ur den hann komma med i katalogen."
        ),
        _(
            "Be {sender} skicka en ny fil. Nästa fil har med allt som fanns i den här, så inget "
            "annat går förlorat."
        ).format(sender=who),
    )


_FILES: dict[FileFault, tuple[str, str, str]] = {
    FileFault.UNREADABLE: (
        N_("Filen {file} går inte att läsa. ({detail})"),
        N_("Inget är taget ur den, och katalogen är som förut."),
        N_("Kontrollera att filen finns kvar och att du får läsa den."),
    ),
    FileFault.NOT_KATALOG: (
        N_("{file} är ingen katalogfil, och innehåller ingen."),
        N_("Katalogen är som förut."),
        N_("Välj en fil som slutar på .katalog, eller brevet eller zip-filen som den kom i."),
    ),
    FileFault.SEVERAL: (
        N_("{file} innehåller flera katalogfiler ({detail})."),
        N_("Ingen av dem är läst."),
        N_("Packa upp dem och ta in en i taget."),
    ),
    FileFault.DAMAGED: (
        N_("Filen {file} är skadad: kontrollsumman stämmer inte. ({detail})"),
        N_("Inget i den är taget in, och katalogen är som förut."),
        N_("Be avsändaren skicka filen igen."),
    ),
    FileFault.MALFORMED: (
        N_("Filen {file} är inte skriven som en katalogfil ska vara. ({detail})"),
        N_("Inget i den är taget in. Katalogen är som förut."),
        N_("Be avsändaren göra en ny fil med Katalogen. Lita inte på filen om den kom oväntat."),
    ),
    FileFault.BAD_SIGNATURE: (
        N_("Underskriften i {file} stämmer inte: innehållet är ändrat efter att den gjordes."),
        N_("Inget ur filen är med i katalogen."),
        N_("Ring avsändaren, och be om en ny fil på en annan väg."),
    ),
    FileFault.OTHER_CATALOGUE: (
        N_("Filen {file} hör till en annan katalog."),
        N_("Inget är hämtat ur den."),
        N_("Fråga avsändaren vilken katalog filen är gjord för."),
    ),
    FileFault.NEWER_FORMAT: (
        N_("Filen {file} är gjord med en nyare version av Katalogen. ({detail})"),
        N_("Den är inte inläst, och inget är ändrat."),
        N_("Installera den senaste versionen och ta in filen igen."),
    ),
    FileFault.TOO_LARGE: (
        N_("Filen {file} är större än vad Katalogen tar emot. ({detail})"),
        N_("Den är inte inläst. Katalogen är som förut."),
        N_("Fråga avsändaren om det är rätt fil."),
    ),
    FileFault.REVOKED_KEY: (
        N_("Filen {file} är underskriven med en nyckel som inte gäller längre ({detail})."),
        N_("Inget nytt i den är taget in."),
        N_("Ring avsändaren. Är allt i sin ordning, välj Godkänn igen under Avsändare i Utbyte."),
    ),
    FileFault.MASS_DELETION: (
        N_("Filen {file} tar bort ovanligt många poster: {detail}."),
        N_("Ingen av dem är borttagen, och inget annat ur filen är med heller."),
        N_("Fråga avsändaren. Är det meningen, skriv antalet och ta in filen."),
    ),
    FileFault.UNWRITABLE: (
        N_("Filen {file} gick inte att skriva. ({detail})"),
        N_("Det som låg där förut är kvar."),
        N_("Välj en annan plats utanför katalogens egen mapp, eller frigör utrymme."),
    ),
    FileFault.FOREIGN_RECEIPT: (
        N_("{file} är ett kvitto på ändringar som inte är gjorda här."),
        N_("Inget av det är sparat, och katalogen är som förut."),
        N_("Skicka kvittot vidare till den som gjorde ändringarna, eller ta bort filen."),
    ),
    FileFault.UNKNOWN_RECEIPT_SIGNER: (
        N_("Kvittot {file} är underskrivet av någon som inte är godkänd här (kod {detail})."),
        N_("Inget av det är sparat, och dina ändringar har samma märken som förut."),
        N_("Ta först in en utgåva från samordnaren, och ta sedan in kvittot igen."),
    ),
    FileFault.NO_EDITION: (
        N_("Filen {file} är ett bidrag och ingen utgåva, så den går inte att jämföra med."),
        N_("Inget är taget in ur den."),
        N_("Välj filen med en utgåva. Ett bidrag förhandsvisas i Inkorg."),
    ),
    FileFault.NO_BACKUP: (
        N_("Filen {file} är ingen säkerhetskopia av Katalogen. ({detail})"),
        N_("Inget är återställt, och katalogen är som den var."),
        N_("Välj en säkerhetskopia ur listan, eller en fil som Katalogen har sparat."),
    ),
    FileFault.DAMAGED_BACKUP: (
        N_("Säkerhetskopian {file} är skadad. ({detail})"),
        N_("Den är inte återställd, och katalogen är som den var."),
        N_("Välj en annan säkerhetskopia."),
    ),
}
"""Text, what was not changed, remedy in the window; places in the text: file, detail."""
