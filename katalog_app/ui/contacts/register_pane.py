"""The register of personal data: a list to filter, the current value in full, files, erasure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from katalog_app import messages
from katalog_app.model import telling
from katalog_app.services import filing, personal_register, register_files
from katalog_app.services.personal_register import KEPT_YEARS, UNUSED_DAYS, Line
from katalog_app.services.register_files import WHAT_NAMES
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.contacts.places_to_save import ask_file
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.forms.choosing import StillCombo
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.db.store import Store
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

LEAST_LIST = 180
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""
PAGE = 60
"""Rows at first, and as many more each time one asks."""


class Which(StrEnum):
    """What of the register is shown."""

    ALL = "all"
    OVERDUE = "overdue"
    PERSONS = "persons"
    TEXTS = "texts"
    EARLIER = "earlier"


class RegisterPane(Sheet):
    """Every name, address and number that the catalogue holds."""

    said = Signal(str)
    """What just happened, for the message bar."""
    erase_wanted = Signal(str, str)
    """Erase for good of the entry with this id, this field to begin with."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__(_("Register över personuppgifter"))
        self._workspace = workspace
        self._lines: tuple[Line, ...] = ()
        self._found: tuple[Line, ...] = ()
        self._words, self._limit = "", PAGE
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Personuppgifter"))
        self.which = StillCombo(theme)
        self.which.setAccessibleName(_("Visa"))
        self.count, self.told = Text("", "mute"), Text("", selectable=True)
        self._more = button(_("Visa fler"), self._show_more, "link")
        self._erase = button(_("Radera…"), self._ask, name=_("Radera uppgiften för gott"))
        self._arrange(theme)
        self.list.chosen.connect(self._point)
        self.which.activated.connect(lambda _row: self._filter_from_start())

    def _arrange(self, theme: Theme) -> None:
        inside = self.fresh()
        inside.addWidget(Text(_("Register över personuppgifter"), "heading"))
        about = _(
            "Alla namn, e-postadresser och telefonnummer som katalogen har, också tidigare värden. "
            "En uppgift gallras senast {years} år efter att den bekräftades eller kom in, efter "
            "{days} dagar om inget använder den, och genast när den har ersatts."
        )
        inside.addWidget(Text(about.format(years=KEPT_YEARS, days=UNUSED_DAYS), "mute"))
        for which, name in (
            (Which.ALL, _("Alla uppgifter")),
            (Which.OVERDUE, _("Borde vara gallrade")),
            (Which.PERSONS, _("Bara om personer")),
            (Which.TEXTS, _("I löpande text")),
            (Which.EARLIER, _("Tidigare värden")),
        ):
            self.which.addItem(name, which)
        self.list.setMinimumHeight(theme.px(LEAST_LIST))
        inside.addWidget(
            _row(
                self.which,
                button(_("Spara som tabell (csv)…"), partial(self._ask_file, "csv")),
                button(_("Spara som sida (html)…"), partial(self._ask_file, "html")),
            )
        )
        for widget in (self.count, self.list):
            inside.addWidget(widget, 1 if widget is self.list else 0)
        inside.addWidget(_row(self._more))
        inside.addWidget(self.told)
        inside.addWidget(_row(self._erase))

    def begin(self) -> None:
        """Read the register anew."""
        call = partial(personal_register.register, self._workspace.store)
        self._workspace.jobs.run(call, self._take, owner=self, newest="register")

    def search(self, words: str) -> None:
        """Show what holds these words."""
        if words != self._words:
            self._words = words
            self._filter_from_start()

    def enter(self) -> None:
        """Take the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self._filter()

    def _filter_from_start(self) -> None:
        self._limit = PAGE
        self._filter()

    def _show_more(self) -> None:
        self._limit += PAGE
        self._show(self._found)

    def _filter(self) -> None:
        which = Which(self.which.currentData())
        call = partial(filtered, self._lines, self._words, which, date.today())
        self._workspace.jobs.run(call, self._show, owner=self, newest="register-filter")

    def _show(self, found: tuple[Line, ...]) -> None:
        self._found = found
        today = date.today()
        row = self.list.currentIndex().row()
        before = self.model.rows[row].key if 0 <= row < len(self.model.rows) else ""
        shown = found[: self._limit]
        self.model.show([_line_row(_key(line), line, today) for line in shown])
        self.count.setText(_counted(found, len(self._lines), today))
        self._more.setVisible(len(found) > len(shown))
        if self.model.row_of(before) is not None:
            self.list.point_at(before)
            self._point(before)
        elif shown:
            self.list.setCurrentIndex(self.model.index(0))
        else:
            self._point("")

    @property
    def current(self) -> Line | None:
        """The value one has chosen."""
        row = self.list.currentIndex().row()
        return self._found[row] if 0 <= row < min(len(self._found), self._limit) else None

    def _point(self, _key: str) -> None:
        line = self.current
        self.told.setText(_in_full(line) if line else "")
        self._erase.setVisible(line is not None)

    def _ask(self) -> None:
        if self.current is not None:
            self.erase_wanted.emit(self.current.entry, self.current.field)

    def _ask_file(self, ending: str) -> None:
        name = f"personuppgifter-{date.today().isoformat()}.{ending}"
        filters = [_("Tabell (*.csv)") if ending == "csv" else _("Sida (*.html)")]
        ask_file(self, _("Spara registret"), name, filters, partial(self.save_to, ending))

    def save_to(self, ending: str, path: Path) -> None:
        """Write what is shown to a file, all rows of it."""
        call = partial(_saved, self._workspace.store, self._found, ending, path)
        self._workspace.jobs.run(call, self.said.emit, owner=self)


def filtered(lines: Sequence[Line], words: str, which: Which, today: date) -> tuple[Line, ...]:
    """Return the lines that hold every word and are of a sort, in their order."""
    wanted = words.casefold().split()
    return tuple(
        line
        for line in lines
        if _is_of(line, which, today)
        and (not wanted or all(word in _searched(line) for word in wanted))
    )


def _searched(line: Line) -> str:
    return f"{line.title}\n{line.value}\n{line.by}\n{line.purpose}\n{line.source}".casefold()


def _is_of(line: Line, which: Which, today: date) -> bool:
    match which:
        case Which.OVERDUE:
            return line.is_overdue(today)
        case Which.PERSONS:
            return line.of_person
        case Which.TEXTS:
            return line.kind not in ("person", "contact", "municipality")
        case Which.EARLIER:
            return not line.is_now
    return True


def _key(line: Line) -> str:
    return "\n".join((line.entry, line.field, line.what, line.value))


def _line_row(key: str, line: Line, today: date) -> Row:
    until = _("gallras senast {day}").format(day=line.until.isoformat()) if line.until else ""
    name = _(WHAT_NAMES[line.what])
    about = wording.dotted(line.title if line.title != line.value else "", line.purpose, until)
    if line.is_overdue(today):
        return Row(key, f"{wording.capital(name)}: {line.value}", about, _("gallras"), "warn")
    tag = _("tidigare") if not line.is_now else ""
    return Row(key, f"{wording.capital(name)}: {line.value}", about, tag, "mute")


def _counted(found: Sequence[Line], every: int, today: date) -> str:
    words = ngettext("{count} av {all} uppgift", "{count} av {all} uppgifter", every)
    told = words.format(count=wording.number(len(found)), all=wording.number(every))
    overdue = sum(line.is_overdue(today) for line in found)
    late = ngettext("{count} borde vara gallrad", "{count} borde vara gallrade", overdue)
    return wording.dotted(told, late.format(count=overdue) if overdue else "")


def _in_full(line: Line) -> str:
    kind, field = _named(line.kind, line.field)
    place = _("{kind}: {title}").format(kind=kind, title=line.title)
    since = line.since.isoformat() if line.since else _("okänt")
    lines = [
        _("Står i: {place}, fältet {field}").format(place=place, field=field),
        _("Varför: {why}").format(why=line.purpose),
        _("Källa: {source}").format(source=line.source or _("ingen angiven")),
        (_("Sedan: {day}, inskriven av {name}") if line.by else _("Sedan: {day}")).format(
            day=since, name=line.by
        ),
        _("Gallras senast: {day}").format(day=line.until.isoformat() if line.until else _("okänt")),
    ]
    return "\n".join(lines)


def _named(kind: str, field: str) -> tuple[str, str]:
    return wording.capital(messages.kind_name(kind)), telling.field_name(kind, field)


def _saved(store: Store, lines: Sequence[Line], ending: str, path: Path) -> str:
    if ending == "csv":
        content = register_files.as_csv(lines, _named)
    else:
        content = register_files.as_html(lines, _named, date.today())
    filing.put(store, path, content)
    words = ngettext(
        "{count} uppgift är sparad i {file}.", "{count} uppgifter är sparade i {file}.", len(lines)
    )
    return words.format(count=wording.number(len(lines)), file=path.name)


def _row(*widgets: QWidget) -> QWidget:
    place = QWidget()
    flow = FlowLayout(place, gap=6)
    for widget in widgets:
        flow.addWidget(widget)
    return place
