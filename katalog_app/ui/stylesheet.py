"""The one style sheet: what palette and painted widgets do not settle."""

from collections.abc import Callable

from katalog_app.ui.tokens import Tokens


def style_sheet(t: Tokens, px: Callable[[float], int]) -> str:
    """Return the style sheet of one scheme at one text size; `px` scales a measure at 100 %.

    Labels say what they are by the property `role`, buttons too.
    """
    return f"""
QToolTip {{ color: {t.ink}; background: {t.panel}; border: 1px solid {t.edge}; padding: 4px; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {px(22)}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {px(16)}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="group"] {{ font-size: {px(11)}px; font-weight: 600; color: {t.mute}; }}
QLabel[role="label"] {{ font-weight: 600; color: {t.mute}; }}
QLabel[role="mute"] {{ color: {t.mute}; }}
QLabel[role="banner"] {{ color: {t.warn}; background: {t.warnbg}; border-radius: 8px;
  padding: {px(8)}px {px(12)}px; }}
QLabel[role="confirmed"] {{ color: {t.accent}; background: {t.soft}; border-radius: 8px;
  padding: {px(8)}px {px(12)}px; }}
QLabel[role="clash"] {{ color: {t.warn}; font-weight: 600; }}
QLabel[role="fault"] {{ color: {t.warn}; font-weight: 600; }}
QLabel[role="tag"] {{ color: {t.ink}; background: {t.hover}; border-radius: 8px;
  padding: {px(3)}px {px(10)}px; }}
QFrame[role="pane"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 12px; }}
QFrame[role="quiet"] {{ background: {t.hover}; border: none; border-radius: 10px; }}
QFrame[role="notice"] {{ background: {t.warnbg}; border: 1px solid {t.warn}; border-radius: 8px; }}
QFrame[role="notice"] QLabel {{ color: {t.ink}; }}
QFrame[role="rail"] {{ background: {t.panel}; border: none; border-right: 1px solid {t.line}; }}
QLineEdit[role="search"] {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.edge};
  border-radius: 8px; padding: {px(9)}px {px(14)}px; margin: 1px; font-size: {px(15)}px;
  placeholder-text-color: {t.mute};
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit[role="search"]:focus {{ border: 2px solid {t.accent}; margin: 0px; }}
QLineEdit, QTextEdit[role="long"] {{ background: {t.panel}; color: {t.ink};
  border: 1px solid {t.edge}; border-radius: 8px; padding: {px(6)}px {px(8)}px; margin: 1px;
  placeholder-text-color: {t.mute};
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit:focus, QTextEdit[role="long"]:focus {{ border: 2px solid {t.accent}; margin: 0px; }}
QPushButton {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.edge};
  border-radius: 8px; padding: {px(6)}px {px(13)}px; margin: 1px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {t.soft}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; margin: 0px; }}
QPushButton[role="primary"] {{ background: {t.accent}; color: {t.on_accent};
  border-color: {t.accent}; font-weight: 600; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[role="link"] {{ background: transparent; color: {t.accent};
  border: 2px solid transparent; border-radius: 4px;
  padding: {px(1)}px 1px; margin: 0px; text-align: left;
  text-decoration: underline; }}
QPushButton[role="link"]:hover {{ background: {t.soft}; }}
QPushButton[role="link"]:focus {{ border: 2px solid {t.accent}; }}
QRadioButton[role="tab"] {{ background: transparent; border: 1px solid {t.line};
  border-radius: 8px; padding: {px(6)}px {px(13)}px; margin: 1px; spacing: 0px; }}
QRadioButton[role="tab"]::indicator {{ width: 0px; height: 0px; border: none; image: none;
  background: transparent; }}
QRadioButton[role="tab"]:hover {{ background: {t.hover}; }}
QRadioButton[role="tab"]:checked {{ background: {t.soft}; border: 1px solid {t.accent};
  border-bottom: 3px solid {t.accent}; padding-bottom: {px(6) - 2}px; color: {t.accent}; }}
QRadioButton[role="tab"]:focus {{ border: 2px solid {t.accent}; margin: 0px; }}
QPushButton:disabled {{ color: {t.mute}; border-color: {t.line}; }}
QLineEdit, QPlainTextEdit {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.edge};
  border-radius: 8px; padding: {px(5)}px {px(9)}px; margin: 1px;
  selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {t.accent}; margin: 0px; }}
QProgressBar {{ background: {t.hover}; color: {t.ink}; border: 1px solid {t.edge};
  border-radius: 8px; text-align: center; min-height: {px(18)}px; }}
QProgressBar::chunk {{ background: {t.soft}; border-radius: 7px; }}
QRadioButton[role="rail"] {{ background: transparent; border: 2px solid transparent;
  border-radius: 8px; padding: 0px; margin: 0px; }}
QRadioButton[role="rail"]::indicator {{ width: 0px; height: 0px; border: none; image: none;
  background: transparent; }}
QRadioButton[role="rail"]:hover {{ background: {t.hover}; }}
QRadioButton[role="rail"]:checked {{ background: {t.soft}; }}
QRadioButton[role="rail"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[role="foot"] {{ background: transparent; border: 2px solid transparent;
  padding: 0px; margin: 0px; }}
QPushButton[role="foot"]:hover {{ background: {t.hover}; }}
QPushButton[role="foot"]:focus {{ border: 2px solid {t.accent}; }}
QComboBox {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.edge};
  border-radius: 8px; padding: {px(6)}px {px(8)}px; margin: 1px; }}
QComboBox:focus {{ border: 2px solid {t.accent}; margin: 0px; }}
QComboBox::drop-down {{ border: none; width: {px(18)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.edge};
  selection-background-color: {t.soft}; selection-color: {t.ink}; outline: none; }}
QListView, QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent;
  border: none; outline: none; }}
QListView[role="offers"] {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.edge};
  selection-background-color: {t.soft}; selection-color: {t.ink}; }}
QListView[role="offers"]::item {{ padding: {px(3)}px {px(6)}px; }}
QListView[role="offers"]::item:selected {{ background: {t.soft}; color: {t.ink}; }}
QListView[role="versions"] {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.edge};
  border-radius: 8px; padding: 2px; }}
QListView[role="versions"]:focus {{ border: 2px solid {t.accent}; padding: 1px; }}
QListView[role="versions"] {{ selection-background-color: {t.soft}; selection-color: {t.ink}; }}
QTableView[role="summary"] {{ background: {t.panel}; color: {t.ink};
  border: 1px solid {t.line}; border-radius: 8px; padding: 1px; }}
QTableView[role="summary"]:focus {{ border: 2px solid {t.accent}; padding: 0px; }}
QTableView[role="summary"] QHeaderView {{ background: {t.panel}; }}
QTableView[role="summary"] QHeaderView::section {{ background: {t.panel}; color: {t.mute};
  border: none; border-bottom: 1px solid {t.edge}; padding: {px(5)}px {px(8)}px;
  font-weight: 600; }}
QScrollArea[role="sheet"] {{ border: 2px solid transparent; border-radius: 10px; }}
QScrollArea[role="sheet"]:focus {{ border: 2px solid {t.accent}; }}
QSplitter::handle {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0px; }}
QScrollBar::handle:vertical {{ background: {t.edge}; border-radius: {px(3)}px;
  min-height: {px(32)}px; margin: 0px {px(2)}px; }}
QScrollBar::handle:vertical:hover {{ background: {t.mute}; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0px; }}
QScrollBar::handle:horizontal {{ background: {t.edge}; border-radius: {px(3)}px;
  min-width: {px(32)}px; margin: {px(2)}px 0px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0px; width: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
