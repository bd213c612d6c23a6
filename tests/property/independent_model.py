"""What a set of changes means, written a second time from the design alone.

It imports nothing from the program and takes another road: whole sets and recursion instead of
stacks and indexes. A change is a dict: id, entry, kind, sets {field: [ids]}, saw (list or None),
values {field: JSON value}.
"""

import json
from functools import cache
from hashlib import sha256


def text_of(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def key_of(element):
    if isinstance(element, str):
        if len(element) == 32 and all(c in "0123456789abcdef" for c in element):
            return element
        return sha256(element.encode()).hexdigest()[:32]
    return sha256(text_of(element).encode()).hexdigest()[:32]


def view(changes):
    """Return {(entry, kind): {values, deleted, conflicts, waiting, invalid}} of the changes."""
    by_id = {c["id"]: c for c in changes}

    @cache
    def lawful(key):
        c = by_id[key]
        for name, replaced in c["sets"].items():
            for p in replaced:
                if p in by_id and not same_field(c, name, by_id[p]):
                    return False
        for p in c["saw"] or ():
            if p in by_id and (by_id[p]["entry"], by_id[p]["kind"]) != (c["entry"], c["kind"]):
                return False
        return True

    def same_field(c, name, parent):
        if (parent["entry"], parent["kind"]) != (c["entry"], c["kind"]):
            return False
        return name in parent["sets"] or name.split("/")[0] in parent["sets"]

    def parents(key):
        c = by_id[key]
        return {p for replaced in c["sets"].values() for p in replaced} | set(c["saw"] or ())

    @cache
    def counts(key):
        return key in by_id and lawful(key) and all(counts(p) for p in parents(key))

    @cache
    def older(key):
        found = {key}
        for p in parents(key):
            if p in by_id:
                found |= older(p)
        return frozenset(found)

    views = {}
    for entry in {(c["entry"], c["kind"]) for c in changes}:
        mine = [c for c in changes if (c["entry"], c["kind"]) == entry]
        live = [c for c in mine if counts(c["id"])]
        views[entry] = {
            "waiting": sorted(c["id"] for c in mine if lawful(c["id"]) and not counts(c["id"])),
            "invalid": sorted(c["id"] for c in mine if not lawful(c["id"])),
            **shown(live, older),
        }
    return views


def shown(live, older):
    def heads(name):
        setting = {c["id"] for c in live if name in c["sets"]}
        gone = {p for c in live for p in c["sets"].get(name, ())}
        return sorted(setting - gone)

    by_id = {c["id"]: c for c in live}
    names = {name for c in live for name in c["sets"]}
    values, conflicts = {}, {}
    for name in sorted({n.split("/")[0] for n in names} - {"deleted", "note"}):
        said = [(h, by_id[h]["values"][name]) for h in heads(name)]
        registers = [n for n in names if n.startswith(name + "/")]
        if all(v is None or isinstance(v, list) for _, v in said) and (said or registers):
            elements = merged(said, registers, heads, by_id, older)
            if elements:
                values[name] = elements
            continue
        if said and said[-1][1] is not None:
            values[name] = said[-1][1]
        if len({text_of(v) for _, v in said}) > 1:
            conflicts[name] = said
    deleted, disputed = deletion(names, heads, by_id, older)
    if disputed:
        conflicts["deleted"] = disputed
    return {"values": values, "deleted": deleted, "conflicts": conflicts}


def merged(said, registers, heads, by_id, older):
    base: list[object] = []
    holding: dict[str, set[str]] = {}
    for h, elements in said:
        for e in elements if isinstance(elements, list) else ():
            holding.setdefault(key_of(e), set()).add(h)
            if key_of(e) not in [key_of(b) for b in base]:
                base.append(e)
    extra = []
    for name in registers:
        key = name.split("/")[1]
        told = {h: by_id[h]["values"][name] for h in heads(name)}
        told = {h: t for h, t in told.items() if well_formed(t, key)}
        present = [t["element"] for t in told.values() if t["present"]]
        had_seen = set().union(*(older(h) for h in told))
        if present and key not in holding:
            extra.append(present[0])
        elif told and not present and holding.get(key, set()) <= had_seen:
            base = [b for b in base if key_of(b) != key]
    return base + sorted(extra, key=lambda e: text_of(e).encode())


def well_formed(told, key):
    if not isinstance(told, dict) or told.get("present") not in (True, False):
        return False
    return key_of(told.get("element")) == key


def deletion(names, heads, by_id, older):
    said = {h: by_id[h]["values"]["deleted"] for h in heads("deleted")}
    deleters = [h for h, v in said.items() if v]
    if not deleters:
        return False, []
    seen = set().union(*(older(h) for h in deleters))
    for name in names - {"deleted", "note"}:
        for h in heads(name):
            if h not in seen:
                said.setdefault(h, False)
    if all(said.values()):
        return True, []
    return False, sorted(said.items())
