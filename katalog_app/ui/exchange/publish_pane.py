"""Publishing an edition: what would be in it, what it is called, where contributions go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from katalog_app import messages
from katalog_app.db.store import Store
from katalog_app.services import publishing
from katalog_app.services.publishing import Outlook, Published
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.files import SUFFIX, place_to_save
from katalog_app.ui.exchange.registrar import Sheeted, SheetTick, with_sheet
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace


class PublishPane(Sheet):
    """A form for a coordinator; for others, who the coordinators are."""

    said = Signal(str)
    """What just happened, for the message bar."""
    looked = Signal(Outlook)
    """What the next edition would be."""
    conflicts_wanted = Signal()

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty pane; `begin` fills it."""
        super().__init__(_("Publicera utgåva"))
        self._theme, self._workspace = theme, workspace
        self._outlook: Outlook | None = None
        self._published: Published | None = None
        self._sheeted = Sheeted()
        self.sheet = SheetTick(theme, workspace)
        self.label = self.address = self.name = QLineEdit()

    def begin(self) -> None:
        """Read what the next edition would be."""
        call = partial(publishing.outlook, self._workspace.store)
        self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-outlook")

    def _show(self, outlook: Outlook) -> None:
        self.looked.emit(outlook)
        if outlook == self._outlook:
            return  # what is being written in the form stays
        self._outlook = outlook
        layout = self.fresh()
        layout.addWidget(Text(_("Publicera utgåva"), "heading"))
        if self._published is not None:
            self._add_published(layout, self._published)
        if outlook.may_publish:
            self._add_news(layout, outlook)
            self._add_form(layout, outlook)
        else:
            names = ", ".join(outlook.coordinators)
            words = _("Bara en samordnare kan ge ut en utgåva. Samordnare är: {names}.")
            layout.addWidget(Text(words.format(names=names)))
            layout.addWidget(Text(_("Skicka i stället dina ändringar till en samordnare.")))
        layout.addStretch(1)

    def _add_published(self, layout: QVBoxLayout, published: Published) -> None:
        words = ngettext(
            "Utgåva {label} är skriven och gäller nu, med {count} post.",
            "Utgåva {label} är skriven och gäller nu, med {count} poster.",
            published.entries,
        )
        told = words.format(label=published.label, count=published.entries)
        layout.addWidget(Text(told, "confirmed"))
        if self._sheeted.words:
            role = "mute" if self._sheeted.path else "banner"
            layout.addWidget(Text(self._sheeted.words, role, selectable=True))
        if published.left_out:
            layout.addWidget(Text(phrases.left_out(published.left_out), "banner"))
        layout.addWidget(
            Text(_("Skicka filen till alla som har katalogen. De tar in den genom att släppa den."))
        )

    def _add_news(self, layout: QVBoxLayout, outlook: Outlook) -> None:
        since = outlook.since
        heading = _("Nytt sedan utgåva {label}").format(label=since) if since else _("Innehåll")
        layout.addWidget(Text(heading, "label"))
        told = [
            _("{kind}: {count}").format(kind=wording.capital(messages.kind_name(kind)), count=count)
            for kind, count in outlook.entries.items()
        ]
        changes = ngettext("{count} ändring", "{count} ändringar", outlook.changes)
        summary = wording.dotted(changes.format(count=outlook.changes), *told)
        layout.addWidget(Text(summary if outlook.changes else _("Inget är ändrat.")))
        if outlook.conflicts:
            self._add_conflicts(layout, outlook.conflicts)
        else:
            layout.addWidget(Text(_("Inga öppna krockar."), "mute"))
        if outlook.findings:
            words = ngettext(
                "{count} anmärkning att se över. Den hindrar inte att du publicerar.",
                "{count} anmärkningar att se över. De hindrar inte att du publicerar.",
                outlook.findings,
            )
            layout.addWidget(Text(words.format(count=outlook.findings), "mute"))

    def _add_conflicts(self, layout: QVBoxLayout, conflicts: int) -> None:
        words = ngettext(
            "{count} krock är öppen. Den följer med i utgåvan och syns hos alla.",
            "{count} krockar är öppna. De följer med i utgåvan och syns hos alla.",
            conflicts,
        )
        layout.addWidget(Text(words.format(count=conflicts), "banner"))
        layout.addWidget(button(_("Avgör krockarna"), self.conflicts_wanted.emit, "link"))

    def _add_form(self, layout: QVBoxLayout, outlook: Outlook) -> None:
        if outlook.becomes_coordinator:
            words = _(
                "Katalogen har ingen samordnare än. Publicerar du blir du samordnare, och de "
                "andra tar emot dina utgåvor när de har godkänt din kod."
            )
            layout.addWidget(Text(words, "banner"))
        self.label = self._field(layout, _("Utgåvans namn"), outlook.label)
        self.name = self._field(
            layout, _("Ditt namn, som mottagarna ser det"), self._workspace.settings.author
        )
        self.address = self._field(
            layout, _("E-postadress som bidrag skickas till"), outlook.address
        )
        self.address.setPlaceholderText(_("namn@kommunen.se"))
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(button(_("Publicera utgåva…"), self.ask_where, "primary"))
        self.sheet = SheetTick(self._theme, self._workspace)
        flow.addWidget(self.sheet)
        layout.addWidget(place)

    def _field(self, layout: QVBoxLayout, name: str, value: str) -> QLineEdit:
        field = QLineEdit(value)
        field.setAccessibleName(name)
        field.setAcceptDrops(False)  # files are dropped on the window
        field.setMaximumWidth(self._theme.px(360))
        label = Text(name, "label")
        label.setBuddy(field)
        layout.addWidget(label)
        layout.addWidget(field)
        return field

    def ask_where(self) -> None:
        """Ask for a file to write the edition to."""
        label = "-".join(self.label.text().replace(":", "-").split())
        dialog = place_to_save(self, _("Publicera utgåva"), f"utgava-{label}.{SUFFIX}")
        dialog.fileSelected.connect(lambda chosen: self.publish_to(Path(chosen)))
        dialog.open()

    def publish_to(self, path: Path) -> None:
        """Write the edition, as the form says."""
        name = " ".join(self.name.text().split())
        self._workspace.choose(author=name)
        call = partial(
            _published, self._workspace.store, path, self.label.text(), self.address.text(), name
        )
        both = partial(with_sheet, self._workspace.store, path, call, self.sheet.isChecked())
        self._workspace.jobs.run(both, self._was_published, owner=self)

    def _was_published(self, done: tuple[Published, Sheeted]) -> None:
        published, self._sheeted = done
        self._published, self._outlook = published, None
        words = _("Utgåva {label} är skriven och gäller nu.")
        self.said.emit(words.format(label=published.label))
        self._workspace.changed.emit()


def _published(store: Store, path: Path, label: str, address: str, name: str) -> Published:
    publishing.set_address(store, address)
    return publishing.publish(store, path, label, name)
