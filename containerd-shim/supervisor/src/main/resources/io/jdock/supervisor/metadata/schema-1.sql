CREATE TABLE server (
    -- One row: who this data root is, for as long as it lives.
    uuid TEXT NOT NULL
);

CREATE TABLE namespaces (
    name TEXT PRIMARY KEY,
    labels TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE containers (
    namespace TEXT NOT NULL REFERENCES namespaces (name),
    id TEXT NOT NULL,
    labels TEXT NOT NULL,
    image TEXT NOT NULL,
    runtime TEXT NOT NULL,
    runtime_options_type TEXT NOT NULL,
    runtime_options BLOB NOT NULL,
    spec_type TEXT NOT NULL,
    spec BLOB NOT NULL,
    snapshotter TEXT NOT NULL,
    snapshot_key TEXT NOT NULL,
    sandbox TEXT NOT NULL,
    -- RFC 3339, UTC.
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (namespace, id)
) WITHOUT ROWID;

CREATE TABLE container_extensions (
    namespace TEXT NOT NULL,
    container TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (namespace, container, name),
    FOREIGN KEY (namespace, container) REFERENCES containers (namespace, id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE leases (
    namespace TEXT NOT NULL REFERENCES namespaces (name),
    id TEXT NOT NULL,
    labels TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (namespace, id)
) WITHOUT ROWID;

CREATE TABLE lease_resources (
    namespace TEXT NOT NULL,
    lease TEXT NOT NULL,
    -- content, ingests or snapshots/NAME.
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (namespace, lease, type, id),
    FOREIGN KEY (namespace, lease) REFERENCES leases (namespace, id) ON DELETE CASCADE
) WITHOUT ROWID;
