"""The pictures of a project in its form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from katalog_app.model.fields import IMAGES
from katalog_app.ui.forms.images import ImagesEditor
from katalog_app.ui.pictures import Pictures

if TYPE_CHECKING:
    from katalog_app.ui.catalogue.form_pane import FormPane
    from katalog_app.ui.workspace import Workspace


def illustrate(workspace: Workspace, form: FormPane) -> None:
    """Let a form show pictures and take more, once every row of it is there."""
    # The two would hold each other up: pictures are read when the form is made.
    form.form.completed.connect(partial(_begin, workspace, form))


def _begin(workspace: Workspace, form: FormPane) -> None:
    editor = form.form.row(IMAGES.name).editor
    if isinstance(editor, ImagesEditor):
        editor.use(Pictures(workspace, form), form)
