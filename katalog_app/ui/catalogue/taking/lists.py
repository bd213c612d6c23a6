"""The user's own lists: what the page Katalog does with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from katalog_app.model.document import Mark, Paragraph
from katalog_app.services import private_lists
from katalog_app.texts import _, ngettext
from katalog_app.ui.catalogue.asking import SEARCH, Question
from katalog_app.ui.catalogue.taking import asking, formats
from katalog_app.ui.catalogue.taking.banner import Banner
from katalog_app.ui.catalogue.taking.formats import Wanted
from katalog_app.ui.catalogue.taking.kept import Kept
from katalog_app.ui.catalogue.taking.menu import Menu, short
from katalog_app.ui.catalogue.taking.my_lists import MyLists
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog_app.db.store import Store
    from katalog_app.model.query import SearchResult
    from katalog_app.services.private_lists import PrivateList
    from katalog_app.ui.catalogue.browsing import Browsing
    from katalog_app.ui.catalogue.taking.maker import Maker
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.workspace import Workspace

Shown = tuple["PrivateList", "SearchResult"]


class Lists(QObject):
    """Opens one list at a time in place of what a question finds."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        messages: MessageBar,
        browsing: Browsing,
        maker: Maker,
    ) -> None:
        """Read the lists."""
        super().__init__(browsing)
        self._theme, self._workspace, self._messages = theme, workspace, messages
        self._browsing, self._maker = browsing, maker
        self._open = ""
        self._enters = False
        self._shown: PrivateList | None = None
        self.kept = Kept(workspace, self)
        self.banner, self.mine = Banner(), MyLists()
        self.opener = button(_("Listor ▾"), self.offer, "link", _("Dina listor"))
        self.opener.hide()  # there is nothing to open
        browsing.reading.first_page.show_mine(self.mine)
        self.kept.changed.connect(self._lists_changed)
        self.kept.damaged.connect(self._warn)
        self.mine.picked.connect(self.open)
        # after the question has been sent off, so that the list is the newest answer
        browsing.asking.asked.connect(self._asked, Qt.ConnectionType.QueuedConnection)
        browsing.reading.all_wanted.connect(self.close)
        banner = self.banner
        banner.note_wanted.connect(self._ask_note)
        banner.out_wanted.connect(self._take_out)
        banner.send_wanted.connect(self._ask_how_to_send)
        banner.rename_wanted.connect(self._ask_name)
        banner.list_note_wanted.connect(self._ask_list_note)
        banner.remove_wanted.connect(self._remove)
        banner.closed.connect(self.close)
        self.kept.read()

    def choices(self, wanted: Wanted) -> list[tuple[str, Callable[[], object]]]:
        """Return the lists that projects can be put in, as lines of a menu."""
        made: list[tuple[str, Callable[[], object]]] = [
            (short(one.name), partial(self.add, one.key, wanted)) for one in self.kept.lists
        ]
        return [*made, (_("Ny lista…"), partial(self.ask_new, wanted))]

    def keep(self, project: str | None) -> None:
        """Put a project in the list that was used last; ask for a new one where there is none."""
        used = self.kept.used
        if project is None:
            self._messages.say(_("Öppna ett projekt först."))
        elif used is None:
            self.ask_new(Wanted("", "", (project,)))
        else:
            self.add(used.key, Wanted("", "", (project,)))

    def add(self, key: str, wanted: Wanted) -> None:
        """Put projects in a list."""
        self.kept.use(key)
        self.kept.do(partial(_add, key=key, wanted=wanted), partial(self._added, key))

    def ask_new(self, wanted: Wanted | None = None) -> None:
        """Ask for the name of a new list, and put projects in it."""
        make = partial(self._make, wanted or Wanted("", ""))
        asking.ask_name(self._browsing, _("Ny lista"), "", make)

    def open(self, key: str) -> None:
        """Show the projects of a list in place of what was found."""
        self._open, self._enters = key, True
        self._browsing.ask(Question(sort=self._browsing.asking.question.sort))

    def close(self) -> None:
        """Show all projects again."""
        if self._open:
            self._leave()
            self._browsing.ask(Question(sort=self._browsing.asking.question.sort))

    def offer(self) -> None:
        """Open the menu of lists."""
        menu = Menu(self.opener, _("Dina listor"))
        for one in self.kept.lists:
            text = f"{short(one.name)}   ({len(one.projects)})"
            menu.add(text, partial(self.open, one.key))
        menu.add_line()
        menu.add(_("Ny lista…"), self.ask_new)
        menu.open()

    def wanted(self, *, with_notes: bool) -> Wanted | None:
        """Return the list that is open, to be taken along; None where none is."""
        one = self._shown if self._open else None
        if one is None:
            return None
        if not with_notes:
            return Wanted(one.name, one.name, one.ids)
        lead = (Paragraph(one.note, Mark.OWN),) if one.note else ()
        return Wanted(one.name, one.name, one.ids, lead=lead, notes=one.notes)

    def _asked(self, question: Question) -> None:
        if not self._open:
            return
        if question.empty:
            call = partial(private_lists.shown, self._workspace.store, self._open)
            jobs = self._workspace.jobs
            jobs.run(call, self._show, owner=self, newest=SEARCH)
        else:
            self._leave()

    def _show(self, found: Shown | None) -> None:
        if found is None or found[0].key != self._open:
            self.close()
            return
        self._shown, result = found
        self._browsing.asking.answered.emit(result)
        if not result.total:
            self._browsing.middle.no_hits.hide()
        self.banner.show_list(self._shown, result.total)
        if self._enters:
            self._enters = False
            self._browsing.panes.go_to_reading(there=False)
            self._browsing.hits.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._open, self._shown = "", None
        self.banner.hide()

    def _lists_changed(self) -> None:
        self.mine.fill(self.kept.lists)
        self.opener.setVisible(bool(self.kept.lists))
        if self._open:
            self._asked(Question())

    def _added(self, key: str, fresh: tuple[str, ...]) -> None:
        one = self.kept.of(key)
        name = short(one.name) if one else ""
        if not fresh:
            self._messages.say(_("Redan med i listan ”{name}”.").format(name=name))
            return
        words = ngettext(
            "{count} projekt är lagt i listan ”{name}”.",
            "{count} projekt är lagda i listan ”{name}”.",
            len(fresh),
        )
        undo = partial(private_lists.take_out, key=key, projects=fresh)
        self._offer_undo(words.format(count=len(fresh), name=name), undo)

    def _make(self, wanted: Wanted, name: str) -> None:
        self.kept.do(partial(_make, name=name, wanted=wanted), self._made)

    def _made(self, one: PrivateList) -> None:
        self.kept.use(one.key)
        words = _("Listan ”{name}” är gjord. Den syns bara för dig.")
        text = words.format(name=short(one.name))
        self._messages.offer(text, _("Öppna listan"), partial(self.open, one.key))

    def _offer_undo(self, text: str, undo: Callable[[Store], object]) -> None:
        back = partial(self.kept.do, undo, lambda _nothing: None)
        self._messages.offer(text, _("Ångra"), back)

    def _project(self) -> str | None:
        """Return the project that is read, if it is in the list; else say what to do."""
        key = self._browsing.reading.project
        if self._shown is not None and key in self._shown.ids:
            return key
        self._messages.say(_("Välj först ett projekt i listan."))
        return None

    def _ask_note(self) -> None:
        key, shown = self._project(), self._shown
        entry = self._browsing.reading.entry
        if key is None or shown is None or entry is None:
            return
        about = _("Anteckning om ”{title}”").format(title=entry.title)
        then = partial(self._annotate, shown.key, key)
        asking.ask_note(self._browsing, about, shown.notes.get(key, ""), then)

    def _ask_list_note(self) -> None:
        if self._shown is not None:
            about = _("Anteckning om listan ”{name}”").format(name=self._shown.name)
            then = partial(self._annotate, self._shown.key, None)
            asking.ask_note(self._browsing, about, self._shown.note, then)

    def _annotate(self, key: str, project: str | None, note: str) -> None:
        work = partial(private_lists.annotate, key=key, note=note, project=project)
        said = _("Anteckningen är sparad.")
        self.kept.do(work, lambda _nothing: self._messages.say(said))

    def _take_out(self) -> None:
        key, shown = self._project(), self._shown
        if key is not None and shown is not None:
            work = partial(private_lists.take_out, key=shown.key, projects=(key,))
            self.kept.do(work, self._taken_out)

    def _taken_out(self, before: PrivateList | None) -> None:
        if before is not None:
            undo = partial(private_lists.put_back, place=0, one=before)
            self._offer_undo(_("Projektet är taget ur listan."), undo)

    def _ask_name(self) -> None:
        if self._shown is not None:
            rename = partial(self._rename, self._shown.key)
            asking.ask_name(self._browsing, _("Byt namn"), self._shown.name, rename)

    def _rename(self, key: str, name: str) -> None:
        work = partial(private_lists.rename, key=key, name=name)
        self.kept.do(work, lambda _nothing: None)

    def _ask_how_to_send(self) -> None:
        one = self.wanted(with_notes=False)
        if one is not None:

            def wanted(with_notes: bool) -> Wanted:
                return self.wanted(with_notes=with_notes) or one

            asking.ask_how_to_send(self._browsing, self._theme, self._maker, wanted)

    def _remove(self) -> None:
        if self._shown is not None:
            work = partial(private_lists.remove, key=self._shown.key)
            self.close()
            self.kept.do(work, self._removed)

    def _removed(self, removed: tuple[int, PrivateList] | None) -> None:
        if removed is not None:
            place, one = removed
            undo = partial(private_lists.put_back, place=place, one=one)
            text = _("Listan ”{name}” är borttagen.").format(name=short(one.name))
            self._offer_undo(text, undo)

    def _warn(self) -> None:
        self._messages.warn(
            _("Alla dina listor kunde inte läsas. Filen är inte ändrad."),
            _("Om du ändrar en lista läggs den gamla filen undan i datamappen som lists.broken."),
        )


def _add(store: Store, *, key: str, wanted: Wanted) -> tuple[str, ...]:
    return private_lists.add(store, key, formats.ids_of(store, wanted))


def _make(store: Store, *, name: str, wanted: Wanted) -> PrivateList:
    return private_lists.make(store, name, formats.ids_of(store, wanted))
