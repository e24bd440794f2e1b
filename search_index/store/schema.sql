-- What is kept about one corpus. Positions are code points; JSON columns hold the records of records.py.
-- A change here raises SCHEMA_VERSION in connection.py; older files are then rebuilt from the corpus,
-- except `overrides`, which is the user's and is carried over.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- `fingerprint` hashes what facts depend on (text, parts, dates, aliases; not path or publisher): while
-- it stays the same, the facts stay. `indexed` is the digest that the full-text index
-- gave this state, NULL while the index has not been given it.
CREATE TABLE documents (
    id           INTEGER PRIMARY KEY,
    path         TEXT NOT NULL UNIQUE,
    digest       TEXT NOT NULL,
    size         INTEGER NOT NULL,
    modified_ns  INTEGER NOT NULL,
    entry_digest TEXT NOT NULL,
    fingerprint  TEXT NOT NULL,
    indexed      TEXT,
    title        TEXT NOT NULL,
    source       TEXT NOT NULL,
    published    TEXT,
    author       TEXT,
    url          TEXT,
    encoding     TEXT NOT NULL,
    details      TEXT NOT NULL, -- furniture, repeats and aliases as JSON
    text         TEXT NOT NULL  -- last, so that listing documents never reads its pages
);
CREATE INDEX documents_by_fingerprint ON documents (fingerprint);

CREATE TABLE parts (
    document  INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    title     TEXT NOT NULL,
    source    TEXT NOT NULL,
    published TEXT,
    author    TEXT,
    url       TEXT,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

-- One row a document whose facts were drawn, or could not be. `rules` is the version that did it; where
-- it failed, `program` is the digest of the program it failed in, else NULL.
CREATE TABLE extractions (
    document    INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL,
    rules       INTEGER NOT NULL,
    program     TEXT,
    reason      TEXT,
    way_out     TEXT
);

CREATE TABLE facts (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL, -- reading order within the document
    kind     TEXT NOT NULL,
    payload  TEXT NOT NULL,
    PRIMARY KEY (document, number)
);
CREATE INDEX facts_by_kind ON facts (kind);

-- The name an entity has in one document, and the one it has across the corpus.
CREATE TABLE names (
    document  INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    local     TEXT NOT NULL,
    canonical TEXT NOT NULL,
    PRIMARY KEY (document, local)
) WITHOUT ROWID;

CREATE TABLE points (
    id      TEXT PRIMARY KEY,
    rank    TEXT NOT NULL, -- sorts them as a reader wants them
    verdict TEXT NOT NULL,
    payload TEXT NOT NULL
);
CREATE UNIQUE INDEX points_by_rank ON points (rank);

-- Which documents make a claim in a point.
CREATE TABLE point_documents (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    point    TEXT NOT NULL REFERENCES points (id) ON DELETE CASCADE,
    PRIMARY KEY (document, point)
) WITHOUT ROWID;
CREATE INDEX point_documents_by_point ON point_documents (point);

-- Files that could not be read, as of the last build.
CREATE TABLE problems (
    path    TEXT NOT NULL,
    reason  TEXT NOT NULL,
    way_out TEXT NOT NULL
);

-- What the user decided; survives every rebuild.
CREATE TABLE overrides (
    kind  TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
