"""Which pictures of the window there are, and what a person has done in each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QScrollArea

from katalog_app import settings
from katalog_app.db import log
from katalog_app.model.fields import EntryKind
from katalog_app.model.query import Facet, Sort
from katalog_app.services import saved_searches
from katalog_app.services.opening import open_catalogue
from katalog_app.services.recording import Session
from katalog_app.settings import Settings, Theme
from katalog_app.ui.catalogue.acts import Act
from katalog_app.ui.catalogue.panes import Room
from katalog_app.ui.exchange.page import Part
from katalog_app.ui.forms.rows import RowsEditor
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.settings.window import Part as SettingsPart
from tests import pictures_of_many_files as many
from tests.pictures_of_choosing import CHOOSING, to_choose
from tests.pictures_of_contacts import (
    at_contacts,
    at_register,
    chosen,
    contacted,
    handing,
    handing_end,
    in_the_pane,
    new_function,
    writing,
)
from tests.pictures_of_erasure import (
    after_erasing,
    at_its_end,
    at_requests,
    at_the_sheet,
    to_erase,
    who_writes,
)
from tests.pictures_of_exchange import (
    at_part,
    at_the_desk,
    dropped,
    exchanged,
    rest,
    stranger,
)
from tests.pictures_of_projects import altered, copied, illustrated, mine, several, with_projects
from tests.pictures_of_search import card, contact, typed
from tests.pictures_of_settings import (
    file_previewed,
    group_written,
    settings_at,
    with_groups,
)
from tests.pictures_of_tables import at_tables, faulty, previewed, tabled, taken_in
from tests.pictures_of_taking import TAKEN, with_lists
from tests.pictures_of_writing import (
    advised,
    field_history,
    hint_followed,
    hinted,
    list_opened,
    undone,
    with_author,
    with_drafts,
)

NOON = 1_795_521_600
"""24 November 2026, 12:00 UTC."""


@dataclass(frozen=True)
class Picture:
    """One picture: its name, the window, and what the user has done."""

    name: str
    theme: Theme = "light"
    size: tuple[int, int] = (1440, 900)
    scale: int = 100
    words: str = ""
    act: Callable[[MainWindow], None] = lambda window: None
    before: Callable[[Path], None] = lambda data: None
    """What was done in the data folder before the window is opened."""


def ticked(window: MainWindow) -> None:
    """Tick two values of one facet and one of another."""
    model = window.catalogue.browsing.facet_model
    for facet, value in (
        (Facet.TRANSFORMATION, "teknologisk"),
        (Facet.STATUS, "i drift"),
        (Facet.STATUS, "pågående"),
    ):
        model.toggled.emit(facet, value)


def impossible(window: MainWindow) -> None:
    """Tick what no hit has."""
    window.catalogue.browsing.facet_model.toggled.emit(Facet.STATUS, "idé")


def edited(window: MainWindow) -> None:
    """Turn the project into a form and write something too long in it."""
    page = window.catalogue.browsing
    page.editing.edit()
    rest(window)
    form = page.reading.form
    assert form is not None
    period = form.form.row("period").editor
    for line, text in zip(period.findChildren(QLineEdit), ("2021", "2019"), strict=True):
        line.setText(text)
    period.edited.emit()


def lower(window: MainWindow) -> None:
    """Turn the project into a form and go to its lower half."""
    page = window.catalogue.browsing
    page.editing.edit()
    rest(window)
    form = page.reading.form
    assert form is not None
    partners = form.form.row("partners").editor
    assert isinstance(partners, RowsEditor)
    partners.more.click()
    partners.show_value(
        [{"name": "Lunds universitet", "sector": "akademi"}, {"name": "Trafikverket"}]
    )
    bar = form.findChildren(QScrollArea)[0].verticalScrollBar()
    rest(window)
    top = form.form.row("partners").y()
    form.form.take_keyboard(form.form.row("technologies"))
    bar.setValue(top)


def asked(window: MainWindow) -> None:
    """Confirm the project, which asks who one is."""
    window.catalogue.browsing.editing.act(Act.CONFIRM)


def past(window: MainWindow) -> None:
    """Change the project twice and show its history."""
    page, store = window.catalogue.browsing, window.workspace.store
    project = page.reading.project
    assert project is not None
    for values, day in (({"status": "avslutat"}, 1), ({"effects": "Färre besök."}, 2)):
        with log.writing(store) as writer:
            session = Session(writer, "Anna Berg", NOON + day * 86_400)
            session.edit(project, EntryKind.PROJECT, values, {}, {}, None)
    window.workspace.changed.emit()
    rest(window)
    page.editing.act(Act.HISTORY)


def saved(data: Path) -> None:
    """Save two searches and use three; a project comes to one of them afterwards."""
    data.mkdir(parents=True)
    recent = ("ensamhet bland äldre", "kommun:Bjuv dialog", 'status:"i drift" solceller')
    settings.write(data, Settings(recent=recent))
    store = open_catalogue(data)
    saved_searches.save(store, "Digitala tvillingar", "digital tvilling", Sort.RELEVANCE)
    saved_searches.save(store, "Sensorer i drift", 'status:"i drift" sensorer', Sort.YEAR)
    with log.writing(store) as writer:
        session = Session(writer, "Anna Berg", NOON)
        said = {"title": "Digital tvilling för ledningsnätet", "municipality": "Bjuv"}
        session.create(EntryKind.PROJECT, said)
    store.close()


def opened_menu(window: MainWindow) -> None:
    """Open the menu of searches."""
    window.catalogue.browsing.searches.buttons.opener.click()


def to_the_end(window: MainWindow) -> None:
    """Scroll to what is like the project."""
    page = window.catalogue.browsing
    if page.panes.room is Room.ONE:
        page.search.entered.emit()
    rest(window)
    bar = page.reading.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())


SMALL = (1024, 640)
TWIN = "höganäs digitala"
LOOKS: tuple[tuple[str, Theme, tuple[int, int], int], ...] = (
    ("light", "light", (1440, 900), 100),
    ("dark", "dark", (1440, 900), 100),
    ("small-text-200", "light", SMALL, 200),
)
PICTURES = (
    Picture("katalog-light", words="digital", act=ticked),
    Picture("katalog-dark", "dark", words="digital", act=ticked),
    Picture("katalog-small", size=(1024, 640), words="digital"),
    Picture("katalog-text-200", scale=200, words="digital"),
    Picture("katalog-small-text-200", size=(1024, 640), scale=200, words="digital"),
    Picture("katalog-first-start"),
    Picture("searches-light", before=saved),
    Picture("searches-dark", "dark", before=saved),
    Picture("searches-small-text-200", size=SMALL, scale=200, before=saved),
    Picture("searches-menu-light", words="solceller", act=opened_menu, before=saved),
    Picture("searches-menu-dark", "dark", words="digital tvilling", act=opened_menu, before=saved),
    Picture("similar-light", words="höganäs digitala", act=to_the_end),
    Picture("similar-dark", "dark", words="papperskorgar", act=to_the_end),
    Picture("similar-small-text-200", size=SMALL, scale=200, words="papperskorgar", act=to_the_end),
    Picture("katalog-no-hits", words="digital tvilling", act=impossible),
    *(
        Picture(f"search-{name}-{theme}", theme, act=act)
        for theme in ("light", "dark")
        for name, act in (
            ("offers", typed('kommun:Helsingborg -skola "digital" mål:1', 2)),
            ("card", card),
            ("nothing", typed("kommun:Bjuv sensorer ensamhet ")),
            ("mended", typed("gatubelysnig sensor ")),
            ("others", typed("höganäs")),
            ("contact", contact),
        )
    ),
    Picture(
        "search-nothing-small-text-200",
        size=(1024, 640),
        scale=200,
        act=typed("kommun:Bjuv sensorer ensamhet "),
    ),
    Picture("form-light", words="höganäs digitala", act=edited),
    Picture("form-dark", "dark", words="höganäs digitala", act=edited),
    Picture("form-lower-light", words="höganäs digitala", act=lower),
    Picture(
        "form-small-text-200", size=(1024, 640), scale=200, words="höganäs digitala", act=edited
    ),
    Picture("who-light", words="höganäs digitala", act=asked),
    Picture("who-small-text-200", size=(1024, 640), scale=200, words="höganäs", act=asked),
    Picture("history-light", words="höganäs digitala", act=past),
    Picture("history-small-text-200", size=(1024, 640), scale=200, words="höganäs", act=past),
    Picture("settings-looks-light", act=settings_at(SettingsPart.LOOKS)),
    Picture("settings-synonyms-light", act=settings_at(SettingsPart.SYNONYMS), before=with_groups),
    Picture(
        "settings-synonyms-dark",
        "dark",
        act=settings_at(SettingsPart.SYNONYMS),
        before=with_groups,
    ),
    Picture(
        "settings-synonyms-small-text-200",
        size=SMALL,
        scale=200,
        act=settings_at(SettingsPart.SYNONYMS),
        before=with_groups,
    ),
    Picture("settings-group-light", act=group_written, before=with_groups),
    Picture("settings-file-light", act=file_previewed, before=with_groups),
    Picture("settings-search-dark", "dark", act=settings_at(SettingsPart.SEARCH)),
    Picture("utbyte-inbox-light", act=dropped, before=exchanged),
    Picture("utbyte-inbox-dark", "dark", act=dropped, before=exchanged),
    Picture("utbyte-inbox-small", size=SMALL, act=dropped, before=exchanged),
    Picture("utbyte-inbox-small-text-200", size=SMALL, scale=200, act=dropped, before=exchanged),
    Picture("utbyte-stranger", act=stranger, before=exchanged),
    Picture("utbyte-conflict-light", act=at_the_desk, before=exchanged),
    Picture("utbyte-conflict-dark", "dark", act=at_the_desk, before=exchanged),
    Picture("utbyte-conflict-small", size=SMALL, act=at_the_desk, before=exchanged),
    Picture("utbyte-conflict-text-200", scale=200, act=at_the_desk, before=exchanged),
    Picture("utbyte-mine", act=at_part(Part.MINE), before=exchanged),
    Picture("utbyte-senders", act=at_part(Part.SENDERS), before=exchanged),
    Picture("utbyte-publish", act=at_part(Part.PUBLISH), before=exchanged),
    Picture(
        "utbyte-publish-small-text-200",
        size=SMALL,
        scale=200,
        act=at_part(Part.PUBLISH),
        before=exchanged,
    ),
    *(
        Picture(f"tables-{name}-{look}", theme, size, scale, act=act, before=tabled)
        for look, theme, size, scale in LOOKS
        for name, act in (
            ("start", at_tables),
            ("preview", previewed),
            ("faulty", faulty),
            ("taken", taken_in),
        )
    ),
    *(
        Picture(f"{name}-{look}", theme, size, scale, act=act, before=to_choose)
        for name, act in CHOOSING
        for look, theme, size, scale in LOOKS
    ),
    Picture("erasure-light", words=TWIN, act=at_the_sheet, before=to_erase),
    Picture("erasure-dark", "dark", words=TWIN, act=at_its_end, before=to_erase),
    Picture(
        "erasure-small-text-200",
        size=SMALL,
        scale=200,
        words=TWIN,
        act=at_its_end,
        before=to_erase,
    ),
    Picture("erasure-done", words=TWIN, act=after_erasing, before=to_erase),
    Picture("utbyte-requests-light", act=at_requests, before=to_erase),
    Picture("utbyte-requests-dark", "dark", act=at_requests, before=to_erase),
    Picture("utbyte-author-light", act=who_writes, before=to_erase),
    Picture("utbyte-author-dark", "dark", act=who_writes, before=to_erase),
    Picture("kontakter-light", act=at_contacts("anna", code=True), before=contacted),
    Picture("kontakter-dark", "dark", act=chosen, before=contacted),
    Picture("kontakter-small", size=SMALL, act=at_contacts("helsingborg"), before=contacted),
    Picture("kontakter-text-200", scale=200, act=at_contacts("anna"), before=contacted),
    Picture("kontakter-small-text-200", size=SMALL, scale=200, act=chosen, before=contacted),
    Picture("kontakter-pane-text-200", size=SMALL, scale=200, act=in_the_pane, before=contacted),
    Picture("kontakter-letter-light", act=writing(), before=contacted),
    Picture("kontakter-letter-dark", "dark", act=writing(blind=True), before=contacted),
    Picture("kontakter-letter-text-200", size=SMALL, scale=200, act=writing(), before=contacted),
    Picture("kontakter-handing-light", act=handing, before=contacted),
    Picture("kontakter-handing-dark", "dark", size=SMALL, act=handing_end, before=contacted),
    Picture("kontakter-handing-text-200", size=SMALL, scale=200, act=handing, before=contacted),
    Picture("kontakter-new-light", act=new_function, before=contacted),
    Picture("kontakter-register-light", act=at_register, before=contacted),
    Picture("kontakter-register-dark", "dark", size=SMALL, act=at_register, before=contacted),
    Picture(
        "kontakter-register-text-200", size=SMALL, scale=200, act=at_register, before=contacted
    ),
    Picture("drafts-light", before=with_drafts),
    Picture("drafts-list-dark", "dark", act=list_opened, before=with_drafts),
    Picture(
        "drafts-list-small-text-200", size=SMALL, scale=200, act=list_opened, before=with_drafts
    ),
    Picture("hints-light", words=TWIN, act=hinted),
    Picture("hints-dark", "dark", words=TWIN, act=hint_followed),
    Picture("hints-small", size=SMALL, words=TWIN, act=hinted),
    Picture("hints-small-text-200", size=SMALL, scale=200, words=TWIN, act=hinted),
    Picture("hints-read-light", words=TWIN, act=advised),
    Picture("history-field-light", words=TWIN, act=field_history),
    Picture("history-field-dark", "dark", words=TWIN, act=field_history),
    Picture("history-field-small-text-200", size=SMALL, scale=200, words=TWIN, act=field_history),
    Picture("undone-light", words=TWIN, act=undone, before=with_author),
    *(Picture(name, **how) for name, how in many.DRAWN),
    *(
        Picture(f"{name}-{look}", theme, size, scale, words, act, with_lists)
        for look, theme, size, scale in LOOKS
        for name, words, act in TAKEN
    ),
    Picture("mine-light", act=mine, before=with_projects),
    Picture("mine-dark", "dark", act=mine, before=with_projects),
    Picture("mine-200", scale=200, act=mine, before=with_projects),
    Picture("copied-light", words=TWIN, act=copied, before=with_projects),
    Picture("several-light", words="solceller", act=several),
    Picture("several-dark", "dark", (1024, 640), words="solceller", act=several),
    Picture("altered-light", words="solceller", act=altered),
    Picture("illustrated-light", words=TWIN, act=illustrated),
    Picture("illustrated-dark", "dark", (1024, 640), words=TWIN, act=illustrated),
)
