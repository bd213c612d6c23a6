"""Two editions, or an edition's file and the present, beside each other."""

from pathlib import Path

import pytest

from katalog_app.errors import FileFault, FileRefusedError, UnknownEditionError
from katalog_app.model.comparing import FieldChange, What
from katalog_app.services import comparing_editions, editing, erasing, merging
from katalog_app.services.comparing_editions import NOW, Comparison
from tests.profiles import Profile, contents


class StoppedError(Exception):
    pass


@pytest.fixture
def sara(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "sara", "Sara")


def told(found: Comparison) -> dict[str, tuple[What, list[str]]]:
    return {
        one.title: (one.what, [change.field for change in one.fields if change.field != "slug"])
        for one in found.differences
        if one.kind == "project"
    }


def hashes(sara: Profile) -> dict[str, str]:
    return {one.label: one.hash for one in comparing_editions.editions(sara.store)}


def test_any_two_editions_and_the_present_can_be_compared_in_both_directions(
    sara: Profile,
) -> None:
    kept, gone = sara.new(title="Kvar", municipality="Bjuv"), sara.new(title="Borta")
    sara.publish("2026:1")
    sara.edit(kept, what="Först.", status="pågående")
    sara.publish("2026:2")
    editing.delete(sara.store, gone)
    sara.edit(kept, what="Sedan.")
    sara.new(title="Ny")
    sara.publish("2026:3")
    sara.edit(kept, what="Nu.")
    known = hashes(sara)
    assert list(known) == ["2026:3", "2026:2", "2026:1"]

    first = comparing_editions.compare(sara.store, known["2026:1"], known["2026:3"])
    assert (first.before, first.after) == ("2026:1", "2026:3")
    assert told(first) == {
        "Borta": (What.DELETED, ["title"]),
        "Kvar": (What.CHANGED, ["status", "what"]),
        "Ny": (What.NEW, ["title"]),
    }
    (one,) = [d for d in first.differences if d.title == "Kvar"]
    assert one.place == "Bjuv"
    assert FieldChange("what", None, "Sedan.") in one.fields

    back = comparing_editions.compare(sara.store, known["2026:3"], known["2026:1"])
    assert told(back)["Borta"][0] is What.NEW
    assert told(back)["Ny"][0] is What.DELETED
    last = comparing_editions.compare(sara.store, known["2026:3"], NOW)
    assert (told(last), last.after) == ({"Kvar": (What.CHANGED, ["what"])}, "")
    same = comparing_editions.compare(sara.store, known["2026:2"], known["2026:2"])
    assert same.differences == ()


def test_a_conflict_that_has_arisen_is_a_difference_with_all_its_values(tmp_path: Path) -> None:
    anna, sara = Profile(tmp_path / "anna", "Anna"), Profile(tmp_path / "sara", "Sara")
    entry = anna.new(title="Ett", why="Först.")
    sara.trust(anna)
    sara.publish("2026:1")
    anna.edit(entry, why="Annas.")
    sara.edit(entry, why="Saras.")
    sara.take(anna.export())
    found = comparing_editions.compare(sara.store, hashes(sara)["2026:1"], NOW)
    (one,) = [d for d in found.differences if d.title == "Ett"]
    (change,) = one.fields
    assert (change.before, set(change.disputed)) == ("Först.", {"Annas.", "Saras."})


def test_an_edition_that_comes_as_a_file_is_compared_and_not_taken_in(tmp_path: Path) -> None:
    sara, anna = Profile(tmp_path / "sara", "Sara"), Profile(tmp_path / "anna", "Anna")
    entry = sara.new(title="Ett", contact={"role": "Kundtjänst"})
    anna.take(sara.publish("2026:1"))
    merging.approve(anna.store, sara.code)
    anna.edit(entry, how="Annas.")
    sara.edit(entry, what="Saras.", contact={"role": "Växel"})
    path = sara.publish("2026:2")
    before = contents(anna.folder)
    found = comparing_editions.compare(anna.store, NOW, path)
    assert contents(anna.folder) == before
    assert (found.before, found.after) == ("", "2026:2")
    (one,) = [d for d in found.differences if d.kind == "project"]
    said = {change.field: change for change in one.fields}
    assert (said["what"].after, said["how"].before, said["how"].after) == ("Saras.", "Annas.", None)
    assert found.names[str(said["contact"].after)] == "Växel"
    assert found.names[str(said["contact"].before)] == "Kundtjänst"


def test_a_file_that_is_no_edition_and_an_unknown_edition_are_refused(
    sara: Profile, tmp_path: Path
) -> None:
    sara.new()
    with pytest.raises(FileRefusedError) as caught:
        comparing_editions.compare(sara.store, NOW, sara.export())
    assert caught.value.fault is FileFault.NO_EDITION
    broken = tmp_path / "x.katalog"
    broken.write_text("hej", encoding="utf-8")
    with pytest.raises(FileRefusedError):
        comparing_editions.compare(sara.store, broken, NOW)
    with pytest.raises(UnknownEditionError):
        comparing_editions.compare(sara.store, "00" * 32, NOW)


def test_what_is_erased_here_is_not_shown_out_of_an_old_file(sara: Profile) -> None:
    entry = sara.new(title="Ett", what="Hemligt.")
    path = sara.publish("2026:1")
    erasing.erase(sara.store, entry, ["what"], reason="a", decision="1")
    found = comparing_editions.compare(sara.store, path, NOW)
    assert "Hemligt." not in str(found)


def test_a_long_comparison_can_be_stopped(sara: Profile) -> None:
    sara.publish("2026:1")
    sara.new()

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        comparing_editions.compare(sara.store, hashes(sara)["2026:1"], NOW, stop)


def test_a_comparison_is_written_whole_and_never_among_the_catalogue_s_own_files(
    sara: Profile, tmp_path: Path
) -> None:
    path = tmp_path / "jämförelse.txt"
    path.write_text("gammalt", encoding="utf-8")
    comparing_editions.save(sara.store, path, "Åäö\n")
    assert path.read_text(encoding="utf-8") == "Åäö\n"
    for wrong in (sara.folder / "x.txt", tmp_path / "saknas" / "x.txt", tmp_path):
        with pytest.raises(FileRefusedError):
            comparing_editions.save(sara.store, wrong, "x")
