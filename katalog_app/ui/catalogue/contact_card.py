"""Whom to contact about a project: write, call, copy, save as a card."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from katalog_app.model.entries import Entry, ProjectPage
from katalog_app.services.contacting import StepKind
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.catalogue.opened import Opened, WayIn
from katalog_app.ui.outside import Outside, write_text
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace


class ContactCard(QFrame):
    """The best way in, with buttons, and the others below it."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(self, workspace: Workspace, outside: Outside, opened: Opened) -> None:
        """Show the ways in to a project."""
        super().__init__()
        self._workspace, self._outside = workspace, outside
        self._page: ProjectPage = opened.page
        self.ways = opened.ways
        self.setProperty("role", "quiet")
        self.setAccessibleName(_("Kontakt"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(4)
        if not opened.ways:
            layout.addWidget(Text(_("Ingen kontakt är känd för projektet."), "mute"))
        elif opened.ways[0].step.kind is StepKind.SOURCE:
            layout.addWidget(Text(_("Ingen kontakt är känd. Källan kan visa vägen:"), "mute"))
        if any(self._page.erased.get(one.id) for one in self._around()):
            layout.addWidget(
                Text(_("Uppgifter om kontakten är raderade enligt dataskydd."), "mute")
            )
        for number, way in enumerate(opened.ways):
            if number == 1:
                layout.addSpacing(8)
                layout.addWidget(Text(_("Om du inte får svar"), "label"))
            self._add(layout, way, best=number == 0)

    def _around(self) -> list[Entry]:
        """Return the entries that tell whom to contact."""
        return [one for one in (self._page.person, self._page.contact) if one is not None]

    def _add(self, layout: QVBoxLayout, way: WayIn, *, best: bool) -> None:
        step = way.step
        unit = step.unit if step.unit not in step.name else ""
        name = ", ".join(part for part in (step.name, unit) if part) or step.label
        layout.addWidget(Text(name, "strong" if best else "", selectable=True))
        label = step.label if step.label != name else ""
        hours = wording.capital(way.hours) if not label else way.hours
        if label or hours:
            layout.addWidget(Text(wording.dotted(label, hours), "mute"))
        facts = QWidget()
        flow = FlowLayout(facts, gap=2)
        for fact in self._facts(way):
            flow.addWidget(fact)
        if flow.count():
            layout.addWidget(facts)
        if best:
            layout.addWidget(self._buttons(way, name))

    def _facts(self, way: WayIn) -> list[QWidget]:
        step = way.step
        made: list[QWidget] = []
        if step.phone:
            made.append(self._fact(step.phone, way.tel, _("Ring {what}")))
        if step.email:
            write = button(
                step.email,
                partial(self._write, way),
                "link",
                _("Skriv till {what}").format(what=step.email),
            )
            made.append(write)
        if step.website:
            made.append(self._fact(wording.host(step.website), step.website, _("Öppna {what}")))
        return made

    def _fact(self, text: str, address: str | None, name: str) -> QWidget:
        if address is None:
            return Text(text, selectable=True)
        return button(text, partial(self._open, address, text), "link", name.format(what=text))

    def _buttons(self, way: WayIn, name: str) -> QWidget:
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        step = way.step
        if step.email:
            spoken = _("Skriv till {what}").format(what=name)
            flow.addWidget(button(_("Skriv"), partial(self._write, way), "primary", spoken))
        if way.tel is not None:
            call = partial(self._open, way.tel, step.phone)
            flow.addWidget(button(_("Ring"), call, name=_("Ring {what}").format(what=name)))
        copy = _("Kopiera kontakten {what}").format(what=name)
        flow.addWidget(button(_("Kopiera"), partial(self._copy, way), name=copy))
        if step.kind is not StepKind.SOURCE:
            save = _("Spara {what} som vCard").format(what=name)
            flow.addWidget(button(_("vCard"), partial(self._save, way), name=save))
        return place

    def _write(self, way: WayIn) -> None:
        from katalog_app.services import contacting  # loaded long ago by the job that opened this

        author = self._workspace.settings.author or None
        draft = contacting.mail(self._page, way.step, author)
        if self._outside.open(draft.address):
            self.said.emit(_("Ett brev är påbörjat i ditt e-postprogram."))
            return
        self._outside.copy(draft.as_text)
        self.said.emit(
            _("Inget e-postprogram svarade. Brevet är kopierat: klistra in det där du skriver.")
        )

    def _open(self, address: str, text: str) -> None:
        if not self._outside.open(address):
            self._outside.copy(text if address.startswith("tel:") else address)
            self.said.emit(
                _("Inget program kunde öppna {what}. Det är kopierat.").format(what=text)
            )

    def _copy(self, way: WayIn) -> None:
        from katalog_app.services import contacting  # loaded long ago by the job that opened this

        self._outside.copy(contacting.as_text(way.step))
        self.said.emit(_("Kontakten är kopierad."))

    def _save(self, way: WayIn) -> None:
        from katalog_app.services import contacting  # loaded long ago by the job that opened this

        dialog = QFileDialog(self, _("Spara kontakten som vCard"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("vCard (*.vcf)"))
        dialog.setDefaultSuffix("vcf")
        dialog.selectFile(contacting.file_name(way.step))
        dialog.fileSelected.connect(lambda name: self.save_card(way, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_card(self, way: WayIn, path: Path) -> None:
        """Save a way in as a vCard file."""
        self._workspace.jobs.run(partial(_saved, way, path), self.said.emit, owner=self)


def _saved(way: WayIn, path: Path) -> str:
    """Write the card and return what happened."""
    from katalog_app.services import contacting

    try:
        write_text(path, contacting.vcard(way.step))
    except OSError as error:
        return _("Filen {file} kunde inte sparas: {why}. Välj en annan mapp.").format(
            file=path.name, why=error.strerror or error
        )
    return _("Kontakten är sparad i {file}.").format(file=path.name)
