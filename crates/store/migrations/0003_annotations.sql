-- What the reader did to annotations, act by act, so that it can be undone and done again; the note on an
-- article as a whole; what a colour stands for; what became of a highlight and is to be left so.

-- The passage a highlight was made on, where it was since attached to another: all NULL, or none.
ALTER TABLE highlights ADD COLUMN origin_revision INTEGER REFERENCES revisions;
ALTER TABLE highlights ADD COLUMN origin_exact TEXT;
ALTER TABLE highlights ADD COLUMN origin_prefix TEXT;
ALTER TABLE highlights ADD COLUMN origin_suffix TEXT;
ALTER TABLE highlights ADD COLUMN origin_start INTEGER;
ALTER TABLE highlights ADD COLUMN origin_end INTEGER
    CHECK ((origin_end IS NULL) = (origin_revision IS NULL));
-- Who is quoted in the passage, as JSON; derived, NULL where it was not looked up.
ALTER TABLE highlights ADD COLUMN speakers TEXT;
-- For a highlight that came from a file: what it is called there, and all that stood there of it, as JSON.
ALTER TABLE highlights ADD COLUMN iri TEXT;
ALTER TABLE highlights ADD COLUMN imported TEXT;

CREATE INDEX highlights_by_origin ON highlights (origin_revision) WHERE origin_revision IS NOT NULL;

CREATE TABLE settled (
    highlight INTEGER NOT NULL REFERENCES highlights ON DELETE CASCADE,
    revision  INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE,
    PRIMARY KEY (highlight, revision)
) STRICT, WITHOUT ROWID;

CREATE INDEX settled_by_revision ON settled (revision);

-- Annotations from a file on articles that the library does not have: they wait for them.
CREATE TABLE waiting_annotations (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    address     TEXT NOT NULL,
    title       TEXT NOT NULL,
    annotation  TEXT NOT NULL CHECK (json_valid(annotation)),
    imported_at TEXT NOT NULL
) STRICT;

CREATE INDEX waiting_annotations_by_address ON waiting_annotations (address);

CREATE TABLE article_notes (
    entry       INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
    words       TEXT NOT NULL,
    modified_at TEXT NOT NULL
) STRICT;

CREATE TABLE colour_names (
    colour TEXT PRIMARY KEY,
    name   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `undone` counts the undoings: the highest is the first to be done again. What was undone before another
-- act on the same article can no longer be done again; it stays as a record.
CREATE TABLE acts (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL,
    done_at TEXT NOT NULL,
    state   TEXT NOT NULL CHECK (state IN ('done', 'undone', 'overtaken')),
    undone  INTEGER,
    CHECK ((undone IS NULL) = (state <> 'undone'))
) STRICT;

CREATE INDEX acts_by_undoing ON acts (undone) WHERE undone IS NOT NULL;

-- What an act made of one highlight, or of the note on the article where `highlight` is NULL. JSON; `before`
-- is NULL for a highlight that the act made.
CREATE TABLE act_changes (
    act       INTEGER NOT NULL REFERENCES acts,
    place     INTEGER NOT NULL,
    entry     INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    highlight INTEGER REFERENCES highlights ON DELETE CASCADE,
    before    TEXT CHECK (json_valid(before)),
    after     TEXT NOT NULL CHECK (json_valid(after)),
    PRIMARY KEY (act, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX act_changes_by_entry ON act_changes (entry, act);
CREATE INDEX act_changes_by_highlight ON act_changes (highlight);
