"""Everything one can do with a project besides reading: edit, add, confirm, delete, restore."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from katalog_app.errors import KatalogError
from katalog_app.model.fields import EntryKind
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.authorship import Authorship
from katalog_app.ui.catalogue import meanwhile, saving, undone
from katalog_app.ui.catalogue.acts import Act
from katalog_app.ui.catalogue.advising import Advising
from katalog_app.ui.catalogue.copies import Copies
from katalog_app.ui.catalogue.drafts import Drafts
from katalog_app.ui.catalogue.form_pane import FormPane
from katalog_app.ui.catalogue.illustrating import illustrate
from katalog_app.ui.catalogue.unfinished import UnfinishedDrafts, changed_by_others
from katalog_app.ui.erasure.erasing import Erasing
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import Text
from katalog_app.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog_app.db.store import Store
    from katalog_app.model.entries import Entry
    from katalog_app.services.advising import Hint
    from katalog_app.services.offering import Offers
    from katalog_app.ui.catalogue.drafts import GoneOn, Unfinished
    from katalog_app.ui.catalogue.reading_pane import ReadingPane
    from katalog_app.ui.catalogue.saving import Done, Ended, Work
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.workspace import Workspace


class Editing(QObject):
    """Opens forms and windows over the reading pane, and sends what they say to the catalogue."""

    entered = Signal()
    """A form is there: let it be seen."""
    changed = Signal(str)
    """Something was saved; the id of the entry to show now."""

    def __init__(
        self, theme: Theme, workspace: Workspace, reading: ReadingPane, messages: MessageBar
    ) -> None:
        """Work with what the reading pane shows."""
        super().__init__(reading)
        self._theme, self._workspace, self._reading = theme, workspace, reading
        self._messages = messages
        self._authorship = Authorship(theme, workspace, reading)
        self._erasing = Erasing(theme, workspace, reading)
        self._erasing.said.connect(messages.say)
        self._busy = False
        self._drafts = Drafts(workspace, self)
        self.unfinished = UnfinishedDrafts(theme, workspace, self._drafts, messages, reading)
        self.unfinished.wanted.connect(self.go_on)
        self._copies = Copies(theme, workspace, reading, self._open_form)
        workspace.changed.connect(self._look_again)
        reading.form_closed.connect(self._drafts.forget)
        reading.form_closed.connect(self.unfinished.look_again)

    def act(self, act: Act) -> None:
        """Do something with the project that is shown."""
        entry = self._reading.entry
        if entry is None or self._reading.form is not None:
            return
        match act:
            case Act.EDIT:
                self.edit()
            case Act.CONFIRM:
                work = partial(saving.confirm, entry=entry.id, seen=entry.heads.get("reviewed", ()))
                self._do(work, _("Tack. Uppgifterna är granskade i dag."))
            case Act.COPY:
                self._copies.begin(entry)
            case Act.HISTORY:
                self._history(entry)
            case Act.DELETE:
                self._delete(entry)
            case Act.RESTORE:
                self._do(partial(saving.restore, entry=entry.id), _("Projektet är återställt."))
            case Act.ADVISE:
                self._advise()
            case Act.UNDO | Act.REDO:
                self.turn(back=act is Act.UNDO)

    def turn(self, *, back: bool) -> None:
        """Take back what was saved last, or make it again; not over what is being written."""
        form = self._reading.form
        if form is not None and form.dirty:
            self._messages.say(_("Spara eller avbryt det du skriver först."))
            return
        if form is not None:
            self._close_form()
        reason = _("Ångrade en ändring") if back else _("Gjorde om en ändring")
        work = partial(saving.turn, back=back, reason=reason)
        told = partial(self._tell_turned, back=back)
        self._authorship.ask(partial(self._start, work, told, None))

    def edit(self) -> None:
        """Turn what is shown into a form."""
        entry = self._reading.entry
        if self._reading.form is not None:
            self.entered.emit()
        elif entry is not None and not entry.deleted:
            draft = self.unfinished.of(entry.id)
            if draft is None:
                self._edit(entry)
            else:
                self._ask_about_draft(entry, draft)

    def _edit(self, entry: Entry) -> None:
        self._open_form(FormPane(self._theme, entry, self._reading.linked_titles()))

    def _advise(self) -> None:
        from katalog_app.ui.catalogue.advice_window import AdviceWindow

        advice = self._reading.advice
        if advice is not None:
            there = _("Redigera")
            AdviceWindow(self._theme, advice, self._edit_at, self._reading, there).open()

    def _edit_at(self, hint: Hint | None) -> None:
        """Turn what is shown into a form, and go to what a hint is about."""
        self.edit()
        form = self._reading.form
        if form is not None and hint is not None:
            form.form.finish()
            form.hints.wanted.emit(hint)

    def _ask_about_draft(self, entry: Entry, draft: Unfinished) -> None:
        question = Question(
            self._reading,
            _("Du har ett utkast till det här projektet"),
            _("Det är inte sparat. Börjar du om är utkastet ändå kvar."),
        )
        question.setObjectName("draft")
        question.answer(
            _("Fortsätt med utkastet"), partial(self.unfinished.go_on, draft), "primary"
        )
        question.answer(_("Börja om"), partial(self._edit, entry))
        question.answer(_("Avbryt"), lambda: None)
        question.open()

    def new(self) -> None:
        """Open an empty form; one with something in it stays."""
        form = self._reading.form
        if form is not None and form.dirty:
            self._messages.say(_("Spara eller avbryt det du skriver först."))
            self.entered.emit()
            return
        self._open_form(FormPane(self._theme, None, {}))

    def save(self) -> None:
        """Save what is filled in, if all of it fits; the form stays until it is saved."""
        form = self._reading.form
        if form is None or self._busy:
            return
        wrong = form.form.complaints(new=form.entry is None)
        if wrong:
            count = len(wrong)
            text = ngettext(
                "{count} fält behöver rättas: {fields}. Inget är sparat än.",
                "{count} fält behöver rättas: {fields}. Inget är sparat än.",
                count,
            )
            names = wording.listed(*(_(row.field.label) for row in wrong))
            form.tell(text.format(count=count, fields=names), passing=True)
            form.form.take_keyboard(wrong[0])
            return
        form.tell("")
        values = form.form.changes()
        if not values:
            self._messages.say(_("Inget var ändrat."))
            self._close_form()
        elif form.entry is None:
            work = partial(saving.create, values=values, source=form.source)
            self._do(work, _("Projektet är sparat."), form)
        else:
            work = partial(saving.change, entry=form.entry.id, values=values, seen=form.seen)
            self._do(work, _("Ändringen är sparad."), form)

    def leave(self, then: Callable[[], object] | None = None) -> bool:
        """Close the form; ask first if something would be lost.

        Args:
            then: Done once the form is closed without saving.

        Returns:
            Whether there is no form any more.
        """
        form = self._reading.form
        if form is None:
            return True
        if not form.dirty:
            self._close_form()
            return True
        fields = wording.listed(*form.form.changed_labels())
        question = Question(
            self._reading,
            _("Släng det du har skrivit?"),
            _("Det här är inte sparat än: {fields}.").format(fields=fields),
        )
        question.setObjectName("discard")
        question.answer(_("Fortsätt skriva"), form.setFocus, "primary")
        question.answer(_("Spara"), self.save)

        def discard() -> None:
            self._close_form()
            if then is not None:
                then()

        question.answer(_("Släng"), discard)
        question.open()
        return False

    def go_on(self, gone_on: GoneOn) -> None:
        """Open a form with what was written before and not saved, unless one is written in."""
        form = self._reading.form
        if form is not None and form.dirty:
            self._messages.say(_("Spara eller avbryt det du skriver först."))
            self.entered.emit()
            return
        opened = gone_on.opened
        if opened is not None:
            self._reading.close_form()
            self._reading.show_project(opened)
        entry = opened.page.project if opened is not None else None
        called = self._reading.linked_titles()
        self._open_form(FormPane(self._theme, entry, called, gone_on.draft), gone_on.key)
        form = self._reading.form
        if form is not None:
            form.tell(changed_by_others(gone_on))
            form.form.completed.connect(partial(self._tell_if_saved, form))
        self.unfinished.look_again()

    def _tell_if_saved(self, form: FormPane) -> None:
        """Say it where a draft holds nothing that the catalogue has not: it was saved at the last.

        The form stays, and its draft until it is closed: nothing goes away unseen.
        """
        if not form.dirty:
            form.tell(_("Det du skrev förra gången är redan sparat."))

    def _open_form(self, form: FormPane, draft: str = "") -> None:
        form.saved.connect(self.save)
        form.cancelled.connect(self.leave)
        # The two would hold each other up: what is offered is asked for when the form is made.
        form.form.completed.connect(partial(self._ask_offers, form))
        Advising(self._workspace, form)
        illustrate(self._workspace, form)
        self._reading.show_form(form)  # what stood there before is closed first, and its draft gone
        self._drafts.follow(form, draft)
        self.entered.emit()

    def _ask_offers(self, form: FormPane) -> None:
        self._workspace.jobs.run(
            partial(_offers, self._workspace.store), form.form.offer, owner=form, newest="offers"
        )

    def _close_form(self) -> None:
        self._reading.close_form()

    def _delete(self, entry: Entry) -> None:
        reason = TextLine()
        reason.setAccessibleName(_("Skäl"))
        reason.setPlaceholderText(_("till exempel: finns redan som ett annat projekt"))
        question = Question(
            self._reading,
            _("Ta bort projektet?"),
            _(
                "”{title}” försvinner ur sökningen, men inte ur historiken: "
                "det går att återställa när som helst."
            ).format(title=entry.title),
            Text(_("Skäl (syns för andra, får vara tomt)"), "label"),
            reason,
        )
        question.setObjectName("delete")
        question.answer(
            _("Ta bort"),
            lambda: self._do(
                partial(saving.delete, entry=entry.id, reason=reason.text().strip()),
                _("Projektet är borttaget. Det går att återställa."),
            ),
            "primary",
        )
        question.answer(_("Avbryt"), lambda: None)
        question.open()
        reason.setFocus()

    def _history(self, entry: Entry) -> None:
        from katalog_app.ui.catalogue.history_window import HistoryWindow

        window = HistoryWindow(self._theme, self._workspace, entry, self._reading)
        window.wanted.connect(partial(self._restore_version, entry))
        window.erasure_wanted.connect(partial(self._erasing.ask, entry.id))
        window.turned.connect(lambda back: self.turn(back=back))
        window.open()

    def _restore_version(self, entry: Entry, version: str, only: str) -> None:
        work = partial(saving.restore_version, entry=entry.id, version=version, only=only)
        self._do(work, _("Den äldre versionen gäller igen."))

    def _do(self, work: Work, said: str, form: FormPane | None = None) -> None:
        """Do a piece of work in the background, once it is known who does it.

        Args:
            work: What to do.
            said: What to say when it is done.
            form: Where the work comes from; it rests meanwhile and goes away when all is saved.
        """
        self._authorship.ask(partial(self._start, work, partial(self._tell, said), form))

    def _start(self, work: Work, told: Callable[[Done], None], form: FormPane | None) -> None:
        if self._busy:
            return
        self._busy = True
        if form is not None:
            form.rest()
        call = partial(
            saving.ended,
            self._workspace.store,
            self._workspace.settings.author,
            self._authorship.introduction(),
            work,
        )
        self._workspace.jobs.run(call, partial(self._ended, told, form), owner=self)

    def _ended(self, told: Callable[[Done], None], form: FormPane | None, ended: Ended) -> None:
        self._busy = False
        if ended.done is not None:
            self._authorship.introduced()
            if form is not None:
                self._close_form()
            told(ended.done)
            return
        if form is not None:
            form.wake()
        if isinstance(ended.error, KatalogError):
            self._workspace.failed.emit(ended.error)
        elif ended.error is not None:
            raise ended.error

    def _tell(self, said: str, done: Done) -> None:
        if done.change is None:
            self._messages.say(_("Inget var ändrat: katalogen säger redan så."))
        elif done.clashes:
            self._messages.warn(
                _(
                    "Sparat, men någon annan har också ändrat {fields} medan du skrev. "
                    "Båda är kvar och visas som en krock."
                ).format(fields=meanwhile.labels(done.clashes)),
                _("Öppna Historik för att se vem som skrev vad."),
            )
        else:
            self._messages.offer(said, _("Ångra"), partial(self.turn, back=True))
        self._workspace.changed.emit()
        self.changed.emit(done.entry)

    def _tell_turned(self, done: Done, *, back: bool) -> None:
        turned = done.undone
        if turned is None:
            nothing = _("Det finns inget att ångra.") if back else _("Det finns inget att göra om.")
            self._messages.say(nothing)
            return
        if not turned.turned:
            self._messages.warn(*undone.refused(turned, back=back))
            return
        answer = _("Gör om") if back else _("Ångra")
        words = undone.told(turned, back=back)
        self._messages.offer(words, answer, partial(self.turn, back=not back))
        self._workspace.changed.emit()
        if turned.act.entry_kind == EntryKind.PROJECT:
            self.changed.emit(done.entry)

    def _look_again(self) -> None:
        """See whether what an open form shows has been changed by somebody else."""
        form = self._reading.form
        if form is None or form.entry is None:
            return
        call = partial(meanwhile.entry, self._workspace.store, form.entry.id)
        self._workspace.jobs.run(
            call, partial(meanwhile.compare, form), owner=form, newest="compare"
        )


def _offers(store: Store) -> Offers:
    from katalog_app.services import offering  # not needed to start

    return offering.offers(store, EntryKind.PROJECT)
