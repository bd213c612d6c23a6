"""Hits painted as cards, all of one height, with the texts laid out once."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from katalog_app.model.query import Hit
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.catalogue.models import HitRole, meta_line
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.marked import LINE_SPACING, Marked

Index = QModelIndex | QPersistentModelIndex
TITLE, META, SNIPPET, CHIP = 15, 12, 13, 12
PAD, GAP, BETWEEN = 14, 5, 8
NARROW = 420
"""Below this width (pixels at 100 %) the chips get a line of their own."""
KEPT = 240
"""Cards whose laid out texts are kept."""


class CardDelegate(QStyledItemDelegate):
    """Paints a hit: title, where and when, transformations, and the sentence that answers."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        """Paint into a view."""
        super().__init__(view)
        self._theme, self._view = theme, view
        self._laid_out: dict[tuple[Hit, int], tuple[Marked, Marked]] = {}
        self._measure()
        theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self._laid_out.clear()
        theme = self._theme
        self._title = theme.font(TITLE, bold=True)
        self._meta, self._snippet = theme.font(META), theme.font(SNIPPET)
        self._chip = theme.font(CHIP)
        self._heights = tuple(
            QFontMetrics(font).height()
            for font in (self._title, self._meta, self._snippet, self._chip)
        )

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that every card has at this width."""
        px = self._theme.px
        title, meta, snippet, chip = self._heights
        middle = max(meta, chip + 2 * px(2))
        if self._narrow(self._view.viewport().width()):
            middle = meta + px(GAP) + chip + 2 * px(2)
        height = (
            px(PAD) * 2 + title + middle + round(2 * LINE_SPACING * snippet) + 2 * px(GAP) + BETWEEN
        )
        return QSize(100, height)

    def _narrow(self, width: int) -> bool:
        return width < self._theme.px(NARROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        hit = index.data(HitRole.HIT)
        if not isinstance(hit, Hit):
            return
        theme, px = self._theme, self._theme.px
        rect: QRectF = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(1, 1, -3, -BETWEEN + 1)
        self._paint_surface(painter, box, state)
        inner = box.adjusted(px(PAD), px(PAD), -px(PAD), -px(PAD))
        title, snippet = self._texts(hit, round(inner.width()))
        painter.setPen(theme.colour("ink"))
        self._draw(painter, title, inner.topLeft())
        top = self._paint_middle(painter, hit, inner, inner.top() + self._heights[0] + px(GAP))
        painter.setPen(theme.colour("ink"))
        self._draw(painter, snippet, QPointF(inner.left(), top + px(GAP)))
        painter.restore()

    def _paint_surface(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        surface = "soft" if chosen else "hover" if hovered else "panel"
        focused = chosen and self._view.hasFocus()
        edge = QPen(theme.colour("accent" if chosen else "line"), 2 if focused else 1.4)
        painter.setPen(edge)
        painter.setBrush(theme.colour(surface))
        painter.drawRoundedRect(box, 10, 10)

    def _paint_middle(self, painter: QPainter, hit: Hit, inner: QRectF, top: float) -> float:
        """Paint where, when and the chips; return where the next line begins."""
        px, meta, chip = self._theme.px, self._heights[1], self._heights[3] + 2 * self._theme.px(2)
        chips = [
            (wording.value(t), self._theme.tokens.transformation(t)) for t in hit.transformations
        ]
        if hit.in_conflict:
            chips.insert(0, (_("krock"), self._theme.tokens.warn))
        if hit.wider:
            chips.insert(0, (_("närliggande"), self._theme.tokens.mute))
        narrow = self._narrow(self._view.viewport().width())
        height = meta if narrow else max(meta, chip)
        right = inner.right()
        if narrow:
            left = inner.left()
            for words, colour in chips:
                left = self._paint_chip(painter, words, colour, left, top + meta + px(GAP), chip)
        else:
            metrics = QFontMetrics(self._chip)
            for words, colour in reversed(chips):
                right -= metrics.horizontalAdvance(words) + 2 * px(9)
                self._paint_chip(painter, words, colour, right, top, chip)
                right -= px(5)
        painter.setFont(self._meta)
        painter.setPen(self._theme.colour("mute"))
        room = round(right - inner.left())
        line = painter.fontMetrics().elidedText(meta_line(hit), Qt.TextElideMode.ElideRight, room)
        place = QRectF(inner.left(), top, room + 2, height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
        return top + (meta + px(GAP) + chip if narrow else height)

    def _paint_chip(
        self, painter: QPainter, words: str, colour: str, left: float, top: float, height: float
    ) -> float:
        """Paint a chip; return where the next one begins."""
        theme, px = self._theme, self._theme.px
        painter.setFont(self._chip)
        width = painter.fontMetrics().horizontalAdvance(words) + 2 * px(9)
        box = QRectF(left, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(colour, 0.16 if theme.tokens.dark else 0.1))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(theme.colour(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        return left + width + px(5)

    def _texts(self, hit: Hit, width: int) -> tuple[Marked, Marked]:
        key = (hit, width)
        kept = self._laid_out.get(key)
        if kept is None:
            if len(self._laid_out) >= KEPT:
                self._laid_out.clear()
            kept = self._laid_out[key] = (
                Marked(hit.title, hit.title_marks, self._title, width, 1),
                Marked(hit.snippet, hit.snippet_marks, self._snippet, width, 2),
            )
        return kept

    def _draw(self, painter: QPainter, text: Marked, place: QPointF) -> None:
        text.layout.draw(painter, place, text.formats(self._mark))

    def _mark(self) -> QTextCharFormat:
        """Return the look of a word that was searched for."""
        look = QTextCharFormat()
        look.setBackground(self._theme.colour("accent", 0.22 if self._theme.tokens.dark else 0.16))
        look.setForeground(self._theme.colour("accent"))
        look.setFontUnderline(True)
        return look
