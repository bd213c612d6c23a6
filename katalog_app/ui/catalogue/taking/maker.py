"""Makes what is wanted, in the background, and tells how it went; one thing at a time."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from katalog_app.errors import KatalogError
from katalog_app.messages import message
from katalog_app.texts import _, ngettext
from katalog_app.ui.catalogue.taking import formats
from katalog_app.ui.catalogue.taking.files import place_to_save
from katalog_app.ui.catalogue.taking.formats import Format, StoppedError, Wanted
from katalog_app.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from katalog_app.services.progressing import Report
    from katalog_app.ui.catalogue.taking.preview import Preview
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.workspace import Workspace


class Maker(QObject):
    """Prints, saves and copies."""

    told = Signal(int, int)
    """So much is done of so much; sent from the thread that does it."""

    def __init__(
        self, window: QWidget, workspace: Workspace, outside: Outside, messages: MessageBar
    ) -> None:
        """Take whose dialogs it opens, and where it tells what happened."""
        super().__init__(window)
        self._window, self._workspace = window, workspace
        self._outside, self._messages = outside, messages
        self.progress = ProgressLine()
        self.told.connect(self._tell)
        quitting = QCoreApplication.instance()
        if quitting is not None:
            quitting.aboutToQuit.connect(self.stop)  # nobody waits for it any more
        self._stopped = False
        self._busy = False
        self.shown: Preview | None = None
        """The pages that were shown last."""

    def for_window(self, window: QWidget, messages: MessageBar) -> Maker:
        """Return one that does the same for another window."""
        return Maker(window, self._workspace, self._outside, messages)

    def copy(self, wanted: Wanted) -> None:
        """Put it on the clipboard as text."""
        call = partial(formats.as_text, self._workspace.store, wanted)
        self._make(_("Texten skrivs…"), call, self._copied)

    def ask_where(self, wanted: Wanted, kind: Format) -> None:
        """Ask for a file, and write it."""
        dialog = place_to_save(self._window, wanted.name, kind)
        dialog.fileSelected.connect(lambda chosen: self.save(wanted, Path(chosen), kind))
        dialog.open()

    def save(self, wanted: Wanted, path: Path, kind: Format) -> None:
        """Write it into a file; one that is there is replaced once the new one is whole."""
        call = partial(formats.saved, self._workspace.store, wanted, path, kind)
        words = _("{file} skrivs…").format(file=path.name)
        self._make(words, call, self._saved)

    def ask_printer(self, wanted: Wanted) -> None:
        """Ask for a printer, and print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        from PySide6.QtWidgets import QDialog

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(wanted.name)
        printer.setCreator("Katalogen")
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(_("Skriv ut"))
        dialog.accepted.connect(lambda: self.print(wanted, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # QPrintDialog hides it behind one of its own that wants a slot

    def print(self, wanted: Wanted, printer: QPrinter) -> None:
        """Print."""
        call = partial(formats.printed, self._workspace.store, wanted, printer)
        self._make(_("Utskriften görs…"), call, self._printed)

    def preview(self, wanted: Wanted) -> None:
        """Show the pages as they would be printed."""
        call = partial(formats.previewed, self._workspace.store, wanted)
        self._make(_("Sidorna görs…"), call, partial(self._previewed, wanted))

    def _previewed(self, wanted: Wanted, pages: tuple[bytes, ...]) -> None:
        from katalog_app.ui.catalogue.taking.preview import Preview  # not needed to start

        self.shown = Preview(pages, self._window.window())
        self.shown.print_wanted.connect(partial(self.ask_printer, wanted))
        self.shown.pdf_wanted.connect(partial(self.ask_where, wanted, Format.PDF))
        self.shown.open()

    def stop(self) -> None:
        """Let the work be stopped at the next project."""
        self._stopped = True

    def _make(
        self, words: str, work: Callable[[Report], object], made: Callable[..., object]
    ) -> None:
        if self._busy:
            self._messages.say(_("Vänta tills det som pågår är klart, eller avbryt det."))
            return
        self._busy, self._stopped = True, False
        self.progress.begin(words, self.stop)
        call = partial(formats.ended, partial(work, self._report))
        self._workspace.jobs.run(call, partial(self._made, made), owner=self)

    def _made(self, made: Callable[..., object], answer: object) -> None:
        self._busy = False
        self.progress.end()
        if isinstance(answer, StoppedError):
            self._messages.say(_("Avbrutet. Ingen fil är skriven."))
        elif isinstance(answer, KatalogError):
            words = message(answer)
            self._messages.warn(words.text, words.remedy)
        elif isinstance(answer, Exception):
            raise answer
        else:
            made(answer)

    def _report(self, done: int, total: int) -> None:
        """Tell from the thread that works, and stop there if one wants to."""
        if self._stopped:
            raise StoppedError
        self.told.emit(done, total)

    def _tell(self, done: int, total: int) -> None:
        if self._busy:
            self.progress.tell(done, total)

    def _copied(self, text: str) -> None:
        self._outside.copy(text)
        self._messages.say(_("Texten är kopierad. Klistra in den i ett brev."))

    def _saved(self, path: Path) -> None:
        text = _("{file} är sparad.").format(file=path.name)
        self._messages.offer(text, _("Visa i mappen"), partial(self._show_folder, path))

    def _show_folder(self, path: Path) -> None:
        if not self._outside.show_folder(path.parent):
            self._outside.copy(str(path))
            self._messages.say(_("Mappen kunde inte öppnas. Sökvägen är kopierad."))

    def _printed(self, pages: int) -> None:
        if not pages:
            self._messages.warn(
                _("Skrivaren tog inte emot utskriften. Inget är utskrivet."),
                _("Kontrollera att skrivaren är på, eller välj Spara som PDF."),
            )
            return
        words = ngettext(
            "{count} sida är skickad till skrivaren.",
            "{count} sidor är skickade till skrivaren.",
            pages,
        )
        self._messages.say(words.format(count=pages))
