"""People edit, send each other files, copy and restore folders: all end with the same catalogue."""

import os
import random
import shutil
from pathlib import Path

import pytest

from katalog_app.db import holdings, log, records
from katalog_app.db.store import open_store
from katalog_app.exchange import parcel
from katalog_app.model import change, edits
from katalog_app.model.history import Record, State
from katalog_app.services import editing, merging, reading, safekeeping
from katalog_app.services.uniting import Status
from tests.profiles import Profile
from tests.property import independent_model
from tests.property.histories import raw_of

LONG = bool(os.environ.get("KATALOG_LONG"))
SEED = int(os.environ.get("KATALOG_SEED", "20261124"))
CIRCLES = 40 if LONG else 4
STEPS = (40, 120)
FIELDS = ("title", "what", "status")
VALUES = {"title": ("Ett", "Två", "Tre"), "what": ("a.", "b."), "status": ("idé", "avslutat")}


class Circle:
    """Three people who trust each other, from one empty beginning."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.rng = folder, random.Random(seed)
        self.people = [Profile(folder / name, name) for name in ("Anna", "Bo", "Sara")]
        for one in self.people:
            one.trust(*(other for other in self.people if other is not one))
        self.saw: dict[str, set[str]] = {}
        """By change, what its form had shown."""
        self.forms: list[tuple[Profile, str, list[str]]] = []
        self.files: list[Path] = []
        self.copies = 0

    def step(self) -> None:
        person = self.rng.choice(self.people)
        roll = self.rng.random()
        entries = [one.id for one in reading.entries(person.store, "project")]
        if roll < 0.08 or not entries:
            person.new(title="Ett", keywords=["a"])
        elif roll < 0.30:
            entry = self.rng.choice(entries)
            heads = reading.entry(person.store, entry).heads
            self.forms.append((person, entry, sorted({h for ids in heads.values() for h in ids})))
        elif roll < 0.55 and self.forms:
            self.save(*self.forms.pop(self.rng.randrange(len(self.forms))))
        elif roll < 0.60:
            editing.delete(person.store, self.rng.choice(entries), author=person.name)
        elif roll < 0.62:
            self.restore_a_backup(person)
        elif roll < 0.80:
            self.files.append(person.export(everything=self.rng.random() < 0.3))
        elif self.files:
            person.take(self.rng.choice(self.files), accepted_deletions=999)

    def save(self, person: Profile, entry: str, seen: list[str]) -> None:
        if person not in self.people:
            return
        field = self.rng.choice(FIELDS)
        value = self.rng.choice(VALUES[field])
        made = person.edit(entry, seen=seen, **{field: value})
        if made:
            self.saw[made] = set(seen)

    def restore_a_backup(self, person: Profile) -> None:
        """Go back to a copy made before; what came since lives on with others only."""
        self.copies += 1
        kept = self.folder / f"copy-{self.copies}"
        self.files.append(person.export(everything=True))
        person.store.close()
        shutil.copytree(person.folder, kept)
        clone = Profile(kept, person.name)
        person.store = open_store(person.folder, bundled=None)
        self.people[self.people.index(person)] = clone

    def exchange_everything(self) -> None:
        files = [one.export(everything=True) for one in self.people] + self.files
        for one in self.people:
            for path in self.rng.sample(files, len(files)):
                one.take(path, accepted_deletions=999)


@pytest.fixture(params=range(SEED, SEED + CIRCLES))
def circle(request: pytest.FixtureRequest, tmp_path: Path) -> Circle:
    made = Circle(tmp_path, request.param)
    for _ in range(made.rng.randrange(*STEPS)):
        made.step()
    return made


def test_all_end_with_the_same_catalogue_whatever_the_order(circle: Circle) -> None:
    circle.exchange_everything()
    assert len({one.digest for one in circle.people}) == 1
    person = circle.people[0]
    with person.store.reading() as connection:
        known = holdings.unpublished(connection, everything=True)
    expected = independent_model.view([raw_of(record) for record in known])
    for (entry, kind), view in expected.items():
        if view["values"]:
            shown = reading.entry(person.store, entry)
            assert shown.kind == kind
            assert dict(shown.fields) == view["values"]
            assert shown.deleted == view["deleted"]
            assert set(shown.conflicts) == set(view["conflicts"])


def test_nothing_accepted_is_ever_lost_and_taking_again_changes_no_row(circle: Circle) -> None:
    person = circle.people[1]
    everything: set[str] = set()
    for path in circle.files:
        everything |= parcel.read(path).ids
        person.take(path, accepted_deletions=999)
    with person.store.reading() as connection:
        assert records.known(connection, everything) == everything
        assert set(holdings.states(connection, everything).values()) <= set(State)
    assert safekeeping.check(person.store) == []
    with log.writing(person.store) as writer:
        before = writer.raw.total_changes
    for path in circle.files:
        assert person.take(path).status in (Status.NOTHING_NEW, Status.WAITING)
    with log.writing(person.store) as writer:
        assert writer.raw.total_changes == before


def test_nobody_replaces_what_the_form_had_not_shown(circle: Circle) -> None:
    assert unseen_replaced(circle) == []


def unseen_replaced(circle: Circle) -> list[str]:
    found = []
    for person in circle.people:
        with person.store.reading() as connection:
            for record in holdings.unpublished(connection, everything=True):
                if record.id in circle.saw:
                    replaced = {one for ids in record.change.sets.values() for one in ids}
                    found += sorted(replaced - circle.saw[record.id])
    return found


def test_replacing_what_stands_at_the_time_of_saving_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at_save_time(judged, name, _seen):
        return judged.heads.get(name, ())

    monkeypatch.setattr(edits, "_seen_heads", at_save_time)
    caught = []
    for seed in range(SEED, SEED + 5):
        made = Circle(tmp_path / str(seed), seed)
        for _ in range(80):
            made.step()
        caught += unseen_replaced(made)
    assert caught


def test_fields_of_a_newer_version_come_back_byte_for_byte(tmp_path: Path) -> None:
    new, old = Profile(tmp_path / "new", "Ny"), Profile(tmp_path / "old", "Gammal")
    old.trust(new)
    later = {
        "title": "Ett",
        "feelings": {"deep": [[1, None, True], {"å": "ö"}]},
        "moods": ["glad", "arg"],
    }
    made, leaves = change.make(
        entry="ab" * 16,
        kind="dream",
        values=later,
        replaces={},
        saw=None,
        author=None,
        edition=None,
        made_at=1,
        schema=99,
        salt=lambda _: bytes(16),
    )
    with log.writing(new.store) as writer:
        log.append(writer, [Record(made.id, made, leaves)], own=True)
    old.take(new.export())
    back = Profile(tmp_path / "back", "Ny igen")
    back.trust(old)
    back.take(old.export())
    with back.store.reading() as connection:
        (found,) = records.of_entry(connection, bytes.fromhex("ab" * 16)).values()
    assert found.change.encoded() == made.encoded()
    assert {n: leaf.value for n, leaf in found.leaves.items()} == {
        n: leaf.value for n, leaf in leaves.items()
    }
    assert dict(reading.entry(back.store, "ab" * 16).fields) == later
    assert new.digest == back.digest


def test_a_clock_that_is_wrong_by_years_decides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bo = Profile(tmp_path / "a", "Anna"), Profile(tmp_path / "b", "Bo")
    entry = anna.new(status="idé")
    bo.trust(anna)
    monkeypatch.setattr("katalog_app.services.recording.time.time", lambda: 4e9)
    bo.edit(entry, status="avslutat")
    monkeypatch.setattr("katalog_app.services.recording.time.time", lambda: -1e9)
    anna.trust(bo)
    anna.edit(entry, status="pågående")
    bo.take(anna.export())
    assert (bo.value(entry, "status"), bo.conflicts(entry)) == ("pågående", set())
    assert merging.verify(bo.export()).ids
    assert bo.digest == anna.digest
