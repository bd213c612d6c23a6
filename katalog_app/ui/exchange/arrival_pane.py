"""One file of the inbox: what it is, what it brings, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from katalog_app import messages
from katalog_app.model.differences import Stretch
from katalog_app.services.holding import LetGo
from katalog_app.services.receiving import Arrival, Remembered
from katalog_app.services.uniting import Outcome, Status
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.comparing import Compared
from katalog_app.ui.exchange.discarding import Discarding
from katalog_app.ui.exchange.receipt_told import add_receipt
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.seen import Choice, Seen
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button, clear

LEAST_LIST = 140
"""Height of the list of entries (pixels at 100 %); with less room the pane scrolls."""


class ArrivalPane(Sheet):
    """Made anew for every file, and whenever something has happened to it."""

    files_wanted = Signal()
    conflicts_wanted = Signal()
    take_wanted = Signal(str, Choice)
    wait_wanted = Signal(str)
    approve_wanted = Signal(str, bool)
    """Somebody approves the signer, and wants what is held back of theirs taken in, or not yet."""
    undo_wanted = Signal(str)
    forget_wanted = Signal(str)
    stop_wanted = Signal(str)
    retry_wanted = Signal(str)
    look_wanted = Signal(str, str)
    """Somebody stands on an entry: the file, and the entry's id."""

    def __init__(self, theme: Theme) -> None:
        """Make an empty pane."""
        super().__init__(_("Filen"))
        self._theme = theme
        self.entries = RowModel(self)
        self._key = ""
        self._bar: QProgressBar | None = None
        self._typed: QLineEdit | None = None
        self._wrong = Text()
        self._details: QWidget | None = None

    def show_nothing(self) -> None:
        """Say what the inbox is for."""
        layout = self._begin("", _("Ta emot filer från andra"))
        layout.addWidget(
            Text(
                _(
                    "Släpp en eller flera filer i fönstret, eller välj dem. Du får först se vad "
                    "varje fil gör. Inget ändras i katalogen förrän du säger till."
                ),
                "mute",
            )
        )
        self._add_buttons(layout, [button(_("Ta in filer…"), self.files_wanted.emit, "primary")])
        layout.addStretch(1)

    def show_busy(self, key: str, name: str, *, taking: bool) -> None:
        """Say that a file is being looked at, or taken in, which may be stopped."""
        layout = self._begin(key, name)
        words = _("Filen läses och kontrolleras. Inget är ändrat än.")
        if taking:
            words = _("Filen tas in. Avbryter du är katalogen som förut.")
        layout.addWidget(Text(words))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(_("Så långt har arbetet kommit"))
        layout.addWidget(self._bar)
        if taking:
            stop = button(_("Avbryt"), partial(self.stop_wanted.emit, key))
            self._add_buttons(layout, [stop])
        layout.addStretch(1)

    def show_failed(self, key: str, name: str) -> None:
        """Say that a file could not be looked at, for a reason that has nothing to do with it."""
        layout = self._begin(key, name)
        layout.addWidget(Text(_("Filen kunde inte läsas nu. Inget är ändrat."), "banner"))
        retry = button(_("Försök igen"), partial(self.retry_wanted.emit, key), "primary")
        self._add_buttons(layout, [retry, self._forget_button(key)])
        layout.addStretch(1)

    def show_progress(self, done: int, total: int) -> None:
        """Tell how far the work on the file is."""
        if self._bar is not None:
            words = _("{done} av {total} ändringar")
            self._bar.setRange(0, max(total, 1))
            self._bar.setValue(done)
            self._bar.setFormat(
                words.format(done=wording.number(done), total=wording.number(total))
            )

    def show_earlier(self, key: str, one: Remembered) -> None:
        """Show a file that was taken in earlier."""
        layout = self._begin(key, one.name)
        count = ngettext(
            "Filen togs in {moment} och gav {count} ändring.",
            "Filen togs in {moment} och gav {count} ändringar.",
            one.changes,
        )
        moment = phrases.moment(one.received_at)
        layout.addWidget(Text(count.format(moment=moment, count=one.changes)))
        sender = one.sender or _("avsändare utan namn")
        layout.addWidget(Text(_("Avsändare: {sender}").format(sender=sender), "mute"))
        self._add_undo(layout, key)
        layout.addStretch(1)

    def show_gone(self, key: str, one: LetGo) -> None:
        """Show a file held back that had to go, as it held what has been erased since."""
        layout = self._begin(key, one.name or _("En fil som hölls kvar"))
        told = messages.let_go(one.name, one.sender)
        layout.addWidget(Text(told.text, "banner"))
        layout.addWidget(Text(told.unchanged))
        layout.addWidget(Text(told.remedy, "strong"))
        self._add_buttons(layout, [self._forget_button(key)])
        layout.addStretch(1)

    def show_arrival(self, key: str, seen: Seen, *, undone: bool, also: Sequence[str]) -> None:
        """Show a file of this session; `also`: other files held back of the same signer."""
        arrival = seen.arrival
        layout = self._begin(key, arrival.name)
        outcome = arrival.outcome
        if arrival.acknowledged is not None:
            add_receipt(layout, arrival.acknowledged)
            self._add_buttons(layout, [self._forget_button(key)])
            layout.addStretch(1)
        elif arrival.declined:
            layout.addWidget(Text(_("Du har avvisat filen. Inget ur den är med."), "banner"))
            layout.addWidget(Text(phrases.told(arrival)))
            self._add_buttons(layout, [self._forget_button(key)])
            layout.addStretch(1)
        elif arrival.refusal is not None or outcome is None:
            self._add_refusal(layout, key, arrival)
        elif outcome.status is Status.QUARANTINED:
            self._add_stranger(layout, key, seen, outcome, also)
        elif arrival.taken:
            self._add_report(layout, key, seen, outcome, undone=undone)
        elif outcome.status is Status.NOTHING_NEW or not (outcome.new or outcome.adopted):
            self._add_nothing_new(layout, key, arrival)
        else:
            self._add_preview(layout, key, seen, outcome)

    def _begin(self, key: str, heading: str) -> QVBoxLayout:
        """Return the layout of a fresh page, with its heading."""
        same, self._key = key == self._key, key
        if not same:
            self.entries.show(())
        self._bar = self._typed = self._details = None
        layout = self.fresh()
        layout.addWidget(Text(phrases.breakable(heading), "heading", name=heading))
        return layout

    def _add_refusal(self, layout: QVBoxLayout, key: str, arrival: Arrival) -> None:
        text, unchanged, remedy = phrases.refused(arrival)
        layout.addWidget(Text(_("Avvisad – inget ändrat"), "banner"))
        for part in (text, unchanged, remedy):
            layout.addWidget(Text(part, selectable=True))
        if arrival.kept is None:
            self._add_buttons(layout, [self._forget_button(key)])
        else:
            self._add_discarding(layout, key)
        layout.addStretch(1)

    def _add_stranger(
        self, layout: QVBoxLayout, key: str, seen: Seen, outcome: Outcome, also: Sequence[str]
    ) -> None:
        name = outcome.manifest.sender or _("en avsändare utan namn")
        layout.addWidget(
            Text(_("Hålls kvar – avsändaren är inte godkänd. Inget är ändrat."), "banner")
        )
        layout.addWidget(
            Text(
                _(
                    "Filen säger att den kommer från {name}. Ring {name} på ett nummer som du "
                    "redan har, inte ett ur brevet, och be att få koden uppläst. Den står under "
                    "Avsändare i Utbyte. Är den densamma som här kommer filen därifrån."
                ).format(name=name)
            )
        )
        if not outcome.kept:
            layout.addWidget(
                Text(
                    _(
                        "Filen har en uppgift som är raderad enligt dataskydd. Den tas inte in, "
                        "och ingen kopia av filen sparas här. Godkänn nu, eller ta in filen igen "
                        "när du har ringt."
                    ),
                    "strong",
                )
            )
        code = Text(outcome.code, "title", selectable=True, name=_("Koden"))
        layout.addWidget(code)
        if outcome.names_coordinator:
            layout.addWidget(
                Text(
                    _(
                        "Filen är en utgåva, och du har ingen samordnare än. Godkänner du koden "
                        "blir {name} samordnare: utgåvor därifrån tas emot härefter."
                    ).format(name=name),
                    "strong",
                )
            )
        layout.addWidget(Text(_("Det här gör filen om du godkänner koden"), "label"))
        layout.addWidget(Text(phrases.summary(outcome)))
        self._add_entries(layout, seen.rows, choosable=False)
        self._add_approval(layout, key, seen.arrival.deletions, also)
        self._add_discarding(layout, key)

    def _add_approval(
        self, layout: QVBoxLayout, key: str, deletions: int, also: Sequence[str]
    ) -> None:
        if also:
            words = ngettext(
                "Du godkänner en avsändare en gång. En fil till följer med: {names}.",
                "Du godkänner en avsändare en gång. {count} filer till följer med: {names}.",
                len(also),
            )
            layout.addWidget(Text(words.format(count=len(also), names=", ".join(also)), "mute"))
        approve = partial(self.approve_wanted.emit, key)
        only = button(_("Godkänn utan att ta in"), partial(approve, False))
        if deletions:
            words = ngettext(
                "Filen tar bort {count} post. Den tas in först när du har skrivit antalet.",
                "Filen tar bort {count} poster. Den tas in först när du har skrivit antalet.",
                deletions,
            )
            layout.addWidget(Text(words.format(count=deletions), "banner"))
            self._add_buttons(layout, [only])
        else:
            both = button(_("Godkänn och ta in"), partial(approve, True), "primary")
            self._add_buttons(layout, [both, only])

    def _add_discarding(self, layout: QVBoxLayout, key: str) -> None:
        discarding = Discarding()
        discarding.certain.connect(partial(self.forget_wanted.emit, key))
        layout.addWidget(discarding)

    def _add_nothing_new(self, layout: QVBoxLayout, key: str, arrival: Arrival) -> None:
        layout.addWidget(Text(_("Inget nytt: allt i filen finns redan i katalogen."), "confirmed"))
        waits = phrases.waits_for(arrival)
        if waits:
            layout.addWidget(Text(waits))
        self._add_buttons(layout, [self._forget_button(key)])
        layout.addStretch(1)

    def _add_preview(self, layout: QVBoxLayout, key: str, seen: Seen, outcome: Outcome) -> None:
        arrival = seen.arrival
        layout.addWidget(Text(phrases.summary(outcome)))
        if arrival.waits:
            words = _(
                "Du har låtit filen vänta. Inget är ändrat. Katalogen har en egen kopia av den."
            )
            layout.addWidget(Text(words, "banner"))
        waiting = phrases.waits_for(arrival)
        if waiting:
            layout.addWidget(Text(waiting, "banner"))
        layout.addWidget(
            Text(
                _(
                    "Ta bort bocken (mellanslag) vid en post för att behålla vårt. Filen tas ändå "
                    "in hel, och en synlig ändring säger att vårt gäller."
                ),
                "mute",
            )
        )
        self._add_entries(layout, seen.rows, choosable=True)
        if arrival.deletions:
            self._add_number(layout, arrival.deletions)
        take = button(_("Ta in"), partial(self._take, key, arrival.deletions), "primary")
        wait = button(_("Låt hela filen vänta"), partial(self.wait_wanted.emit, key))
        self._add_buttons(layout, [take] if arrival.waits else [take, wait])
        if arrival.kept is not None:
            self._add_discarding(layout, key)

    def _add_number(self, layout: QVBoxLayout, deletions: int) -> None:
        words = ngettext(
            "Filen tar bort {count} post. Är det meningen? Skriv antalet för att ta in den.",
            "Filen tar bort {count} poster. Är det meningen? Skriv antalet för att ta in den.",
            deletions,
        )
        layout.addWidget(Text(words.format(count=deletions), "banner"))
        self._typed = QLineEdit()
        self._typed.setAccessibleName(_("Antal poster som får tas bort"))
        self._typed.setPlaceholderText(_("Antal"))
        self._typed.setAcceptDrops(False)  # files are dropped on the window
        self._typed.setMaximumWidth(self._theme.px(160))
        layout.addWidget(self._typed)
        self._wrong = Text(_("Det är inte det antalet. Inget är ändrat."), "clash")
        self._wrong.hide()
        layout.addWidget(self._wrong)

    def _take(self, key: str, deletions: int) -> None:
        if deletions and self._typed is not None and self._typed.text().strip() != str(deletions):
            self._wrong.show()
            self._typed.setFocus(Qt.FocusReason.OtherFocusReason)
            self._typed.selectAll()
            return
        self.take_wanted.emit(key, Choice(self.entries.left, deletions))

    def _add_report(
        self, layout: QVBoxLayout, key: str, seen: Seen, outcome: Outcome, *, undone: bool
    ) -> None:
        arrival = seen.arrival
        told = _("Importen är ångrad.") if undone else _("Filen är intagen.")
        layout.addWidget(Text(wording.dotted(told, phrases.summary(outcome)), "confirmed"))
        edition = outcome.manifest.edition
        if outcome.adopted and edition:
            words = _("Utgåva {label} gäller nu. Dina egna ändringar är kvar.")
            layout.addWidget(Text(words.format(label=edition.label), "strong"))
        waiting = phrases.waits_for(arrival)
        if waiting:
            layout.addWidget(Text(waiting, "banner"))
        for one in outcome.let_go:
            layout.addWidget(Text(messages.let_go_as_text(one.name, one.sender), "banner"))
        self._add_entries(layout, seen.rows, choosable=False)
        buttons = []
        if outcome.conflicts and not undone:
            count = ngettext("Avgör {count} krock", "Avgör {count} krockar", outcome.conflicts)
            words = count.format(count=outcome.conflicts)
            buttons.append(button(words, self.conflicts_wanted.emit, "primary"))
        if arrival.number is not None and not undone:
            buttons.append(button(_("Ångra importen"), partial(self.undo_wanted.emit, key)))
        buttons.append(self._forget_button(key))
        self._add_buttons(layout, buttons)

    def _add_undo(self, layout: QVBoxLayout, key: str) -> None:
        undo = button(_("Ångra importen"), partial(self.undo_wanted.emit, key))
        layout.addWidget(
            Text(
                _("Att ångra gör nya ändringar som säger det katalogen sa förut."),
                "mute",
            )
        )
        self._add_buttons(layout, [undo])

    def _add_entries(self, layout: QVBoxLayout, rows: Sequence[Row], *, choosable: bool) -> None:
        self.entries.show(rows, choosable=choosable)
        shown = RowList(self._theme, self.entries, _("Poster i filen"))
        shown.setMinimumHeight(self._theme.px(LEAST_LIST))
        shown.chosen.connect(partial(self.look_wanted.emit, self._key))
        layout.addWidget(shown, 1)
        self._details = QWidget()
        QVBoxLayout(self._details).setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._details)
        if not choosable:
            return
        layout.addWidget(
            Text(
                _("Stå på en post för att se vad filen säger, jämfört med det som gäller nu."),
                "mute",
            )
        )

    def show_details(self, key: str, fields: list[tuple[str, tuple[Stretch, ...]]]) -> None:
        """Show what the file says of the entry one stands on."""
        if key != self._key or self._details is None:
            return
        clear(self._details)
        layout = self._details.layout()
        assert layout is not None  # noqa: S101 - made with the widget
        for name, text in fields:
            layout.addWidget(Text(name, "label"))
            layout.addWidget(Compared(self._theme, name, text))

    def _forget_button(self, key: str) -> QPushButton:
        return button(_("Ta bort ur listan"), partial(self.forget_wanted.emit, key))

    def _add_buttons(self, layout: QVBoxLayout, buttons: list[QPushButton]) -> None:
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        for one in buttons:
            flow.addWidget(one)
        layout.addWidget(place)
