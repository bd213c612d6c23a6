"""Who has answered since the last edition, and a letter to those who have not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from katalog_app import settings
from katalog_app.services import reminding
from katalog_app.services.contacting import Draft
from katalog_app.services.reminding import Answer, Answers
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.files import folder_to_write_in
from katalog_app.ui.exchange.reminder import Reminder, Template
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.exchange.working import Working
from katalog_app.ui.outside import Outside
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace

LEAST_LIST = 170
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""
DAYS = 14
"""Days to answer in, unless somebody says another day."""
(CHOICE,) = settings.LETTERS
"""The name under which the letter is kept among the user's choices."""


class AnswersPane(Sheet):
    """A list of municipalities, those who have not answered first."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__(_("Vem har svarat"))
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self._working = Working(workspace, self)
        self._found = Answers("", "", ())
        self._outdated = True
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Kommunerna"))
        self.reminder, self.template = Reminder(theme), Template(theme)
        self._heading, self._about = Text("", "heading"), Text("", "mute")
        self.day = QLineEdit((date.today() + timedelta(days=DAYS)).isoformat())
        self._wrong = Text(_("Skriv dagen som 2026-12-09."), "fault")
        self._write = button(_("Skriv påminnelse…"), self.write_current, "primary")
        self._all = button(_("Spara påminnelser till alla…"), self._ask_where)
        self._arrange()
        self.list.chosen.connect(lambda _key: self._point())
        self.reminder.open_wanted.connect(self._open)
        self.reminder.copy_wanted.connect(self._copy)
        self.reminder.save_wanted.connect(self._ask_where_for)
        self.reminder.closed.connect(self._close)
        self.template.kept.connect(self._keep_template)

    def _arrange(self) -> None:
        inside = self.fresh()
        inside.addWidget(self._heading)
        inside.addWidget(self._about)
        self.list.setMinimumHeight(self._theme.px(LEAST_LIST))
        inside.addWidget(self.list, 1)
        self.day.setAccessibleName(_("Svara senast"))
        self.day.setAcceptDrops(False)  # files are dropped on the window
        self.day.setMaximumWidth(self._theme.px(140))
        label = Text(_("Svara senast"), "label")
        label.setBuddy(self.day)
        inside.addWidget(label)
        inside.addWidget(self.day)
        inside.addWidget(self._wrong)
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(self._write)
        flow.addWidget(self._all)
        flow.addWidget(button(_("Ändra brevet…"), self._show_template))
        inside.addWidget(place)
        inside.addWidget(self.reminder, 1)
        inside.addWidget(self.template, 1)
        for hidden in (self._wrong, self.reminder, self.template):
            hidden.hide()

    def begin(self) -> None:
        """Read who has answered; while nobody looks, only when somebody does."""
        self._outdated = not self.isVisible()
        if not self._outdated:
            self._read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed since it was shown last."""
        super().showEvent(event)
        if self._outdated:
            self._outdated = False
            self._read()

    def _read(self) -> None:
        call = partial(reminding.answers, self._workspace.store, date.today())
        self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-answers")

    def _show(self, found: Answers) -> None:
        self._found = found
        missing = [one for one in found.answers if not one.answered]
        self._heading.setText(_told(found))
        self._about.setText(
            _(
                "En kommun har svarat när en fil har kommit efter utgåvan. En fil hör till "
                "avsändarens kommun, eller till den som de flesta posterna i den gäller."
            )
        )
        ordered = [*missing, *(one for one in found.answers if one.answered)]
        self.model.show([_row(one) for one in ordered])
        count = len(missing)
        words = ngettext(
            "Spara {count} påminnelse i en mapp…", "Spara {count} påminnelser i en mapp…", count
        )
        self._all.setText(words.format(count=count))
        self._all.setAccessibleName(words.format(count=count))
        self._all.setEnabled(count > 0)
        self._point()

    @property
    def _current(self) -> Answer | None:
        row = self.list.currentIndex().row()
        rows = self.model.rows
        key = rows[row].key if 0 <= row < len(rows) else ""
        return next((one for one in self._found.answers if one.municipality == key), None)

    def _point(self) -> None:
        self._write.setEnabled(self._current is not None)

    @property
    def _text(self) -> str:
        return self._workspace.remembered(CHOICE) or _(reminding.TEMPLATE)

    def _letter(self, answer: Answer, by: date) -> Draft:
        return reminding.letter(
            answer, self._text, about=self._found, by=by, name=self._workspace.settings.author
        )

    def _day(self) -> date | None:
        """Return the last day to answer; None where what is written is no day, which is said."""
        try:
            day = date.fromisoformat(self.day.text().strip())
        except ValueError:
            self._wrong.show()
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        self._wrong.hide()
        return day

    def write_current(self) -> None:
        """Show the letter to the current municipality."""
        one, day = self._current, self._day()
        if one is None or day is None:
            return
        self.template.hide()
        self.reminder.show_draft(one.municipality, self._letter(one, day))
        self.reminder.show()
        self.reminder.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.reminder)

    def _show_template(self) -> None:
        self.reminder.hide()
        self.template.show_text(self._text)
        self.template.show()
        self.template.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.template)

    def _keep_template(self, text: str) -> None:
        self._workspace.remember(CHOICE, "" if text == _(reminding.TEMPLATE) else text)
        self.template.hide()
        self.said.emit(_("Nästa påminnelse görs av brevet."))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self.reminder.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, draft: Draft) -> None:
        if self._outside.open(draft.address):
            self.said.emit(_("Ett brev är påbörjat i e-postprogrammet."))
        else:
            self._copy(draft)

    def _copy(self, draft: Draft) -> None:
        self._outside.copy(draft.as_text)
        self.said.emit(_("Brevet är kopierat: klistra in det där du skriver."))

    def _ask_where_for(self, draft: Draft) -> None:
        one = self._current
        self._ask_for_folder({one.municipality if one else "": draft})

    def _ask_where(self) -> None:
        day = self._day()
        if day is not None:
            missing = [one for one in self._found.answers if not one.answered]
            self._ask_for_folder({one.municipality: self._letter(one, day) for one in missing})

    def _ask_for_folder(self, letters: dict[str, Draft]) -> None:
        dialog = folder_to_write_in(self, _("Mapp för breven"))
        dialog.fileSelected.connect(lambda chosen: self.save(letters, Path(chosen)))
        dialog.open()

    def save(self, letters: dict[str, Draft], folder: Path) -> None:
        """Write letters by the municipalities' names into a folder."""
        call = partial(reminding.write_all, letters, folder)
        self._working.run(call, partial(self._saved, folder), lambda: None)

    def _saved(self, folder: Path, files: list[Path]) -> None:
        words = ngettext(
            "{count} brev är sparat i mappen {folder}. Öppna det, läs det och skicka det.",
            "{count} brev är sparade i mappen {folder}. Öppna dem, läs dem och skicka dem.",
            len(files),
        )
        self.said.emit(words.format(count=len(files), folder=folder.name))
        self._outside.show_folder(folder)


def _told(found: Answers) -> str:
    answered = sum(one.answered for one in found.answers)
    words = ngettext(
        "{some} av {count} kommun har svarat",
        "{some} av {count} kommuner har svarat",
        len(found.answers),
    )
    told = words.format(some=answered, count=len(found.answers))
    since = _("sedan utgåva {label}").format(label=found.edition)
    return f"{told} {since}" if found.edition else told


def _row(one: Answer) -> Row:
    due = ngettext("{count} projekt att granska", "{count} projekt att granska", len(one.due))
    about = wording.dotted(_last(one), due.format(count=len(one.due)) if one.due else "")
    word = _("har svarat") if one.answered else _("har inte svarat")
    return Row(one.municipality, one.municipality, about, word, "gron" if one.answered else "warn")


def _last(one: Answer) -> str:
    last = one.last
    if last is None:
        return _("inget har kommit")
    count = ngettext("{count} ändring", "{count} ändringar", last.changes)
    what = _("filen väntar på dig") if last.held else count.format(count=last.changes)
    return wording.dotted(phrases.moment(last.received_at), last.sender, what)
