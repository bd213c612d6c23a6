"""The icons of the rail as paths, drawn in a square of 24 by 24 with a line of 1.7."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

from katalog_app.ui.places import Place

LINE = 1.7


def icon(place: Place) -> QPainterPath:
    """Return the icon of a place, made small by `LINE`: enlarged so, a line of 1 is one of 1.7."""
    return _small(_drawn(place))


def settings_icon() -> QPainterPath:
    """Return three sliders, made small as the icon of a place."""
    path = QPainterPath()
    for y, knob in ((5.5, 15.5), (12.0, 8.5), (18.5, 13.5)):
        _line(path, 3.5, y, knob - 2.5, y)
        path.addEllipse(QPointF(knob, y), 2.5, 2.5)
        _line(path, knob + 2.5, y, 20.5, y)
    return _small(path)


def _small(path: QPainterPath) -> QPainterPath:
    return QTransform.fromScale(1 / LINE, 1 / LINE).map(path)


def _drawn(place: Place) -> QPainterPath:
    path = QPainterPath()
    match place:
        case Place.CATALOGUE:
            for top in (3.5, 10.0, 16.5):
                path.addRoundedRect(QRectF(3.5, top, 17, 4), 2, 2)
        case Place.FRAMEWORK:
            for centre in (QPointF(12, 5.5), QPointF(5.5, 18), QPointF(18.5, 18)):
                path.addEllipse(centre, 3, 3)
            _line(path, 10.6, 8.2, 6.9, 15.3)
            _line(path, 13.4, 8.2, 17.1, 15.3)
            _line(path, 8.5, 18, 15.5, 18)
        case Place.CONTACTS:
            path.addEllipse(QPointF(12, 8), 4.5, 4.5)
            path.moveTo(3.5, 21)
            path.cubicTo(4, 12.5, 20, 12.5, 20.5, 21)
        case Place.OVERVIEW:
            path.addRoundedRect(QRectF(3.5, 12, 4, 8), 1.5, 1.5)
            path.addRoundedRect(QRectF(10, 4, 4, 16), 1.5, 1.5)
            path.addRoundedRect(QRectF(16.5, 9, 4, 11), 1.5, 1.5)
        case Place.EXCHANGE:
            _line(path, 4, 8.5, 20, 8.5)
            _corner(path, 16.5, 5, 20, 8.5, 16.5, 12)
            _line(path, 20, 16, 4, 16)
            _corner(path, 7.5, 12.5, 4, 16, 7.5, 19.5)
    return path


def _line(path: QPainterPath, x1: float, y1: float, x2: float, y2: float) -> None:
    path.moveTo(x1, y1)
    path.lineTo(x2, y2)


def _corner(path: QPainterPath, *points: float) -> None:
    path.moveTo(points[0], points[1])
    path.lineTo(points[2], points[3])
    path.lineTo(points[4], points[5])
