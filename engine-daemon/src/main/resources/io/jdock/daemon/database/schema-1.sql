-- A container's record; the document is JSON.
CREATE TABLE containers (
    id TEXT PRIMARY KEY NOT NULL,
    document TEXT NOT NULL
) STRICT;
