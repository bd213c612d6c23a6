"""The small windows about lists: a name, a note, and how to send one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from katalog_app.services.private_lists import LONGEST_NAME
from katalog_app.texts import _
from katalog_app.ui.catalogue.taking.formats import Format
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog_app.ui.catalogue.taking.formats import Wanted
    from katalog_app.ui.catalogue.taking.maker import Maker
    from katalog_app.ui.theme import Theme


def ask_name(parent: QWidget, heading: str, name: str, then: Callable[[str], object]) -> Question:
    """Ask what a list is to be called; an empty name does nothing."""
    field = QLineEdit(name)
    field.setAccessibleName(_("Listans namn"))
    field.setMaxLength(LONGEST_NAME)
    window = Question(parent, heading, _("Vad ska listan heta?"), field)

    def answered() -> None:
        if field.text().strip():
            then(field.text())

    save = window.answer(_("Spara listan"), answered, "primary")
    save.setEnabled(bool(name.strip()))
    field.textChanged.connect(lambda text: save.setEnabled(bool(text.strip())))
    window.answer(_("Avbryt"), lambda: None)
    window.open()
    field.selectAll()
    field.setFocus()
    return window


def ask_note(parent: QWidget, about: str, note: str, then: Callable[[str], object]) -> Question:
    """Ask for a note about a project, or about a list."""
    field = QPlainTextEdit(note)
    field.setAccessibleName(_("Anteckning"))
    field.setTabChangesFocus(True)
    words = _("Anteckningen syns bara för dig. Den följer inte med när du skickar ändringar.")
    window = Question(parent, about, words, field)
    window.answer(_("Spara anteckningen"), lambda: then(field.toPlainText()), "primary")
    window.answer(_("Avbryt"), lambda: None)
    window.open()
    field.setFocus()
    return window


def ask_how_to_send(
    parent: QWidget, theme: Theme, maker: Maker, wanted: Callable[[bool], Wanted]
) -> Question:
    """Ask in which form a list is to be sent, and whether the notes come along."""
    notes = TickBox(theme, _("Ta med mina anteckningar"), _("Ta med mina anteckningar"))
    words = _(
        "Projekten i listan skrivs till en fil eller till urklipp, så att du kan skicka dem. "
        "Listan själv stannar här."
    )
    window = Question(parent, _("Skicka listan"), words, notes)

    def made(act: Callable[[Wanted], object]) -> Callable[[], object]:
        return lambda: act(wanted(notes.isChecked()))

    window.answer(_("Kopiera som text"), made(maker.copy), "primary")
    for text, kind in ((_("Spara som Word…"), Format.WORD), (_("Spara som PDF…"), Format.PDF)):
        window.answer(text, made(partial(_save, maker, kind)))
    window.answer(_("Avbryt"), lambda: None)
    window.open()
    return window


def _save(maker: Maker, kind: Format, wanted: Wanted) -> None:
    maker.ask_where(wanted, kind)
