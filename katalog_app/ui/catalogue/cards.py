"""Hits painted as cards, all of one height, with the texts laid out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from katalog_app.model.query import Hit
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.catalogue.models import HitRole, meta_line
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.hovering import is_hovered
from katalog_app.ui.widgets.marked import LINE_SPACING, Marked
from katalog_app.ui.widgets.tick_box import BOX, paint_box

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCharFormat

Index = QModelIndex | QPersistentModelIndex
TITLE, META, SNIPPET, CHIP = 15, 12, 13, 12
PAD, GAP, BETWEEN = 14, 5, 8
BESIDE = 10
"""Between the box to tick and the texts (pixels at 100 %)."""
DIVIDER = 16
"""Height of the row before wider hits above that of its text (pixels at 100 %)."""
NARROW = 420
"""Below this width (pixels at 100 %) the chips get a line of their own."""
TINT = {False: 0.1, True: 0.16}
"""How much of its colour is in the surface of a chip, by whether the scheme is dark."""
MARK_TINT = 0.16
KEPT = 240
"""Cards whose laid out texts are kept."""


LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True)
class _Laid:
    """A card whose texts are laid out at one width."""

    title: Marked
    snippet: Marked
    meta: str
    meta_height: float
    middle_height: float
    """Of where and when and the chips together."""
    chips: tuple[tuple[str, str, QRectF], ...]
    """Words, colour, and place from the left end of the second line."""


class CardDelegate(QStyledItemDelegate):
    """Paints a hit: title, where and when, transformations, and the sentence that answers."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        """Paint into a view."""
        super().__init__(view)
        self._theme, self._view = theme, view
        self.width = 0
        """Of the list's viewport (pixels), told by the list. Asking the list for its viewport makes
        Qt for Python load every kind of widget, to find out which one that is: 30 ms at start."""
        self.divider: int | None = None
        """The row that is no card, told by the list."""
        self._cards: dict[tuple[Hit, int], _Laid] = {}
        self._measure()
        theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self._cards.clear()
        self._look: QTextCharFormat | None = None
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
        if index.row() == self.divider:
            return QSize(100, meta + px(DIVIDER))
        middle = max(meta, chip + 2 * px(2))
        if self._narrow(self.width):
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
            self._paint_divider(painter, QRectF(option.rect), str(index.data()))
            return
        theme, px = self._theme, self._theme.px
        rect: QRectF = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(1, 1, -3, -BETWEEN + 1)
        chosen = self._view.selectionModel().isSelected(index)
        self._paint_surface(painter, box, chosen, is_hovered(self._view, option))
        inner = box.adjusted(px(PAD), px(PAD), -px(PAD), -px(PAD))
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            place = QRectF(inner.left(), inner.top() + px(2), px(BOX), px(BOX))
            paint_box(painter, theme, place, ticked=ticked == Qt.CheckState.Checked)
            inner.setLeft(inner.left() + px(BOX + BESIDE))
        card = self._laid(hit, round(inner.width()))
        painter.setPen(theme.colour("ink"))
        self._draw(painter, card.title, inner.topLeft())
        top = inner.top() + self._heights[0] + px(GAP)
        self._paint_middle(painter, card, inner, top)
        painter.setPen(theme.colour("ink"))
        below = QPointF(inner.left(), top + card.middle_height + px(GAP))
        self._draw(painter, card.snippet, below)
        painter.restore()

    def _paint_divider(self, painter: QPainter, box: QRectF, words: str) -> None:
        """Paint what stands before hits that answer only in part, with a line after it."""
        theme, px = self._theme, self._theme.px
        painter.save()
        painter.setFont(theme.font(META, bold=True))
        painter.setPen(theme.colour("mute"))
        metrics = painter.fontMetrics()
        place = box.adjusted(px(4), 0, -px(8), -px(2))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(place.width()))
        painter.drawText(place, LEFT, shown)
        left = place.left() + metrics.horizontalAdvance(shown) + px(10)
        if left < place.right():
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(
                QPointF(left, place.center().y()), QPointF(place.right(), place.center().y())
            )
        painter.restore()

    def _paint_surface(self, painter: QPainter, box: QRectF, chosen: bool, hovered: bool) -> None:
        theme = self._theme
        surface = "soft" if chosen else "hover" if hovered else "panel"
        focused = chosen and self._view.hasFocus()
        edge = QPen(theme.colour("accent" if chosen else "line"), 2 if focused else 1.4)
        painter.setPen(edge)
        painter.setBrush(theme.colour(surface))
        painter.drawRoundedRect(box, 10, 10)

    def _paint_middle(self, painter: QPainter, card: _Laid, inner: QRectF, top: float) -> None:
        """Paint where and when, and the chips."""
        theme = self._theme
        painter.setFont(self._meta)
        painter.setPen(theme.colour("mute"))
        place = QRectF(inner.left(), top, inner.width(), card.meta_height)
        painter.drawText(place, LEFT, card.meta)
        painter.setFont(self._chip)
        for words, colour, place in card.chips:
            box = place.translated(inner.left(), top)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(colour, TINT[theme.tokens.dark]))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            painter.setPen(theme.colour(theme.tokens.readable(colour)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _laid(self, hit: Hit, width: int) -> _Laid:
        """Return the card laid out at a width, kept from last time where nothing changed."""
        kept = self._cards.get((hit, width))
        if kept is None:
            if len(self._cards) >= KEPT:
                self._cards.clear()
            kept = self._cards[hit, width] = self._lay_out(hit, width)
        return kept

    def _lay_out(self, hit: Hit, width: int) -> _Laid:
        theme, px = self._theme, self._theme.px
        chips = [(wording.value(t), theme.tokens.transformation(t)) for t in hit.transformations]
        if hit.in_conflict:
            chips.insert(0, (_("krock"), theme.tokens.warn))
        metrics, meta = QFontMetrics(self._chip), self._heights[1]
        widths = [metrics.horizontalAdvance(words) + 2 * px(9) for words, _colour in chips]
        height, gap = self._heights[3] + 2 * px(2), px(5)
        narrow = self._narrow(self.width)
        together = sum(widths) + gap * len(widths)
        left, top = (0, meta + px(GAP)) if narrow else (width - together + gap, 0)
        placed = []
        for (words, colour), wide in zip(chips, widths, strict=True):
            placed.append((words, colour, QRectF(left, top, wide, height)))
            left += wide + gap
        room = width if narrow else width - together - gap
        line = QFontMetrics(self._meta).elidedText(
            meta_line(hit), Qt.TextElideMode.ElideRight, room
        )
        return _Laid(
            title=Marked(hit.title, hit.title_marks, self._title, width, 1),
            snippet=Marked(hit.snippet, hit.snippet_marks, self._snippet, width, 2),
            meta=line,
            meta_height=meta if narrow else max(meta, height),
            middle_height=meta + px(GAP) + height if narrow else max(meta, height),
            chips=tuple(placed),
        )

    def _draw(self, painter: QPainter, text: Marked, place: QPointF) -> None:
        text.layout.draw(painter, place, text.formats(self._mark))

    def _mark(self) -> QTextCharFormat:
        """Return the look of a word that was searched for."""
        if self._look is not None:
            return self._look
        from PySide6.QtGui import QTextCharFormat  # not needed to start

        look = QTextCharFormat()
        tokens = self._theme.tokens
        look.setBackground(self._theme.colour("accent", MARK_TINT))
        look.setForeground(self._theme.colour(tokens.readable(tokens.accent)))
        look.setFontUnderline(True)
        self._look = look
        return look
