-- When the last container made of an image was removed; the ID is the digest of its configuration, the time is of RFC 3339.
CREATE TABLE image_uses (
    image TEXT PRIMARY KEY NOT NULL,
    last_used TEXT NOT NULL
) STRICT;
