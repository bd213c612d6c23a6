from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from katalog_app.errors import FileFault, InvalidValueError
from katalog_app.exchange import keys
from katalog_app.services import (
    contributing,
    editing,
    merging,
    noticing,
    publishing,
    receiving,
    settling,
    trusting,
)
from katalog_app.services.uniting import Status
from tests.profiles import Profile


@pytest.fixture
def anna(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "Anna", "Anna")


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "Sara", "Sara")


def test_a_broken_file_is_kept_with_its_fault_and_its_name(sara: Profile, tmp_path: Path) -> None:
    file = tmp_path / "brev.katalog"
    file.write_text("hej", encoding="utf-8")
    arrival = receiving.look(sara.store, file)
    assert arrival.refusal is not None
    assert (arrival.refusal.fault, arrival.name) == (FileFault.NOT_KATALOG, "brev.katalog")
    assert receiving.take(sara.store, arrival) == arrival


def test_a_file_of_an_unknown_sender_waits_until_she_is_approved(
    anna: Profile, sara: Profile
) -> None:
    entry = anna.new(title="Solceller")
    arrival = receiving.look(sara.store, anna.export())
    assert arrival.outcome is not None
    assert (arrival.outcome.status, arrival.outcome.code) == (Status.QUARANTINED, anna.code)
    (held,) = receiving.held(sara.store)
    assert held.name == arrival.name
    (taken,) = receiving.approve(sara.store, arrival)
    assert taken.taken
    assert sara.value(entry, "title") == "Solceller"
    assert receiving.held(sara.store) == []


def test_what_approving_would_do_is_told_before_and_changes_nothing(
    anna: Profile, sara: Profile
) -> None:
    entry = anna.new(title="Solceller")
    before = sara.digest
    arrival = receiving.look(sara.store, anna.export())
    assert arrival.outcome is not None
    told = [one.title for one in arrival.outcome.entries if one.kind == "project"]
    assert (told, arrival.outcome.new) == (["Solceller"], 2)
    assert sara.digest == before
    assert [one.trusted for one in trusting.listed(sara.store) if not one.own] == [False]
    (looked,) = receiving.approve(sara.store, arrival, take_in=False)
    assert looked.outcome is not None
    assert (looked.taken, looked.outcome.status) == (False, Status.MERGED)
    assert sara.digest == before
    (again,) = receiving.held(sara.store)
    assert receiving.take(sara.store, again).taken
    assert sara.value(entry, "title") == "Solceller"


def test_an_edition_tells_what_approving_its_sender_would_do(anna: Profile, sara: Profile) -> None:
    sara.new(title="Solceller")
    arrival = receiving.look(anna.store, sara.publish("2026:1"))
    assert arrival.outcome is not None
    assert (arrival.outcome.names_coordinator, arrival.outcome.adopted) == (True, True)
    assert publishing.outlook(anna.store).coordinators == ()


def test_a_file_left_to_wait_is_kept_when_the_senders_copy_is_deleted(
    anna: Profile, sara: Profile
) -> None:
    sara.trust(anna)
    entry = anna.new(title="Solceller")
    file = anna.export()
    arrival = receiving.look(sara.store, file)
    assert not arrival.waits
    before = sara.digest
    assert receiving.let_wait(sara.store, arrival).waits
    file.unlink()
    sara.store.close()
    (waiting,) = receiving.held(sara.store)
    assert (waiting.name, waiting.waits, sara.digest) == (file.name, True, before)
    taken = receiving.take(sara.store, waiting)
    assert (taken.taken, taken.kept, receiving.held(sara.store)) == (True, None, [])
    assert sara.value(entry, "title") == "Solceller"


def test_approving_a_sender_does_not_take_in_what_waits(anna: Profile, sara: Profile) -> None:
    sara.trust(anna)
    anna.new(title="Solceller")
    receiving.let_wait(sara.store, receiving.look(sara.store, anna.export()))
    assert merging.approve(sara.store, anna.code) == []
    assert [one.waits for one in receiving.held(sara.store)] == [True]


def test_a_file_that_is_kept_can_be_thrown_away(anna: Profile, sara: Profile) -> None:
    sara.trust(anna)
    anna.new(title="Solceller")
    before = sara.digest
    waiting = receiving.let_wait(sara.store, receiving.look(sara.store, anna.export()))
    receiving.discard(sara.store, waiting)
    assert (receiving.held(sara.store), sara.digest) == ([], before)
    assert not waiting.path.exists()
    assert not receiving.look(sara.store, anna.export()).waits


def test_taking_in_a_file_is_one_count_from_none_to_all(anna: Profile, sara: Profile) -> None:
    sara.trust(anna)
    ours = anna.new(title="Vårt")
    sara.take(anna.export())
    for number in range(60):
        anna.new(title=f"Projekt {number}")
    anna.edit(ours, title="Deras")
    told: list[tuple[int, int]] = []
    receiving.take(
        sara.store,
        receiving.look(sara.store, anna.export()),
        keep_ours=[ours],
        report=lambda done, total: told.append((done, total)),
    )
    done = [one for one, _total in told]
    assert done == sorted(done)
    assert len({total for _done, total in told}) == 1
    assert (told[0][0], told[-1][0]) == (0, told[-1][1])


def test_a_file_taken_in_is_remembered_and_can_be_undone_by_its_number(
    anna: Profile, sara: Profile
) -> None:
    sara.trust(anna)
    entry = anna.new(title="Solceller")
    taken = receiving.take(sara.store, receiving.look(sara.store, anna.export()))
    (remembered,) = receiving.remembered(sara.store)
    assert (remembered.number, remembered.sender) == (taken.number, "Anna")
    merging.undo(sara.store, remembered.number)
    assert sara.store is not None
    assert [one.deleted for one in noticing.pending(sara.store) if one.id == entry] == [True]


def test_a_file_tells_field_by_field_what_it_says_of_an_entry(anna: Profile, sara: Profile) -> None:
    entry = anna.new(title="Ett", keywords=["sol", "tak"])
    sara.trust(anna)
    anna.edit(entry, title="Två", keywords=["tak", "vind"])
    arrival = receiving.look(sara.store, anna.export())
    said = receiving.proposed(sara.store, arrival, entry)
    assert [(one.field, one.ours, one.theirs) for one in said] == [
        ("keywords", ["sol", "tak"], ["tak", "vind"]),
        ("title", "Ett", "Två"),
    ]


def test_a_file_that_deletes_many_asks_for_their_number_first(anna: Profile, sara: Profile) -> None:
    entries = [anna.new(title=f"Projekt {n}") for n in range(3)]
    sara.trust(anna)
    editing.delete(anna.store, entries[0])
    arrival = receiving.look(sara.store, anna.export())
    assert arrival.deletions == 1
    refused = receiving.take(sara.store, arrival)
    assert (refused.taken, refused.deletions) == (False, 1)
    assert receiving.take(sara.store, arrival, accepted_deletions=1).taken


def test_what_no_edition_holds_is_told_entry_by_entry(sara: Profile) -> None:
    entry = sara.new(title="Solceller", municipality="Bjuv")
    sara.publish("2026:1")
    assert noticing.pending(sara.store) == []
    sara.edit(entry, what="Paneler på taket.", status="idé")
    (one,) = noticing.pending(sara.store)
    assert (one.id, one.title, one.place, one.fields) == (
        entry,
        "Solceller",
        "Bjuv",
        ("status", "what"),
    )
    assert (one.is_new, one.deleted, one.changes, one.own) == (False, False, 1, True)


def test_news_are_what_the_present_edition_brought_and_the_first_brings_none(
    sara: Profile,
) -> None:
    sara.new(title="Ett")
    sara.publish("2026:1")
    assert noticing.news(sara.store).entries == ()
    entry = sara.new(title="Två")
    sara.publish("2026:2")
    news = noticing.news(sara.store)
    assert (news.label, news.since) == ("2026:2", "2026:1")
    assert [(one.id, one.is_new) for one in news.entries] == [(entry, True)]


def test_the_outlook_of_an_edition_says_who_may_publish_it_and_what_is_in_it(
    anna: Profile, sara: Profile
) -> None:
    sara.new(title="Ett")
    first = publishing.outlook(sara.store)
    assert (first.becomes_coordinator, first.may_publish, first.since) == (True, True, "")
    assert first.entries["project"] == 1
    publishing.set_address(sara.store, " samordnare@bjuv.se ")
    anna.take(sara.publish(f"{date.today().year}:4"))
    merging.approve(anna.store, sara.code)
    mine, hers = publishing.outlook(anna.store), publishing.outlook(sara.store)
    assert (mine.may_publish, mine.coordinators) == (False, ("Sara",))
    assert (mine.address, hers.address) == ("samordnare@bjuv.se", "samordnare@bjuv.se")
    assert (hers.may_publish, hers.becomes_coordinator) == (True, False)
    assert hers.label == f"{date.today().year}:5"


def test_only_an_email_address_or_none_is_kept_as_the_one_to_send_to(sara: Profile) -> None:
    with pytest.raises(InvalidValueError):
        publishing.set_address(sara.store, "inte en adress")
    assert publishing.outlook(sara.store).address == ""


def test_the_letter_goes_to_the_address_of_the_edition_and_names_the_file(
    anna: Profile, sara: Profile
) -> None:
    publishing.set_address(sara.store, "samordnare@bjuv.se")
    anna.take(sara.publish("2026:4"))
    merging.approve(anna.store, sara.code)
    anna.new()
    path = anna.file().with_name(contributing.file_name("Anna Ek", date(2026, 11, 24)))
    sent = contributing.export(anna.store, path, sender="Anna Ek")
    letter = contributing.letter(anna.store, path, sent, "Anna Ek")
    assert (letter.to, path.name) == ("samordnare@bjuv.se", "bidrag-anna-ek-2026-11-24.katalog")
    assert path.name in letter.subject
    assert path.name in letter.body


def test_many_who_ask_for_the_first_key_at_once_get_the_same(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(20)]
    for folder in folders:
        folder.mkdir()
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(lambda _n, folder=folder: keys.own(folder).public, range(8)))
        assert len(found) == 1
        assert [file.name for file in folder.iterdir()] == [keys.FILE]


def test_a_conflict_is_settled_by_what_a_person_writes(anna: Profile, sara: Profile) -> None:
    entry = anna.new(title="Ett", keywords=["sol"], status="idé")
    sara.trust(anna)
    anna.edit(entry, status="pågående")
    sara.edit(entry, status="avslutat")
    sara.take(anna.export())
    with pytest.raises(InvalidValueError):
        settling.resolve(sara.store, entry, "status", value="kanske")
    settling.resolve(sara.store, entry, "status", value="i drift", author="Sara")
    assert (sara.value(entry, "status"), sara.conflicts(entry)) == ("i drift", set())
