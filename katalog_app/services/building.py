"""Building the bundled edition's ready database from its sources; run by `dev.py setup`.

Deterministic: two builds give the same change ids, so that every installation holds the same first
edition. Ids of entries and salts are hashes of a fixed text, the kind and the slug.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from katalog_app import paths
from katalog_app.db import ledger, log
from katalog_app.db.store import FILE, Store, connect, create_empty
from katalog_app.model import change, editions, slugs, values
from katalog_app.model.fields import SLUG, EntryKind, field_of
from katalog_app.model.history import Record

SEED = "katalog bundled edition 1"
_BUNDLED_SCHEMA = 1
"""The set of fields the sources were written for; part of every change id, so never raised."""
Source = tuple[str, str, dict[str, object]]
"""Kind, key within the kind, values by field."""


def entry_id(kind: str, key: str) -> str:
    """Return the id of a bundled entry, 32 hexadecimal digits."""
    return sha256(f"{SEED} entry {kind} {key}".encode()).hexdigest()[:32]


def records(folder: Path) -> list[Record]:
    """Return the changes of the bundled edition from its sources, in a fixed order.

    Raises:
        InvalidValueError: A source holds a value that does not fit its field.
        OSError, ValueError, KeyError: The sources are not as they were shipped.
    """
    made_at = int(_date(folder).timestamp())
    return [_record(kind, key, said, made_at) for kind, key, said in _sources(folder)]


def _date(folder: Path) -> datetime:
    return datetime.fromisoformat(str(_json(folder / "edition.json")["date"])).replace(tzinfo=UTC)


def _json(path: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads(path.read_text("utf-8"))
    return read


def _rows(path: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(path.read_text("utf-8"))
    return rows


def _record(kind: str, key: str, said: Mapping[str, object], made_at: int) -> Record:
    checked = {}
    for name, value in said.items():
        described = field_of(kind, name)
        if described is None:
            raise KeyError(name)
        stored = values.check(described, value)
        if stored is not None:
            checked[name] = stored
    made, leaves = change.make(
        entry=entry_id(kind, key),
        kind=kind,
        values=checked,
        replaces={},
        saw=None,
        author=None,
        edition=None,
        made_at=made_at,
        schema=_BUNDLED_SCHEMA,
        salt=lambda name: sha256(f"{SEED} salt {kind} {key} {name}".encode()).digest()[:16],
    )
    return Record(made.id, made, leaves)


def _sources(folder: Path) -> Iterator[Source]:
    municipalities = _rows(folder / "municipalities.json")
    for row in municipalities:
        slug = slugs.slug([str(row["name"])])
        yield EntryKind.MUNICIPALITY, slug, {SLUG: slug, **row}
    framework = json.loads((folder / "framework.json").read_text("utf-8"))
    for node in framework["nodes"]:
        yield EntryKind.NODE, node["id"], _node(node)
    projects = [row for path in sorted(folder.glob("projects-*.json")) for row in _rows(path)]
    contacts = _contacts(projects, municipalities)
    for slug, contact in contacts.values():
        yield EntryKind.CONTACT, slug, contact
    for row in projects:
        yield EntryKind.PROJECT, str(row["slug"]), _project(row, contacts)
    by_id = {node["id"]: node for node in framework["nodes"]}
    for link in framework["links"]:
        yield (
            EntryKind.LINK,
            f"{link['from']} {link['relation']} {link['to']}",
            {
                "from": entry_id(EntryKind.NODE, link["from"]),
                "to": entry_id(EntryKind.NODE, link["to"]),
                "relation": link["relation"],
                "classified_by": "source",
                "source": by_id[link["from"]]["source"],
            },
        )


def _node(node: Mapping[str, object]) -> dict[str, object]:
    parent = node["parent"]
    return {
        SLUG: node["id"],
        "node_kind": node["kind"],
        "parent": entry_id(EntryKind.NODE, str(parent)) if parent else None,
        "validity": values.period(node["valid_from"], node["valid_to"]),
        **{
            name: node[name]
            for name in ("title", "order", "description", "target", "color", "source")
        },
    }


def _project(
    row: Mapping[str, object], contacts: Mapping[tuple[object, ...], tuple[str, object]]
) -> dict[str, object]:
    said = {name: value for name, value in row.items() if field_of(EntryKind.PROJECT, name)}
    looks = _looks(row["contact"])
    said["contact"] = entry_id(EntryKind.CONTACT, contacts[looks][0]) if looks else None
    said["period"] = values.period(row["start_year"], row["end_year"])
    return said


def _looks(contact: object) -> tuple[object, ...]:
    """Return what makes two contacts the same; () for one that names nothing."""
    parts = contact if isinstance(contact, dict) else {}
    looks = tuple(parts.get(name) for name in ("role", "unit", "email", "phone"))
    return looks if any(looks) else ()


def _contacts(
    projects: list[dict[str, object]], municipalities: list[dict[str, object]]
) -> dict[tuple[object, ...], tuple[str, dict[str, object]]]:
    """Return (slug, values) of every distinct contact in the projects, in order of appearance."""
    found: dict[tuple[object, ...], tuple[str, dict[str, object]]] = {}
    taken: set[str] = set()
    names = {str(row["name"]) for row in municipalities}
    for row in projects:
        looks = _looks(row["contact"])
        if not looks or looks in found:
            continue
        role, unit, email, phone = looks
        slug = slugs.free(
            ["kontakt", *(str(part) for part in (role, unit) if part)], taken.__contains__
        )
        taken.add(slug)
        using = [other for other in projects if _looks(other["contact"]) == looks]
        places = {str(other["municipality"]) for other in using}
        sources = list(dict.fromkeys(s for other in using for s in _list(other["sources"])))
        place = next(iter(places)) if len(places) == 1 else None
        found[looks] = (
            slug,
            {
                SLUG: slug,
                "role": role,
                "unit": unit,
                "municipality": place if place in names else None,
                "email": email,
                "phone": phone,
                "sources": sources,
            },
        )
    return found


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def build(folder: Path, target: Path) -> None:
    """Build the ready database, with its search index, and move it into place.

    Args:
        folder: The sources, `resources/edition`.
        target: The database file; its folder is made where missing.

    Raises:
        StoreUnavailableError: The database cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    found = records(folder)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        fresh = Path(scratch) / FILE
        create_empty(fresh)
        store = Store(Path(scratch))
        with log.writing(store) as writer:
            digest = editions.bundled_hash(record.id for record in found)
            label = str(_json(folder / "edition.json")["label"])
            number = ledger.add_edition(writer, digest, label, int(_date(folder).timestamp()))
            log.append(writer, found, first_edition=number)
        store.close()
        connection = connect(fresh)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
        shutil.move(fresh, target)


def main() -> int:
    """Build the bundled edition where the program looks for it; return the exit status."""
    target = paths.bundled_edition()
    build(paths.resource("edition"), target)
    sys.stdout.write(f"{target.name}: {target.stat().st_size} byte\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
