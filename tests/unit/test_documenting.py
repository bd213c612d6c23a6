"""Documents of projects, in every format: all is there, conflicts are seen, nothing is run."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as some
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from katalog_app.db.store import Store
from katalog_app.errors import FileRefusedError
from katalog_app.exchange import html_document
from katalog_app.model.document import (
    Block,
    Bullets,
    Claim,
    Clash,
    Document,
    Facts,
    Line,
    Mark,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    readable,
)
from katalog_app.services import documenting, editing, reading, taking
from katalog_app.services.opening import open_catalogue
from katalog_app.ui.catalogue.taking import printing

EVIL = '</td></table><script>alert("&")</script><img src=x onerror=y>&lt;b&gt;'
UNPRINTABLE = "a\x00\x07\x0b\x1b\u202eb\ufffe\ud800c"


@pytest.fixture
def store(data: Path):
    opened = open_catalogue(data)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """Fonts, which a PDF needs."""
    return qapp


def text_of_pdf(document: Document) -> str:
    """Return what is painted: the texts that are laid out on the pages."""
    bodies = [taking.lead_as_page(document), *map(taking.part_as_page, document.parts)]
    return "\n".join(printing.text_document(body).toPlainText() for body in bodies)


def text_of_word(document: Document) -> str:
    file = docx.Document(io.BytesIO(taking.as_word(document)))
    texts = file.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    )
    return " ".join(text.text or "" for text in texts)


def text_of_page(document: Document) -> str:
    return re.sub(r"<[^>]*>", " ", taking.as_page(document))


FORMATS: dict[str, Callable[[Document], str]] = {
    "text": taking.as_text,
    "html": text_of_page,
    "docx": text_of_word,
    "pdf": text_of_pdf,
}
every_format = pytest.mark.parametrize("text_of", FORMATS.values(), ids=FORMATS.keys())


def made(*blocks: Block, title: str = "Titel") -> Document:
    part = Part(title, (Section("Rubrik", blocks),))
    return Document(title, (), (part,), "Utgåva 2026:1", "Utskrivet ur Katalogen")


def some_project(store: Store) -> str:
    return reading.entries(store, "project")[5].id


def clashing(store: Store, field: str, values: tuple[object, ...]) -> str:
    key = some_project(store)
    seen = [head for ids in reading.entry(store, key).heads.values() for head in ids]
    for value, who in zip(values, ("Anna Ek", "Bo Berg", "Cia Dal"), strict=False):
        editing.edit(store, key, values={field: value}, seen=seen, author=who)
    return key


@every_format
@pytest.mark.parametrize(
    ("field", "values", "shown"),
    [
        ("status", ("avslutat", "i drift"), ("avslutat", "i drift")),
        ("what", ("Den ena texten", "Den andra texten"), ("Den ena texten", "Den andra texten")),
        ("title", ("Ett namn", "Ett annat"), ("Ett namn", "Ett annat")),
    ],
)
def test_both_sides_of_a_conflict_are_seen_with_who_and_when(
    store: Store,
    text_of: Callable[[Document], str],
    field: str,
    values: tuple[object, ...],
    shown: tuple[str, ...],
) -> None:
    key = clashing(store, field, values)
    text = text_of(documenting.document(store, [key]))
    assert "Krock: två olika uppgifter om" in text
    for words in (*shown, "Anna Ek", "Bo Berg", " kl. "):
        assert words in text


def test_a_conflict_over_who_is_the_contact_names_both(store: Store) -> None:
    people = [
        editing.create(store, "person", {"name": name, "email": "x@bjuv.se"}).id
        for name in ("Eva Lind", "Fia Sten")
    ]
    key = clashing(store, "contact_person", tuple(people))
    text = taking.as_text(documenting.document(store, [key]))
    assert "Eva Lind (Anna Ek" in text
    assert "Fia Sten (Bo Berg" in text
    assert people[0] not in text


def test_a_conflict_of_three_is_counted(store: Store) -> None:
    key = clashing(store, "status", ("avslutat", "i drift", "idé"))
    text = taking.as_text(documenting.document(store, [key]))
    assert "Krock: tre olika uppgifter om Status" in text


@every_format
def test_a_conflict_over_a_deletion_and_one_of_the_contact_are_seen(
    store: Store, text_of: Callable[[Document], str]
) -> None:
    person = editing.create(store, "person", {"name": "Eva Lind", "email": "a@bjuv.se"}).id
    key = editing.create(store, "project", {"title": "Bad", "contact_person": person}).id
    seen = [head for ids in reading.entry(store, person).heads.values() for head in ids]
    for email in ("b@bjuv.se", "c@bjuv.se"):
        editing.edit(store, person, values={"email": email}, seen=seen, author="Anna Ek")
    seen = [head for ids in reading.entry(store, key).heads.values() for head in ids]
    editing.delete(store, key, "Dubblett", "Bo Berg")
    editing.edit(store, key, values={"status": "idé"}, seen=seen, author="Anna Ek")
    assert "deleted" in reading.entry(store, key).conflicts
    text = text_of(documenting.document(store, [key]))
    assert "Krock: två olika uppgifter om Borttagning" in text
    assert "Posten tas bort." in text
    assert "Krock: två olika uppgifter om E-post hos Eva Lind" in text
    assert "b@bjuv.se" in text
    assert "c@bjuv.se" in text


@every_format
def test_everything_a_project_says_is_there(
    store: Store, text_of: Callable[[Document], str]
) -> None:
    key = some_project(store)
    entry = reading.entry(store, key)
    text = text_of(documenting.document(store, [key], notes={key: "Ring Anna först"}))
    for field in ("title", "municipality", "organisation", "what", "why", "how"):
        assert entry.text(field) in text.replace("&amp;", "&")
    for field in ("technologies", "keywords", "sources"):
        assert all(value in text for value in entry.texts(field))
    for words in ("Kontakt", "Ring Anna först", "Mål 9", "Östgötatrafiken (region)"):
        assert words.casefold() in text.casefold()


def test_notes_are_left_out_unless_they_are_given(store: Store) -> None:
    assert "anteckning" not in taking.as_text(documenting.document(store, [some_project(store)]))


def test_links_carry_only_checked_addresses(store: Store) -> None:
    sources = ["https://bjuv.se/a?b=1&c=2", "javascript:alert(1)", "se pärmen"]
    project = editing.create(store, "project", {"title": "X", "sources": sources}).id
    document = documenting.document(store, [project])
    page, text = taking.as_page(document), taking.as_text(document)
    assert '<a href="https://bjuv.se/a?b=1&amp;c=2">' in page
    assert 'href="javascript' not in page
    assert all(source in text for source in sources)
    word = zipfile.ZipFile(io.BytesIO(taking.as_word(document)))
    relations = word.read("word/_rels/document.xml.rels").decode()
    assert "https://bjuv.se/a?b=1&amp;c=2" in relations
    assert "javascript" not in relations


@every_format
def test_text_of_the_catalogue_is_never_markup(text_of: Callable[[Document], str]) -> None:
    table = Table((EVIL, EVIL), (Row((EVIL, EVIL)),))
    blocks = (
        Paragraph(EVIL, Mark.OWN),
        Facts(((EVIL, Line(EVIL)),)),
        Bullets((Line(EVIL),)),
        Clash(EVIL, (Claim(EVIL, EVIL),)),
        table,
    )
    text = text_of(made(*blocks, title=EVIL))
    page = taking.as_page(made(*blocks, title=EVIL))
    assert "<script" not in page
    assert "<img" not in page
    shown = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    assert shown.replace("&amp;", "&").count('<script>alert("&")</script>') >= 9


@every_format
def test_characters_that_cannot_be_read_are_left_out(text_of: Callable[[Document], str]) -> None:
    text = text_of(made(Paragraph(UNPRINTABLE), Bullets((Line(UNPRINTABLE),)), title=UNPRINTABLE))
    assert "abc" in text
    assert readable(text) == text


@every_format
def test_a_very_long_text_and_one_without_blanks_are_there(
    text_of: Callable[[Document], str],
) -> None:
    long = "åäö" * 33_334
    assert long in text_of(made(Paragraph(long), Facts((("Namn", Line("x")),))))


@every_format
def test_nothing_at_all_is_a_document_too(text_of: Callable[[Document], str]) -> None:
    text_of(Document("", (), (), "", ""))
    text_of(made(title=""))


def test_a_word_file_has_headings_language_and_no_foreign_author(store: Store) -> None:
    ids = [one.id for one in reading.entries(store, "project")[:3]]
    file = docx.Document(
        io.BytesIO(taking.as_word(documenting.document(store, ids, title="Tre projekt")))
    )
    told = file.core_properties
    assert (told.title, told.author, told.comments) == ("Tre projekt", "Katalogen", "")
    assert told.language == "sv-SE"
    styles = [p.style.name for p in file.paragraphs if p.style is not None]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == 3
    assert "Heading 2" in styles
    head = file.sections[0].header.paragraphs[0].text
    assert head == "Utgåva 2026:1, 24 november 2026"
    assert "Utskrivet ur Katalogen" in file.sections[0].footer.paragraphs[0].text
    archive = zipfile.ZipFile(io.BytesIO(taking.as_word(documenting.document(store, ids))))
    assert not [name for name in archive.namelist() if "vba" in name.lower()]
    assert 'w:val="sv-SE"' in archive.read("word/styles.xml").decode()
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(archive.read(name))


def test_a_page_of_html_closes_what_it_opens(store: Store) -> None:
    ids = [one.id for one in reading.entries(store, "project")]
    page = taking.as_page(documenting.document(store, ids, title="Alla"))
    for tag in ("table", "tr", "td", "th", "ul", "li", "p", "div", "section", "main", "h1", "h2"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag
    assert html_document.POLICY in page


def test_a_pdf_has_its_title_its_links_and_all_pages(store: Store) -> None:
    key = some_project(store)
    one = printing.pdf(documenting.document(store, [key]), lambda _done, _total: None)
    assert one.startswith(b"%PDF-1.")
    assert one.rstrip().endswith(b"%%EOF")
    title = reading.entry(store, key).title.encode("utf-16-be")
    assert title in one or b"/Title (AI som analyserar resm" in one
    assert b"/URI (https://linkoping.se" in one
    ids = [found.id for found in reading.entries(store, "project")[:4]]
    several = documenting.document(store, ids, title="Fyra")
    alone = [
        _pages(printing.pdf(documenting.document(store, [key]), lambda _d, _t: None)) for key in ids
    ]
    # a page before them says what it is and where each begins
    assert _pages(printing.pdf(several, lambda _d, _t: None)) == sum(alone) + 1


def _pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n")


def test_all_projects_become_a_pdf_in_ten_seconds(store: Store) -> None:
    ids = [one.id for one in reading.entries(store, "project")]
    told: list[tuple[int, int]] = []
    began = time.process_time()  # of this process alone, whatever else the machine does
    document = documenting.document(store, ids, title="Alla projekt")
    pdf = printing.pdf(document, lambda done, total: told.append((done, total)))
    took = time.process_time() - began
    assert len(ids) == 304
    assert _pages(pdf) > len(ids)
    assert told == sorted(told)
    assert len({done for done, _total in told}) > 304
    assert took <= 10


def test_a_dark_window_gives_dark_text_on_white_paper(qapp: QApplication) -> None:
    light, dark = qapp.palette(), QPalette(QColor("#000000"))
    dark.setColor(QPalette.ColorRole.Text, QColor("#FFFFFF"))
    document = made(Paragraph("Ett stycke"), Bullets((Line("En rad"),)), title="Titel")
    asked = lambda _done, _total: None  # noqa: E731 - two calls with one name
    drawn = printing.pictures(document, asked)
    qapp.setPalette(dark)
    try:
        assert printing.pictures(document, asked) == drawn
    finally:
        qapp.setPalette(light)
    page = QImage.fromData(drawn[0])
    shades = {page.pixelColor(x, y).lightness() for x in range(80, 400) for y in range(80, 250)}
    assert min(shades) < 60
    assert max(shades) == 255


def test_what_the_report_raises_stops_a_pdf(qtbot: QtBot) -> None:
    def stop(_done: int, _total: int) -> NoReturn:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printing.pdf(made(Paragraph("x")), stop)


def test_no_document_is_written_among_the_catalogues_own_files(store: Store) -> None:
    with pytest.raises(FileRefusedError):
        taking.deliver(store, store.folder / "x.html", b"x")
    assert not (store.folder / "x.html").exists()


@pytest.mark.parametrize("title", ["", "../../etc/passwd", "CON", "a" * 500, "Ägg & spenat?"])
def test_a_title_gives_a_name_that_file_systems_take(title: str) -> None:
    name = taking.file_name(title, "pdf")
    assert re.fullmatch(r"[\w-]{1,60}\.pdf", name)
    assert name != "con.pdf"


class _Reader(HTMLParser):
    """Collects what a page says and which tags say it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@given(some.text(max_size=80))
@tried(deadline=None, max_examples=60)
def test_any_text_comes_through_as_it_can_be_read(text: str) -> None:
    document = made(Paragraph(text), Table(("a", "b"), (Row((text, text)),)), title="T")
    seen, empty = _Reader(), _Reader()
    seen.feed(taking.as_page(document))
    empty.feed(taking.as_page(made(Paragraph(""), Table(("a", "b"), (Row(("", "")),)), title="T")))
    assert seen.tags == empty.tags
    assert readable(text).replace("\n", "") in "".join(seen.said)
    word = zipfile.ZipFile(io.BytesIO(taking.as_word(document)))
    ElementTree.fromstring(word.read("word/document.xml"))
    assert readable(text) in taking.as_text(document)
