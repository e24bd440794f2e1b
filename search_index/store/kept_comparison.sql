-- What a comparison leaves for the next one. A change here makes the file anew: its hash is part of the version.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
    number    INTEGER PRIMARY KEY,
    path      TEXT NOT NULL UNIQUE,
    state     TEXT NOT NULL,
    digest    TEXT NOT NULL,
    named     TEXT NOT NULL, -- what it calls its entities, see census.named_in
    names     TEXT NOT NULL  -- what those are across the corpus that are called otherwise there
);

-- The sum of what documents call their entities, see census.lines_of.
CREATE TABLE census (
    what  TEXT NOT NULL,
    of    TEXT NOT NULL,
    name  TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (name, what, of)
) WITHOUT ROWID;

-- The names that are called otherwise across the corpus.
CREATE TABLE renamed (name TEXT PRIMARY KEY, canonical TEXT NOT NULL) WITHOUT ROWID;

-- By article, the sentences that copies are known by, see copies.sentences_of.
CREATE TABLE sentences (
    document INTEGER NOT NULL,
    part     INTEGER NOT NULL,
    keys     BLOB NOT NULL,
    PRIMARY KEY (document, part)
) WITHOUT ROWID;

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
    label   TEXT NOT NULL,
    payload TEXT NOT NULL,
    id      TEXT,
    final   TEXT
);
CREATE INDEX drafts_by_base ON drafts (base);
CREATE INDEX drafts_by_about ON drafts (about);
CREATE INDEX drafts_by_label ON drafts (label);

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
