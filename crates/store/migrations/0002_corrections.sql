-- What the reader says of quotations that the engine read otherwise. A correction taken back stays, with
-- the time it was taken back, until its entry goes.

CREATE TABLE corrections (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    entry      INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    revision   INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE,
    exact      TEXT NOT NULL,
    prefix     TEXT NOT NULL,
    suffix     TEXT NOT NULL,
    start      INTEGER NOT NULL CHECK (start >= 0),
    "end"      INTEGER NOT NULL CHECK ("end" >= start),
    verdict    TEXT NOT NULL CHECK (json_valid(verdict)),
    created_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;

CREATE INDEX corrections_by_entry ON corrections (entry, deleted_at);
CREATE INDEX corrections_by_revision ON corrections (revision);

CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
WHEN EXISTS (SELECT 1 FROM entries WHERE id = OLD.entry)
BEGIN SELECT RAISE(ABORT, 'a correction goes only with its entry'); END;
