-- The library: what the reader keeps, what its pages showed and when, and what the reader marked.
--
-- Times are RFC 3339 in UTC with nine decimals, so that they sort as text. Hashes are 64 lower-case
-- hexadecimal digits. Positions count code points.

CREATE TABLE migrations (
    number     INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT;

-- Numbers are never used again, so that a link to a deleted entry cannot lead to another.
CREATE TABLE entries (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    url      TEXT,
    host     TEXT,
    added_at TEXT NOT NULL
) STRICT;

CREATE INDEX entries_by_time ON entries (added_at, id);

CREATE TABLE addresses (
    address TEXT PRIMARY KEY,
    entry   INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX addresses_by_entry ON addresses (entry);

-- The reader's facts, apart from the publisher's.
CREATE TABLE statuses (
    entry  INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    status TEXT NOT NULL,
    since  TEXT NOT NULL,
    PRIMARY KEY (entry, status)
) STRICT, WITHOUT ROWID;

-- Bytes, each once. `size` is their length when unpacked.
CREATE TABLE blobs (
    sha256   TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    size     INTEGER NOT NULL CHECK (size >= 0),
    encoding TEXT NOT NULL CHECK (encoding IN ('none', 'zstd')),
    bytes    BLOB NOT NULL
) STRICT;

-- What a list shows of a revision is here; what a reader reads is in `articles`, so that lists
-- need not pass over it on disk.
CREATE TABLE revisions (
    key            INTEGER PRIMARY KEY,
    entry          INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    id             TEXT NOT NULL CHECK (length(id) = 64),
    number         INTEGER NOT NULL CHECK (number >= 1),
    first_seen     TEXT NOT NULL,
    headline       TEXT NOT NULL,
    publisher      TEXT,
    language       TEXT,
    date_published TEXT,
    UNIQUE (entry, id),
    UNIQUE (entry, number)
) STRICT;

-- `article` is the article's JSON, zstd; `warnings` is JSON.
CREATE TABLE articles (
    revision INTEGER PRIMARY KEY REFERENCES revisions ON DELETE CASCADE,
    engine   TEXT NOT NULL,
    warnings TEXT NOT NULL CHECK (json_valid(warnings)),
    size     INTEGER NOT NULL CHECK (size >= 0),
    article  BLOB NOT NULL
) STRICT;

CREATE TABLE captures (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    entry         INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    revision      INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE,
    taken_at      TEXT NOT NULL,
    requested_url TEXT,
    final_url     TEXT,
    status        INTEGER,
    content_type  TEXT,
    etag          TEXT,
    last_modified TEXT,
    sha256        TEXT NOT NULL REFERENCES blobs
) STRICT;

CREATE INDEX captures_by_entry ON captures (entry, taken_at);
CREATE INDEX captures_by_revision ON captures (revision);
CREATE INDEX captures_by_bytes ON captures (sha256);

CREATE TABLE images (
    sha256     TEXT NOT NULL PRIMARY KEY REFERENCES blobs,
    media_type TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE revision_images (
    revision INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE,
    place    INTEGER NOT NULL,
    source   TEXT NOT NULL,
    sha256   TEXT NOT NULL REFERENCES images,
    PRIMARY KEY (revision, place),
    UNIQUE (revision, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX revision_images_by_bytes ON revision_images (sha256);

-- A deleted highlight stays, with the time it was deleted, until its entry goes.
CREATE TABLE highlights (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    entry       INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    revision    INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE,
    exact       TEXT NOT NULL,
    prefix      TEXT NOT NULL,
    suffix      TEXT NOT NULL,
    start       INTEGER NOT NULL CHECK (start >= 0),
    "end"       INTEGER NOT NULL CHECK ("end" >= start),
    colour      TEXT NOT NULL,
    note        TEXT NOT NULL,
    tags        TEXT NOT NULL CHECK (json_valid(tags)),
    created_at  TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    deleted_at  TEXT
) STRICT;

CREATE INDEX highlights_by_entry ON highlights (entry, deleted_at);
CREATE INDEX highlights_by_revision ON highlights (revision);

-- Where a highlight is in a revision, its own included.
CREATE TABLE anchors (
    revision  INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE,
    highlight INTEGER NOT NULL REFERENCES highlights ON DELETE CASCADE,
    status    TEXT NOT NULL CHECK (status IN ('exact', 'moved', 'reworded', 'orphan')),
    start     INTEGER CHECK (start >= 0),
    "end"     INTEGER CHECK ("end" >= start),
    score     REAL,
    PRIMARY KEY (revision, highlight),
    CHECK ((start IS NULL) = (status = 'orphan')),
    CHECK (("end" IS NULL) = (status = 'orphan')),
    CHECK ((score IS NULL) = (status <> 'reworded'))
) STRICT, WITHOUT ROWID;

CREATE INDEX anchors_by_highlight ON anchors (highlight);

-- Captures, revisions and articles are append-only. They go only with their entry: when that is
-- deleted it is gone before its dependants are.

CREATE TRIGGER captures_stay_as_they_are BEFORE UPDATE ON captures
BEGIN SELECT RAISE(ABORT, 'a capture never changes'); END;

CREATE TRIGGER captures_stay BEFORE DELETE ON captures
WHEN EXISTS (SELECT 1 FROM entries WHERE id = OLD.entry)
BEGIN SELECT RAISE(ABORT, 'a capture goes only with its entry'); END;

CREATE TRIGGER revisions_stay_as_they_are BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END;

CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions
WHEN EXISTS (SELECT 1 FROM entries WHERE id = OLD.entry)
BEGIN SELECT RAISE(ABORT, 'a revision goes only with its entry'); END;

CREATE TRIGGER articles_stay_as_they_are BEFORE UPDATE ON articles
BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END;

CREATE TRIGGER articles_stay BEFORE DELETE ON articles
WHEN EXISTS (SELECT 1 FROM revisions WHERE key = OLD.revision)
BEGIN SELECT RAISE(ABORT, 'a revision goes only with its entry'); END;

CREATE TRIGGER blobs_stay_as_they_are BEFORE UPDATE ON blobs
BEGIN SELECT RAISE(ABORT, 'kept bytes never change'); END;

CREATE TRIGGER blobs_stay BEFORE DELETE ON blobs
WHEN EXISTS (SELECT 1 FROM captures WHERE sha256 = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'bytes stay as long as a capture has them'); END;

CREATE TRIGGER highlights_stay BEFORE DELETE ON highlights
WHEN EXISTS (SELECT 1 FROM entries WHERE id = OLD.entry)
BEGIN SELECT RAISE(ABORT, 'a highlight goes only with its entry'); END;
