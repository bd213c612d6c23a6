"""Starts the window: as little as possible before it is painted."""

import gc
import sys
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from katalog_app import paths, settings, texts
from katalog_app.db.store import Store
from katalog_app.errors import KatalogError
from katalog_app.services import opening
from katalog_app.settings import Settings
from katalog_app.ui.main_window import MainWindow
from katalog_app.ui.outside import Outside
from katalog_app.ui.theme import Theme
from katalog_app.ui.workspace import Workspace

NAME = "katalog"


def run(data: Path | None, files: list[str], language: str | None) -> int:
    """Show the window until it is closed; return the exit status.

    Args:
        data: The data folder, None for the user's own.
        files: `.katalog` files to open.
        language: A code such as "sv", None for the user's choice.
    """
    folder = data if data is not None else paths.default_data_folder()
    app = application()
    try:
        store = opening.open_folder(folder)
        if not opening.is_ready(store) and not _is_made_ready(store, language or "sv"):
            return 0  # the person did not want to wait; next time it begins anew
    except KatalogError as error:
        return _cannot_start(app, error, language)
    sys.excepthook = _crashed
    chosen = settings.read(folder)
    window = dressed_window(app, store, chosen, language)
    show_files(window, [Path(name).absolute() for name in files])
    window.show()
    status = app.exec()
    window.workspace.close()
    return status


def _is_made_ready(store: Store, language: str) -> bool:
    from katalog_app.ui.preparing import is_made_ready  # needed once after an update

    texts.use_language(language)
    return is_made_ready(store)


def application() -> QApplication:
    """Return the one application of this process, in a style that is the same everywhere."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # Named here rather than by setStyle, which would load QStyle and Qt before the first paint.
        app = QApplication([NAME, "-style", "fusion"])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("Katalogen")
    app.setDesktopFileName(NAME)
    return app


def dressed_window(
    app: QApplication,
    store: Store,
    chosen: Settings,
    language: str | None = None,
    outside: Outside | None = None,
) -> MainWindow:
    """Return the window on an open store, in the user's language, colours and size of text."""
    # A start makes much and throws nothing away, so a collection only costs (some 7 % of it).
    gc.disable()
    texts.use_language(language or chosen.language)
    theme = Theme(app, chosen.theme, chosen.scale)
    workspace = Workspace(store, chosen)
    window = MainWindow(theme, workspace, outside or Outside())
    window.filled.connect(partial(_start_is_over, app))
    return window


def show_files(window: MainWindow, files: list[Path]) -> None:
    """Let the window go to the files named at start, once it has been filled."""
    if files:
        window.filled.connect(partial(window.receive, files))


def _start_is_over(app: QApplication) -> None:
    """Do what the first picture needed not wait for."""
    # What is loaded now stays: left out of later collections, none of them holds up a keystroke.
    gc.freeze()
    gc.enable()
    _teach_qt(app)


def _teach_qt(app: QApplication) -> None:
    """Let Qt's own menus and dialogs speak the language in use."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator  # not needed to start

    QLocale.setDefault(QLocale(texts.language()))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load(f"qtbase_{texts.language()}", folder):
        app.installTranslator(translator)


def _cannot_start(app: QApplication, error: KatalogError, language: str | None) -> int:
    from katalog_app.messages import message
    from katalog_app.ui.faults import StartErrorWindow

    texts.use_language(language or texts.SOURCE_LANGUAGE)
    _teach_qt(app)
    Theme(app, "system", 100)
    words = message(error)
    window = StartErrorWindow(words.text, words.remedy)
    window.show()
    app.exec()
    return 1


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show a fault of ours, once at a time; the window goes on."""
    from katalog_app.ui.faults import CrashWindow, report_of

    sys.__excepthook__(kind, error, trace)
    if issubclass(kind, KeyboardInterrupt):
        QApplication.exit(130)
        return
    shown = any(isinstance(widget, CrashWindow) for widget in QApplication.topLevelWidgets())
    if not shown:
        CrashWindow(report_of(kind, error, trace)).show()
