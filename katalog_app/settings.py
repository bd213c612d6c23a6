"""The user's choices, kept as `settings.json` in the data folder; never part of the catalogue."""

import contextlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from katalog_app.placing import put_whole

FILE = "settings.json"
BROKEN = "settings.broken.json"
"""Where a file that cannot be read is copied, so that nothing of it is lost by the next write."""

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")
LEAST_SCALE, MOST_SCALE = 50, 300
"""Limits of the size of text (percent)."""
MOST_RECENT = 10
LETTERS = ("reminder-letter",)
"""Choices of single pages that are texts somebody has written."""
LONGEST_FILE = 1_000_000
"""A larger file (bytes) is not ours."""


@dataclass(frozen=True)
class Settings:
    """What the user has chosen; made anew for each change with `dataclasses.replace`."""

    window: str = ""
    """Place and size of the window as Qt's base64 text; "" before the first time."""
    splitters: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Widths (pixels) by the name of the splitter."""
    place: str = ""
    """Where the user was last, as the window names its places."""
    scale: int = 100
    """Size of text (percent), `LEAST_SCALE`..`MOST_SCALE`."""
    theme: Theme = "system"
    language: str = "sv"
    author: str = ""
    """The name that the user's changes carry; "" until it is given."""
    keeps_recent: bool = True
    """Whether searches that were used are kept to be offered again."""
    recent: tuple[str, ...] = ()
    """The last searches that were used, the newest first, at most `MOST_RECENT`."""
    unknown: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Keys of a newer version, kept as they are."""


_KNOWN = frozenset(f.name for f in fields(Settings)) - {"unknown"}


def read(folder: Path) -> Settings:
    """Return the choices kept in a data folder.

    Never raises: a missing file gives the defaults; a file that cannot be understood gives them
    too, and is copied to `settings.broken.json`; one value that does not fit gives its default.
    """
    file = folder / FILE
    try:
        if file.stat().st_size > LONGEST_FILE:
            return _broken(file)
        raw = file.read_bytes()
    except OSError:
        return Settings()
    try:
        kept: object = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return _broken(file)
    return _settings(kept) if isinstance(kept, dict) else _broken(file)


def write(folder: Path, settings: Settings) -> None:
    """Keep the choices in a data folder, which must exist; other programs see old or new, no half.

    Raises:
        OSError: The file cannot be written; what was kept before is still there.
    """
    kept: dict[str, object] = {**settings.unknown}
    kept.update({name: getattr(settings, name) for name in sorted(_KNOWN)})
    kept["splitters"] = {name: list(sizes) for name, sizes in settings.splitters.items()}
    put_whole(folder / FILE, json.dumps(kept, ensure_ascii=False, indent=1).encode())


def _broken(file: Path) -> Settings:
    import shutil

    with contextlib.suppress(OSError):
        shutil.copyfile(file, file.with_name(BROKEN))
    return Settings()


def _settings(kept: Mapping[str, object]) -> Settings:
    default = Settings()
    settings = Settings(
        window=_text(kept, "window", default.window),
        splitters=MappingProxyType(_splitters(kept.get("splitters"))),
        place=_text(kept, "place", default.place),
        language=_text(kept, "language", default.language),
        author=_text(kept, "author", default.author),
        unknown=MappingProxyType({k: v for k, v in kept.items() if k not in _KNOWN}),
    )
    settings = replace(
        settings,
        keeps_recent=kept.get("keeps_recent") is not False,
        recent=_recent(kept.get("recent")),
    )
    scale = kept.get("scale")
    if isinstance(scale, int) and not isinstance(scale, bool):
        settings = replace(settings, scale=min(max(scale, LEAST_SCALE), MOST_SCALE))
    for theme in THEMES:
        if kept.get("theme") == theme:
            settings = replace(settings, theme=theme)
    return settings


def _text(kept: Mapping[str, object], name: str, default: str) -> str:
    value = kept.get(name)
    return value if isinstance(value, str) else default


def without(chosen: Settings, erased: Collection[str]) -> Settings:
    """Return the choices without author, searches and letters that hold an erased text."""
    author = "" if chosen.author in erased else chosen.author
    recent = tuple(search for search in chosen.recent if not holds(search, erased))
    letters = [name for name in LETTERS if holds(str(chosen.unknown.get(name, "")), erased)]
    unknown = {name: value for name, value in chosen.unknown.items() if name not in letters}
    return replace(chosen, author=author, recent=recent, unknown=MappingProxyType(unknown))


def holds(text: str, erased: Collection[str]) -> bool:
    """Return whether a text holds one of these, in upper or lower case."""
    folded = text.casefold()
    return any(one and one.casefold() in folded for one in erased)


def _recent(kept: object) -> tuple[str, ...]:
    if not isinstance(kept, list):
        return ()
    said = [search for search in kept if isinstance(search, str) and search.strip()]
    return tuple(dict.fromkeys(said))[:MOST_RECENT]


def _splitters(kept: object) -> dict[str, tuple[int, ...]]:
    if not isinstance(kept, dict):
        return {}
    return {
        name: tuple(sizes)
        for name, sizes in kept.items()
        if isinstance(sizes, list) and all(type(size) is int and size >= 0 for size in sizes)
    }
