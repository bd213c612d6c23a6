"""Who edits: asked once, before the first change, and said along with every change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from katalog_app.model.fields import EntryKind
from katalog_app.texts import _
from katalog_app.ui.forms.form import Form
from katalog_app.ui.widgets.question import Question
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from katalog_app.db.store import Store
    from katalog_app.services.offering import Offers
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

ASKED = ("name", "function", "municipality")
"""Fields of a person that are asked for."""


class Authorship(QObject):
    """Knows who edits, and asks where nobody has said it yet."""

    def __init__(self, theme: Theme, workspace: Workspace, window: QWidget) -> None:
        """Take the window over which the question is asked."""
        super().__init__(window)
        self._theme, self._workspace, self._window = theme, workspace, window
        self._new: Mapping[str, object] | None = None

    def ask(self, then: Callable[[], None]) -> None:
        """Do something once it is known who edits; nothing if that is not answered."""
        if self._workspace.settings.author:
            then()
            return
        form = Form(self._theme, EntryKind.PERSON, {}, only=ASKED)
        form.finish()  # the question takes its size from what is in it
        question = Question(
            self._window,
            _("Vem är du?"),
            _(
                "Det här är din första ändring. Namnet följer med dina ändringar i de filer du "
                "skickar till andra, så att de ser vem som har skrivit. Det sparas också i den här "
                "datorn, så att du bara får frågan en gång. Namn, funktion och kommun kan raderas "
                "ur katalogen om du begär det."
            ),
            form,
        )
        question.setObjectName("who")
        accept = partial(self._accept, question, form, then)
        question.add(button(_("Spara och fortsätt"), accept, "primary"))
        question.add(button(_("Avbryt"), question.reject))
        self._workspace.jobs.run(
            partial(_offers, self._workspace.store), form.offer, owner=form, newest="who"
        )
        question.open()
        form.take_keyboard()

    def introduction(self) -> Callable[[Store], str] | None:
        """Return what makes the person entry of one who has just said who they are, else None."""
        return partial(_introduced, said=self._new) if self._new else None

    def introduced(self) -> None:
        """Take note that the person entry is made."""
        self._new = None

    def _accept(self, question: Question, form: Form, then: Callable[[], None]) -> None:
        wrong = form.complaints(new=True)
        if wrong:
            form.take_keyboard(wrong[0])
            return
        self._new = {name: value for name, value in form.changes().items() if value is not None}
        self._workspace.choose(author=str(self._new["name"]))
        question.accept()
        then()


def _offers(store: Store) -> Offers:
    from katalog_app.services import offering  # not needed to start

    return offering.offers(store, EntryKind.PERSON)


def _introduced(store: Store, said: Mapping[str, object]) -> str:
    from katalog_app.services import authoring  # not needed to start

    return authoring.introduce(store, said)
