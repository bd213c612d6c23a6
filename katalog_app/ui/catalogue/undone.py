"""The words for what an undo or a redo did, or would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog_app.messages import kind_name
from katalog_app.model import telling
from katalog_app.model.inverse import ActKind
from katalog_app.texts import N_, _
from katalog_app.ui import wording

if TYPE_CHECKING:
    from katalog_app.services.undoable import Waiting
    from katalog_app.services.undoing import Undone

_UNDONE = {
    ActKind.EDIT: N_("Ångrade: {fields} i ”{title}”."),
    ActKind.CREATE: N_("Ångrade: ”{title}” är borttaget igen."),
    ActKind.DELETE: N_("Ångrade: ”{title}” är tillbaka i katalogen."),
    ActKind.RESTORE: N_("Ångrade: ”{title}” är borttaget igen."),
}
_REDONE = {
    ActKind.EDIT: N_("Gjorde om: {fields} i ”{title}”."),
    ActKind.CREATE: N_("Gjorde om: ”{title}” är tillbaka i katalogen."),
    ActKind.DELETE: N_("Gjorde om: ”{title}” är borttaget."),
    ActKind.RESTORE: N_("Gjorde om: ”{title}” är tillbaka i katalogen."),
}
_ACTS = {
    ActKind.EDIT: N_("ändringen av {fields}"),
    ActKind.CREATE: N_("att projektet lades till"),
    ActKind.DELETE: N_("borttagningen"),
    ActKind.RESTORE: N_("återställningen"),
}


def told(undone: Undone, *, back: bool) -> str:
    """Return what was turned, and what was left alone; "" where nothing was turned."""
    if not undone.turned:
        return ""
    act = undone.act
    words = (_UNDONE if back else _REDONE)[act.kind]
    said = _(words).format(fields=_named(act, undone.turned), title=_title(act))
    if undone.others:
        said += " " + _("{fields} är orört: det har ändrats sedan dess.").format(
            fields=_named(act, undone.others)
        )
    if undone.erased:
        said += " " + _("{fields} är orört: det som stod där är raderat.").format(
            fields=_named(act, undone.erased)
        )
    return said


def refused(undone: Undone, *, back: bool) -> tuple[str, str]:
    """Return why nothing was turned, and what to do now."""
    act = undone.act
    fields = _named(act, undone.others or undone.erased)
    nothing = _("Inget är ångrat") if back else _("Inget är gjort om")
    if undone.erased and not undone.others:
        why = _("{nothing}: det som stod i {fields} är raderat enligt dataskydd.")
    elif act.kind is ActKind.EDIT:
        why = _("{nothing}: {fields} i ”{title}” har ändrats sedan dess.")
    else:
        why = _("{nothing}: ”{title}” har ändrats sedan dess.")
    return (
        why.format(nothing=nothing, fields=fields, title=_title(act)),
        _("Katalogen är orörd. Öppna Historik för att välja vad som ska gälla."),
    )


def named(act: Waiting) -> str:
    """Return what an act was, within a sentence: "ändringen av Namn"."""
    return _(_ACTS[act.kind]).format(fields=_named(act, act.fields))


def _title(act: Waiting) -> str:
    """Return what the entry is called; its kind where it has no name of its own."""
    return act.title or kind_name(act.entry_kind)


def _named(act: Waiting, fields: tuple[str, ...]) -> str:
    return wording.listed(*(telling.field_name(act.entry_kind, name) for name in fields))
