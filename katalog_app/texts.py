"""Every text a user reads, in the language chosen; Swedish stands in the code.

Swedish costs nothing: the message id is the text. The machinery of gettext is loaded only for
another language. `_` looks the text up when it is called, so texts kept in constants are marked
with `N_` and looked up where they are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from katalog_app import paths

if TYPE_CHECKING:
    from gettext import NullTranslations

SOURCE_LANGUAGE = "sv"
LANGUAGES = ("sv", "en")
"""The languages a user can choose among."""
DOMAIN = "katalog"


class _Chosen:
    """The language of this process: one user, one language at a time."""

    language: str = SOURCE_LANGUAGE
    translations: NullTranslations | None = None


def use_language(code: str) -> None:
    """Show texts in this language from now on.

    Args:
        code: One of `LANGUAGES`. Another one, or one whose file is missing or broken, gives
            Swedish: a program in the wrong language is better than none.
    """
    _Chosen.language, _Chosen.translations = SOURCE_LANGUAGE, None
    if code == SOURCE_LANGUAGE or code not in LANGUAGES:
        return
    import gettext

    file = paths.resource("locale", code, "LC_MESSAGES", f"{DOMAIN}.mo")
    try:
        with file.open("rb") as stream:
            _Chosen.translations = gettext.GNUTranslations(stream)
    except (OSError, ValueError):  # a broken file gives UnicodeDecodeError too, a ValueError
        return
    _Chosen.language = code


def language() -> str:
    """Return the code of the language texts are shown in now."""
    return _Chosen.language


def _(message: str) -> str:
    """Return the text in the language chosen."""
    translations = _Chosen.translations
    return message if translations is None else translations.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the text for this number of things in the language chosen; places are not filled."""
    translations = _Chosen.translations
    if translations is None:
        return one if count == 1 else many
    return translations.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802  # the name Babel and every translator look for
    """Return the text as it is; marks it to be translated where it is shown."""
    return message
