"""The stems that the forms of a Swedish word have, where one stem does not do for all of them."""

from functools import lru_cache

from katalog_app.language import analysis

_VOWELS = "aeiouy"
_NEVER_NEUTER = ("ing", "ion", "het", "or", "ist")
SHORTEST = 3
"""Letters of a word that other forms are made of; what is shorter is an abbreviation."""


@lru_cache(maxsize=20_000)
def stems(folded: str) -> tuple[str, ...]:
    """Return the stem of a folded word, then those of its forms that have another one.

    Snowball takes "bostad" to "bost" but "bostäder" to "bostad", and leaves "skolan" and "avfallet"
    as they are. The forms are made by rule, from the word as it stands in a dictionary: some that
    come out are no words, and are found nowhere.
    """
    forms = [folded, *_inflected(folded)] if len(folded) >= SHORTEST else [folded]
    return tuple(dict.fromkeys(map(analysis.stem, forms)))


def _inflected(folded: str) -> tuple[str, ...]:
    if folded.endswith("a"):
        return (f"{folded}n",)  # skolan
    if folded.endswith("e"):
        return (f"{folded}n", f"{folded}t")  # vikarien, området
    if folded.endswith(("el", "er")):
        return (f"{folded}n", f"{folded[:-2]}{folded[-1]}ar")  # tunneln, tunnlar
    if folded[-1] in _VOWELS:
        return (f"{folded}n", f"{folded}t")  # demokratin, kaféet
    if folded.endswith(_NEVER_NEUTER):
        return (f"{folded}en",)
    return (f"{folded}en", f"{folded}et")  # sensoren, avfallet
