"""Saved and recent searches: what the page does with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from katalog_app.language import question as questions
from katalog_app.services.saved_searches import LONGEST_NAME
from katalog_app.texts import _
from katalog_app.ui.catalogue.asking import Asking, Question
from katalog_app.ui.catalogue.my_searches import MySearches
from katalog_app.ui.catalogue.recent import Recent
from katalog_app.ui.catalogue.saved import Saved
from katalog_app.ui.catalogue.search_menu import SearchButtons
from katalog_app.ui.catalogue.search_words import called
from katalog_app.ui.widgets import question as asking_windows

if TYPE_CHECKING:
    from katalog_app.model.query import SearchResult
    from katalog_app.services.saved_searches import SavedSearch
    from katalog_app.ui.catalogue.facets import Labels
    from katalog_app.ui.catalogue.first_page import FirstPage
    from katalog_app.ui.catalogue.hit_list import HitList
    from katalog_app.ui.catalogue.question_bar import QuestionBar
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.widgets.search_field import SearchField
    from katalog_app.ui.workspace import Workspace


class Searches(QObject):
    """Wires the lists to the star, the menu, the first page and the field."""

    wanted = Signal(Question)

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        outside: Outside,
        label: Labels,
        messages: MessageBar,
    ) -> None:
        """Make both lists; they are read with `begin`."""
        super().__init__(workspace)
        self._outside, self._label, self._messages = outside, label, messages
        self._question = Question()
        self.saved, self.recent = Saved(workspace, self), Recent(workspace, self)
        self.buttons = SearchButtons(self.saved, self.recent, label, self)
        self.mine = MySearches(theme, self.saved, self.recent, label)
        self.saved.damaged.connect(self._warn)
        self.buttons.starred.connect(self._star)
        self.buttons.rename_wanted.connect(self._ask_name)
        self.buttons.copy_wanted.connect(self._copy)
        self.buttons.picked.connect(self._pick)
        self.mine.picked.connect(self._pick)
        self.mine.removed.connect(self._remove)
        workspace.changed.connect(self.saved.count)

    def follow(self, asking: Asking, search: SearchField, hits: HitList) -> None:
        """Note what is asked and what comes of it."""
        self.asking = asking
        asking.asked.connect(self._take)
        asking.answered.connect(self._answer)
        search.entered.connect(self.recent.use)
        hits.browsed.connect(lambda _id: self.recent.use())
        search.earlier_wanted.connect(partial(self._go_down, search, hits))

    def stand_in(self, bar: QuestionBar, first_page: FirstPage) -> None:
        """Put star, menu and lists where they are seen."""
        bar.keep_last(self.buttons.star, self.buttons.opener)
        self.buttons.show_question(self._text)
        first_page.show_mine(self.mine)
        self.mine.fill()

    def begin(self, question: Question) -> None:
        """Take what is asked already, and read the saved searches."""
        self._take(question)
        self.saved.count()

    @property
    def _text(self) -> str:
        """What is asked, as one line; "" for nothing."""
        if self._question.empty:
            return ""
        return questions.written(self._question.words, self._question.where)

    def _take(self, question: Question) -> None:
        self._question = question
        self.buttons.show_question(self._text)
        self.recent.ask(self._text)

    def _answer(self, result: SearchResult) -> None:
        self.recent.answer(result.total)

    def _go_down(self, search: SearchField, hits: HitList) -> None:
        """Offer the recent searches unless something is ticked or one walks through the list."""
        walks = hits.currentIndex().isValid() or not self._question.empty
        if walks or not self.buttons.offer_recent(search):
            hits.step(1)

    def _pick(self, search: str) -> None:
        saved = self.saved.of(search)
        sort = saved.search.sort if saved is not None else self._question.sort
        self.wanted.emit(Question(words=search, sort=sort))
        self.recent.use()
        self.saved.see(search)

    def _star(self) -> None:
        if self.saved.of(self._text) is not None:
            self._remove(self._text)
            return
        name = called(self._text, self._label)
        self.saved.save(name, self._text, self._question.sort, self._tell_saved)

    def _tell_saved(self) -> None:
        self._messages.offer(
            _("Sökningen är sparad. Här syns sedan om något nytt kommer till."),
            _("Byt namn"),
            self._ask_name,
        )

    def _warn(self) -> None:
        self._messages.warn(
            _("Alla sparade sökningar kunde inte läsas. Filen är inte ändrad."),
            _("Om du sparar en ny sökning läggs den gamla undan i datamappen som searches.broken."),
        )

    def _remove(self, search: str) -> None:
        self.saved.remove(search, self._tell_removed)

    def _tell_removed(self, place: int, search: SavedSearch) -> None:
        text = _("Sökningen ”{name}” är borttagen.").format(name=search.name)
        self._messages.offer(text, _("Ångra"), partial(self.saved.put_back, place, search))

    def _ask_name(self) -> None:
        saved = self.saved.of(self._text)
        if saved is None:
            return
        field = QLineEdit(saved.search.name)
        field.setAccessibleName(_("Namn på sökningen"))
        field.setMaxLength(LONGEST_NAME)
        window = asking_windows.Question(
            self.buttons.opener, _("Byt namn"), _("Vad ska sökningen heta?"), field
        )
        search = saved.search.question
        rename = partial(self._rename, search, field)
        window.answer(_("Spara namnet"), rename, "primary")
        window.answer(_("Avbryt"), lambda: None)
        window.open()
        field.selectAll()
        field.setFocus()

    def _rename(self, search: str, field: QLineEdit) -> None:
        self.saved.rename(search, field.text())

    def _copy(self) -> None:
        self._outside.copy(self._text)
        self._messages.say(
            _("Sökningen är kopierad. Den som klistrar in texten i sökfältet får samma sökning.")
        )
