"""What is shown while a data folder is made ready after an update of the program."""

import threading
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog

from katalog_app.db.store import Store
from katalog_app.errors import KatalogError
from katalog_app.services import opening
from katalog_app.texts import _

LOOK_MS = 100
"""How often the bar looks how far the work has come (ms)."""


class _StoppedError(Exception):
    """The person does not want to wait."""


class Preparing(QProgressDialog):
    """A bar that follows the work in its own thread; it closes itself at the end."""

    def __init__(self, store: Store) -> None:
        """Begin the work."""
        super().__init__(
            _(
                "Katalogen görs klar för den nya versionen av programmet. Alla ord läses igenom, "
                "så att sökningen hittar rätt. Inget i katalogen ändras."
            ),
            _("Avbryt"),
            0,
            0,
        )
        self.setWindowTitle(_("Katalogen"))
        self.setAutoClose(False)
        self.setAutoReset(False)
        self.setMinimumDuration(0)
        self.fault: KatalogError | None = None
        self.is_done = False
        self._so_far = (0, 0)
        self._work = threading.Thread(target=partial(self._make_ready, store))
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._follow)
        self._look.start()
        self._work.start()

    def _make_ready(self, store: Store) -> None:
        """Run in the other thread, which touches no widget."""
        try:
            opening.make_ready(store, self._report)
            self.is_done = True
        except KatalogError as error:
            self.fault = error
        except _StoppedError:
            pass

    def _report(self, done: int, total: int) -> None:
        self._so_far = (done, total)
        if self._is_stopped:
            raise _StoppedError

    _is_stopped = False

    def _follow(self) -> None:
        self._is_stopped = self.wasCanceled()
        if not self._work.is_alive():
            self._look.stop()
            self.close()
            QApplication.exit(0)
            return
        done, total = self._so_far
        if total:
            self.setMaximum(total)
            self.setValue(done)


def is_made_ready(store: Store) -> bool:
    """Show the bar until the work is done; return whether it is.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    bar = Preparing(store)
    bar.show()
    QApplication.exec()
    if bar.fault is not None:
        raise bar.fault
    return bar.is_done
