"""A document as a Word file: real headings and lists, Swedish as its language, nothing hidden.

It is made from the empty template that comes with python-docx, which has no macros.
"""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from katalog_app.model.document import (
    Block,
    Bullets,
    Clash,
    Document,
    Facts,
    Line,
    Mark,
    Paragraph,
    Part,
    Table,
    readable,
)
from katalog_app.texts import _

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell

LANGUAGE = "sv-SE"
QUIET, WARN, LINK = RGBColor(0x4C, 0x5B, 0x5E), "FFF3D6", RGBColor(0x0B, 0x64, 0x68)
HEADINGS = ("Title", "Heading1", "Heading2")
BULLET = "ListBullet"
"""Styles of the template by their ids; looking one up by its name takes milliseconds."""
LONGEST_PROPERTY = 255
"""Characters of a title in a file's properties."""


def written(document: Document, report: Callable[[int, int], None]) -> bytes:
    """Return the file.

    Args:
        document: All that is to be in it.
        report: Told (done, total) parts; what it raises stops the work.
    """
    file = docx.Document()
    _prepare(file, document)
    alone = len(document.parts) == 1 and document.parts[0].title == document.title
    if not alone:
        _paragraph(file, _one_line(document.title), HEADINGS[0])
        for block in document.lead:
            _add(file, block)
    for done, part in enumerate(document.parts):
        report(done, len(document.parts))
        heading = _paragraph(file, _one_line(part.title), HEADINGS[0 if alone else 1])
        heading.paragraph_format.page_break_before = not alone or None
        _add_sections(file, part, 1 if alone else 2)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _add_sections(file: "WordFile", part: Part, level: int) -> None:
    for section in part.sections:
        if section.heading:
            _paragraph(file, _one_line(section.heading), HEADINGS[level])
        for block in section.blocks:
            _add(file, block)


def _prepare(file: "WordFile", document: Document) -> None:
    """Set language, properties, and what stands on every page."""
    told = file.core_properties
    told.title = _one_line(document.title)[:LONGEST_PROPERTY]
    told.author, told.last_modified_by, told.comments = "Katalogen", "Katalogen", ""
    told.subject, told.language = _one_line(document.edition)[:LONGEST_PROPERTY], LANGUAGE
    told.created = told.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    normal: ParagraphStyle = file.styles["Normal"]
    normal.font.size = Pt(11)
    section = file.sections[0]
    if document.broad:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    head = section.header.paragraphs[0]
    head.add_run(_one_line(document.edition)).font.color.rgb = QUIET
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{_one_line(document.origin)}  ·  ").font.color.rgb = QUIET
    before, _page, between = _("sida {page} av {pages}").partition("{page}")
    foot.add_run(before)
    _field(foot, "PAGE")
    foot.add_run(between.partition("{pages}")[0])
    _field(foot, "NUMPAGES")


def _field(paragraph: WordParagraph, name: str) -> None:
    """Add a number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields of its own


def _add(file: "WordFile", block: Block) -> None:
    match block:
        case Paragraph(text=text, mark=mark):
            run = _paragraph(file).add_run(readable(text))
            run.bold = mark is Mark.STRONG or None
            run.italic = mark is Mark.OWN or None
            if mark is Mark.QUIET:
                run.font.color.rgb = QUIET
        case Facts(rows=rows):
            for name, line in rows:
                paragraph = _paragraph(file)
                paragraph.paragraph_format.space_after = Pt(2)
                paragraph.add_run(f"{_one_line(name)}: ").bold = True
                _add_line(paragraph, line)
        case Bullets(lines=lines):
            for line in lines:
                _add_line(_paragraph(file, style=BULLET), line)
        case Clash():
            _add_clash(file, block)
        case Table():
            _add_table(file, block)


def _paragraph(file: "WordFile", text: str = "", style: str = "") -> WordParagraph:
    """Add a paragraph at the end of the file, before what is last in it: how its pages are."""
    made = OxmlElement("w:p")
    file.element.body[-1].addprevious(made)  # asked by its name it is looked for from the start
    paragraph = WordParagraph(made, file._body)  # noqa: SLF001 - `add_paragraph` reads all before
    if style:
        made.get_or_add_pPr().style = style
    if text:
        paragraph.add_run(text)
    return paragraph


def _add_clash(file: "WordFile", block: Clash) -> None:
    """Add a box with the values."""
    cell = file.add_table(1, 1, style="Table Grid").cell(0, 0)
    _shade(cell)
    cell.paragraphs[0].add_run(_one_line(block.heading)).bold = True
    for claim in block.claims:
        paragraph = cell.add_paragraph(readable(claim.value), style="List Bullet")
        paragraph.add_run(f" ({_one_line(claim.by)})").font.color.rgb = QUIET
    _paragraph(file)


def _shade(cell: "_Cell") -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", WARN)):
        shade.set(qn(name), value)
    properties: BaseOxmlElement = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no other way
    properties.append(shade)


def _add_table(file: "WordFile", block: Table) -> None:
    table = file.add_table(1, len(block.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.paragraphs[0].add_run(_one_line(head)).bold = True
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - no other way
    for row in block.rows:
        for number, (cell, text) in enumerate(zip(table.add_row().cells, row.cells, strict=True)):
            cell.paragraphs[0].add_run(readable(text)).bold = (not number and row.strong) or None
    _paragraph(file)


def _add_line(paragraph: WordParagraph, line: Line) -> None:
    text = readable(line.text)
    if not line.address:
        paragraph.add_run(text)
        return
    address = readable(line.address)
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.underline = LINK, True
    link.append(run._r)  # noqa: SLF001 - python-docx makes no links
    paragraph._p.append(link)  # noqa: SLF001


def _one_line(text: str) -> str:
    return " ".join(readable(text).split())
