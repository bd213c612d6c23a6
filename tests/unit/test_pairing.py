"""Duplicates: found, decided for everybody, made one, and made two again."""

from pathlib import Path

import pytest

from katalog_app.db.store import Store
from katalog_app.errors import UnknownEntryError
from katalog_app.model import duplicates
from katalog_app.model.duplicates import Pair, Sign, Verdict
from katalog_app.services import editing, joining, pairing, reading, reviewing, settling
from katalog_app.services.joining import Take
from katalog_app.services.pairing import Decision
from tests.profiles import Profile

LONG = (
    "Kommunen mäter badvattnets temperatur med sensorer som skickar värden över LoRaWAN till en "
    "öppen kartportal där simmare, livräddare och miljöinspektörer följer algblomning varje timme."
)


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "sara", "Sara")


def signs(profile: Profile) -> dict[Pair, tuple[Sign, ...]]:
    return {one.pair: one.signs for one in pairing.suspects(profile.store) if one.decision is None}


def suspected(profile: Profile) -> list[tuple[str, ...]]:
    kinds = (reviewing.POSSIBLE_DUPLICATE, reviewing.DOUBLE_TITLE)
    return [one.ids for one in reviewing.findings(profile.store) if one.kind in kinds]


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("Öppna data", " öppna  DATA", Sign.TITLE),
        ("Badvatten", "Badvaten", Sign.NEAR_TITLE),
        ("Smarta lås i hemtjänsten", "Hemtjänsten i smarta lås", Sign.NEAR_TITLE),
        ("Belysning etapp 1", "Belysning etapp 2", None),
        ("Vision 2035", "Vision 2040", None),
        ("Solceller", "Skolmat", None),
        ("Bad vatten", "Badvatten", Sign.NEAR_TITLE),
        ("Bad i sjön", "Bad vid sjön", None),
        ("Lås hemtjänst", "Lås i hemtjänst", Sign.NEAR_TITLE),
        ("Dialog om skolan", "Dialog om vården", None),
        ("Öppna data 1", "Öppna data", None),
        ("E-arkiv", "E-arkiv!", Sign.TITLE),
    ],
)
def test_titles_tell_duplicates(sara: Profile, one: str, other: str, sign: Sign | None) -> None:
    first = sara.new(title=one, municipality="Bjuv")
    second = sara.new(title=other, municipality="Bjuv")
    sara.new(title=one, municipality="Höganäs")
    found = signs(sara)
    assert found == ({duplicates.pair(first, second): (sign,)} if sign else {})


def test_texts_and_sources_and_addresses_tell_duplicates(sara: Profile) -> None:
    first = sara.new(title="Badtempen", what=LONG, municipality="Bjuv")
    second = sara.new(title="Är det varmt i sjön?", what=LONG + " Bra.", municipality="Höganäs")
    for number in range(12):
        sara.new(title=f"Annat {number}", what=f"Helt annat nummer {number} om skola och vård.")
    assert signs(sara) == {duplicates.pair(first, second): (Sign.TEXT,)}
    for key in (first, second):
        sara.edit(key, sources=["https://www.bjuv.se/bad/"], municipality="Bjuv")
    assert signs(sara) == {duplicates.pair(first, second): (Sign.ADDRESS, Sign.TEXT)}
    people = [
        editing.create(sara.store, "contact", {"role": role, "email": email}).id
        for role, email in (("Växel", "Info@bjuv.se"), ("Reception", " info@bjuv.se"))
    ]
    assert duplicates.pair(*people) in signs(sara)


def test_what_is_not_the_same_never_comes_back_for_anybody(tmp_path: Path, sara: Profile) -> None:
    anna = Profile(tmp_path / "anna", "Anna")
    first = sara.new(title="Öppna data", municipality="Bjuv")
    second = sara.new(title="Öppna data", municipality="Bjuv")
    third = sara.new(title="Öppna Data", municipality="Bjuv")
    assert sorted(suspected(sara)[0]) == sorted((first, second))
    pair = duplicates.pair(first, second)
    assert pair == duplicates.pair(second, first)
    change = pairing.decide(sara.store, pair, Verdict.NOT_SAME, author=sara.name)
    assert change is not None
    assert pairing.decide(sara.store, pair, Verdict.NOT_SAME, author=sara.name) is None
    pairing.decide(sara.store, duplicates.pair(first, third), Verdict.RELATED)
    pairing.decide(sara.store, duplicates.pair(second, third), Verdict.NOT_SAME)
    sara.edit(first, title="Öppna data!")
    anna.trust(sara)
    for profile in (sara, anna):
        assert suspected(profile) == []
        assert signs(profile) == {}
        told = {one.pair: one.decision for one in pairing.suspects(profile.store)}
        assert told[pair] == Decision(Verdict.NOT_SAME)
    assert sara.digest == anna.digest
    pairing.take_back(sara.store, {pair.id: frozenset((change,))}, "Ångrade.")
    assert pair in signs(sara)
    pairing.decide(sara.store, pair, Verdict.RELATED)
    assert pair not in signs(sara)


def test_two_who_say_different_things_make_a_conflict(tmp_path: Path, sara: Profile) -> None:
    anna = Profile(tmp_path / "anna", "Anna")
    pair = duplicates.pair(sara.new(title="Ett"), sara.new(title="Ett"))
    anna.trust(sara)
    sara.trust(anna)
    pairing.decide(anna.store, pair, Verdict.SAME, author="Anna")
    pairing.decide(sara.store, pair, Verdict.NOT_SAME, author="Sara")
    sara.take(anna.export())
    anna.take(sara.export())
    assert sara.digest == anna.digest
    (conflict,) = settling.conflicts(sara.store)
    assert (conflict.id, conflict.field) == (pair.id, "relation")
    assert "Ett" in conflict.title
    (one,) = pairing.suspects(sara.store)
    assert one.decision is not None and one.decision.disputed
    assert suspected(sara) == []
    pairing.decide(sara.store, pair, Verdict.RELATED, seen=one.decision)
    assert settling.conflicts(sara.store) == []


def test_what_somebody_said_since_one_looked_stands_beside(sara: Profile) -> None:
    pair = duplicates.pair(sara.new(title="Ett"), sara.new(title="Ett"))
    pairing.decide(sara.store, pair, Verdict.SAME)
    pairing.decide(sara.store, pair, Verdict.NOT_SAME)
    assert [one.field for one in settling.conflicts(sara.store)] == ["relation"]


def test_a_link_that_anybody_made_decides_nothing(sara: Profile) -> None:
    pair = duplicates.pair(sara.new(title="Ett"), sara.new(title="Ett"))
    said = {"from": pair.one, "to": pair.other, "relation": "not-same"}
    editing.create(sara.store, "link", said)
    assert pair in signs(sara)
    with pytest.raises(UnknownEntryError):
        pairing.decide(sara.store, duplicates.pair(pair.one, "ab" * 16), Verdict.SAME)


@pytest.fixture
def twins(sara: Profile) -> tuple[Profile, str, str]:
    """Two projects that are the same, one of them named by an event, a link and a project."""
    store: Store = sara.store
    kept = sara.new(title="Badvatten", keywords=["bad"], what="Först.", status="idé")
    gone = sara.new(title="Badvattnet", keywords=["vatten"], what="Annat.", why="Därför.")
    editing.create(store, "event", {"title": "Möte", "projects": [gone, kept]})
    node = editing.create(store, "node", {"title": "Hav", "node_kind": "vision"}).id
    for end in (node, kept):
        editing.create(store, "link", {"from": gone, "to": end, "relation": "related"})
    return sara, kept, gone


def joined(sara: Profile, kept: str, gone: str, **takes: Take) -> joining.Joined:
    one, other = (reading.entry(sara.store, key) for key in (kept, gone))
    return joining.join(
        sara.store, one, other, {**joining.proposed(one, other), **takes}, author=sara.name
    )


def test_two_are_made_one_and_everything_that_named_the_other_follows(twins) -> None:
    sara, kept, gone = twins
    pair = duplicates.pair(kept, gone)
    shown = joining.beside(sara.store, pair)
    at = [one.id for one in shown.entries].index(gone)
    assert (shown.named_by[at], shown.named_by[1 - at]) == (3, 2)
    assert {one.field: one.equal for one in shown.fields}["title"] is False
    done = joined(sara, kept, gone, what=Take.OTHER)
    assert (done.moved, done.left) == (3, 0)
    entry = reading.entry(sara.store, kept)
    assert entry.fields["keywords"] == ["bad", "vatten"]
    assert (entry.fields["what"], entry.fields["why"]) == ("Annat.", "Därför.")
    assert (entry.fields["title"], entry.fields["status"]) == ("Badvatten", "idé")
    assert reading.entry(sara.store, gone).deleted
    notes = [s.value for s in reading.history(sara.store, gone) if s.field == "note"]
    assert notes == [f"Samma som Badvatten ({kept})."]
    (event,) = reading.entries(sara.store, "event")
    assert sara.value(event.id, "projects") == [kept]
    links = {one.id for one in reading.entries(sara.store, "link")}
    assert len(links) == 2
    assert pair.id in links
    assert suspected(sara) == []


def test_making_one_is_undone_in_one_go(twins) -> None:
    sara, kept, gone = twins
    before = sara.digest
    done = joined(sara, kept, gone, what=Take.OTHER)
    assert joining.undo(sara.store, done, sara.name) == len(done.changes)
    links = reading.entries(sara.store, "link")
    assert len(links) == 2
    assert not reading.entry(sara.store, gone).deleted
    assert sara.value(kept, "what") == "Först."
    (event,) = reading.entries(sara.store, "event")
    assert set(sara.value(event.id, "projects")) == {kept, gone}
    assert sara.digest != before  # the person and the deleted decision are there


def test_what_changed_since_it_was_seen_is_not_lost(twins) -> None:
    sara, kept, gone = twins
    one, other = (reading.entry(sara.store, key) for key in (kept, gone))
    sara.edit(kept, what="Sedan.")
    sara.edit(gone, how="Nytt.")
    joining.join(sara.store, one, other, {"what": Take.OTHER}, author=sara.name)
    assert sara.conflicts(kept) == {"what"}
    assert sara.conflicts(gone) == {"deleted"}


def test_what_people_disagree_on_is_left_as_it_is(tmp_path: Path, twins) -> None:
    sara, kept, gone = twins
    contact = editing.create(sara.store, "node", {"title": "X", "node_kind": "vision"}).id
    link = editing.create(
        sara.store, "link", {"from": gone, "to": contact, "relation": "related"}
    ).id
    heads = [head for ids in reading.entry(sara.store, link).heads.values() for head in ids]
    for end in (contact, kept):
        editing.edit(sara.store, link, values={"from": end}, seen=heads)
    editing.edit(sara.store, link, values={"to": gone})
    done = joined(sara, kept, gone)
    assert reading.entry(sara.store, link).conflicts.keys() >= {"from"}
    assert done.moved >= 3


def test_the_id_of_what_is_said_of_a_pair_is_as_the_format_says() -> None:
    pair = duplicates.pair("b" * 32, "a" * 32)
    assert pair.id == "cc8871e68ff0312de4c007c6c96cebd4"
    assert set(Verdict) == {"same", "related", "not-same"}


def test_the_name_of_a_person_is_in_no_reason_so_that_it_can_be_erased(sara: Profile) -> None:
    people = [
        editing.create(sara.store, "person", {"name": name, "email": "a@bjuv.se"}).id
        for name in ("Zebra Finksson", "Z. Finksson")
    ]
    joined(sara, *people)
    notes = [s.value for s in reading.history(sara.store, people[1]) if s.field == "note"]
    assert notes == [f"Samma som ({people[0]})."]


def test_only_two_standing_entries_of_one_kind_are_made_one(twins) -> None:
    sara, kept, gone = twins
    (event,) = reading.entries(sara.store, "event")
    for one, other in ((kept, event.id), (kept, kept)):
        with pytest.raises(UnknownEntryError):
            joined(sara, one, other)
    with pytest.raises(UnknownEntryError):
        joining.beside(sara.store, duplicates.pair(kept, event.id))
    editing.delete(sara.store, gone)
    with pytest.raises(UnknownEntryError):
        joined(sara, kept, gone)
