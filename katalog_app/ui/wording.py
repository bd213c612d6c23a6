"""What facets and orders are called; and, from the model, values as people read them."""

from katalog_app.model.query import Facet, Sort
from katalog_app.model.wording import (
    MONTHS,
    capital,
    day,
    dotted,
    host,
    listed,
    long_date,
    moment,
    number,
    period,
    person,
    value,
)
from katalog_app.texts import N_

__all__ = [
    "FACETS",
    "MONTHS",
    "SORTS",
    "capital",
    "day",
    "dotted",
    "host",
    "listed",
    "long_date",
    "moment",
    "number",
    "period",
    "person",
    "value",
]

FACETS = {
    Facet.TRANSFORMATION: N_("Transformation"),
    Facet.MUNICIPALITY: N_("Kommun"),
    Facet.EXPECTATION: N_("Invånarnas förväntan"),
    Facet.STATUS: N_("Status"),
    Facet.FAMILY: N_("Kommungrupp"),
    Facet.GOAL: N_("Globala mål"),
    Facet.TECHNOLOGY: N_("Teknik"),
    Facet.ORGANISATION: N_("Organisation"),
    Facet.YEAR: N_("År"),
}
"""What each facet is called, in the order they are shown."""
SORTS = {
    Sort.RELEVANCE: N_("Mest relevant"),
    Sort.TITLE: N_("Namn"),
    Sort.MUNICIPALITY: N_("Kommun"),
    Sort.YEAR: N_("Senaste år"),
    Sort.REVIEWED: N_("Senast granskad"),
}
