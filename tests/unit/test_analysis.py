"""Swedish analysis: stems, inflected words, the same from every thread."""

import sys
from concurrent.futures import ThreadPoolExecutor

from katalog_app.language import analysis

WORDS = [
    f"{begin}{end}" for begin in ("kommun", "skol", "vatten") for end in ("erna", "ens", "heter")
]


def test_threads_do_not_disturb_each_others_stemming() -> None:
    right = {word: analysis.stem(word) for word in WORDS}
    asked = WORDS * 300
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(analysis._stem_of_folded.__wrapped__, asked))
    finally:
        sys.setswitchinterval(before)
    assert found == [right[word] for word in asked]


def test_a_word_stays_one_word() -> None:
    assert [analysis.fold(word) for word in ("½", "ͺ", "a½")] == ["12", "ͺ", "a12"]


def test_a_word_is_folded_alike_with_and_without_marks() -> None:
    assert [analysis.fold(word) for word in ("DRÖNARE", "dronare", "Café", "ÅÄÖ")] == [
        "dronare",
        "dronare",
        "cafe",
        "aao",
    ]
