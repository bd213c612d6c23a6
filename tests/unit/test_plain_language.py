"""Sentences, bureaucratic words and how a text reads."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app import paths
from katalog_app.language import plain_language
from katalog_app.language.plain_language import LONG_SENTENCE, Remark, RemarkKind, look, read

HARD = read("avseende, beträffande = om\ni syfte att = för att\n")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\n ", 0),
        ("Ett", 1),
        ("Ett. Två! Tre? Fyra…", 4),
        ("Vi har t.ex. Helsingborg och bl.a. Bjuv med.", 1),
        ("Det är ca. 5 km. Sedan kl. 14.05 är det klart.", 2),
        ("A. Berg och B. Ek träffades.", 1),
        ("Mötet är den 3. december hos oss.", 1),
        ("Hon sa: ”Kom hit!” Sedan gick hon.", 2),
        ("Vi gör\n- en sak\n- en till\n", 3),
        ("https://www.example.se/a.b läses som en adress.", 1),
        ("Version 2.5 finns. (Den är ny.) Bra.", 3),
    ],
)
def test_sentences_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert look(text, {}).sentences == count


def test_a_very_long_sentence_is_remarked_on_with_its_place() -> None:
    long = "Ord" + " ord" * (LONG_SENTENCE - 1) + " "
    text = f"Kort. {long}slut. Kort igen."
    (remark,) = look(text, {}).remarks
    assert remark.kind is RemarkKind.LONG_SENTENCE
    assert remark.words == LONG_SENTENCE + 1
    assert text[remark.start : remark.end] == f"{long}slut"
    assert look("ord " * LONG_SENTENCE, {}).remarks == ()


def test_a_very_long_paragraph_is_remarked_on() -> None:
    found = look("Fem ord i en mening. " * 30, {})
    assert [(r.kind, r.words) for r in found.remarks] == [(RemarkKind.LONG_PARAGRAPH, 150)]
    assert look(("Fem ord i en mening. " * 15 + "\n") * 2, {}).remarks == ()


def test_words_and_phrases_are_found_in_any_case_with_what_to_write_instead() -> None:
    text = "Avseende vatten: det görs I SYFTE ATT spara. Åvseende är inget ord."
    assert look(text, HARD).remarks == (
        Remark(RemarkKind.HARD_WORD, 0, 8, 1, "om"),
        Remark(RemarkKind.HARD_WORD, 26, 37, 3, "för att"),
    )


def test_the_lix_number_is_bjornssons() -> None:
    # 10 words in 2 sentences, 2 of them of more than 6 letters: 10/2 + 100 * 2/10
    found = look("Alla barn leker här. Kommunens skolgårdar är till för alla.", {})
    assert (found.words, found.sentences, found.long_words) == (10, 2, 2)
    assert found.lix == pytest.approx(25.0)
    assert look("", {}).lix == 0


def test_the_bundled_words_are_read_and_none_proposes_itself() -> None:
    words = plain_language.words()
    assert len(words) > 200
    assert words[("avseende",)] == "om"
    assert words[("i", "enlighet", "med")] == "enligt / som"
    for phrase, instead in words.items():
        assert " ".join(phrase) not in instead.split(" / ")
        assert look(instead, words).remarks == (), f"{instead!r} is itself remarked on"


def test_every_line_of_the_bundled_words_says_something() -> None:
    text = paths.resource("language", plain_language.FILE).read_text("utf-8")
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    for line in filter(None, lines):
        forms, _sign, instead = line.partition("=")
        assert len(read(line)) == len(forms.split(",")), line
        assert instead.strip(), line


@pytest.mark.parametrize(
    "text", ["", "=", "a=", "=b", "a b c d e = f", "# a = b", "\0=\0", ", = x"]
)
def test_a_line_that_cannot_be_read_is_skipped(text: str) -> None:
    assert read(f"{text}\nsamtliga = alla") == {("samtliga",): "alla"}


@given(st.text(max_size=400))
def test_places_lie_within_whatever_text_there_is(text: str) -> None:
    found = look(text, HARD)
    assert all(0 <= r.start < r.end <= len(text) for r in found.remarks)
    assert found.words >= found.long_words
    assert found.words >= found.sentences


@pytest.mark.parametrize(
    "text",
    [
        "." * 300_000,
        "a. " * 100_000,
        "(.” " * 70_000,
        "å.b." * 70_000,
        "avseende " * 40_000,
        "x" * 300_000,
        "a-’" * 100_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    found = look(text)
    assert time.perf_counter() - began < 3
    assert len(found.remarks) <= plain_language.MOST_REMARKS
