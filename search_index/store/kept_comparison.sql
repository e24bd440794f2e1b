-- What a comparison leaves for the next one. A change here makes the file anew: its hash is part of the version.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    number    INTEGER PRIMARY KEY,
    path      TEXT NOT NULL UNIQUE,
    state     TEXT NOT NULL,
    digest    TEXT NOT NULL,
    named     TEXT NOT NULL, -- what it calls its entities, see entities.named_in
    names     TEXT NOT NULL, -- what they are across the corpus
    sentences TEXT NOT NULL  -- by part, those that copies are known by
);

-- The keys under which a document's claims are listed, 32 bits each, once for each claim.
CREATE TABLE keys (
    document   INTEGER PRIMARY KEY,
    subject    BLOB NOT NULL,
    quantities BLOB NOT NULL,
    runs       BLOB NOT NULL
);

-- Entities by their name across the corpus; `topic` tells whether the document is about them.
CREATE TABLE mentions (
    name     TEXT NOT NULL,
    document INTEGER NOT NULL,
    topic    INTEGER NOT NULL,
    PRIMARY KEY (name, document)
) WITHOUT ROWID;
CREATE INDEX mentions_by_document ON mentions (document);

CREATE TABLE edges (
    first   INTEGER NOT NULL,
    second  INTEGER NOT NULL,
    lot     INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (first, second, lot)
) WITHOUT ROWID;
CREATE INDEX edges_by_second ON edges (second);

-- `about` is a sorted JSON list of names; `final` the point that became of it, NULL where none did.
CREATE TABLE drafts (
    number  INTEGER PRIMARY KEY,
    lot     INTEGER NOT NULL,
    base    TEXT NOT NULL,
    about   TEXT NOT NULL,
    payload TEXT NOT NULL,
    id      TEXT,
    final   TEXT
);
CREATE INDEX drafts_by_base ON drafts (base);
CREATE INDEX drafts_by_about ON drafts (about);

CREATE TABLE claims (
    document INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    draft    INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    lot      INTEGER NOT NULL,
    PRIMARY KEY (document, start, "end", draft, place)
) WITHOUT ROWID;
CREATE INDEX claims_by_draft ON claims (draft);
