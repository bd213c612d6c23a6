"""Every field of every kind of entry, described once.

Projection, forms, checks, facets, tables and the command line are all built from these
descriptions, so a new field is added here and nowhere else.
"""

from dataclasses import dataclass
from enum import StrEnum

from katalog_app.model.query import Facet

SCHEMA = 1
"""Number of this set of fields; written into every change. Readers keep fields they do not know."""

SLUG = "slug"
DELETED = "deleted"
NOTE = "note"
"""Why a change was made: a leaf beside the values, never a value itself, never in conflict."""


class EntryKind(StrEnum):
    """The kinds of entries; the value is the name in files and on the command line."""

    PROJECT = "project"
    CONTACT = "contact"
    PERSON = "person"
    MUNICIPALITY = "municipality"
    NODE = "node"
    LINK = "link"
    EVENT = "event"
    SYNONYMS = "synonyms"


class FieldKind(StrEnum):
    """What a field holds, as its JSON value."""

    TEXT = "text"
    """One line of text."""
    LONG_TEXT = "long-text"
    """Running text, merged by proposal."""
    CHOICE = "choice"
    """One of `choices`."""
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    """ISO 8601, "2026-11-24"."""
    MOMENT = "moment"
    """ISO 8601 local time, "2026-11-24T13:00"."""
    PERIOD = "period"
    """ISO 8601 interval of years or dates: "2021/2024", "2021/", "/2024"."""
    ENTRY = "entry"
    """The id of one other entry, 32 hexadecimal digits."""
    RECORD = "record"
    """One object whose parts must agree (`parts`)."""
    TEXTS = "texts"
    """A set of lines of text."""
    CHOICES = "choices"
    """A set out of `choices`."""
    NUMBERS = "numbers"
    """A set of whole numbers within `least`..`most`."""
    ENTRIES = "entries"
    """A set of ids of other entries."""
    RECORDS = "records"
    """A set of objects (`parts`)."""


SETS = frozenset(
    {FieldKind.TEXTS, FieldKind.CHOICES, FieldKind.NUMBERS, FieldKind.ENTRIES, FieldKind.RECORDS}
)


class SearchWeight(StrEnum):
    """Which column of the search index a field's words go to."""

    TITLE = "title"
    KEYWORDS = "keywords"
    TEXT = "text"
    PLACE = "place"


FAMILY = "Familjen Helsingborg"
"""The name under which joint projects of the eleven municipalities stand."""
STATUSES = ("idé", "pågående", "avslutat", "i drift", "okänd")
TRANSFORMATIONS = ("grön", "social", "teknologisk")
EXPECTATIONS = ("trygghet", "smidighet", "kollektivitet")
SECTORS = ("kommun", "region", "stat", "akademi", "näringsliv", "förening", "annan")
CLASSIFIERS = ("source", "lead", "editor")
RELATIONS = ("contributes-to", "responds-to", "belongs-to", "related", "succeeded-by")
STRENGTHS = ("stark", "svag")
NODE_KINDS = (
    "vision",
    "vision-quality",
    "transformation",
    "megatrend",
    "focal-point",
    "challenge",
    "steering-document",
    "direction",
    "focus-area",
    "priority",
    "global-goal",
    "resident-expectation",
    "resident-insight",
    "sustainability-dimension",
    "shared-question",
    "regional-strategy",
    "environmental-objective",
    "public-health-goal",
)
GOALS = tuple(range(1, 18))
HASH = "[0-9a-f]{64}"
"""SHA-256 of a file's bytes."""


@dataclass(frozen=True)
class Field:
    """One field of a kind of entry."""

    name: str
    kind: FieldKind
    label: str
    """What people call it, Swedish; a message id for gettext."""
    required: bool = False
    choices: tuple[str, ...] = ()
    open_choices: bool = False
    """Values outside `choices` are allowed (a newer edition may know more)."""
    parts: tuple["Field", ...] = ()
    links_to: EntryKind | None = None
    least: int = 0
    most: int = 2**53 - 1
    longest: int = 500
    """Most characters (of each element, for sets)."""
    facet: Facet | None = None
    search: SearchWeight | None = None
    address: bool = False
    """The text may be a web address and is then shown as a link."""
    pattern: str = ""
    """A regular expression that the whole text must fit; "" for any text."""

    @property
    def is_set(self) -> bool:
        """Whether the field is a set, merged element by element."""
        return self.kind in SETS


K, W, F = FieldKind, SearchWeight, Field
LONG = 20_000


def _long(name: str, label: str) -> Field:
    return F(name, K.LONG_TEXT, label, longest=LONG, search=W.TEXT)


def _sources() -> Field:
    return F("sources", K.TEXTS, "Källor", longest=2_000, address=True)


HOURS_PARTS = (
    F("days", K.NUMBERS, "Dagar", least=1, most=7),
    F("from", K.TEXT, "Från", longest=5),
    F("to", K.TEXT, "Till", longest=5),
)
OPENING_HOURS = F(
    "opening_hours",
    K.RECORD,
    "Öppettider",
    parts=(
        F("periods", K.RECORDS, "Tider", parts=HOURS_PARTS),
        F("note", K.TEXT, "Anmärkning"),
    ),
)
"""{"periods": [{"days": [1, 2], "from": "08:00", "to": "17:00"}], "note": "…"}; Monday is 1."""

REACHABLE = (
    F("email", K.TEXT, "E-post", search=None),
    F("phone", K.TEXT, "Telefon", longest=60),
    F("address", K.TEXT, "Adress"),
    OPENING_HOURS,
)

IMAGES = F(
    "images",
    K.RECORDS,
    "Bilder",
    parts=(
        F("sha256", K.TEXT, "Bildens kontrollsumma", required=True, longest=64, pattern=HASH),
        F("alt", K.TEXT, "Beskrivning", required=True),
        F("caption", K.TEXT, "Bildtext"),
        F("name", K.TEXT, "Filens namn", longest=200),
        F("place", K.NUMBER, "Plats", most=999),
    ),
)
"""The bytes lie beside the catalogue and travel by their hash; `name` is a label, never a path.
They are shown in the order of `place`."""

PROJECT = (
    F(SLUG, K.TEXT, "Kortnamn", longest=120),
    F("title", K.TEXT, "Namn", required=True, search=W.TITLE),
    F(
        "municipality",
        K.TEXT,
        "Kommun",
        longest=120,
        facet=Facet.MUNICIPALITY,
        search=W.PLACE,
    ),
    F("organisation", K.TEXT, "Organisation", facet=Facet.ORGANISATION, search=W.PLACE),
    F("status", K.CHOICE, "Status", choices=STATUSES, facet=Facet.STATUS),
    F("period", K.PERIOD, "Period", facet=Facet.YEAR),
    _long("what", "Vad"),
    _long("why", "Varför"),
    _long("how", "Hur"),
    _long("effects", "Effekter"),
    _long("resident_involvement", "Invånarinvolvering"),
    _long("lessons", "Lärdomar"),
    F(
        "partners",
        K.RECORDS,
        "Samarbetspartner",
        parts=(
            F("name", K.TEXT, "Namn", required=True),
            F("sector", K.CHOICE, "Sektor", choices=SECTORS, open_choices=True),
        ),
        search=W.TEXT,
    ),
    F(
        "expectations",
        K.CHOICES,
        "Invånarnas förväntan",
        choices=EXPECTATIONS,
        facet=Facet.EXPECTATION,
        search=W.KEYWORDS,
    ),
    F(
        "transformations",
        K.CHOICES,
        "Transformation",
        choices=TRANSFORMATIONS,
        facet=Facet.TRANSFORMATION,
        search=W.KEYWORDS,
    ),
    F("global_goals", K.NUMBERS, "Globala mål", least=1, most=17, facet=Facet.GOAL),
    F("technologies", K.TEXTS, "Teknik", facet=Facet.TECHNOLOGY, search=W.KEYWORDS),
    F("keywords", K.TEXTS, "Nyckelord", search=W.KEYWORDS),
    F("framework", K.ENTRIES, "Ramverk", links_to=EntryKind.NODE),
    F("contact_person", K.ENTRY, "Kontaktperson", links_to=EntryKind.PERSON),
    F("contact", K.ENTRY, "Kontakt", links_to=EntryKind.CONTACT),
    IMAGES,
    _sources(),
    F("classified_by", K.CHOICE, "Klassat av", choices=CLASSIFIERS, open_choices=True),
    F("reviewed", K.DATE, "Senast granskad"),
)
CONTACT = (
    F(SLUG, K.TEXT, "Kortnamn", longest=120),
    F("role", K.TEXT, "Funktion", search=W.TITLE),
    F("unit", K.TEXT, "Enhet", search=W.TEXT),
    F("municipality", K.TEXT, "Kommun", longest=120, search=W.PLACE),
    *REACHABLE,
    F("website", K.TEXT, "Webbplats", longest=2_000, address=True),
    _sources(),
    F("reviewed", K.DATE, "Senast granskad"),
)
PERSON = (
    F(SLUG, K.TEXT, "Kortnamn", longest=120),
    F("name", K.TEXT, "Namn", required=True, search=W.TITLE),
    F("function", K.TEXT, "Funktion", search=W.TEXT),
    F("municipality", K.TEXT, "Kommun", longest=120, search=W.PLACE),
    F("email", K.TEXT, "E-post"),
    F("phone", K.TEXT, "Telefon", longest=60),
    F("reviewed", K.DATE, "Senast granskad"),
)
MUNICIPALITY = (
    F(SLUG, K.TEXT, "Kortnamn", longest=120),
    F("name", K.TEXT, "Namn", required=True, search=W.TITLE),
    F("official_name", K.TEXT, "Officiellt namn", search=W.TITLE),
    F("code", K.TEXT, "Kommunkod", longest=10),
    F("county", K.TEXT, "Län", search=W.PLACE),
    F("family", K.FLAG, "Familjen Helsingborg"),
    F("website", K.TEXT, "Webbplats", longest=2_000, address=True),
    F(
        "contact_centre",
        K.RECORD,
        "Kontaktcenter",
        parts=(F("name", K.TEXT, "Namn"), *REACHABLE),
    ),
    _sources(),
    F("reviewed", K.DATE, "Senast granskad"),
)
NODE = (
    F(SLUG, K.TEXT, "Kortnamn", longest=120),
    F("node_kind", K.CHOICE, "Slag", required=True, choices=NODE_KINDS, open_choices=True),
    F("title", K.TEXT, "Namn", required=True, search=W.TITLE),
    F("parent", K.ENTRY, "Ligger under", links_to=EntryKind.NODE),
    F("order", K.NUMBER, "Ordning"),
    _long("description", "Beskrivning"),
    F("validity", K.PERIOD, "Gäller"),
    F("target", K.TEXT, "Mål", search=W.TEXT),
    F("color", K.TEXT, "Färg", longest=7),
    F("source", K.TEXT, "Källa", longest=2_000, address=True),
)
LINK = (
    F("from", K.ENTRY, "Från", required=True),
    F("to", K.ENTRY, "Till", required=True),
    F("relation", K.CHOICE, "Samband", required=True, choices=RELATIONS, open_choices=True),
    F("strength", K.CHOICE, "Styrka", choices=STRENGTHS, open_choices=True),
    F("reason", K.LONG_TEXT, "Skäl", longest=LONG),
    F("classified_by", K.CHOICE, "Klassat av", choices=CLASSIFIERS, open_choices=True),
    F("source", K.TEXT, "Källa", longest=2_000, address=True),
)
EVENT = (
    F(SLUG, K.TEXT, "Kortnamn", longest=120),
    F("title", K.TEXT, "Namn", required=True, search=W.TITLE),
    F("organiser", K.TEXT, "Arrangör", search=W.TEXT),
    F(
        "time",
        K.RECORD,
        "Tid",
        parts=(F("starts", K.MOMENT, "Börjar"), F("ends", K.MOMENT, "Slutar")),
    ),
    F("place", K.TEXT, "Plats", search=W.PLACE),
    F("address", K.TEXT, "Länk", longest=2_000, address=True),
    _long("agenda", "Program"),
    F("invited", K.TEXTS, "Inbjudna"),
    F("framework", K.ENTRIES, "Ramverk", links_to=EntryKind.NODE),
    F("projects", K.ENTRIES, "Projekt", links_to=EntryKind.PROJECT),
    _sources(),
)
SYNONYM_GROUP = (F("words", K.TEXTS, "Ord och fraser", required=True, longest=120),)
"""Words that mean the same to whoever searches, beside those that come with the program."""
FIELDS: dict[str, tuple[Field, ...]] = {
    EntryKind.PROJECT: PROJECT,
    EntryKind.CONTACT: CONTACT,
    EntryKind.PERSON: PERSON,
    EntryKind.MUNICIPALITY: MUNICIPALITY,
    EntryKind.NODE: NODE,
    EntryKind.LINK: LINK,
    EntryKind.EVENT: EVENT,
    EntryKind.SYNONYMS: SYNONYM_GROUP,
}
"""The fields of each kind in the order they are shown."""

_BY_NAME = {kind: {field.name: field for field in fields} for kind, fields in FIELDS.items()}


def field_of(kind: str, name: str) -> Field | None:
    """Return the description of a field, or None where this version does not know it."""
    return _BY_NAME.get(kind, {}).get(name)
