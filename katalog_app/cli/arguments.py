"""Reading the command line: options anywhere, words in order, everything after "--" words.

argparse alone mixes up words and options of commands such as `search`, and speaks English; so it
reads only the options here, and whatever it leaves is words.
"""

from argparse import ArgumentError, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path

from katalog_app.cli.command import Asked, Command, Common, UsageError
from katalog_app.texts import LANGUAGES, _

END_OF_OPTIONS = "--"


def options_parser() -> ArgumentParser:
    """Return a parser for options alone, in whole words only."""
    return ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)


def common(arguments: Sequence[str]) -> tuple[Common, list[str], list[str]]:
    """Return the options of every command, the rest before "--", and the words after it.

    Raises:
        UsageError: An option lacks its value, or there is no such language.
    """
    before, after = list(arguments), list[str]()
    if END_OF_OPTIONS in before:
        at = before.index(END_OF_OPTIONS)
        before, after = before[:at], before[at + 1 :]
    parser = options_parser()
    parser.add_argument("--data", type=folder)
    parser.add_argument("--as", dest="author")
    parser.add_argument("--lang", dest="language", type=language)
    for name in ("--empty", "--json", "--version"):
        parser.add_argument(name, action="store_true")
    parser.add_argument("-h", "--help", action="store_true")
    options, rest = _read(parser, before)
    return Common(**vars(options)), rest, [text(word) for word in after]


def asked(command: Command, rest: Sequence[str], after: Sequence[str], author: str | None) -> Asked:
    """Return what is asked of a command: `rest` as written, `after` words only.

    Raises:
        UsageError: An unknown option, a wrong value, too few or too many words.
    """
    parser = options_parser()
    if command.options:
        command.options(parser)
    options, left = _read(parser, rest)
    for word in left:
        if word.startswith("-") and word != "-":
            raise UsageError(
                _(
                    "{command} har ingen flagga {option}. Ord som börjar med - skrivs efter --."
                ).format(command=command.name, option=word.partition("=")[0])
            )
    words = (*map(text, left), *after)
    _check_number(command, words)
    return Asked(words, options, author)


def _read(parser: ArgumentParser, arguments: Sequence[str]) -> tuple[Namespace, list[str]]:
    """Return the options, and what was left in its order."""
    try:
        return parser.parse_known_args(arguments)
    except ArgumentError as error:
        raise UsageError(_said(error)) from None


def _check_number(command: Command, words: Sequence[str]) -> None:
    fixed = [place for place in command.places if not place.startswith("[")]
    if len(words) < len(fixed):
        raise UsageError(
            _("Kommandot {command} behöver {missing}.").format(
                command=command.name, missing=_(fixed[len(words)])
            )
        )
    if len(words) > len(fixed) == len(command.places):
        raise UsageError(
            _("Kommandot {command} tar inte emot ”{word}”.").format(
                command=command.name, word=words[len(fixed)]
            )
        )


def text(word: str) -> str:
    """Return an argument as text; bytes that are no text in the user's encoding are marked."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def folder(word: str) -> Path:
    """Return a folder; an empty text names none.

    Raises:
        ArgumentTypeError: The text is empty.
    """
    if not word:
        raise ArgumentTypeError(_("en mapp behövs."))
    return Path(word)


def language(word: str) -> str:
    """Return the code of a language the program speaks.

    Raises:
        ArgumentTypeError: It does not speak this one.
    """
    if word not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ArgumentTypeError(_("språket är ett av {known}.").format(known=known))
    return word


def whole_number(word: str) -> int:
    """Return a whole number from 0.

    Raises:
        ArgumentTypeError: It is something else.
    """
    if not (word.isascii() and word.isdigit() and len(word) < 10):  # noqa: PLR2004  # rows
        raise ArgumentTypeError(_("ett heltal från 0 behövs, inte ”{word}”.").format(word=word))
    return int(word)


def pair(word: str) -> tuple[str, str]:
    """Return name and value of NAME=VALUE; the value may be empty.

    Raises:
        ArgumentTypeError: There is no name or no "=".
    """
    name, equals, value = text(word).partition("=")
    if not (name.strip() and equals):
        raise ArgumentTypeError(_("skriv NAMN=VÄRDE, inte ”{word}”.").format(word=text(word)))
    return name.strip(), value


def _said(error: ArgumentError) -> str:
    option, said = error.argument_name or "", error.message
    # argparse's own two faults of a single option; all other words are ours.
    if said.startswith("expected "):
        said = _("ett värde behövs.")
    elif said.startswith("ignored explicit argument"):
        said = _("tar inget värde.")
    return f"{option}: {said}"
