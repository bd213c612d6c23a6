"""The five places of the window, and what a place that is not built yet will hold."""

from enum import StrEnum

from katalog_app.texts import N_


class Place(StrEnum):
    """A place; the value is its name in settings."""

    CATALOGUE = "catalogue"
    FRAMEWORK = "framework"
    CONTACTS = "contacts"
    OVERVIEW = "overview"
    EXCHANGE = "exchange"


NAMES = {
    Place.CATALOGUE: N_("Katalog"),
    Place.FRAMEWORK: N_("Ramverk"),
    Place.CONTACTS: N_("Kontakter"),
    Place.OVERVIEW: N_("Överblick"),
    Place.EXCHANGE: N_("Utbyte"),
}
"""What each place is called, in the order of the rail."""
WILL_HOLD = {
    Place.FRAMEWORK: N_(
        "Här kommer du att se vad kommunerna vill uppnå: visioner, brännpunkter, utmaningar och "
        "globala mål, och vilka projekt som bidrar till vart och ett."
    ),
    Place.OVERVIEW: N_(
        "Här kommer du att se projekten på karta och i tabell: vem som gör vad, vad som är "
        "aktuellt och var det saknas projekt."
    ),
}
