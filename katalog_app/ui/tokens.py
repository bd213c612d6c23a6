"""The colours, light and dark."""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Tokens:
    """The colours of one scheme; all text pairs hold 4.5:1, all edges of controls 3:1."""

    dark: bool
    bg: str
    panel: str
    hover: str
    ink: str
    mute: str
    line: str
    edge: str
    accent: str
    soft: str
    gron: str
    social: str
    tek: str
    warn: str
    warnbg: str
    on_accent: str
    """Text on a surface of the accent colour."""

    def transformation(self, name: str) -> str:
        """Return the colour of a transformation; `mute` for one this version does not know."""
        known = {"grön": self.gron, "social": self.social, "teknologisk": self.tek}
        return known.get(name, self.mute)

    def readable(self, colour: str) -> str:
        """Return a colour "#RRGGBB" for text on a tint of itself: with a quarter of the ink."""
        return mixed(colour, self.ink, 0.25)


@lru_cache(maxsize=256)  # the same few colours are asked for at every card painted
def mixed(one: str, other: str, share: float) -> str:
    """Return a colour "#RRGGBB" between two, with this share (0..1) of the other."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


LIGHT = Tokens(
    dark=False,
    bg="#F6F5F1",
    panel="#FFFFFF",
    hover="#F1F0EA",
    ink="#1D2A2C",
    mute="#5B6B6E",
    line="#E2E0D8",
    edge="#7F898C",
    accent="#0B6468",
    soft="#E4F0EF",
    gron="#2F7D4F",
    social="#B5502B",
    tek="#3A58A8",
    warn="#8A5A00",
    warnbg="#FFF3D6",
    on_accent="#FFFFFF",
)
DARK = Tokens(
    dark=True,
    bg="#15191B",
    panel="#1D2326",
    hover="#262E31",
    ink="#E8ECEB",
    mute="#9FB0B1",
    line="#30383B",
    edge="#738084",
    accent="#5CC3BF",
    soft="#1F3A3A",
    gron="#6CC18B",
    social="#F09A74",
    tek="#93ABF0",
    warn="#F2C464",
    warnbg="#3A301A",
    on_accent="#10201F",
)
