"""The pane to the right: the first page, or one project to read."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QVBoxLayout
from shiboken6 import isValid

from katalog_app.model.query import Facet
from katalog_app.texts import _
from katalog_app.ui.catalogue.acts import Act
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from katalog_app.db.store import Store
    from katalog_app.model.alike import SimilarProject
    from katalog_app.model.entries import Entry
    from katalog_app.services.advising import Advice
    from katalog_app.ui.catalogue.contact_card import ContactCard
    from katalog_app.ui.catalogue.first_page import FirstPage
    from katalog_app.ui.catalogue.form_pane import FormPane
    from katalog_app.ui.catalogue.opened import Opened
    from katalog_app.ui.catalogue.sheet import Sheet
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.workspace import Workspace

OPEN, SIMILAR = "open", "similar"
SIMILAR_MS = 150
"""A project is shown this long before similar ones are looked for (ms)."""
TALL = 660
"""Height (pixels at 100 %) from which the contact keeps a place of its own below the text."""


class ReadingPane(QFrame):
    """Shows what is opened; loads it in the background."""

    ticked = Signal(Facet, str)
    searched = Signal(str)
    said = Signal(str)
    acted = Signal(Act)
    """Do this with the project that is shown."""
    other_wanted = Signal(str)
    """Open the project with this id, which is like the one shown."""
    all_wanted = Signal()
    """Show all projects."""
    form_closed = Signal()
    """The form has gone: saved, or not wanted."""
    left = Signal()
    """Escape, or the way back to the list."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Show nothing; the first page comes with `welcome`."""
        super().__init__()
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self._shown: Opened | None = None
        self.card: ContactCard | None = None
        self.form: FormPane | None = None
        """What stands in place of the text while something is being written."""
        self._held: str | None = None
        """What to show when the form is closed."""
        self._tall = False
        self._sheet: Sheet | None = None
        self._similar = QTimer(self, singleShot=True, interval=SIMILAR_MS)
        self._similar.timeout.connect(self._ask_similar)
        self.setProperty("role", "pane")
        self.setAccessibleName(_("Läsruta"))
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setMinimumWidth(0)
        self.scroller.setProperty("role", "sheet")
        self.scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroller.setAccessibleName(_("Projekt"))
        self.back = button(_("‹ Till listan"), self.left.emit, "link", _("Till listan"))
        self.back.hide()
        self._pages = QStackedLayout()
        self._pages.addWidget(self.scroller)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.setSpacing(0)
        layout.addWidget(self.back)
        layout.addLayout(self._pages, 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(self._foot)
        theme.changed.connect(self._again)

    @property
    def project(self) -> str | None:
        """The id of the project shown, None on the first page."""
        return self._shown.page.project.id if self._shown else None

    @property
    def entry(self) -> Entry | None:
        """The project shown, None on the first page."""
        return self._shown.page.project if self._shown else None

    @property
    def advice(self) -> Advice | None:
        """How clear and complete the project shown is, None on the first page."""
        return self._shown.advice if self._shown else None

    def show_project(self, shown: Opened) -> None:
        """Show a project that is loaded already."""
        self._workspace.jobs.forget(OPEN)
        self._show(shown)

    def linked_titles(self) -> dict[str, str]:
        """Return what the entries are called that the project shown is linked to, by id."""
        page = self._shown.page if self._shown else None
        linked = (page.person, page.contact, *page.framework) if page else ()
        return {entry.id: entry.title for entry in linked if entry is not None}

    def show_form(self, form: FormPane) -> None:
        """Let a form stand in place of the text until it is closed."""
        self.close_form()
        self._workspace.jobs.forget(OPEN)
        self.form, self._held = form, None
        self._pages.addWidget(form)
        self._pages.setCurrentWidget(form)
        self._show_card()
        form.form.take_keyboard()

    def close_form(self) -> None:
        """Show the text again, or what was asked for while the form was open."""
        if self.form is None:
            return
        form, self.form = self.form, None
        self.form_closed.emit()
        held, self._held = self._held, None
        had_keyboard = form.holds_keyboard
        self._pages.removeWidget(form)
        form.hide()
        form.deleteLater()
        if self._shown is None:
            self.welcome()
        else:
            self._pages.setCurrentWidget(self.scroller)
        self._show_card()
        if had_keyboard:
            self.enter()
        if held is not None:
            self.open(held)

    def reread(self) -> None:
        """Show the same project as it is now; behind a form, once that is closed."""
        if self.form is not None:
            self._held = self._held or self.project
        elif self.project is not None:
            self.open(self.project)

    def _keeps_form(self, entry_id: str | None) -> bool:
        """Return whether the form stays although something else is asked for.

        One that nobody has written in goes away by itself.
        """
        if self.form is None:
            return False
        if self.form.dirty:
            self._held = entry_id
            self.said.emit(_("Det du skriver är kvar. Spara eller avbryt för att läsa annat."))
            return True
        self.close_form()
        return False

    def open(self, entry_id: str) -> None:
        """Load a project and show it; of several at once only the last one counts.

        While something is written in a form, the project is shown when the form is closed.
        """
        if self._keeps_form(entry_id):
            return
        call = partial(_opened, self._workspace.store, entry_id)
        self._workspace.jobs.run(call, self._show, owner=self, newest=OPEN)

    @cached_property
    def first_page(self) -> FirstPage:
        """What is shown until something is opened; made when it is needed first."""
        from katalog_app.ui.catalogue.first_page import FirstPage  # not needed to start

        page = FirstPage(self._theme)
        page.searched.connect(self.searched)
        page.family_wanted.connect(lambda: self.ticked.emit(Facet.FAMILY, "true"))
        page.all_wanted.connect(self.all_wanted)
        self._pages.addWidget(page)
        return page

    def welcome(self, *_: object) -> None:
        """Show the first page if nothing has been opened; list and facets are painted before it."""
        if self._shown is None and self.form is None:
            self._pages.setCurrentWidget(self.first_page)

    def show_first_page(self) -> None:
        """Show the first page, and nothing that is still on its way."""
        if self._keeps_form(None):
            return
        self._workspace.jobs.forget(OPEN)
        self._shown = None
        self._drop_card()
        self.welcome()

    def enter(self) -> None:
        """Take the keyboard, to scroll and to Tab through what can be pressed."""
        if self.form is not None:
            self.form.form.take_keyboard()
            return
        (self.scroller if self._shown else self.first_page).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, shown: Opened) -> None:
        from katalog_app.ui.catalogue.sheet import Sheet  # not needed to start

        same = self._shown is not None and self.project == shown.page.project.id
        height = self.scroller.verticalScrollBar().value() if same else 0
        self._shown = shown
        sheet = Sheet(self._theme, self._workspace, self._outside, shown)
        sheet.ticked.connect(self.ticked)
        sheet.searched.connect(self.searched)
        sheet.said.connect(self.said)
        sheet.acted.connect(self.acted)
        self._place_card(sheet, shown)
        self._sheet = sheet
        focused, before = QApplication.focusWidget(), self.scroller.widget()
        read_on = focused is not None and before is not None and before.isAncestorOf(focused)
        self.scroller.setWidget(sheet)
        if read_on:
            self.scroller.setFocus(Qt.FocusReason.OtherFocusReason)
        self._similar.start()
        self.scroller.verticalScrollBar().setValue(height)
        if self.form is None:
            self._pages.setCurrentWidget(self.scroller)

    def _ask_similar(self) -> None:
        if self.project is not None:
            call = partial(_similar, self._workspace.store, self.project)
            answered = partial(self._show_similar, self._sheet)
            self._workspace.jobs.run(call, answered, owner=self, newest=SIMILAR)

    def _show_similar(self, sheet: Sheet | None, found: tuple[SimilarProject, ...]) -> None:
        if found and sheet is not None and sheet is self._sheet:
            from katalog_app.ui.catalogue.similar_projects import SimilarProjects

            similar = SimilarProjects(found)
            similar.opened.connect(self.other_wanted)
            sheet.add_similar(similar)

    def _place_card(self, sheet: Sheet, shown: Opened) -> None:
        """Keep the contact in sight where there is height for it, else below the text."""
        from katalog_app.ui.catalogue.contact_card import ContactCard

        self._drop_card()
        self.card = ContactCard(self._workspace, self._outside, shown)
        self.card.said.connect(self.said)
        self._tall = self._is_tall()
        if self._tall:
            self._foot.addWidget(self.card)
            self._show_card()
        else:
            sheet.add_contact(self.card)

    def _show_card(self) -> None:
        """Let the contact below the text give way to a form."""
        if self._tall and self.card is not None and isValid(self.card):
            self.card.setVisible(self.form is None)

    def _drop_card(self) -> None:
        if self.card is not None and isValid(self.card):
            self.card.hide()
            self.card.deleteLater()
        self.card = None

    def _is_tall(self) -> bool:
        return self.height() >= self._theme.px(TALL)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the contact where it fits."""
        super().resizeEvent(event)
        if self._shown is not None and self._tall != self._is_tall():
            self._again()

    def _again(self) -> None:
        if self._shown is not None:
            self._show(self._shown)


def _similar(store: Store, entry_id: str) -> tuple[SimilarProject, ...]:
    from katalog_app.services.similar import similar  # not needed to start

    return similar(store, entry_id)


def _opened(store: Store, entry_id: str) -> Opened:
    from katalog_app.ui.catalogue.opened import opened  # not needed to start

    return opened(store, entry_id)
