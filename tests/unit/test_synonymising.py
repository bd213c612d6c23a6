"""The catalogue's own synonyms: made, changed, removed, read from files, and carried to others."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katalog_app.db.store import Store
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.language import synonyms
from katalog_app.language.synonyms import SynonymFault
from katalog_app.services import (
    answering,
    editing,
    noticing,
    reading,
    reviewing,
    safekeeping,
    settling,
    synonymising,
)
from katalog_app.services.synonymising import OwnGroup, Shelf
from tests.profiles import Profile

NONE = Shelf(())


def only(store: Store) -> OwnGroup:
    (group,) = synonymising.own_groups(store)
    return group


def words_of(store: Store) -> list[set[str]]:
    return [set(group.words) for group in synonymising.own_groups(store)]


def test_a_group_tells_who_made_it_and_is_found_by_at_once(store: Store) -> None:
    synonymising.add(store, ["mumindalen", "talkshow"], "Anna Berg")
    group = only(store)
    assert set(group.words) == {"mumindalen", "talkshow"}
    assert group.author == "Anna Berg"
    assert group.since > 0
    assert group.counts
    meeting = synonymising.meets(store, "Mumindalens")
    assert meeting.own == (group.words,)
    assert meeting.reach.alone == 0 < meeting.reach.with_synonyms


def test_a_group_can_be_changed_removed_and_brought_back(store: Store) -> None:
    key = synonymising.add(store, ["grusväg", "skogsbilväg"], "Anna Berg")
    synonymising.change(store, only(store), ["grusväg", "markväg", "skogsbilväg"], "Bo Ek")
    assert words_of(store) == [{"grusväg", "markväg", "skogsbilväg"}]
    assert only(store).author == "Anna Berg"
    assert synonymising.change(store, only(store), only(store).words) is None
    synonymising.remove(store, [key])
    assert words_of(store) == []
    synonymising.bring_back(store, [key])
    assert words_of(store) == [{"grusväg", "markväg", "skogsbilväg"}]
    assert safekeeping.check(store) == []


def test_of_one_word_alone_a_group_says_that_it_does_not_count(store: Store) -> None:
    editing.create(store, "synonyms", {"words": ["grusväg"]})
    assert not only(store).counts


def test_a_group_of_a_file_from_elsewhere_cannot_spoil_the_others(store: Store) -> None:
    for number in range(60):  # as text they would be more than a file may hold
        words = [f"ord{number}x{other:03}" + "å" * 110 for other in range(50)]
        editing.create(store, "synonyms", {"words": words})
    synonymising.add(store, ["mumindalen", "talkshow"])
    assert synonymising.meets(store, "mumindalen").reach.with_synonyms > 0


def test_what_is_being_written_is_looked_at() -> None:
    look = synonymising.look("äldre, grusväg\n\n, skogsbilväg,", NONE)
    assert look.words == ("äldre", "grusväg", "skogsbilväg")
    assert look.findings == ()
    met = [one for one in look.overlaps if "senior" in one.group]
    assert [(one.word, one.bundled) for one in met] == [("äldre", True)]
    assert not look.adds_nothing


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("grusväg", SynonymFault.ALONE),
        ("grusväg, Grusväg", SynonymFault.ALONE),
        ("grusväg, ett två tre fyra fem sex sju åtta nio", SynonymFault.TOO_MANY_WORDS),
        ("grusväg, " + "å" * 61, SynonymFault.WORD_TOO_LONG),
        ("grusväg, " + ("å" * 40 + " ") * 3, SynonymFault.PHRASE_TOO_LONG),
        ("grusväg, !!", SynonymFault.NO_WORD),
        (", ".join(f"ord{n}" for n in range(41)), SynonymFault.TOO_MANY_PHRASES),
    ],
)
def test_what_does_not_fit_is_said(written: str, fault: SynonymFault) -> None:
    assert [one.fault for one in synonymising.look(written, NONE).findings] == [fault]


def test_words_that_stand_together_already_add_nothing() -> None:
    assert synonymising.look("pensionärer, Senior", NONE).adds_nothing
    own = Shelf((("grusväg", "skogsbilväg", "markväg"),))
    look = synonymising.look("markvägar, grusväg", own)
    assert look.adds_nothing
    assert {one.word for one in look.overlaps if not one.bundled} == {"markvägar", "grusväg"}


def test_nothing_written_is_no_group() -> None:
    look = synonymising.look(" ,\n", NONE)
    assert (look.words, look.overlaps, look.adds_nothing) == ((), (), False)


FILE = """# Våra egna
grusväg, skogsbilväg # inte asfalt
skogsbilväg, grusväg
ensam
äldre, senior
badsjö, badplats vid sjö
"""


def test_a_file_is_looked_through_before_it_is_taken_in(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "egna.txt"
    file.write_text(FILE, encoding="utf-8")
    synonymising.add(store, ["badsjö", "badplats vid sjö"])
    before = safekeeping.digest(store)
    seen = synonymising.preview(store, file)
    assert safekeeping.digest(store) == before
    assert [set(words) for words in seen.new] == [{"grusväg", "skogsbilväg"}]
    assert seen.known == 3
    assert [(one.line, one.fault) for one in seen.findings] == [(4, SynonymFault.ALONE)]


def test_a_file_is_taken_in_as_a_whole_or_not_at_all(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    groups = (("grusväg", "skogsbilväg"), ("badsjö", "badplats vid sjö"))

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synonymising.take_in(store, groups, "Anna Berg", stop)
    assert seen == [(1, 2), (2, 2)]
    assert synonymising.own_groups(store) == ()
    ids = synonymising.take_in(store, groups, "Anna Berg")
    assert len(synonymising.own_groups(store)) == 2
    synonymising.remove(store, ids)
    assert synonymising.own_groups(store) == ()


@given(st.lists(st.lists(st.text(min_size=1, max_size=20), max_size=5), max_size=5))
def test_a_file_that_is_written_is_read_as_the_same_groups(groups: list[list[str]]) -> None:
    kept = [grouped for words in groups if (grouped := synonyms.grouped(words)[0])]
    text = synonyms.text_of(tuple(group.values()) for group in kept)
    read = synonyms.parse(text.encode())
    assert read.findings == ()
    assert [set(group) for group in read.synonyms.groups] == [set(group) for group in kept]
    assert read.written == tuple(tuple(group.values()) for group in kept)


def test_own_groups_are_written_to_a_file_that_brings_them_elsewhere(
    store: Store, empty_store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "egna.txt"
    synonymising.take_in(store, (("grusväg", "väg, av # grus"), ("badsjö", "badplats vid sjö")))
    synonymising.write(file, synonymising.own_groups(store))
    seen = synonymising.preview(empty_store, file)
    assert {frozenset(words) for words in seen.new} == {
        frozenset({"grusväg", "väg av grus"}),
        frozenset({"badsjö", "badplats vid sjö"}),
    }
    assert seen.findings == ()
    assert synonymising.preview(store, file).new == ()


def test_a_file_that_cannot_be_read_or_written_is_a_fault(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as refused:
        synonymising.preview(store, tmp_path / "saknas.txt")
    assert refused.value.fault is FileFault.UNREADABLE
    with pytest.raises(FileRefusedError) as refused:
        synonymising.write(tmp_path / "saknas" / "egna.txt", ())
    assert refused.value.fault is FileFault.UNWRITABLE


def test_words_can_never_be_in_conflict_and_travel_by_name(tmp_path: Path) -> None:
    anna, bo = Profile(tmp_path / "anna", "Anna"), Profile(tmp_path / "bo", "Bo")
    bo.trust(anna)
    anna.trust(bo)
    key = synonymising.add(anna.store, ["grusväg", "skogsbilväg"], "Anna")
    bo.take(anna.export())
    synonymising.change(anna.store, only(anna.store), ["grusväg", "markväg"], "Anna")
    synonymising.change(bo.store, only(bo.store), ["grusväg", "skogsbilväg", "traktorväg"], "Bo")
    bo.take(anna.export())
    anna.take(bo.export())
    assert anna.digest == bo.digest
    for one in (anna, bo):
        assert one.conflicts(key) == set()
        assert words_of(one.store) == [{"grusväg", "markväg", "traktorväg"}]
    (told,) = [one for one in noticing.pending(bo.store) if one.kind == "synonyms"]
    assert set(told.title.split(", ")) == {"grusväg", "markväg", "traktorväg"}
    assert reading.history(bo.store, key)


def test_a_group_removed_while_another_changes_it_is_named_at_the_desk(tmp_path: Path) -> None:
    anna, bo = Profile(tmp_path / "anna", "Anna"), Profile(tmp_path / "bo", "Bo")
    bo.trust(anna)
    key = synonymising.add(anna.store, ["grusväg", "skogsbilväg"], "Anna")
    bo.take(anna.export())
    synonymising.remove(anna.store, [key], "Anna")
    synonymising.change(bo.store, only(bo.store), ["grusväg", "markväg"], "Bo")
    bo.take(anna.export())
    (conflict,) = settling.conflicts(bo.store)
    assert (conflict.kind, conflict.field) == ("synonyms", "deleted")
    assert set(conflict.title.split(", ")) == {"grusväg", "markväg"}


def test_a_group_is_nothing_to_look_over(store: Store) -> None:
    before = reviewing.findings(store)
    synonymising.add(store, ["grusväg", "skogsbilväg"])
    synonymising.add(store, ["grusväg", "markväg"])
    assert reviewing.findings(store) == before


def test_groups_in_an_edition_are_used_where_it_is_adopted(tmp_path: Path) -> None:
    anna, bo = Profile(tmp_path / "anna", "Anna"), Profile(tmp_path / "bo", "Bo")
    anna.new(title="Skogsbilvägen i Örkelljunga")
    synonymising.add(anna.store, ["mumindalen", "skogsbilvägen"], "Anna")
    bo.trust(anna)
    edition = anna.publish()
    bo.take(edition)
    assert words_of(bo.store) == [{"mumindalen", "skogsbilvägen"}]
    assert answering.reach(bo.store, "mumindalen").with_synonyms == 1
