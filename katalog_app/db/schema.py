"""The tables, as numbered upgrades: upgrade n takes a database from number n - 1 to n.

The log (changes, leaves, editions, waiting) is what is true; everything after it is computed from
the log and can be made anew.
"""

APPLICATION_ID = 0x4B61746C
"""Written into the file's header ("Katl"), so that another SQLite file is not taken for ours."""

KIND = "kind"
"""Stands among the facets, so that the records of each kind are known without looking."""
ANALYSIS = "analysis"
"""The key in `meta` that tells by which analysis of words the search index was made."""
LENGTH = "search-length"
"""The key in `meta` for the words of all searched records together."""
CLEANING = "cleaning"
"""The key in `meta` for the erased texts that may still stand elsewhere in the data folder."""

LOG = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE editions (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    label TEXT NOT NULL,
    made_at INTEGER NOT NULL
);
CREATE TABLE changes (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    entry BLOB NOT NULL,
    body BLOB NOT NULL,
    state TEXT NOT NULL,
    first_edition INTEGER REFERENCES editions (number)
);
CREATE INDEX changes_by_entry ON changes (entry);
CREATE INDEX changes_of_no_edition ON changes (number) WHERE first_edition IS NULL;
CREATE TABLE leaves (
    change INTEGER NOT NULL REFERENCES changes (number),
    field TEXT NOT NULL,
    hash BLOB NOT NULL,
    salt BLOB,
    value BLOB,
    PRIMARY KEY (change, field)
) WITHOUT ROWID;
CREATE TABLE missing_parents (
    parent BLOB NOT NULL,
    change INTEGER NOT NULL REFERENCES changes (number),
    PRIMARY KEY (parent, change)
) WITHOUT ROWID;
"""

READ_MODEL = """
CREATE TABLE entries (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    slug TEXT,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    created BLOB NOT NULL,
    municipality_key TEXT NOT NULL,
    year INTEGER NOT NULL,
    reviewed TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (id, kind)
);
CREATE INDEX entries_by_kind ON entries (kind, deleted, title_key);
CREATE INDEX entries_by_slug ON entries (slug) WHERE slug IS NOT NULL;
CREATE TABLE heads (
    entry INTEGER NOT NULL REFERENCES entries (number),
    field TEXT NOT NULL,
    change BLOB NOT NULL,
    PRIMARY KEY (entry, field, change)
) WITHOUT ROWID;
CREATE TABLE conflicts (
    entry INTEGER NOT NULL REFERENCES entries (number),
    field TEXT NOT NULL,
    PRIMARY KEY (entry, field)
) WITHOUT ROWID;
CREATE TABLE facet_values (
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    members BLOB NOT NULL,
    PRIMARY KEY (facet, value)
) WITHOUT ROWID;
CREATE TABLE search_text (
    number INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    keywords TEXT NOT NULL,
    text TEXT NOT NULL,
    place TEXT NOT NULL,
    surface TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, keywords, text, place, surface,
    content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
);
"""

EXCHANGE = """
ALTER TABLE changes ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
UPDATE changes SET own = 1 WHERE first_edition IS NULL;
ALTER TABLE changes ADD COLUMN parcel INTEGER;
CREATE INDEX changes_by_parcel ON changes (parcel) WHERE parcel IS NOT NULL;
ALTER TABLE editions ADD COLUMN sequence INTEGER NOT NULL DEFAULT 1;
ALTER TABLE editions ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE editions ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0;
UPDATE editions SET adopted = number;
CREATE TABLE edition_ancestors (
    edition INTEGER NOT NULL REFERENCES editions (number),
    ancestor BLOB NOT NULL,
    PRIMARY KEY (edition, ancestor)
) WITHOUT ROWID;
CREATE TABLE keys (
    key BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    trusted INTEGER NOT NULL,
    revoked INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE attestations (number INTEGER PRIMARY KEY, key BLOB NOT NULL, body BLOB NOT NULL);
CREATE TABLE erasures (
    id BLOB PRIMARY KEY,
    body BLOB NOT NULL,
    applied INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE erased_leaves (
    change BLOB NOT NULL,
    field TEXT NOT NULL,
    erasure BLOB NOT NULL REFERENCES erasures (id),
    PRIMARY KEY (change, field, erasure)
) WITHOUT ROWID;
CREATE TABLE parcels (
    number INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    key BLOB NOT NULL,
    sender TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    status TEXT NOT NULL
);
"""
"""Who is trusted, what was received and from whom, which editions build on which.

`changes.own` tells what was made in this folder; `changes.parcel` which received file brought a
change. `editions.adopted` is 1 for the first edition that was adopted or published here and so on,
0 for a sibling whose changes were merged as a contribution's.
`parcels` holds files once merged, held back or left to wait; `key` is their signer's."""

SEARCH = """
DROP TABLE search_index;
DROP TABLE search_text;
CREATE TABLE search_text (
    number INTEGER PRIMARY KEY,
    length INTEGER NOT NULL,
    stems TEXT NOT NULL,
    levels TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE TABLE postings (
    term TEXT NOT NULL,
    level INTEGER NOT NULL,
    members BLOB NOT NULL,
    PRIMARY KEY (term, level)
) WITHOUT ROWID;
CREATE TABLE words (
    word TEXT PRIMARY KEY,
    written TEXT NOT NULL,
    uses INTEGER NOT NULL
) WITHOUT ROWID;
"""
"""The search index: of each record its terms, of each term its records, and the words for repair.

It is empty after the upgrade; `reindexing` fills it, as whenever the analysis of words changes."""

MOVES = """
CREATE TABLE posting_moves (
    term TEXT NOT NULL,
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    joined INTEGER NOT NULL,
    PRIMARY KEY (term, level, number)
) WITHOUT ROWID;
"""
"""What the last saves moved in the search index, before it is worked into the postings."""

UPGRADES = (LOG + READ_MODEL, EXCHANGE, SEARCH, MOVES)
VERSION = len(UPGRADES)
