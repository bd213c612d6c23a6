"""Several conflicts settled by one rule: which, how, what that gives, and then all in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app import messages
from katalog_app.db.store import Store
from katalog_app.model import telling
from katalog_app.model.bulk import Rule, Wish
from katalog_app.services import settling_many
from katalog_app.services.progressing import Report
from katalog_app.services.settling import OpenConflict
from katalog_app.services.settling_many import Done, Settled, Waiting, Wanted
from katalog_app.texts import N_, _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.filter_box import FilterBox
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.exchange.stoppable import StoppableWork
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace

LEAST_LIST = 200
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""
LONGEST = 120
"""Letters of a value that are shown in the list."""
RULES = {
    Rule.LATEST_BY: N_("Ta det senaste som en viss person har skrivit"),
    Rule.LATEST_FROM: N_("Ta det senaste från en viss kommun"),
    Rule.OURS: N_("Ta vårt: det som är skrivet här"),
    Rule.THEIRS: N_("Ta deras: det som har kommit från andra"),
    Rule.PROPOSAL: N_("Ta förslaget med bådas ändringar, där inget säger emot"),
}
FILTERS = ("field", "place", "author", "kind")


@dataclass(frozen=True)
class Asked:
    """Which conflicts, and by which rule; "" for all."""

    field: str
    place: str
    author: str
    kind: str
    wish: Wish


@dataclass(frozen=True)
class Preview:
    """What a rule would do."""

    rows: tuple[Row, ...]
    wanted: tuple[Wanted, ...]
    """In the order of the rows."""
    untold: int
    """Conflicts that the rule cannot tell of: they stay open."""


class BulkPane(Sheet):
    """Nothing is settled before one has seen what every conflict would become."""

    said = Signal(str)
    """What just happened, for the message bar."""
    undo_offered = Signal(str, object)
    """What just happened, and what takes it back."""
    left = Signal()
    """Somebody wants to settle one at a time again."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty pane; `begin` fills it."""
        super().__init__(_("Avgör flera krockar på en gång"))
        self._theme, self._workspace = theme, workspace
        self._waiting: list[Waiting] = []
        self._preview = Preview((), (), 0)
        labels = (_("Fält"), _("Kommun"), _("Skrivet av"), _("Slag"))
        self.filters = {
            name: FilterBox(theme, label) for name, label in zip(FILTERS, labels, strict=True)
        }
        self.rule = FilterBox(theme, _("Regel"))
        self.who = FilterBox(theme, _("Vem"))
        self.told = Text("")
        self.model = RowModel(self, taken=_("avgörs"), left=_("lämnas öppen"))
        self.list = RowList(theme, self.model, _("Krockar som regeln avgör"))
        self.working = StoppableWork(workspace)
        self.settle = button(_("Avgör"), self._settle, "primary")
        self.back = button(_("Tillbaka till en i taget"), self.left.emit)
        self._arrange()
        for box in (*self.filters.values(), self.who):
            box.chosen.connect(self._look)
        self.rule.chosen.connect(self._choose_rule)
        self.model.dataChanged.connect(self._count)
        self.working.begun.connect(self._count)
        self.working.ended.connect(self._count)

    def _arrange(self) -> None:
        layout = self.fresh()
        layout.addWidget(Text(_("Avgör flera krockar på en gång"), "heading"))
        layout.addWidget(
            Text(
                _(
                    "Välj vilka krockar det gäller och vad som ska gälla i dem. Alla värden finns "
                    "kvar i historiken, och du kan ångra allt på en gång. Borttagningar avgörs "
                    "alltid en och en."
                ),
                "mute",
            )
        )
        self._add_line(layout, *self.filters.values())
        self._add_line(layout, self.rule, self.who)
        self.rule.combo.setMaximumWidth(self._theme.px(520))
        self.rule.offer((_(name), rule.value) for rule, name in RULES.items())
        layout.addWidget(self.told)
        self.list.setMinimumHeight(self._theme.px(LEAST_LIST))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.working)
        self._add_line(layout, self.settle, self.back)

    def _add_line(self, layout: QVBoxLayout, *those: QWidget) -> None:
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        for one in those:
            flow.addWidget(one)
        layout.addWidget(place)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first choice."""
        self.filters["field"].combo.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Read which conflicts are open."""
        call = partial(settling_many.waiting, self._workspace.store)
        self._workspace.jobs.run(call, self._take, owner=self, newest="bulk-conflicts")

    def _take(self, found: list[Waiting]) -> None:
        self._waiting = found
        for name, every, choices in (
            (
                "field",
                _("alla fält"),
                {(telling.field_name(*_field(w)), _field(w)[1]) for w in found},
            ),
            ("place", _("alla kommuner"), {(w.municipality, w.municipality) for w in found}),
            ("author", _("vem som helst"), {(p, p) for p in _people(found)}),
            ("kind", _("alla slag"), {(messages.kind_name(k), k) for k in _kinds(found)}),
        ):
            self.filters[name].offer([(every, ""), *sorted(c for c in choices if c[1])])
        self._choose_rule()

    def _choose_rule(self) -> None:
        rule = Rule(self.rule.value)
        places = {said.place for one in self._waiting for said in one.said if said.place}
        offered = {Rule.LATEST_BY: _people(self._waiting), Rule.LATEST_FROM: places}
        self.who.offer((name, name) for name in sorted(offered.get(rule, ())))
        self.who.setVisible(rule in offered)
        self._look()

    def _look(self) -> None:
        wish = Wish(Rule(self.rule.value), self.who.value)
        field, place, author, kind = (self.filters[name].value for name in FILTERS)
        asked = Asked(field, place, author, kind, wish)
        call = partial(_previewed, tuple(self._waiting), asked)
        self._workspace.jobs.run(call, self._show, owner=self, newest="bulk-preview")

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        self.model.show(preview.rows, choosable=True)
        self.list.setVisible(bool(preview.rows))
        self._count()

    def _count(self) -> None:
        count = len(self._chosen())
        words = ngettext("Avgör {count} krock", "Avgör {count} krockar", count)
        self.settle.setText(words.format(count=count))
        self.settle.setAccessibleName(words.format(count=count))
        self.settle.setEnabled(count > 0 and not self.working.busy)
        rows, untold = len(self._preview.rows), self._preview.untold
        told = ngettext(
            "Regeln avgör {count} krock. Ta bort bocken för det som ska lämnas öppet.",
            "Regeln avgör {count} krockar. Ta bort bocken för det som ska lämnas öppet.",
            rows,
        ).format(count=rows)
        more = ngettext(
            "{count} krock kan den inte avgöra: den lämnas öppen.",
            "{count} krockar kan den inte avgöra: de lämnas öppna.",
            untold,
        ).format(count=untold)
        if not rows:
            told = _("Regeln avgör ingen av krockarna.")
        self.told.setText(f"{told} {more}" if untold else told)

    def _chosen(self) -> list[Wanted]:
        pairs = zip(self._preview.rows, self._preview.wanted, strict=True)
        return [wanted for row, wanted in pairs if row.key not in self.model.left]

    def _settle(self) -> None:
        chosen = self._chosen()
        if chosen:
            author = self._workspace.settings.author or None
            call = partial(_settled, self._workspace.store, chosen, author)
            self.working.run(call, self._was_settled, self._was_stopped)

    def _was_stopped(self) -> None:
        self.said.emit(_("Avbrutet. Alla krockar är öppna som förut."))
        self.settle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _was_settled(self, done: Done) -> None:
        count = len(done.settled)
        told = ngettext("{count} krock är avgjord.", "{count} krockar är avgjorda.", count).format(
            count=count
        )
        if done.skipped:
            told = f"{told} {_skipped(len(done.skipped))}"
        if done.settled:
            self.undo_offered.emit(told, partial(self._undo, done.settled))
        else:
            self.said.emit(told)
        self._workspace.changed.emit()

    def _undo(self, settled: Sequence[Settled]) -> None:
        author = self._workspace.settings.author or None
        call = partial(settling_many.undo, self._workspace.store, settled, author)
        self._workspace.jobs.run(call, self._was_undone, owner=self)

    def _was_undone(self, done: Done) -> None:
        count = len(done.settled)
        told = ngettext(
            "{count} krock är öppen igen.", "{count} krockar är öppna igen.", count
        ).format(count=count)
        if done.skipped:
            told = f"{told} {_skipped(len(done.skipped))}"
        self.said.emit(told)
        self._workspace.changed.emit()


def _skipped(count: int) -> str:
    words = ngettext(
        "{count} hoppades över, eftersom någon har ändrat den under tiden.",
        "{count} hoppades över, eftersom någon har ändrat dem under tiden.",
        count,
    )
    return words.format(count=count)


def _field(one: Waiting) -> tuple[str, str]:
    return telling.field_name(one.conflict.kind, one.conflict.field), one.conflict.field


def _people(found: Iterable[Waiting]) -> set[str]:
    return {said.value.author for one in found for said in one.said if said.value.author}


def _kinds(found: Iterable[Waiting]) -> set[str]:
    return {one.conflict.kind for one in found}


def _asked_for(one: Waiting, asked: Asked) -> bool:
    return (
        asked.field in ("", one.conflict.field)
        and asked.kind in ("", one.conflict.kind)
        and asked.place in ("", one.municipality)
        and (not asked.author or asked.author in _people([one]))
    )


def _previewed(found: Sequence[Waiting], asked: Asked) -> Preview:
    rows: list[Row] = []
    wanted: list[Wanted] = []
    untold = 0
    for one in found:
        if not _asked_for(one, asked):
            continue
        made = settling_many.wanted([one], asked.wish)
        if made:
            wanted += made
            rows.append(_row(one, asked.wish))
        else:
            untold += 1
    return Preview(tuple(rows), tuple(wanted), untold)


def _row(one: Waiting, wish: Wish) -> Row:
    conflict, choice = one.conflict, one.chosen(wish)
    title = wording.dotted(
        phrases.named(conflict.kind, conflict.title),
        telling.field_name(conflict.kind, conflict.field),
    )
    if choice is None:
        return Row(f"{conflict.id}/{conflict.field}", title)
    gone = [
        _("{value} ({who})").format(
            value=_short(conflict, value.value),
            who=wording.person(value.author) or _("någon utan namn"),
        )
        for value in choice.away
    ]
    words = _("Gäller: {value}  ·  Går bort: {gone}")
    about = words.format(value=_short(conflict, choice.value), gone=", ".join(gone))
    return Row(f"{conflict.id}/{conflict.field}", title, about)


def _short(conflict: OpenConflict, value: object) -> str:
    told = telling.readable(conflict.kind, conflict.field, value, conflict.names)
    line = " ".join(told.split()) or _("(tomt)")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _settled(store: Store, chosen: Sequence[Wanted], author: str | None, report: Report) -> Done:
    return settling_many.settle(store, chosen, author, report)
