"""One project as a start for another: what is general is taken over, what is particular is not."""

from collections.abc import Mapping

from katalog_app.db import log
from katalog_app.db.store import Store
from katalog_app.model.entries import Entry
from katalog_app.model.fields import PROJECT, EntryKind
from katalog_app.services import authoring
from katalog_app.services.authoring import Author
from katalog_app.services.recording import Saved, Session
from katalog_app.texts import _

GENERAL = (
    "what",
    "why",
    "how",
    "resident_involvement",
    "partners",
    "expectations",
    "transformations",
    "global_goals",
    "technologies",
    "keywords",
    "framework",
)
"""Fields that hold for the next who does the same; when, where, who, the sources and what came of
it belong to the one project alone."""
BEGUN_AS = "idé"
RELATED = "related"
_TITLE = next(field for field in PROJECT if field.name == "title")


def start_from(store: Store, project: Entry, author: str) -> dict[str, object]:
    """Return what a form for a new project is filled with, by field name.

    Args:
        store: The catalogue.
        project: The project to begin from, as it was shown.
        author: The exact name of a person entry, who becomes the contact; "" for nobody yet.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    return filled(project, authoring.author(store, author))


def filled(project: Entry, author: Author) -> dict[str, object]:
    """Return what a form for a new project is filled with, by field name."""
    values = {name: project.fields[name] for name in GENERAL if name in project.fields}
    title = _("Kopia av {title}").format(title=project.title)
    values |= {"title": title[: _TITLE.longest], "status": BEGUN_AS}
    if author.person:
        values["contact_person"] = author.person
    if place := author.said.get("municipality"):
        values["municipality"] = place
    return values


def create(store: Store, wanted: Mapping[str, object], source: str, author: str) -> Saved:
    """Make a project that began from another one, and a link that says so; return the project.

    Args:
        store: The catalogue.
        wanted: Values by field name.
        source: The id of the project it began from.
        author: The exact name of a person entry, made together with the project where missing.

    Raises:
        InvalidValueError: A value does not fit its field, or a required one is missing.
        StoreUnavailableError: The catalogue cannot be written; nothing was made.
    """
    with log.writing(store) as writer:
        session = Session(writer, author)
        made = session.create(EntryKind.PROJECT, wanted)
        link = {
            "from": made.id,
            "to": source,
            "relation": RELATED,
            "reason": _("Det ena projektet användes som mall för det andra."),
        }
        session.create(EntryKind.LINK, link)
    return made
