"""One reminder, to be read, altered and sent; or the letter that all of them are made of."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from katalog_app.services import reminding
from katalog_app.services.contacting import Draft
from katalog_app.texts import _
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

HIGH = 190
"""Height of the text (pixels at 100 %)."""


class Reminder(QWidget):
    """A letter to one municipality."""

    open_wanted = Signal(Draft)
    copy_wanted = Signal(Draft)
    save_wanted = Signal(Draft)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        """Hold no letter yet."""
        super().__init__()
        self._theme = theme
        self._draft = Draft("", "", "")
        self._heading = Text("", "heading")
        self.to, self.text = QLineEdit(), QPlainTextEdit()
        self.to.setAccessibleName(_("Till"))
        self.to.setPlaceholderText(_("namn@kommunen.se"))
        self.to.setAcceptDrops(False)  # files are dropped on the window
        self.text.setAccessibleName(_("Brevet"))
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)
        self._long = Text(
            _("Brevet är för långt för att öppnas direkt. Kopiera det, eller spara det som fil."),
            "mute",
        )
        self._open = button(_("Öppna i e-postprogrammet"), self._tell_open, "primary")
        self._arrange()
        self.text.textChanged.connect(self._measure)
        self.to.textChanged.connect(self._measure)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._heading)
        label = Text(_("Till"), "label")
        label.setBuddy(self.to)
        layout.addWidget(label)
        layout.addWidget(self.to)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._long)
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(self._open)
        flow.addWidget(button(_("Kopiera brevet"), lambda: self.copy_wanted.emit(self.draft)))
        flow.addWidget(button(_("Spara som brevfil…"), lambda: self.save_wanted.emit(self.draft)))
        flow.addWidget(button(_("Stäng brevet"), self.closed.emit))
        layout.addWidget(place)

    def show_draft(self, municipality: str, draft: Draft) -> None:
        """Show a letter; it is ready to be sent as it is."""
        self._draft = draft
        self._heading.setText(_("Påminnelse till {name}").format(name=municipality))
        self.to.setText(draft.to)
        self.text.setPlainText(draft.body)
        self.text.setMinimumHeight(self._theme.px(HIGH))
        self._measure()

    @property
    def draft(self) -> Draft:
        """The letter as it reads now."""
        return replace(self._draft, to=self.to.text().strip(), body=self.text.toPlainText())

    def _measure(self) -> None:
        opens = reminding.opens(self.draft)
        self._open.setVisible(opens)
        self._long.setVisible(not opens)

    def _tell_open(self) -> None:
        self.open_wanted.emit(self.draft)


class Template(QWidget):
    """The text that all reminders are made of."""

    kept = Signal(str)
    """The text is to be used from now on; "" for the first one."""

    def __init__(self, theme: Theme) -> None:
        """Hold no text yet."""
        super().__init__()
        self._theme = theme
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Brevet som alla påminnelser görs av"))
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)  # files are dropped on the window
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Text(_("Brevet som alla påminnelser görs av"), "heading"))
        layout.addWidget(
            Text(
                _(
                    "Ord inom klamrar byts mot det som gäller: {kommun}, {utgåva}, {adress}, "
                    "{projekt}, {datum} och {namn}."
                ),
                "mute",
            )
        )
        layout.addWidget(self.text, 1)
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(button(_("Använd brevet"), self._keep, "primary"))
        flow.addWidget(button(_("Ta tillbaka det första brevet"), lambda: self.kept.emit("")))
        layout.addWidget(place)

    def show_text(self, text: str) -> None:
        """Show the text that is used now."""
        self.text.setPlainText(text)
        self.text.setMinimumHeight(self._theme.px(HIGH))

    def _keep(self) -> None:
        self.kept.emit(self.text.toPlainText()[: reminding.LONGEST_TEMPLATE])
