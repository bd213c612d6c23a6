"""Colours, sizes and the style sheet: light and dark following the system, text up to 200 %."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from katalog_app.settings import Theme as Choice
from katalog_app.ui.stylesheet import style_sheet
from katalog_app.ui.tokens import DARK, LIGHT, Tokens

BASE = 13
"""Size of ordinary text (pixels at 100 %)."""
MIDDLE = 128
"""Lightness (0..255) under which a window counts as dark."""
LEAST_PERCENT, MOST_PERCENT, STEP = 80, 200, 10


class Theme(QObject):
    """The look of one application: which colours, and how large the text is."""

    changed = Signal()
    """Colours or sizes are other than before; whatever is painted by hand paints anew."""

    def __init__(self, app: QApplication, choice: Choice, percent: int) -> None:
        """Dress the application, and again whenever the system turns light or dark."""
        super().__init__(app)
        self._app = app
        self._choice: Choice = choice
        self.percent = min(max(percent, LEAST_PERCENT), MOST_PERCENT)
        # Before it is dressed, the application has the system's own colours: asking these costs
        # less than the namespace Qt, which the scheme's name would load (20-40 ms).
        self._dark_system = app.palette().window().color().lightness() < MIDDLE
        self.tokens = self._wanted_tokens()
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._colours: dict[tuple[str, float], QColor] = {}
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def px(self, size: float) -> int:
        """Return a measure at 100 % in pixels of the present text size."""
        return round(size * self.percent / 100)

    def font(self, size: float = BASE, *, bold: bool = False) -> QFont:
        """Return the interface font, not to be changed; `size` in pixels at 100 %."""
        font = self._fonts.get((size, bold))
        if font is None:
            font = self._fonts[size, bold] = QFont(self._app.font())
            font.setPixelSize(max(self.px(size), 1))
            font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """Return a colour, not to be changed: "accent" or "#RRGGBB", partly transparent (0..1)."""
        colour = self._colours.get((token, alpha))
        if colour is None:
            value = token if token.startswith("#") else getattr(self.tokens, token)
            colour = self._colours[token, alpha] = QColor(value)
            colour.setAlphaF(alpha)
        return colour

    def resize(self, percent: int) -> None:
        """Show all text at this size (percent), within the limits."""
        percent = min(max(percent, LEAST_PERCENT), MOST_PERCENT)
        if percent != self.percent:
            self.percent = percent
            self._dress()
            self.changed.emit()

    def choose(self, choice: Choice) -> None:
        """Show this scheme, or the system's."""
        self._choice = choice
        self._wear()

    def _follow_system(self) -> None:
        from PySide6.QtCore import Qt  # too costly before the first paint

        scheme = self._app.styleHints().colorScheme()
        if scheme is not Qt.ColorScheme.Unknown:
            self._dark_system = scheme is Qt.ColorScheme.Dark
        self._wear()

    def _wear(self) -> None:
        tokens = self._wanted_tokens()
        if tokens is not self.tokens:
            self.tokens = tokens
            self._dress()
            self.changed.emit()

    def _wanted_tokens(self) -> Tokens:
        dark = self._dark_system if self._choice == "system" else self._choice == "dark"
        return DARK if dark else LIGHT

    def _dress(self) -> None:
        self._fonts.clear()
        self._colours.clear()
        self._app.setPalette(_palette(self.tokens))
        self._app.setFont(self.font())
        self._app.setStyleSheet(style_sheet(self.tokens, self.px))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.ink,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.hover,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.mute,
        role.Button: tokens.panel,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.on_accent,
        role.ToolTipBase: tokens.panel,
        role.ToolTipText: tokens.ink,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.panel,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.edge,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.mute))
    return palette
