"""One project to read: every field that holds something, in the order of the fields."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from katalog_app.model.entries import Entry
from katalog_app.model.fields import DELETED, PROJECT, FieldKind
from katalog_app.model.pictures import images
from katalog_app.model.query import Facet
from katalog_app.services import addresses
from katalog_app.services.freshness import freshness
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.catalogue import advice_words, undone
from katalog_app.ui.catalogue.acts import Act
from katalog_app.ui.catalogue.contact_card import ContactCard
from katalog_app.ui.catalogue.opened import Opened
from katalog_app.ui.outside import Outside
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.chip import Chip
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.prose import Prose
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace

INVITING = ("effects", "resident_involvement", "lessons")
"""Fields whose absence is said, as an invitation to tell."""


class Sheet(QWidget):
    """A project as text, chips, links and a contact card."""

    ticked = Signal(Facet, str)
    """Show what has this value."""
    searched = Signal(str)
    """Search for these words."""
    acted = Signal(Act)
    """Do this with the project."""
    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(
        self, theme: Theme, workspace: Workspace, outside: Outside, opened: Opened
    ) -> None:
        """Show a project."""
        super().__init__()
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self._opened, self._project = opened, opened.page.project
        self.setAccessibleName(self._project.title)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(20, 18, 16, 18)
        self._layout.setSpacing(8)
        self._head()
        self._texts()
        self._images()
        self._parts()
        self._framework()
        self._sources()
        self._layout.addStretch(1)

    def add_contact(self, card: ContactCard) -> None:
        """Put the card last, where it has no place of its own below the sheet."""
        self._layout.takeAt(self._layout.count() - 1)
        self._layout.addSpacing(8)
        self._layout.addWidget(Text(_("Kontakt").upper(), "group", name=_("Kontakt")))
        self._layout.addWidget(card)
        self._layout.addStretch(1)

    def add_similar(self, similar: QWidget) -> None:
        """Put similar projects last."""
        self._layout.insertWidget(self._layout.count() - 1, similar)

    def _head(self) -> None:
        project, place = self._project, self._layout
        self.title = Text(project.title or self._gone("title"), "title", selectable=True)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.title, 1)
        if not project.deleted:
            edit = self._act(_("Redigera"), Act.EDIT)
            edit.setToolTip(_("Redigera (Ctrl+E)"))
            top.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        place.addLayout(top)
        status = project.text("status")
        known = wording.capital(wording.value(status)) if status and status != "okänd" else ""
        line = wording.dotted(
            project.text("municipality"),
            project.text("organisation"),
            wording.period(project.text("period")),
            known or _("Status okänd"),
        )
        place.addWidget(Text(line, "mute", selectable=True))
        fresh = freshness(self._opened.page, date.today())
        place.addWidget(Text(fresh.text, "confirmed" if fresh.confirmed else "banner"))
        self._advice()
        self._deletion()
        self._acts()
        clashes = [field.label for field in PROJECT if self._other_clash(field.name)]
        if clashes:
            text = _(
                "Krock: flera värden i {fields}. Skriv det som ska gälla, "
                "eller välj en version i Historik."
            ).format(fields=wording.listed(*map(_, clashes)))
            place.addWidget(Text(text, "clash"))
        self._erased()

    def _advice(self) -> None:
        """Say what is missing on one quiet line."""
        advice = self._opened.advice
        if self._project.deleted:
            return
        lacking = advice_words.lacking(advice)
        if lacking:
            self._layout.addWidget(Text(lacking, "mute"))

    def _gone(self, name: str) -> str:
        """Return words that stand where an erased value was, "" where none is erased."""
        erased = self._opened.page.erased.get(self._project.id, ())
        return wording.capital(_("raderat enligt dataskydd")) if name in erased else ""

    def _erased(self) -> None:
        """Name the fields with erased values that have no place of their own."""
        fields = [
            _(field.label)
            for field in PROJECT
            if field.kind is not FieldKind.LONG_TEXT and self._gone(field.name)
        ]
        if fields:
            text = _("Raderat enligt dataskydd: {fields}.").format(fields=wording.listed(*fields))
            self._layout.addWidget(Text(text, "mute"))

    def _deletion(self) -> None:
        deletion = self._opened.deletion
        if deletion is not None:
            day = wording.moment(deletion.made_at)
            text = _("Borttaget {day}.").format(day=day)
            if deletion.by:
                text = _("Borttaget {day} av {name}.").format(
                    day=day, name=wording.person(deletion.by)
                )
            if deletion.reason:
                text += " " + _("Skäl: {reason}").format(reason=deletion.reason)
            self._layout.addWidget(Text(text, "mute", selectable=True))
        if DELETED in self._project.conflicts:
            text = _(
                "Krock: någon har tagit bort projektet medan någon annan ändrade det. "
                "Välj Återställ eller Ta bort."
            )
            self._layout.addWidget(Text(text, "clash"))

    def _acts(self) -> None:
        deleted, disputed = self._project.deleted, DELETED in self._project.conflicts
        place = QWidget()
        flow = FlowLayout(place, gap=12)
        if deleted or disputed:
            flow.addWidget(self._act(_("Återställ"), Act.RESTORE, "primary"))
        if not deleted:
            flow.addWidget(self._act(_("Stämmer fortfarande"), Act.CONFIRM, "link"))
            flow.addWidget(self._act(_("Använd som mall"), Act.COPY, "link"))
        flow.addWidget(self._act(_("Historik"), Act.HISTORY, "link"))
        self.take = self._act(_("Ta med ▾"), Act.TAKE, "link")
        self.take.setAccessibleName(_("Ta med projektet"))
        flow.addWidget(self.take)
        if not deleted:
            flow.addWidget(self._act(_("Ta bort"), Act.DELETE, "link"))
            score = advice_words.clarity(self._opened.advice)
            link = self._act(score, Act.ADVISE, "link")
            link.setAccessibleName(_("{score}. Visa tipsen.").format(score=score))
            flow.addWidget(link)
        turns = self._opened.turns
        for way, text, keys, act in (
            (turns.undo, _("Ångra"), "Ctrl+Z", Act.UNDO),
            (turns.redo, _("Gör om"), "Ctrl+Y", Act.REDO),
        ):
            if way is not None and way.entry == self._project.id:
                link = self._act(text, act, "link")
                link.setAccessibleName(f"{text}: {undone.named(way)}")
                link.setToolTip(f"{text}: {undone.named(way)} ({keys})")
                flow.addWidget(link)
        self._layout.addWidget(place)

    def _act(self, text: str, act: Act, role: str = "") -> QPushButton:
        return button(text, partial(self.acted.emit, act), role)

    def _other_clash(self, name: str) -> bool:
        long = any(f.name == name and f.kind is FieldKind.LONG_TEXT for f in PROJECT)
        return name in self._project.conflicts and not long

    def _texts(self) -> None:
        prose = Prose(self._theme, _("Beskrivning"))
        missing = []
        for field in PROJECT:
            if field.kind is not FieldKind.LONG_TEXT:
                continue
            text = self._project.text(field.name) or self._gone(field.name)
            if text:
                clash = _("Krock: flera värden") if field.name in self._project.conflicts else ""
                prose.add(_(field.label), text, clash)
            elif field.name in INVITING:
                missing.append(_(field.label))
        if not prose.document().isEmpty():
            self._layout.addSpacing(4)
            self._layout.addWidget(prose)
        if missing:
            self._layout.addWidget(
                Text(_("Saknas: {fields}").format(fields=", ".join(missing)), "mute")
            )

    def _images(self) -> None:
        named = images(self._project.fields.get("images"))
        if named:
            from katalog_app.ui.catalogue.picture_strip import PictureStrip  # few projects have any

            self._layout.addSpacing(4)
            self._layout.addWidget(PictureStrip(self._theme, self._workspace, named))

    def _parts(self) -> None:
        partners = self._project.fields.get("partners")
        if isinstance(partners, list):
            self._group(
                _("Samarbetspartner"), [Text(t, "tag") for t in map(_partner, partners) if t]
            )
        technologies = self._project.texts("technologies")
        self._group(_("Teknik"), [self._tick(Facet.TECHNOLOGY, t, t) for t in technologies])
        keywords = self._project.texts("keywords")
        self._group(_("Nyckelord"), [self._search(word) for word in keywords])

    def _framework(self) -> None:
        project, page = self._project, self._opened.page
        made: list[QWidget] = []
        for value in project.texts("transformations"):
            text = _("{name} transformation").format(name=wording.capital(wording.value(value)))
            colour = self._theme.tokens.transformation(value)
            made.append(self._tick(Facet.TRANSFORMATION, value, text, colour=colour))
        for goal in page.goals:
            number = str(goal.fields.get("order", ""))
            text = _("Mål {number}: {title}").format(number=number, title=goal.title)
            made.append(self._tick(Facet.GOAL, number, text, mark=goal.text("color") or None))
        for value in project.texts("expectations"):
            made.append(self._tick(Facet.EXPECTATION, value, wording.capital(wording.value(value))))
        made.extend(_node(node) for node in page.framework)
        self._group(_("Bidrar till"), made)
        if made and project.text("classified_by") == "editor":
            note = _("Klassat av redaktionen, inte av kommunen.")
            self._layout.addWidget(Text(note, "mute"))

    def _sources(self) -> None:
        links: list[QWidget] = []
        for source in self._project.texts("sources"):
            address = addresses.web_address(source)
            if address is None:
                links.append(Text(source, "mute", selectable=True))
                continue
            name = _("Källa hos {host}").format(host=wording.host(address))
            link = button(wording.host(address), partial(self._open, address), "link", name)
            link.setToolTip(address)
            links.append(link)
        self._group(_("Källor"), links, gap=4)

    def _group(self, heading: str, widgets: Iterable[QWidget], gap: int = 6) -> None:
        widgets = list(widgets)
        if not widgets:
            return
        self._layout.addSpacing(8)
        self._layout.addWidget(Text(heading.upper(), "group", name=heading))
        place = QWidget()
        flow = FlowLayout(place, gap)
        for widget in widgets:
            flow.addWidget(widget)
        self._layout.addWidget(place)

    def _tick(
        self,
        facet: Facet,
        value: str,
        text: str,
        *,
        colour: str = "accent",
        mark: str | None = None,
    ) -> Chip:
        name = _("{text}: visa projekt").format(text=text)
        chip = Chip(self._theme, text, name=name, colour=colour, mark=mark)
        return self._pressed(chip, lambda: self.ticked.emit(facet, value))

    def _search(self, word: str) -> Chip:
        name = _("Sök {word}").format(word=word)
        return self._pressed(Chip(self._theme, word, name=name), lambda: self.searched.emit(word))

    def _pressed(self, chip: Chip, act: Callable[[], None]) -> Chip:
        chip.clicked.connect(lambda _checked: act())
        return chip

    def _open(self, address: str) -> None:
        if not self._outside.open(address):
            self._outside.copy(address)
            self.said.emit(_("Ingen webbläsare svarade. Adressen är kopierad."))


def _partner(partner: object) -> str:
    if not isinstance(partner, dict) or not isinstance(partner.get("name"), str):
        return ""
    name, sector = str(partner["name"]), partner.get("sector")
    return f"{name} ({wording.value(sector)})" if isinstance(sector, str) else name


def _node(node: Entry) -> Text:
    text = Text(node.title, "tag")
    font = text.font()
    font.setStrikeOut(node.deleted)
    text.setFont(font)
    if node.deleted:
        text.setAccessibleName(_("{title} (borttagen)").format(title=node.title))
    return text
