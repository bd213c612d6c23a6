from pathlib import Path

import pytest

from katalog_app.db import backups, holdings, log
from katalog_app.errors import FileFault, FileRefusedError, NotCoordinatorError
from katalog_app.services import (
    contributing,
    editing,
    holding,
    merging,
    publishing,
    reading,
    safekeeping,
    settling,
    trusting,
)
from katalog_app.services.uniting import Status
from tests.profiles import Profile, contents


@pytest.fixture
def people(tmp_path: Path) -> tuple[Profile, Profile, Profile]:
    """Anna and Bo, and Sara who trusts them both."""
    made = [Profile(tmp_path / name, name) for name in ("Anna", "Bo", "Sara")]
    made[2].trust(made[0], made[1])
    return made[0], made[1], made[2]


def shared(anna: Profile, bo: Profile, **values: object) -> str:
    """Return a project of Anna's that Bo has too."""
    entry = anna.new(**values)
    bo.trust(anna)
    return entry


def test_an_unknown_signer_is_held_back_and_taken_in_once_approved(tmp_path: Path) -> None:
    anna, sara = Profile(tmp_path / "a", "Anna"), Profile(tmp_path / "s", "Sara")
    entry = anna.new(title="Solceller")
    before = sara.digest
    held = sara.take(anna.export())
    assert (held.status, held.code, sara.digest) == (Status.QUARANTINED, anna.code, before)
    (outcome,) = merging.approve(sara.store, anna.code.lower().replace("-", " "))
    assert outcome.status is Status.MERGED
    assert sara.value(entry, "title") == "Solceller"
    assert not list((sara.folder / holding.QUARANTINE).iterdir())
    assert sara.digest == anna.digest


def test_a_file_of_nothing_is_valid_and_a_file_taken_twice_is_nothing_new(people) -> None:
    anna, _bo, sara = people
    assert sara.take(anna.export()).status is Status.NOTHING_NEW
    anna.new()
    path = anna.export()
    assert sara.take(path).status is Status.MERGED
    before = contents(sara.folder)
    again = sara.take(path)
    assert (again.status, again.new) == (Status.NOTHING_NEW, 0)
    after = contents(sara.folder)
    assert before.keys() == after.keys()
    assert len(backups.all_of(sara.store)) == 1


def test_a_preview_tells_what_would_happen_and_keeps_nothing(people) -> None:
    anna, _bo, sara = people
    entry = anna.new(title="Ett")
    found = merging.verify(anna.export())
    before = sara.digest
    looked = merging.preview(sara.store, found)
    assert sara.digest == before
    assert not (sara.folder / backups.FOLDER).exists()
    done = merging.carry_out(sara.store, found)
    assert looked == done
    (news,) = [one for one in done.entries if one.id == entry]
    assert (news.is_new, news.title, "title" in news.fields) == (True, "Ett", True)


def test_two_who_have_not_seen_each_other_make_a_conflict_the_same_in_both_orders(people) -> None:
    anna, bo, sara = people
    entry = shared(anna, bo, status="idé")
    sara.take(anna.export())
    anna.edit(entry, status="pågående")
    bo.edit(entry, status="avslutat")
    files = [anna.export(), bo.export()]
    other = sara.copied(sara.folder.with_name("Sara2"))
    arisen = [sara.take(path).conflicts for path in files]
    assert arisen == [0, 1]
    for path in reversed(files):
        other.take(path)
    assert sara.conflicts(entry) == other.conflicts(entry) == {"status"}
    assert sara.digest == other.digest
    (conflict,) = settling.conflicts(sara.store)
    assert (conflict.base, {value.value for value in conflict.values}) == (
        "idé",
        {"pågående", "avslutat"},
    )
    settling.resolve(sara.store, entry, "status", value="i drift")
    assert (sara.conflicts(entry), sara.value(entry, "status")) == (set(), "i drift")
    for person in (anna, bo):
        person.trust(sara)
        assert person.value(entry, "status") == "i drift"


def test_an_import_while_a_form_is_open_makes_a_conflict_when_it_is_saved(people) -> None:
    anna, _bo, sara = people
    entry = anna.new(title="Ett")
    sara.take(anna.export())
    shown = reading.entry(sara.store, entry).heads["title"]
    anna.edit(entry, title="Annas")
    sara.take(anna.export())
    sara.edit(entry, seen=list(shown), title="Saras")
    assert sara.conflicts(entry) == {"title"}


def test_changes_whose_ground_is_missing_wait_and_count_once_it_comes(people) -> None:
    anna, bo, sara = people
    entry = shared(anna, bo, title="Ett")
    ground = anna.export()
    publishing.publish(bo.store, bo.file(), "2026:2")
    bo.edit(entry, title="Två")
    outcome = sara.take(bo.export())
    assert (outcome.status, outcome.waiting > 0) == (Status.WAITING, True)
    assert outcome.manifest.base_label == "2026:2"
    sara.take(ground)
    assert sara.value(entry, "title") == "Två"


def test_a_forwarded_change_still_says_who_made_it(people) -> None:
    anna, bo, sara = people
    shared(anna, bo)
    outcome = sara.take(bo.export())
    assert outcome.status is Status.MERGED
    with sara.store.reading() as connection:
        said = {a.key for a in holdings.attestations(connection)}
    assert contributing.own_key(anna.store).public in said


def test_keep_ours_takes_the_file_and_says_the_old_thing_by_a_visible_change(people) -> None:
    anna, _bo, sara = people
    entry = anna.new(title="Ett", keywords=["sol"])
    sara.take(anna.export())
    anna.edit(entry, title="Två", keywords=["vind"])
    other = anna.new(title="Nytt")
    sara.take(anna.export(), keep_ours=[entry, other], author="Sara")
    assert (sara.value(entry, "title"), sara.value(entry, "keywords")) == ("Ett", ["sol"])
    assert reading.entry(sara.store, other).deleted
    assert any(step.value == "Två" for step in reading.history(sara.store, entry))
    path = sara.export()
    anna.trust(sara)  # a catalogue of three: one deletion is many
    anna.take(path, accepted_deletions=1)
    assert anna.value(entry, "title") == "Ett"
    assert anna.digest == sara.digest


def test_an_import_can_be_undone_by_inverse_changes(people) -> None:
    anna, _bo, sara = people
    entry = anna.new(title="Ett", keywords=["sol"], what="Lång text.")
    sara.take(anna.export())
    anna.edit(entry, title="Två", keywords=["vind"], what=None)
    editing.delete(anna.store, anna.new(title="Kort"))
    sara.take(anna.export())
    with sara.store.reading() as connection:
        newest = holdings.parcels(connection)[0]
    assert merging.undo(sara.store, newest.number, "Sara") > 0
    shown = reading.entry(sara.store, entry)
    assert (shown.title, shown.fields["keywords"], shown.fields["what"]) == (
        "Ett",
        ["sol"],
        "Lång text.",
    )
    assert merging.undo(sara.store, newest.number, "Sara") == 0
    assert safekeeping.check(sara.store) == []


def test_many_deletions_need_their_number(people) -> None:
    anna, _bo, sara = people
    entries = [anna.new(title=f"Projekt {n}") for n in range(30)]
    sara.take(anna.export())
    for entry in entries[:21]:
        editing.delete(anna.store, entry)
    found = merging.verify(anna.export())
    before = sara.digest
    with pytest.raises(FileRefusedError) as refused:
        merging.carry_out(sara.store, found, accepted_deletions=20)
    assert (refused.value.fault, refused.value.detail) == (FileFault.MASS_DELETION, "21")
    assert sara.digest == before
    assert merging.carry_out(sara.store, found, accepted_deletions=21).deletions == 21
    assert sara.digest == anna.digest


def test_a_revoked_key_is_good_for_what_is_held_and_for_nothing_new(people) -> None:
    anna, _bo, sara = people
    anna.new(title="Före")
    held = anna.export()
    sara.take(held)
    trusting.revoke(sara.store, anna.code)
    assert sara.take(held).status is Status.NOTHING_NEW
    anna.new(title="Efter")
    with pytest.raises(FileRefusedError) as refused:
        sara.take(anna.export())
    assert refused.value.fault is FileFault.REVOKED_KEY
    merging.approve(sara.store, anna.code)
    assert sara.take(anna.export()).status is Status.MERGED


def test_the_first_to_publish_is_the_coordinator_and_nobody_else_may(people) -> None:
    anna, _bo, sara = people
    edition = sara.publish("2026:2")
    held = anna.take(edition)
    assert (held.status, held.names_coordinator) == (Status.QUARANTINED, True)
    (outcome,) = merging.approve(anna.store, sara.code)
    assert outcome.adopted
    assert [key.role for key in trusting.listed(anna.store)] == ["contributor", "coordinator"]
    with pytest.raises(NotCoordinatorError):
        anna.publish("2026:3")


def test_adopting_keeps_unpublished_changes_and_only_a_descendant_is_adopted(people) -> None:
    anna, bo, sara = people
    entry = anna.new(title="Mitt")
    sara.trust(bo)
    first = sara.publish("2026:2")
    anna.take(first)
    merging.approve(anna.store, sara.code)
    assert contributing.export(anna.store, anna.file()).changes == 2  # the project and the author
    own = anna.export()
    sara.take(own)
    second = sara.publish("2026:3")
    assert anna.take(second).adopted
    assert contributing.export(anna.store, anna.file()).changes == 0
    assert anna.value(entry, "title") == "Mitt"
    assert anna.take(first).status is Status.NOTHING_NEW
    assert anna.take(second).status is Status.NOTHING_NEW
    with anna.store.reading() as connection:
        present = holdings.present_edition(connection)
    assert present is not None
    assert (present.label, present.sequence) == ("2026:3", 2)


def test_a_sibling_edition_is_merged_as_a_contribution_until_one_names_both(people) -> None:
    _anna, bo, sara = people
    first = sara.publish("2026:2")
    other = sara.copied(sara.folder.with_name("Sara2"))
    bo.take(first)
    merging.approve(bo.store, sara.code)
    here, there = sara.new(title="Här"), other.new(title="Där")
    bo.take(sara.publish("2026:3"))
    outcome = bo.take(other.publish("2026:3b"))
    assert (outcome.status, outcome.adopted) == (Status.MERGED, False)
    assert bo.value(there, "title") == "Där"
    assert contributing.export(bo.store, bo.file()).changes > 0
    sara.take(other.export(everything=True))
    sara.take(other.publish("2026:3c"))
    both = sara.publish("2026:4")
    assert bo.take(both).adopted
    assert contributing.export(bo.store, bo.file()).changes == 0
    assert bo.value(here, "title") == "Här"


def test_a_profile_begun_empty_adopts_any_edition(people, tmp_path: Path) -> None:
    anna, _bo, sara = people
    anna.new(title="Ett")
    sara.take(anna.export())
    newcomer = Profile(tmp_path / "ny", "Ny")
    newcomer.take(sara.publish())
    merging.approve(newcomer.store, sara.code)
    assert newcomer.digest == sara.digest


def test_a_lost_coordinator_is_rebuilt_from_anybody(people, tmp_path: Path) -> None:
    anna, _bo, sara = people
    anna.new(title="Ett")
    sara.take(anna.export())
    anna.take(sara.publish())
    merging.approve(anna.store, sara.code)
    again = Profile(tmp_path / "igen", "Sara")
    again.trust(anna)
    assert again.digest != anna.digest
    again.take(anna.export(everything=True))
    assert again.digest == anna.digest


def test_the_own_key_is_private_and_stays_the_same(tmp_path: Path) -> None:
    anna = Profile(tmp_path / "a", "Anna")
    code = anna.code
    assert (anna.folder / "katalog.key").stat().st_mode & 0o777 == 0o600
    assert len(code.replace("-", "")) == 12
    assert Profile(tmp_path / "a", "Anna").code == code


def test_more_changes_than_one_attestation_holds_are_attested_in_several(
    people, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contributing, "MOST_ATTESTED", 2)
    anna, _bo, sara = people
    for number in range(4):
        anna.new(title=str(number))
    found = merging.verify(anna.export())
    assert [len(said.changes) for said in found.attestations] == [2, 2, 1]
    sara.take(anna.export())
    anna.new(title="Ett till")
    sara.take(anna.export())
    with sara.store.reading() as connection:
        attested = {one for said in holdings.attestations(connection) for one in said.changes}
    assert attested >= found.ids
    assert sara.digest == anna.digest


def test_a_file_its_receiver_would_refuse_is_not_written(
    people, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, _bo, _sara = people
    anna.new(what="Ord " * 1_000)
    monkeypatch.setattr("katalog_app.exchange.container.LONGEST_LINE", 2_000)
    path = anna.file()
    with pytest.raises(FileRefusedError) as refused:
        contributing.export(anna.store, path)
    assert refused.value.fault is FileFault.UNWRITABLE
    assert not [one for one in path.parent.iterdir() if one.name != "Anna-1.katalog"]


def test_a_value_that_is_gone_without_an_erasure_is_found(people) -> None:
    anna, _bo, _sara = people
    anna.new()
    with log.writing(anna.store) as writer:
        writer.raw.execute("UPDATE leaves SET salt = NULL, value = NULL WHERE field = 'slug'")
    assert any("without an erasure" in problem for problem in safekeeping.check(anna.store))
