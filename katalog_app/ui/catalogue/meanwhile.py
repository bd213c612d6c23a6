"""What others have changed while a form was open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog_app.model import telling
from katalog_app.model.fields import EntryKind
from katalog_app.texts import _
from katalog_app.ui import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from katalog_app.db.store import Store
    from katalog_app.model.entries import Entry
    from katalog_app.ui.catalogue.form_pane import FormPane


def compare(form: FormPane, now: Entry) -> None:
    """Say in the form which fields have other changes behind them than when it was opened."""
    before = form.entry.heads if form.entry else {}
    names = [*dict.fromkeys([*before, *now.heads])]
    others = [name for name in names if before.get(name) != now.heads.get(name)]
    if others:
        form.tell(
            _(
                "Någon annan har ändrat {fields} medan du skriver. Det du har skrivit är kvar. "
                "Sparar du samma fält blir det en krock där båda finns kvar."
            ).format(fields=labels(others))
        )


def labels(names: Iterable[str]) -> str:
    """Return what fields are called, as in a sentence."""
    return wording.listed(*(telling.field_name(EntryKind.PROJECT, name) for name in names))


def entry(store: Store, entry_id: str) -> Entry:
    """Return a project as it is now."""
    from katalog_app.services import reading  # not needed to start

    return reading.entry(store, entry_id)
