"""Random long histories: several people edit, exchange parts, copy themselves and forge."""

import random
from typing import Any

from katalog_app.model import canonical, change, edits, history
from katalog_app.model.fields import DELETED
from katalog_app.model.history import Record, State

FIELDS = ("title", "what", "status")
WORDS = ("a", "b", "å", "9" * 32, "c d")
KIND = "project"


def raw_of(record: Record) -> dict[str, Any]:
    """Return a change as the independent model reads it."""
    return {
        "id": record.id,
        "entry": record.change.entry,
        "kind": record.change.kind,
        "sets": {name: list(ids) for name, ids in record.change.sets.items()},
        "saw": None if record.change.saw is None else list(record.change.saw),
        "values": {
            name: canonical.decode(leaf.value or b"null") for name, leaf in record.leaves.items()
        },
    }


class Person:
    def __init__(self, rng: random.Random, known: dict[str, Record] | None = None) -> None:
        self.rng = rng
        self.known = dict(known or {})

    def of_entry(self, entry: str) -> dict[str, Record]:
        return {
            k: r for k, r in self.known.items() if (r.change.entry, r.change.kind) == (entry, KIND)
        }

    def judged(self, entry: str) -> history.History:
        mine = self.of_entry(entry)
        return history.evaluate(mine, self.known.keys() - mine.keys())

    def add(self, entry, values, replaces, saw=None, kind=KIND) -> None:
        made, leaves = change.make(
            entry=entry,
            kind=kind,
            values=values,
            replaces=replaces,
            saw=saw,
            author=None,
            edition=None,
            made_at=self.rng.randrange(-5, 2**40),
            schema=1,
            salt=lambda _: self.rng.randbytes(16),
        )
        self.known[made.id] = Record(made.id, made, leaves)

    def create(self) -> None:
        rng = self.rng
        values: dict[str, object] = {n: rng.choice(WORDS) for n in FIELDS if rng.random() < 0.7}
        values["keywords"] = rng.sample(WORDS, 2) if rng.random() < 0.9 else "no list"
        self.add(rng.randbytes(16).hex(), values, {})

    def edit(self) -> None:
        entry, judged = self.any_entry()
        seen = None
        if self.rng.random() < 0.4:  # an old form: some of what was ever there
            counting = sorted(k for k, s in judged.states.items() if s is State.COUNTS)
            seen = self.rng.sample(counting, self.rng.randrange(len(counting) + 1))
        field = self.rng.choice(FIELDS)
        has_set = history.is_set_here(judged, "keywords", judged.heads.get("keywords", ()))
        planned = edits.plan(
            judged,
            KIND,
            values={field: self.rng.choice((*WORDS, None))}
            | ({} if has_set else {"keywords": ["a"]}),
            add={"keywords": self.rng.sample(WORDS, 1)},
            remove={"keywords": self.rng.sample(WORDS, 1)},
            seen=seen,
        )
        if planned.values:
            self.add(entry, planned.values, planned.replaces)

    def delete_or_restore(self) -> None:
        entry, judged = self.any_entry()
        deleted = self.rng.random() < 0.6
        heads = judged.heads.get(DELETED, ())
        self.add(entry, {DELETED: deleted}, {DELETED: heads}, saw=history.whole_entry_heads(judged))

    def forge(self) -> None:
        rng = self.rng
        entry, _ = self.any_entry()
        victims = self.rng.sample(sorted(self.known), min(2, len(self.known)))
        name = self.rng.choice((*FIELDS, change.register("keywords", "a")))
        malformed = rng.choice(({"element": "b", "present": False}, "forged", {}, ["a"], True))
        value: object = malformed if "/" in name or rng.random() < 0.3 else "forged"
        kind = self.rng.choice((KIND, KIND, "node"))
        if rng.random() < 0.3:
            name, value = "keywords", rng.choice((["a", "å"], ["c d"], "text", None))
        self.add(entry, {name: value}, {name: tuple(victims[: rng.randrange(3)])}, kind=kind)

    def any_entry(self) -> tuple[str, history.History]:
        entry = self.rng.choice(
            sorted({r.change.entry for r in self.known.values() if r.change.kind == KIND})
        )
        return entry, self.judged(entry)

    def take_from(self, other: "Person") -> None:
        """Take a part of what the other has: later changes may come before earlier."""
        part = [k for k in sorted(other.known) if self.rng.random() < 0.6]
        self.known.update({key: other.known[key] for key in part})


def history_of(seed: int) -> list[Record]:
    """Return all changes that 2–4 people know after 40–250 steps, in an order of no meaning."""
    rng = random.Random(seed)
    people = [Person(rng) for _ in range(rng.randrange(2, 5))]
    people[0].create()
    for person in people[1:]:
        person.known.update(people[0].known)
    for _ in range(rng.randrange(40, 251)):
        person = rng.choice(people)
        roll = rng.random()
        if roll < 0.06:
            person.create()
        elif roll < 0.62:
            person.edit()
        elif roll < 0.74:
            person.delete_or_restore()
        elif roll < 0.78:
            person.forge()
        elif roll < 0.98:
            person.take_from(rng.choice(people))
        else:  # a machine is cloned over another
            people[people.index(person)] = Person(rng, rng.choice(people).known)
    union = {k: r for person in people for k, r in person.known.items()}
    for key in rng.sample(sorted(union), len(union) // 20):  # something never arrives
        del union[key]
    return [union[key] for key in rng.sample(sorted(union), len(union))]
