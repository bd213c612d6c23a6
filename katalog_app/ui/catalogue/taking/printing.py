"""Documents on pages: as a PDF, or on a printer. All of it may run in a background job.

Painting on a printer or into a PDF away from the main thread is allowed by Qt.
Source: https://doc.qt.io/qt-6/threads-modules.html#threads-and-painting
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from katalog_app.model.document import Document, readable
from katalog_app.services import taking
from katalog_app.texts import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPagedPaintDevice, QPaintDevice

    from katalog_app.services.progressing import Report

MARGINS_MM = QMarginsF(20, 14, 20, 12)
"""Around everything on a page, its head and foot too (mm)."""
RESOLUTION = 600
"""Dots per inch: fine enough for text, and coordinates stay small."""
LOOKED_AT = 120
"""Dots per inch of a page on the screen."""
POINTS, SMALL_POINTS = 10.5, 8.0
BAND = 2.4
"""Height of head and foot (lines of small text)."""
CSS = """
h1 { font-size: 17pt; margin-bottom: 6px; }
h2 { font-size: 11.5pt; margin-top: 10px; margin-bottom: 1px; }
h3 { font-size: 10.5pt; margin-top: 8px; margin-bottom: 1px; }
p { margin-top: 2px; margin-bottom: 5px; }
ul { -qt-list-indent: 0; margin-left: 14px; margin-top: 2px; margin-bottom: 4px; }
.quiet, .by { color: #4c5b5e; } .strong { font-weight: 600; } a { color: #0b6468; }
.own { background-color: #e4f0ef; } td.clash { background-color: #fff3d6; }
"""
INK, MUTE = QColor("#1D2A2C"), QColor("#4C5B5E")
EDGE = 'border="1" cellspacing="0" style="border-collapse: collapse; border-style: solid"'


@dataclass(frozen=True)
class _Laid:
    """A part laid out on pages."""

    text: QTextDocument
    pages: int


@dataclass(frozen=True)
class _Place:
    """Where on a page what stands (device pixels)."""

    head: QRectF
    body: QRectF
    foot: QRectF


def pdf(document: Document, report: Report) -> bytes:
    """Return the document as a PDF.

    Args:
        document: All that is to be in it.
        report: Told (done, total) of twice as many parts; what it raises stops the work.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(readable(document.title))
    writer.setCreator("Katalogen")
    writer.setResolution(RESOLUTION)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if document.broad:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(MARGINS_MM, QPageLayout.Unit.Millimeter)
    paint(document, writer, report)
    return bytes(buffer.data().data())


def paint(document: Document, device: QPagedPaintDevice, report: Report) -> int:
    """Paint the document on a printer or into a PDF; return the number of pages.

    Args:
        document: All that is to be in it.
        device: With its paper chosen.
        report: Told (done, total) of twice as many parts; what it raises stops the work.
    """
    painter = QPainter()
    if not painter.begin(device):
        return 0
    try:
        dots = device.logicalDpiY()
        place = _place(QRectF(device.pageLayout().paintRectPixels(dots)), dots)
        laid = _laid_out(document, device, place, report)
        pages = sum(one.pages for one in laid)
        before = 0
        for done, one in enumerate(laid, len(document.parts)):
            report(min(done, 2 * len(document.parts)), 2 * len(document.parts))
            for page in range(one.pages):
                if before + page:
                    device.newPage()
                _paint_page(painter, one, page, place)
                _paint_edges(painter, document, place, before + page + 1, pages)
            before += one.pages
        return pages
    finally:
        painter.end()


def pictures(document: Document, report: Report) -> tuple[bytes, ...]:
    """Return the pages as pictures (PNG) to look at before one prints.

    Args:
        document: All that is to be in it.
        report: Told (done, total) of twice as many parts; what it raises stops the work.
    """
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Landscape if document.broad else QPageLayout.Orientation.Portrait,
        MARGINS_MM,
        QPageLayout.Unit.Millimeter,
    )
    image = QImage(layout.fullRectPixels(LOOKED_AT).size(), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(LOOKED_AT / 0.0254))
    image.setDotsPerMeterY(round(LOOKED_AT / 0.0254))
    inside = QRectF(layout.paintRectPixels(LOOKED_AT))
    place = _place(inside, image.logicalDpiY())
    laid = _laid_out(document, image, place, report)
    pages = sum(one.pages for one in laid)
    made: list[bytes] = []
    for done, one in enumerate(laid, len(document.parts)):
        report(min(done, 2 * len(document.parts)), 2 * len(document.parts))
        for page in range(one.pages):
            image.fill(Qt.GlobalColor.white)
            painter = QPainter(image)
            painter.translate(inside.topLeft())
            _paint_page(painter, one, page, place)
            _paint_edges(painter, document, place, len(made) + 1, pages)
            painter.end()
            buffer = QBuffer()
            image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
            made.append(bytes(buffer.data().data()))
    return tuple(made)


def _place(within: QRectF, dots: int) -> _Place:
    """Return where what stands on a page, from the corner within its margins."""
    whole = QRectF(0, 0, within.width(), within.height())
    band = SMALL_POINTS / 72 * dots * BAND
    return _Place(
        head=QRectF(0, 0, whole.width(), band),
        body=QRectF(0, band, whole.width(), whole.height() - 2 * band),
        foot=QRectF(0, whole.height() - band, whole.width(), band),
    )


def _laid_out(
    document: Document, device: QPaintDevice, place: _Place, report: Report
) -> list[_Laid]:
    """Return the parts on pages; before many, what the document is and where what stands."""
    size = place.body.size()
    total = len(document.parts)
    laid = []
    for done, part in enumerate(document.parts):
        report(done, 2 * total)
        laid.append(_laid(taking.part_as_page(part), device, size))
    if total == 1 and document.parts[0].title == document.title:
        return laid
    counted = [one.pages for one in laid]
    front = _laid(_front(document, counted, 0), device, size)
    front = _laid(_front(document, counted, front.pages), device, size)
    return [front, *laid]


def _front(document: Document, counted: Sequence[int], before: int) -> str:
    """Return the first page of many: what it is, and on which page each part begins."""
    head = f"<h1>{escape(readable(document.title))}</h1>{taking.lead_as_page(document)}"
    if not counted:
        return head
    rows, page = [], before + 1
    for part, pages in zip(document.parts, counted, strict=True):
        title = escape(readable(part.title))
        rows.append(f'<tr><td>{title}</td><td align="right">{page}</td></tr>')
        page += pages
    contents = escape(_("Innehåll"))
    return f'{head}<h3>{contents}</h3><table width="100%">{"".join(rows)}</table>'


def _laid(body: str, device: QPaintDevice, size: QSizeF) -> _Laid:
    text = text_document(body)
    text.documentLayout().setPaintDevice(device)
    text.setPageSize(size)
    _keep_headings(text, size.height())
    return _Laid(text, text.pageCount())


def _keep_headings(text: QTextDocument, height: float) -> None:
    """Move headings that stand last on a page to the next one, where what they head begins."""
    layout, block = text.documentLayout(), text.begin()
    while block.isValid():
        after = block.next()
        if block.blockFormat().headingLevel() and after.isValid():
            page = int(layout.blockBoundingRect(block).top() // height)
            if page != int(layout.blockBoundingRect(after).top() // height):
                moved = block.blockFormat()
                moved.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).setBlockFormat(moved)
        block = after


def text_document(body: str) -> QTextDocument:
    """Return a body of HTML, made by `taking` alone, as text that Qt can lay out."""
    text = QTextDocument()
    text.setUndoRedoEnabled(False)
    text.setDocumentMargin(0)
    text.setUseDesignMetrics(True)  # lines break alike at every resolution
    text.setDefaultFont(_font(POINTS))
    text.setDefaultStyleSheet(CSS)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    text.setDefaultTextOption(option)
    text.setHtml(_for_qt(body))
    return text


def _for_qt(body: str) -> str:
    """Return HTML with the borders and boxes that Qt takes from no style sheet.

    The tags looked for are ours: in the catalogue's text "<" is always escaped.
    """
    edge = EDGE.replace('"border', '"margin-top: 6px; margin-bottom: 6px; border', 1)
    box = f'<table width="100%" {edge} cellpadding="6"><tr><td class="clash">'
    return (
        body.replace('<div class="clash">', box)
        .replace("</div>", "</td></tr></table>")
        .replace('<th scope="row">', '<td width="24%"><b>')
        .replace('<th scope="col">', '<th align="left">')
        .replace("</th><td>", "</b></td><td>")
        .replace(
            '<table class="lined">',
            f'<table width="100%" {EDGE} cellpadding="4">',
        )
        .replace('<table class="facts">', '<table width="100%" cellspacing="0" cellpadding="1">')
    )


def _paint_page(painter: QPainter, laid: _Laid, page: int, place: _Place) -> None:
    """Paint what stands on a page of a part."""
    height = place.body.height()
    painter.save()
    painter.translate(0, place.body.top() - page * height)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, page * height, place.body.width(), height)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, INK)  # paper is white, the window may be dark
    context.palette = palette
    painter.setClipRect(context.clip)
    laid.text.documentLayout().draw(painter, context)
    painter.restore()


def _paint_edges(
    painter: QPainter, document: Document, place: _Place, page: int, pages: int
) -> None:
    """Paint which edition it is, where it comes from, and the number of the page."""
    painter.save()
    painter.setFont(_font(SMALL_POINTS))
    painter.setPen(MUTE)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
    painter.drawText(place.head, left | top, readable(document.edition))
    painter.drawText(place.foot, left | bottom, readable(document.origin))
    words = _("sida {page} av {pages}").format(page=page, pages=pages)
    painter.drawText(place.foot, right | bottom, words)
    painter.restore()


def _font(points: float) -> QFont:
    font = QFont()
    font.setPointSizeF(points)
    return font
