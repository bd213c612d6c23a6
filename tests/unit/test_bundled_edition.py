"""The bundled edition: deterministic, whole, and every entry says where it comes from."""

import json
import shutil
from pathlib import Path

from katalog_app import paths
from katalog_app.db.store import Store
from katalog_app.model import change, opening_hours
from katalog_app.model.fields import FAMILY, EntryKind
from katalog_app.services import building, reading, reviewing, safekeeping
from katalog_app.services.opening import open_catalogue

SOURCES = paths.resource("edition")
PROJECTS = [
    row for path in sorted(SOURCES.glob("projects-*.json")) for row in json.loads(path.read_text())
]
SAME = [
    *("slug", "title", "municipality", "organisation", "status", "what", "why", "how", "effects"),
    *("resident_involvement", "lessons", "partners", "expectations", "transformations"),
    *("global_goals", "technologies", "keywords", "sources", "classified_by"),
]
"""Fields that stand in the catalogue as they stand in the sources."""
FRAMEWORK = json.loads((SOURCES / "framework.json").read_text())
MUNICIPALITIES = json.loads((SOURCES / "municipalities.json").read_text())


def test_two_builds_in_two_folders_give_the_same_changes(tmp_path: Path) -> None:
    found: list[object] = []
    for name in ("one", "two"):
        shutil.copytree(SOURCES, tmp_path / name / "sources")
        building.build(tmp_path / name / "sources", tmp_path / name / "built" / "katalog.db")
        (tmp_path / name / "data").mkdir()
        shutil.copy(tmp_path / name / "built" / "katalog.db", tmp_path / name / "data")
        store = open_catalogue(tmp_path / name / "data")
        with store.reading() as connection:
            found.append(connection.execute("SELECT id FROM changes ORDER BY number").fetchall())
            found.append(connection.execute("SELECT hash FROM editions").fetchall())
        found.append(safekeeping.digest(store))
        store.close()
    assert found[:3] == found[3:]


def test_the_first_edition_is_the_one_that_was_released(store: Store) -> None:
    with store.reading() as connection:
        (digest,) = connection.execute("SELECT hash FROM editions").fetchone()
    released = (Path(__file__).parents[1] / "data" / "bundled-edition.txt").read_text().strip()
    assert digest.hex() == released, "change ids are frozen: never build the first edition anew"


def test_the_ready_database_is_whole(store: Store) -> None:
    assert safekeeping.check(store) == []
    counts = reading.catalogue_summary(store).counts
    kinds = (EntryKind.PROJECT, EntryKind.MUNICIPALITY, EntryKind.NODE, EntryKind.LINK)
    assert [counts[kind] for kind in kinds] == [304, 48, 180, 54]


def test_every_project_keeps_every_field(store: Store) -> None:
    for row in PROJECTS:
        entry = reading.entry(store, row["slug"])
        for name in SAME:
            assert entry.fields.get(name) == (row[name] or None), (row["slug"], name)
        ends = [str(year or "") for year in (row["start_year"], row["end_year"])]
        assert entry.text("period") == ("/".join(ends) if any(ends) else "")
        wanted = {name: value for name, value in row["contact"].items() if value}
        contact = reading.entry(store, entry.text("contact")).fields if wanted else {}
        assert {name: contact[name] for name in wanted} == wanted


def test_every_node_and_link_is_kept(store: Store) -> None:
    for row in FRAMEWORK["nodes"]:
        entry = reading.entry(store, row["id"])
        assert entry.fields["node_kind"] == row["kind"]
        for name in ("title", "order", "description", "target", "color", "source"):
            assert entry.fields.get(name) == row[name]
        if row["parent"]:
            assert reading.entry(store, entry.text("parent")).slug == row["parent"]
    links = {
        (entry.fields["from"], entry.fields["relation"], entry.fields["to"])
        for summary in reading.entries(store, "link")
        for entry in [reading.entry(store, summary.id)]
    }
    ids = {row["id"]: reading.entry(store, row["id"]).id for row in FRAMEWORK["nodes"]}
    assert links == {(ids[k["from"]], k["relation"], ids[k["to"]]) for k in FRAMEWORK["links"]}


def test_every_municipality_keeps_its_contact_centre(store: Store) -> None:
    by_name = {
        entry.text("name"): entry
        for summary in reading.entries(store, "municipality")
        for entry in [reading.entry(store, summary.id)]
    }
    for row in MUNICIPALITIES:
        centre = by_name[row["name"]].fields.get("contact_centre", {})
        wanted = {k: v for k, v in row["contact_centre"].items() if v and k != "opening_hours"}
        assert isinstance(centre, dict)
        assert {name: centre.get(name) for name in wanted} == wanted
        if row["contact_centre"]["opening_hours"]:
            hours = centre["opening_hours"]
            assert opening_hours.periods_of(hours), row["name"]


def test_every_entry_says_where_it_comes_from(store: Store) -> None:
    for kind in ("project", "municipality", "node", "link", "contact"):
        for summary in reading.entries(store, kind):
            entry = reading.entry(store, summary.id)
            assert entry.texts("sources") or entry.text("source"), (kind, summary.title)


def test_names_absent_from_the_catalogue_are_findings(store: Store) -> None:
    found = {(f.kind, f.text): f for f in reviewing.findings(store)}
    partner = next(
        p["name"] for row in PROJECTS for p in row["partners"] if p["sector"] == "akademi"
    )
    assert ("unknown-partner", partner) in found
    assert not any(f.text == FAMILY for f in found.values())
    assert not any(f.kind in ("dangling-link", "double-slug") for f in found.values())


def test_nothing_depends_on_a_clock_or_chance() -> None:
    first, second = building.records(SOURCES), building.records(SOURCES)
    assert [r.id for r in first] == [r.id for r in second]
    assert first[0].leaves == second[0].leaves
    for record in first[::50]:
        change.verify_leaves(record.change, record.leaves)
