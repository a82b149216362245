CREATE TABLE images (
    namespace TEXT NOT NULL REFERENCES namespaces (name),
    name TEXT NOT NULL,
    labels TEXT NOT NULL,
    -- The descriptor of what the name stands for: an index or a manifest.
    media_type TEXT NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    annotations TEXT NOT NULL,
    -- RFC 3339, UTC.
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (namespace, name)
) WITHOUT ROWID;

CREATE TABLE blob_labels (
    digest TEXT PRIMARY KEY,
    labels TEXT NOT NULL,
    updated_at TEXT NOT NULL
) WITHOUT ROWID;

-- Shared by all namespaces, as the layers of their images are.
CREATE TABLE snapshots (
    key TEXT PRIMARY KEY,
    -- A committed snapshot, or NULL. One with children cannot be deleted.
    parent TEXT REFERENCES snapshots (key),
    -- view, active or committed.
    kind TEXT NOT NULL,
    -- Name of its directory, made before this row and removed after it.
    directory TEXT NOT NULL UNIQUE,
    labels TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX snapshots_by_parent ON snapshots (parent);
