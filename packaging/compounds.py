"""Make the table of what stands in Swedish compounds, from the dictionary of hunspell-sv.

apt-get download hunspell-sv && dpkg -x hunspell-sv_*.deb build/hunspell-sv
PYTHONPATH=. .venv/bin/python packaging/compounds.py build/hunspell-sv

The same package gives the same text each time. `packaging/compounds.txt` has what a person decided:
words that are no parts, and words that only look like compounds.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from katalog_app.language import compounds, signature
from katalog_app.language.analysis import fold, stem

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "language" / signature.COMPOUNDS
DECISIONS = ROOT / "packaging" / "compounds.txt"
DICTIONARY = Path("usr", "share", "hunspell", "sv_SE.dic")
HEADING = (
    "# Made by packaging/compounds.py from sv_SE.dic of Debian's hunspell-sv, (c) 2003-2014"
    " Göran Andersson, LGPL-3: see NOTICE-hunspell-sv.txt.\n"
    "# Modifier, stem of its word, count; head, count; words that only look like compounds."
)

SEEN = 2  # compounds: what stands in one alone is too often a chance
SHORT, SEEN_SHORT = 3, 10  # letters, compounds: the shorter, the oftener by chance
LONG = 7  # letters; so long a word is no chance
LIKELY = compounds.PRODUCTIVE - 1  # compounds, said of what a person names
# Flags of sv_SE.aff: of nouns and adjectives, of verbs, of beginnings that are no words, of
# a joint s, of words that are wrong.
NAMEABLE, VERB = set("ABCDEFGHIOXY"), set("JKLMNPmj")
ONLY_BEGINNING, JOINT_S, WRONG = "Z", "vf", "%"
DECLARED, BY_RULE = 0, 1
ROUNDS = 3  # of counting; the third moves 50 of 75,000 words


@dataclass(frozen=True)
class Form:
    """A word as it may stand before a head: the word it comes from, and who says so."""

    base: str
    rank: int


@dataclass(frozen=True)
class Decisions:
    """What a person decided, by the headings of `packaging/compounds.txt`; all folded."""

    no_modifier: frozenset[str]
    short_modifier: frozenset[str]
    no_head: frozenset[str]
    short_head: frozenset[str]
    whole: frozenset[str]
    modifier: frozenset[str]
    head: frozenset[str]


def decisions(text: str) -> Decisions:
    """Return the decisions of a text: headings "[name]", words below, "#" before a comment."""
    heading: set[str] = set()
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if words and words[0].startswith("["):
            heading = found.setdefault(words[0].strip("[]"), set())
        else:
            heading.update(map(fold, words))
    return Decisions(**{name: frozenset(words) for name, words in found.items()})


def entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (word, flags) for each line of a .dic file that is one right word of letters alone."""
    for line in lines:
        word, _, flags = line.partition("/")
        if WRONG not in flags and word.isalpha():
            yield word, flags


def lexicon(lines: Iterable[str]) -> tuple[dict[str, set[str]], set[str]]:
    """Return the flags of each folded word in lower case, and the folded names."""
    words: dict[str, set[str]] = {}
    names: set[str] = set()
    for word, flags in entries(lines):
        if word.islower():
            words.setdefault(fold(word), set()).update(flags)
        elif word.istitle():
            names.add(fold(word))
    return words, names


def forms(words: Mapping[str, set[str]], decided: Decisions) -> dict[str, Form]:
    """Return each folded form that may stand before a head, and the word it comes from."""
    found: dict[str, Form] = {}

    def add(form: str, base: str, rank: int) -> None:
        vowel = re.search(r"[aeiouy]", form)
        if not vowel or form in decided.no_modifier:
            return
        if len(form) < SHORT and form not in decided.short_modifier:
            return
        old = found.get(form)
        # The form that is a word itself comes first, else the longest word: "arbets" of "arbete".
        key = (base != form, rank, -len(base), base)
        if old is None or key < (old.base != form, old.rank, -len(old.base), old.base):
            found[form] = Form(base, rank)

    beginnings = {word for word, flags in words.items() if ONLY_BEGINNING in flags}
    for word, flags in words.items():
        if word in beginnings and not flags & VERB:
            continue
        for form in _before_a_head(word, flags):
            declared = form in beginnings or (form == word and "X" in flags)
            declared = declared or (form == f"{word}s" and bool(flags & set(JOINT_S)))
            add(form, word, DECLARED if declared else BY_RULE)
    for word in beginnings - found.keys():
        add(word, word, DECLARED)
    return found


def _before_a_head(word: str, flags: set[str]) -> Iterator[str]:
    """Yield the folded forms a word can take before a head: "skola" gives "skol", "skolo"."""
    trunk, last = word[:-1], word[-1]
    if flags & NAMEABLE:
        yield word
        yield f"{word}s"
        if last == "a":
            yield from (trunk, f"{trunk}o", f"{trunk}u", f"{trunk}e", f"{trunk}s")
        elif last == "e":
            yield from (trunk, f"{trunk}s", f"{trunk}a", f"{trunk}o")
        else:
            yield f"{word}e"
        if word.endswith("um"):
            yield from (f"{word[:-2]}e", f"{word[:-2]}i")
        elif word.endswith(("la", "ra")):  # siffra: siffer
            yield f"{word[:-2]}e{word[-2]}"
        elif word.endswith("er"):  # förälder: föräldra
            yield f"{word[:-2]}ra"
    if flags & VERB and last == "a":
        yield trunk


def pairs(
    word: str, words: Mapping[str, set[str]], before: Mapping[str, Form]
) -> list[tuple[str, str]]:
    """Return the ways to see a word of the dictionary as a form and another word of it."""
    found = []
    for at in range(2, len(word) - 2):
        form, tail = word[:at], word[at:]
        if form not in before:
            continue
        if form[-1] == form[-2] and form[-1] + tail in words:
            found.append((form, form[-1] + tail))
        if tail in words and not compounds.no_part(tail):
            found.append((form, tail))
    return found


def counted(
    ways: Mapping[str, list[tuple[str, str]]],
) -> tuple[Counter[str], Counter[str]]:
    """Return how many compounds each form and each head's stem stands in, each word split once."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for seen in ways.values():
        before.update({form for form, _ in seen})
        after.update({stem(tail) for _, tail in seen})
    for _ in range(ROUNDS):
        best = [
            max(seen, key=lambda pair: (_weight(pair, before, after), pair))
            for seen in ways.values()
        ]
        before = Counter(form for form, _ in best)
        after = Counter(stem(tail) for _, tail in best)
    return before, after


def _weight(pair: tuple[str, str], before: Counter[str], after: Counter[str]) -> int:
    form, tail = pair
    return compounds.weight(form, before[form], tail, after[stem(tail)])


def table(lines: Iterable[str], decided: Decisions) -> str:
    """Return the text of the table that a dictionary's lines give."""
    words, names = lexicon(lines)
    before = forms(words, decided)
    heads = {
        word: flags
        for word, flags in words.items()
        if ONLY_BEGINNING not in flags or flags & NAMEABLE - set("X")
        if word not in decided.no_head and (len(word) > SHORT or word in decided.short_head)
    }
    ways = {word: found for word in sorted(words) if (found := pairs(word, heads, before))}
    for word in decided.whole & ways.keys():
        del ways[word]
    modifiers, tails = counted(ways)
    for pair in decided.modifier:
        form, _, base = pair.partition("=")
        before[form] = Form(base, DECLARED)
        modifiers[form] = max(modifiers[form], LIKELY)
    for word in decided.head:
        tails[stem(word)] = max(tails[stem(word)], LIKELY)
    kept = sorted(form for form in modifiers if _holds(form, before[form], modifiers, decided))
    refused = set(map(stem, decided.no_head))
    ends = sorted(
        head
        for head, count in tails.items()
        if count >= (SEEN if len(head) < LONG else 1) and head not in refused
    )
    sections = [
        HEADING,
        "\n".join(f"{form} {stem(before[form].base)} {modifiers[form]}" for form in kept),
        "\n".join(f"{head} {tails[head]}" for head in ends),
        "\n".join(sorted(decided.short_head)),
    ]
    known = compounds.read("\n\n".join((*sections, "")))
    verbs = {word for word, flags in words.items() if flags & VERB and word[-1] == "a"}
    # Names, and verbs: few are compounds, and beginnings as in "beskriva" look like words.
    looks = {stem(word) for word in names | verbs | decided.whole if compounds.split(word, known)}
    known = compounds.read("\n\n".join((*sections, " ".join(looks))))
    sections[1] = "\n".join(
        f"{form} {'+'.join(_parts(before[form].base, modifiers[form], known))} {modifiers[form]}"
        for form in kept
    )
    return "\n\n".join((*sections, "\n".join(sorted(looks)))) + "\n"


def _parts(word: str, count: int, known: compounds.Table) -> tuple[str, ...]:
    """Return the stems of the parts of a modifier's word; one that is often seen is whole."""
    whole = (stem(word),)
    return whole if count >= compounds.PRODUCTIVE else compounds.split(word, known) or whole


def _holds(form: str, of: Form, modifiers: Counter[str], decided: Decisions) -> bool:
    """Return whether a form was seen often enough: less is asked of one that is declared."""
    count = modifiers[form]
    if len(form) <= SHORT and form not in decided.short_modifier:
        return count >= SEEN_SHORT
    if of.rank == DECLARED:
        return count >= (SEEN if len(form) < LONG else 1)
    # "elits" is "elit" with the s of "spelare".
    return count >= SEEN * 2 and not (form[-1] == "s" and modifiers[form[:-1]] > 2 * count)


def main() -> None:
    """Write the table of the unpacked package named on the command line."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and one argument
        raise SystemExit("usage: packaging/compounds.py FOLDER (hunspell-sv, unpacked)")
    dictionary = (Path(sys.argv[1]) / DICTIONARY).read_text(encoding="utf-8")
    decided = decisions(DECISIONS.read_text(encoding="utf-8"))
    text = table(dictionary.splitlines()[1:], decided)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    known = compounds.read(text)
    print(  # noqa: T201 - what the person who runs it wants to know
        f"{len(known.modifiers)} modifiers, {len(known.heads)} heads, {len(known.wholes)} wholes,"
        f" {TARGET.stat().st_size} bytes"
    )


if __name__ == "__main__":
    main()
