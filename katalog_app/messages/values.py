"""The words for a value that does not fit its field."""

from collections.abc import Sequence

from katalog_app.errors import ValueFault
from katalog_app.messages.form import listed, quoted
from katalog_app.texts import N_, _


def reason(fault: ValueFault, value: str) -> str:
    """Return what is wrong with a value, as a sentence that follows the name of its field."""
    return _(_REASONS[fault]).format(value=quoted(value))


def remedy(fault: ValueFault, allowed: Sequence[str]) -> str:
    """Return what to do about a value that does not fit."""
    if allowed:
        return _("Tillåtet är: {allowed}.").format(allowed=listed(allowed))
    return _(_REMEDIES[fault])


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
    ValueFault.FORMULA: N_("cellen har en formel, ”{value}”."),
    ValueFault.MERGED: N_("cellerna {value} är sammanfogade."),
    ValueFault.ERROR_VALUE: N_("cellen visar ett felvärde, som #SAKNAS! eller #REFERENS!."),
    ValueFault.NUMBER_FOR_TEXT: N_("kalkylprogrammet har gjort texten till talet {value}."),
    ValueFault.DOUBLE_COLUMN: N_("det finns mer än en kolumn som heter ”{value}”."),
    ValueFault.NO_COLUMN: N_("”{value}” står i en kolumn utan rubrik."),
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
    ValueFault.FORMULA: N_("Skriv värdet i stället, eller klistra in det som bara värden."),
    ValueFault.MERGED: N_("Dela dem, och skriv värdet på varje rad som det gäller."),
    ValueFault.ERROR_VALUE: N_("Skriv rätt värde, eller töm cellen."),
    ValueFault.NUMBER_FOR_TEXT: N_(
        "Gör om cellen till text och skriv på nytt: nollor och plustecken i början kan ha fallit."
    ),
    ValueFault.DOUBLE_COLUMN: N_("Ta bort den ena, eller ge den en annan rubrik."),
    ValueFault.NO_COLUMN: N_("Flytta värdet till rätt kolumn, eller töm cellen."),
}
