"""Synonyms: what a file says, what in it is not used, and where a question meets a group."""

import pytest

from katalog_app.language import analysis, forms, synonyms
from katalog_app.language.synonyms import SynonymFault as Fault
from katalog_app.language.synonyms import SynonymFinding, SynonymMatch, Synonyms, joined, parse

TEXT = """# Synonymer
elbil, laddfordon, electric car   # de flesta säger elbil

Digital tvilling, digital twin
digital, it
äldre, senior
"""


def read(text: str) -> Synonyms:
    file = parse(text.encode())
    assert file.findings == ()
    return file.synonyms


def findings(text: str) -> list[tuple[int, Fault, str]]:
    return [(f.line, f.fault, f.quote) for f in parse(text.encode()).findings]


def stems(question: str) -> list[str]:
    return [analysis.stem(word) for _, word in analysis.words(question)]


def test_a_line_is_a_group_and_remarks_and_empty_lines_are_none() -> None:
    assert read(TEXT).groups == (
        (("elbil",), ("laddfordon",), ("electric", "car")),
        (("digital", "tvilling"), ("digital", "twin")),
        (("digital",), ("it",)),
        (("aldre",), ("senior",)),
    )


def test_a_file_of_windows_with_a_byte_order_mark_reads_the_same() -> None:
    windows = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert parse(windows) == parse(TEXT.encode())


def test_a_hash_within_a_word_is_no_remark() -> None:
    assert read("c#utveckling, programmering").groups == (
        (("c", "utveckling"), ("programmering",)),
    )


def test_the_longest_phrase_is_taken_and_any_form_of_it() -> None:
    found = read(TEXT).matches(stems("sensorer i digitala tvillingar för ÄLDRE"))
    assert [(match.start, match.end) for match in found] == [(2, 4), (5, 6)]
    assert ("digital", "twin") in found[0].phrases
    assert not any(phrase == ("it",) for match in found for phrase in match.phrases)


def test_a_shorter_phrase_is_taken_where_the_longer_does_not_go_on() -> None:
    (found,) = read(TEXT).matches(stems("digital skola"))
    assert (found.start, found.end, found.phrases) == (0, 1, (("it",),))


def test_words_of_a_phrase_apart_or_turned_round_are_no_phrase() -> None:
    for question in ("electric blue car", "car electric"):
        assert read(TEXT).matches(stems(question)) == ()


def test_a_word_in_several_groups_has_the_phrases_of_all_each_once() -> None:
    groups = read("pv, xy, qz\nab, pv, qz")
    assert groups.matches(["pv"]) == (SynonymMatch(0, 1, (("xy",), ("qz",), ("ab",))),)


def test_forms_with_another_stem_are_met_and_given() -> None:
    groups = read("bostad, lgh")
    assert stems("bostad bostäder bostäderna") == ["bost", "bostad", "bostad"]
    for question in ("bostad", "bostäder", "bostäderna"):
        (found,) = groups.matches(stems(question))
        assert ("lgh",) in found.phrases
    (found,) = groups.matches(["lgh"])
    assert {("bost",), ("bostad",)} <= set(found.phrases)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("skola", "skolan"),
        ("avfall", "avfallet"),
        ("sensor", "sensorerna"),
        ("enkät", "enkäter"),
        ("demokrati", "demokratin"),
        ("område", "områden"),
        ("tunnel", "tunnlarna"),
        ("cykel", "cyklar"),
        ("badplats", "badplatser"),
        ("hav", "havet"),
    ],
)
def test_the_stem_of_a_form_is_among_those_of_the_word(word: str, form: str) -> None:
    assert analysis.stem(form) in forms.stems(analysis.fold(word))


def test_an_abbreviation_has_one_stem() -> None:
    assert forms.stems("ai") == ("ai",)


def test_a_question_that_ends_within_a_phrase_does_not_match_it() -> None:
    assert read(TEXT).matches(stems("electric")) == ()
    assert read(TEXT).matches([]) == ()


@pytest.mark.parametrize(
    ("line", "fault", "quote"),
    [
        ("ensam", Fault.ALONE, "ensam"),
        ("samma, SAMMA", Fault.ALONE, "samma, SAMMA"),
        ("ett, , två", Fault.NO_WORD, ""),
        ("ett, !!!, två", Fault.NO_WORD, "!!!"),
        ("ett,", Fault.NO_WORD, ""),
        ("kort, a b c d e f g h i", Fault.TOO_MANY_WORDS, "a b c d e f g h i"),
        (f"kort, {'x' * 61}", Fault.WORD_TOO_LONG, "x" * 61),
        (
            ",".join("abcdefghij" * 4) + ",k",
            Fault.TOO_MANY_PHRASES,
            (",".join("abcdefghij" * 4))[:79] + ",",
        ),
    ],
)
def test_what_is_not_used_is_told_by_its_line(line: str, fault: Fault, quote: str) -> None:
    assert findings(f"# först\n{line}\nbra, fin") == [(2, fault, quote)]


def test_what_is_not_used_takes_nothing_else_with_it() -> None:
    file = parse(b"ett, !!!, en\nensam\nbra, fin")
    assert file.synonyms.groups == ((("ett",), ("en",)), (("bra",), ("fin",)))
    assert [(f.line, f.fault) for f in file.findings] == [(1, Fault.NO_WORD), (2, Fault.ALONE)]


def test_a_file_that_is_not_utf8_or_too_large_gives_nothing_and_says_so() -> None:
    latin = parse("äldre, senior".encode("latin-1"))
    large = parse(b"#" * (synonyms.MOST_BYTES + 1))
    assert latin.findings == (SynonymFinding(0, Fault.NOT_UTF8),)
    assert large.findings == (SynonymFinding(0, Fault.TOO_LARGE),)
    assert latin.synonyms == large.synonyms == Synonyms()


def test_lines_beyond_the_limit_are_told_once_and_those_before_are_used() -> None:
    file = parse(b"bra, fin\n" * (synonyms.MOST_LINES + 5))
    assert len(file.synonyms.groups) == synonyms.MOST_LINES
    assert file.findings == (SynonymFinding(synonyms.MOST_LINES + 1, Fault.TOO_MANY_LINES),)


def test_a_word_in_any_number_of_groups_gives_no_more_than_the_limit() -> None:
    groups = read("\n".join(f"pv, a{number}x, b{number}x" for number in range(1_000)))
    (found,) = groups.matches(["pv"])
    assert len(found.phrases) == synonyms.MOST_OTHERS
    assert found.phrases[0] == (analysis.stem("a0x"),)


def test_as_many_lines_as_allowed_are_no_finding() -> None:
    assert parse(b"bra, fin\n" * synonyms.MOST_LINES).findings == ()


def test_sources_are_joined_in_order_and_a_group_in_both_is_there_once() -> None:
    own = read("bra, fin\näldre, senior")
    both = joined(read(TEXT), own)
    assert both.groups == (*read(TEXT).groups, own.groups[0])
    assert joined() == Synonyms()


def test_the_same_file_is_read_once() -> None:
    assert parse(TEXT.encode()) is parse(TEXT.encode())
    assert synonyms.bundled() is synonyms.bundled()
