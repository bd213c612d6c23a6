"""What one does with a contact: confirm, correct, hand over, write, save, erase."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from katalog_app.model import telling
from katalog_app.model.fields import EntryKind
from katalog_app.services import carding, contacting, directory, filing, handing_over
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.contacts import opened as opening
from katalog_app.ui.contacts.doing import Doing
from katalog_app.ui.contacts.places_to_save import ask_file
from katalog_app.ui.erasure.erasing import Erasing
from katalog_app.ui.widgets.question import Question

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from katalog_app.db.store import Store
    from katalog_app.services.directory import Card
    from katalog_app.services.handing_over import HandedOver, Holder, TakenBack
    from katalog_app.services.progressing import Report
    from katalog_app.ui.contacts.handing_sheet import Handing
    from katalog_app.ui.contacts.opened import OpenedCard
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.workspace import Workspace


class Acting(QObject):
    """Opens the sheets of the place and does what they say."""

    made = Signal(str)
    """A contact was written down: its id."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        outside: Outside,
        window: QWidget,
        messages: MessageBar,
    ) -> None:
        """Take the page over which sheets are opened."""
        super().__init__(window)
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self._window, self._messages = window, messages
        self.doing = Doing(theme, workspace, window)
        self._erasing = Erasing(theme, workspace, window)
        self._erasing.said.connect(messages.say)

    def confirm(self, shown: OpenedCard | None) -> None:
        """Say that a contact is still right."""
        if shown is None:
            return
        work = partial(
            opening.confirmed,
            key=shown.card.id,
            day=date.today().isoformat(),
            seen=shown.entry.heads.get("reviewed", ()),
        )
        thanks = _("Tack. {what} är bekräftad i dag.").format(what=shown.card.title)
        already = _("{what} är redan bekräftad i dag.").format(what=shown.card.title)
        self.doing.do(work, lambda change: self._messages.say(thanks if change else already))

    def new(self) -> None:
        """Ask whether a function or a person is to be written down, then what it is."""
        question = Question(
            self._window,
            _("Ny kontakt"),
            _("En funktion, som Växeln eller Miljöenheten, gäller också när någon slutar."),
        )
        question.setObjectName("new-contact")
        question.answer(_("En funktion"), partial(self._new, EntryKind.CONTACT), "primary")
        question.answer(_("En person"), partial(self._new, EntryKind.PERSON))
        question.answer(_("Avbryt"), lambda: None)
        question.open()

    def _new(self, kind: EntryKind) -> None:
        from katalog_app.ui.contacts.entry_sheet import EntrySheet

        sheet = EntrySheet(self._theme, self._workspace, self._window, kind)
        sheet.accepted_values.connect(partial(self._make, kind))
        sheet.open_with_keyboard()

    def _make(self, kind: EntryKind, values: dict[str, Any]) -> None:
        self.doing.do(partial(opening.made, kind=kind, values=values), self._was_made)

    def _was_made(self, key: str) -> None:
        self._messages.say(_("Kontakten är sparad."))
        self.made.emit(key)

    def correct(self, shown: OpenedCard | None) -> None:
        """Let what an entry says be written anew."""
        if shown is None:
            return
        from katalog_app.ui.contacts.entry_sheet import EntrySheet

        entry = shown.entry
        sheet = EntrySheet(self._theme, self._workspace, self._window, entry.kind, entry)
        sheet.accepted_values.connect(partial(self._correct, shown))
        sheet.open_with_keyboard()

    def _correct(self, shown: OpenedCard, values: dict[str, Any]) -> None:
        seen = sorted({head for heads in shown.entry.heads.values() for head in heads})
        work = partial(opening.corrected, key=shown.entry.id, values=values, seen=seen)
        self.doing.do(work, partial(self._was_corrected, shown.entry.kind))

    def _was_corrected(self, kind: str, clashes: Sequence[str]) -> None:
        if clashes:
            fields = wording.listed(*(telling.field_name(kind, name) for name in clashes))
            words = _("Sparat, men någon annan har också ändrat {fields}. Båda är kvar.")
            self._messages.warn(words.format(fields=fields), _("Avgör krocken i Utbyte."))
        else:
            self._messages.say(_("Kontakten är rättad."))

    def hand_over(self, shown: OpenedCard | None) -> None:
        """Let others answer for projects from now on."""
        if shown is not None and shown.can_hand_over:
            call = partial(handing_over.held, self._workspace.store, shown.card.id)
            self._workspace.jobs.run(call, self._ask_whom, owner=self, newest="handing")

    def _ask_whom(self, holder: Holder) -> None:
        from katalog_app.ui.contacts.handing_sheet import HandingSheet

        sheet = HandingSheet(self._theme, self._workspace, self._window, holder)
        sheet.wanted.connect(self._hand_over)
        sheet.open_with_keyboard()

    def _hand_over(self, handing: Handing) -> None:
        work = partial(_handed_over, handing=handing, report=self.doing.report)
        self.doing.do(work, partial(self._was_handed, handing))

    def _was_handed(self, handing: Handing, done: HandedOver) -> None:
        count = len(done.changes)
        words = ngettext(
            "{count} projekt är överlämnat till {what}.",
            "{count} projekt är överlämnade till {what}.",
            count,
        )
        told = words.format(count=wording.number(count), what=handing.title)
        if done.clashes:
            more = ngettext(
                "I {count} av dem har någon annan också bytt kontakt: båda är kvar som en krock.",
                "I {count} av dem har någon annan också bytt kontakt: båda är kvar som krockar.",
                len(done.clashes),
            )
            told += " " + more.format(count=len(done.clashes))
        self._messages.offer(told, _("Ångra"), partial(self._take_back, done))

    def _take_back(self, done: HandedOver) -> None:
        work = partial(_taken_back, done=done, report=self.doing.report)
        self.doing.do(work, self._was_taken_back)

    def _was_taken_back(self, back: TakenBack) -> None:
        words = ngettext(
            "Överlämningen är ångrad i {count} projekt.",
            "Överlämningen är ångrad i {count} projekt.",
            back.projects,
        )
        told = words.format(count=wording.number(back.projects))
        if not back.left:
            self._messages.say(told)
            return
        more = ngettext(
            "{count} projekt har ändrats sedan dess och är kvar som de är: {names}.",
            "{count} projekt har ändrats sedan dess och är kvar som de är: {names}.",
            len(back.left),
        )
        names = wording.listed(*back.left[:5])
        left = more.format(count=len(back.left), names=names)
        self._messages.warn(told, left)

    def write_to(self, keys: Sequence[str]) -> None:
        """Write to several."""
        call = partial(directory.cards, self._workspace.store, list(keys))
        self._workspace.jobs.run(call, self._open_letter, owner=self, newest="letter")

    def _open_letter(self, cards: tuple[Card, ...]) -> None:
        from katalog_app.ui.contacts.letter_sheet import LetterSheet

        sheet = LetterSheet(self._theme, self._workspace, self._outside, self._window, cards)
        sheet.said.connect(self._messages.say)
        sheet.open_with_keyboard()

    def save_card(self, shown: OpenedCard | None) -> None:
        """Save a contact as a vCard."""
        if shown is not None:
            self._ask_card(contacting.file_name(shown.card.step), (shown.card.id,))

    def save_cards(self, keys: Sequence[str]) -> None:
        """Save several contacts in one file of vCards."""
        self._ask_card("kontakter.vcf", tuple(keys))

    def _ask_card(self, name: str, keys: tuple[str, ...]) -> None:
        filters = [_("vCard (*.vcf)")]
        ask_file(
            self._window, _("Spara som vCard"), name, filters, partial(self.save_cards_to, keys)
        )

    def save_cards_to(self, keys: tuple[str, ...], path: Path) -> None:
        """Write contacts as vCards to a file."""
        call = partial(_saved_cards, self._workspace.store, keys, path)
        self._workspace.jobs.run(call, self._messages.say, owner=self)

    def save_code(self, shown: OpenedCard | None) -> None:
        """Save the code of a contact as a picture."""
        if shown is None or shown.code is None:
            return
        name = contacting.file_name(shown.card.step).removesuffix(".vcf") + ".png"
        filters = [_("Bild (*.png)"), _("Vektorbild (*.svg)")]
        then = partial(self.save_code_to, shown.code)
        ask_file(self._window, _("Spara QR-koden"), name, filters, then)

    def save_code_to(self, code: carding.Code, path: Path) -> None:
        """Write a code as a picture to a file, as its ending says."""
        call = partial(_saved_code, self._workspace.store, code, path)
        self._workspace.jobs.run(call, self._messages.say, owner=self)

    def erase(self, shown: OpenedCard | None) -> None:
        """Choose what of a contact is to be erased for good."""
        if shown is not None:
            self.erase_entry(shown.card.id)

    def erase_entry(self, key: str, field: str = "") -> None:
        """Choose what of an entry is to be erased for good, a field to begin with."""
        self._erasing.ask(key, ticked=(field,))


def load_sheets() -> None:
    """Load in the background what the first sheet needs, so that it opens at once."""
    from katalog_app.ui.contacts import handing_sheet, letter_sheet  # noqa: F401 - loaded is all


def _handed_over(store: Store, author: str, *, handing: Handing, report: Report) -> HandedOver:
    return handing_over.carry_out(
        store,
        handing.projects,
        handing.receiver,
        reason=handing.reason,
        author=author,
        report=report,
    )


def _taken_back(store: Store, author: str, *, done: HandedOver, report: Report) -> TakenBack:
    return handing_over.take_back(store, done, author, report)


def _saved_cards(store: Store, keys: tuple[str, ...], path: Path) -> str:
    cards = directory.cards(store, keys)
    text = carding.vcards(card.step for card in cards)
    filing.put(store, path, text.encode("utf-8"))
    words = ngettext(
        "{count} kontakt är sparad i {file}.", "{count} kontakter är sparade i {file}.", len(cards)
    )
    return words.format(count=len(cards), file=path.name)


def _saved_code(store: Store, code: carding.Code, path: Path) -> str:
    filing.put(store, path, carding.picture(code, vector=path.suffix.lower() == ".svg"))
    return _("QR-koden är sparad i {file}.").format(file=path.name)
