"""The sheet in which one writes to several: one letter each, or one with blind copies."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QRadioButton, QWidget

from katalog_app import messages
from katalog_app.errors import KatalogError
from katalog_app.services import mailing
from katalog_app.services.contacting import Draft
from katalog_app.services.mailing import LONGEST_MAILTO, MOST_LETTERS, MOST_ONE_BY_ONE, Template
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.contacts.places_to_save import ask_folder
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katalog_app.services.directory import Card
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

BODY_HIGH = 150
"""Height of the letter (pixels at 100 %)."""
NAMED = 5
"""Contacts without an address that are named; the rest are counted."""


class LetterSheet(Question):
    """A letter with places to fill in, a look at what it becomes, and the ways to send it."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        outside: Outside,
        parent: QWidget,
        cards: Sequence[Card],
    ) -> None:
        """Write to the contacts chosen."""
        found = mailing.recipients(cards)
        count = len(found.found)
        heading = _("Skriv till {count}").format(count=wording.number(count))
        super().__init__(parent, heading, _whom(found))
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self._to = found.found
        self._at = self._opened = 0
        self.setObjectName("letter")
        self.each = QRadioButton(_("Ett brev till var och en"))
        self.blind = QRadioButton(_("Ett brev med dolda kopior"))
        for chosen in (self.each, self.blind):
            chosen.setProperty("role", "tab")
            chosen.setAccessibleName(chosen.text())
        self.each.setChecked(True)
        self.subject = TextLine(_("Fråga om {projekt}"))
        self.subject.setAccessibleName(_("Ämne"))
        self.body = QPlainTextEdit(_start(workspace.settings.author))
        self.body.setAccessibleName(_("Brev"))
        self.body.setTabChangesFocus(True)
        self.body.setFixedHeight(theme.px(BODY_HIGH))
        self._warning = Text("", "clash")
        self.preview = Text("", "tag", selectable=True)
        self._whose = Text("", "label")
        self._told = self.foot_text("fault")
        self._open = self.add(button("", self._open_letter, "primary"))
        self._save = self.add(button(_("Spara som utkast…"), self._ask_folder))
        self._copy = self.add(button(_("Kopiera adresserna"), self._copy_addresses))
        self.add(button(_("Stäng"), self.reject))
        self.ask(*self._asked())
        order = (self.each, self.subject, self.body, *self._steps, self._open)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)
        for chosen in (self.each, self.blind):
            chosen.toggled.connect(lambda _on: self._show())
        self.subject.textChanged.connect(lambda _text: self._show())
        self.body.textChanged.connect(self._show)
        self._show()

    def _asked(self) -> list[QWidget]:
        hint = _("Skriv {namn}, {projekt} eller {kommun}, så fylls det i för var och en.")
        walk = QWidget()
        flow = FlowLayout(walk, gap=6)
        self._walk = walk
        before = button(_("‹ Förra"), partial(self._step, -1), name=_("Visa förra brevet"))
        after = button(_("Nästa ›"), partial(self._step, 1), name=_("Visa nästa brev"))
        flow.addWidget(before)
        flow.addWidget(after)
        ways = QWidget()
        flow = FlowLayout(ways, gap=6)
        flow.addWidget(self.each)
        flow.addWidget(self.blind)
        subject, body = Text(_("Ämne"), "label"), Text(_("Brev"), "label")
        subject.setBuddy(self.subject)
        body.setBuddy(self.body)
        self._steps = (before, after)
        shown: list[QWidget] = [ways, subject, self.subject, body, self.body]
        return [*shown, Text(hint, "mute"), self._warning, self._whose, self.preview, walk]

    def open_with_keyboard(self) -> None:
        """Show the sheet with the keyboard in the letter."""
        self.open()
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def template(self) -> Template:
        """What is written."""
        return Template(self.subject.text(), self.body.toPlainText())

    def _show(self) -> None:
        """Show what the letter becomes, and what can be done with it."""
        is_each, some = self.each.isChecked(), bool(self._to)
        draft = self._draft()
        self.preview.setText(f"{draft.subject}\n\n{draft.body}" if some else "")
        self.preview.setVisible(some)
        self._whose.setVisible(some)
        self._walk.setVisible(is_each and len(self._to) > 1)
        self._whose.setText(self._whose_words())
        self._warn()
        self._open.setText(self._open_words())
        self._open.setAccessibleName(self._open_words())
        self._open.setEnabled(some)
        self._open.setVisible(not is_each or len(self._to) <= MOST_ONE_BY_ONE)
        self._save.setVisible(is_each)
        self._save.setEnabled(some and len(self._to) <= MOST_LETTERS)
        self._copy.setEnabled(some)

    def _draft(self) -> Draft:
        if self.blind.isChecked() or not self._to:
            return mailing.for_all(self.template)
        return mailing.one_each(self.template, [self._to[self._at]])[0]

    def _whose_words(self) -> str:
        if self.blind.isChecked():
            return _("Så blir brevet. Ingen ser de andras adresser.")
        words = _("Så blir brev {number} av {count}, till {what}")
        what = self._to[self._at].email if self._to else ""
        return words.format(number=self._at + 1, count=len(self._to), what=what)

    def _warn(self) -> None:
        said = []
        unknown = self.template.unknown
        if unknown:
            names = wording.listed(*(f"{{{name}}}" for name in unknown))
            said.append(_("{names} känns inte igen och står kvar som det är.").format(names=names))
        if self.blind.isChecked() and self._address() is None and self._to:
            said.append(
                _(
                    "Brevet och adresserna är för långa för att öppnas i e-postprogrammet på en "
                    "gång. Kopiera adresserna till fältet för dolda kopior i stället."
                )
            )
        if len(self._to) > MOST_LETTERS and self.each.isChecked():
            words = _("Högst {count} brev kan sparas åt gången. Välj färre kontakter.")
            said.append(words.format(count=MOST_LETTERS))
        self._warning.setText(" ".join(said))
        self._warning.setVisible(bool(said))

    def _open_words(self) -> str:
        if self.blind.isChecked():
            return _("Öppna brevet") if self._address() else _("Kopiera brevet")
        if len(self._to) <= 1:
            return _("Öppna brevet")
        number = min(self._opened + 1, len(self._to))
        words = _("Öppna brev {number} av {count}")
        return words.format(number=number, count=len(self._to))

    def _address(self) -> str | None:
        return mailing.blind_address(mailing.for_all(self.template), self._to)

    def _step(self, by: int) -> None:
        self._at = (self._at + by) % len(self._to)
        self._show()

    def _open_letter(self) -> None:
        if self.blind.isChecked():
            self._open_blind()
            return
        draft = mailing.one_each(self.template, [self._to[self._opened]])[0]
        is_short = len(draft.address) <= LONGEST_MAILTO
        if is_short and self._outside.open(draft.address):
            words = _("Brevet till {what} är påbörjat i ditt e-postprogram.")
        else:
            self._outside.copy(draft.as_text)
            words = _("Inget e-postprogram svarade. Brevet till {what} är kopierat.")
            if not is_short:
                words = _("Brevet till {what} är för långt för att öppnas, så det är kopierat.")
        self._tell(words.format(what=draft.to))
        self._opened = (self._opened + 1) % len(self._to)
        self._at = self._opened
        self._show()

    def _open_blind(self) -> None:
        address, draft = self._address(), mailing.for_all(self.template)
        if address is not None and self._outside.open(address):
            self._tell(_("Ett brev med dolda kopior är påbörjat i ditt e-postprogram."))
            return
        self._outside.copy(draft.as_text)
        self._tell(_("Brevet är kopierat. Kopiera sedan adresserna till dolda kopior."))

    def _copy_addresses(self) -> None:
        self._outside.copy(mailing.copied_addresses(self._to))
        count = len(self._to)
        words = ngettext("{count} adress är kopierad.", "{count} adresser är kopierade.", count)
        self._tell(words.format(count=wording.number(count)))

    def _ask_folder(self) -> None:
        ask_folder(self, _("Spara breven i en mapp"), self.save_to)

    def save_to(self, folder: Path) -> None:
        """Write a draft for each in a new folder inside this one."""
        drafts = mailing.one_each(self.template, self._to)
        call = partial(_saved, folder, drafts)
        self._workspace.jobs.run(call, self._was_saved, owner=self)

    def _was_saved(self, saved: Path | KatalogError) -> None:
        if isinstance(saved, KatalogError):
            told = messages.message(saved)
            self._tell(" ".join((told.text, told.unchanged, told.remedy)))
            return
        count = len(self._to)
        words = ngettext(
            "{count} utkast är sparat i mappen {folder}. Öppna det i ditt e-postprogram.",
            "{count} utkast är sparade i mappen {folder}. Öppna dem i ditt e-postprogram.",
            count,
        )
        self.said.emit(words.format(count=wording.number(count), folder=saved.name))
        self._outside.show_folder(saved)
        self.accept()

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.show()


def _saved(folder: Path, drafts: Sequence[Draft]) -> Path | KatalogError:
    try:
        return mailing.save_drafts(folder, drafts)
    except KatalogError as error:
        return error


def _whom(found: mailing.Recipients) -> str:
    if not found.without:
        return _("Alla valda har en adress att skriva till.")
    named = wording.listed(*found.without[:NAMED])
    if len(found.without) > NAMED:
        left = len(found.without) - NAMED
        named = _("{names} och {count} till").format(
            names=", ".join(found.without[:NAMED]), count=wording.number(left)
        )
    return _("Utan adress, och får inget brev: {names}.").format(names=named)


def _start(author: str) -> str:
    """Return a letter to begin with; the places stay as they are written."""
    body = _("Hej {namn}!\n\nJag har läst om {projekt} och vill gärna veta mer.")
    return "\n\n".join([body, "\n".join(filter(None, [_("Vänliga hälsningar"), author]))])
