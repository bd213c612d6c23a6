"""One run of the program from its arguments to its exit status."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from katalog_app import __version__, paths, settings
from katalog_app.cli import arguments, catalogue, output
from katalog_app.cli.command import DONE, FAILED, INTERRUPTED, WRONG_USAGE, Common, UsageError
from katalog_app.errors import AnswerLostError, KatalogError
from katalog_app.texts import _, use_language

CONTRIBUTION = ".katalog"
"""The ending of the files that people send each other; given alone they open the window."""
OpenWindow = Callable[[Path | None, tuple[Path, ...], str | None], int]
"""Opens the window on a data folder (None: the default one) and files, in a language."""


def run(given: Sequence[str], open_window: OpenWindow) -> int:
    """Carry out the command, or open the window, and return the exit status; never raises."""
    output.prepare()
    try:
        return _answer(given, open_window)
    except BrokenPipeError:
        output.abandon()
        return DONE
    except AnswerLostError:  # a fault that could not be told on stdout stands on stderr already
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


def _answer(given: Sequence[str], open_window: OpenWindow) -> int:
    common = Common(json="--json" in given)
    try:
        common, rest, after = arguments.common(given)
        _speak(common)
        return _run(common, rest, after, open_window)
    except UsageError as error:
        return _wrong_usage(error, as_json=common.json)
    except KatalogError as error:
        return _refused(error, as_json=common.json)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  # the user gets words and a report, no traceback
        return _crashed(error, common)


def _run(common: Common, rest: list[str], after: list[str], open_window: OpenWindow) -> int:
    if common.version:
        output.print_lines([f"katalog {__version__}"])
        return DONE
    words = [*rest, *after]
    if not words and common.help:
        from katalog_app.cli import help as manual

        output.print_lines(manual.overview())
        return DONE
    if all(word.lower().endswith(CONTRIBUTION) for word in words):
        return _window(common, words, open_window)
    return _command(common, rest, after)


def _command(common: Common, rest: list[str], after: list[str]) -> int:
    name = arguments.text(rest[0]) if rest else after[0]
    command = catalogue.command(name) if rest else None
    if command is None:
        raise UsageError(_not_a_command(name))
    if common.help:
        from katalog_app.cli import help as manual

        output.print_lines(manual.about(command))
        return DONE
    asked = arguments.asked(command, rest[1:], after, common.author or None)
    from katalog_app.services import opening

    progress = output.Progress()
    store = opening.open_catalogue(_folder(common), empty=common.empty, report=progress)
    progress.end()
    try:
        answer = command.run(store, asked)
    finally:
        store.close()
    if common.json:
        output.print_object(answer.data)
    else:
        output.print_lines(answer.lines)
    return answer.status


def _not_a_command(name: str) -> str:
    if name.startswith("-"):
        return _("Det finns ingen flagga {name}.").format(name=name)
    return _("Det finns inget kommando {name}.").format(name=name)


def _window(common: Common, files: list[str], open_window: OpenWindow) -> int:
    if common.empty:
        # Made here: the window knows only catalogues that begin with the bundled edition.
        from katalog_app.services import opening

        opening.open_catalogue(_folder(common), empty=True).close()
    return open_window(common.data, tuple(map(Path, files)), common.language)


def _folder(common: Common) -> Path:
    return common.data or paths.default_data_folder()


def _speak(common: Common) -> None:
    use_language(common.language or settings.read(_folder(common)).language)


def _wrong_usage(error: UsageError, *, as_json: bool) -> int:
    remedy = _("katalog --help visar hur det skrivs.")
    output.print_fault(f"{error}\n{remedy}")
    if as_json:
        told = {"type": "UsageError", "text": str(error), "remedy": remedy}
        output.print_object({"error": told})
    return WRONG_USAGE


def _refused(error: KatalogError, *, as_json: bool) -> int:
    from katalog_app import messages

    output.print_fault(messages.as_text(error))
    if as_json:
        output.print_object({"error": {**_told(error), "facts": facts(error)}})
    return FAILED


def _crashed(error: Exception, common: Common) -> int:
    from katalog_app import messages
    from katalog_app.cli import crash

    report = crash.write(error, _folder(common))
    lines = [messages.as_text(error)]
    if report is not None:
        lines.append(_("Felrapporten ligger i {path}.").format(path=report))
    output.print_fault("\n".join(lines))
    if common.json:
        told = {**_told(error), "facts": {"report": str(report) if report else None}}
        output.print_object({"error": told})
    return FAILED


def _told(error: Exception) -> dict[str, str]:
    from katalog_app import messages

    message = messages.message(error)
    return {
        "type": type(error).__name__,
        "text": message.text,
        "unchanged": message.unchanged,
        "remedy": message.command_remedy,
    }


def facts(error: object) -> Mapping[str, object]:
    """Return the facts of a fault as JSON values: texts, numbers, lists, objects."""
    if not isinstance(error, KatalogError):
        return {}
    return {name: _fact(value) for name, value in error.facts.items()}


def _fact(value: object) -> object:
    if isinstance(value, tuple):
        return [_fact(part) for part in value]
    if is_dataclass(value):
        return {field.name: _fact(getattr(value, field.name)) for field in fields(value)}
    return value if isinstance(value, int) else str(value)
