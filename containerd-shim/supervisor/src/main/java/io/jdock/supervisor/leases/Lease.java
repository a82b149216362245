package io.jdock.supervisor.leases;

import io.jdock.errdefs.InvalidArgumentException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** A client's claim on resources. */
public record Lease(String id, Map<String, String> labels, Instant createdAt) {

    /** Label with the time, as RFC 3339 writes it, at which it stops to protect anything. */
    public static final String EXPIRE = "containerd.io/gc.expire";

    private static final int LONGEST = 256;

    public Lease {
        labels = Map.copyOf(labels);
        // Clients make IDs up from times, with '+' and ':' in them, and from paths: ctr from where it mounts an image.
        // The
        // rule for names of directories does not hold here.
        if (id.isEmpty() || id.length() > LONGEST) {
            throw new InvalidArgumentException("lease \"%s\": must have 1 to %d characters".formatted(id, LONGEST));
        }
        expiry(labels);
    }

    /** When it stops to protect anything; nothing for a lease that lives until it is deleted. */
    public Optional<Instant> expiry() {
        return expiry(labels);
    }

    /** A thing that is kept: a blob ({@code content}), a snapshot ({@code snapshots/overlayfs}), an ingest ({@code ingests}). */
    public record Resource(String type, String id) {

        public Resource {
            if (!type.equals("content") && !type.equals("ingests") && !type.startsWith("snapshots/")) {
                throw new InvalidArgumentException("lease resource %s: unknown type \"%s\"".formatted(id, type));
            }
        }
    }

    private static Optional<Instant> expiry(Map<String, String> labels) {
        String text = labels.get(EXPIRE);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new InvalidArgumentException("lease label %s: \"%s\" is no RFC 3339 time".formatted(EXPIRE, text), e);
        }
    }
}
