package io.jdock.supervisor.snapshots;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The record of a snapshot.
 *
 * @param key of an active one or a view, or the name of a committed one
 * @param parent name of the committed snapshot below
 * @param directory name of its directory
 */
public record Snapshot(
        String key,
        Optional<String> parent,
        Kind kind,
        String directory,
        Map<String, String> labels,
        Instant createdAt,
        Instant updatedAt) {

    public Snapshot {
        labels = Map.copyOf(labels);
    }

    /** What may be done with a snapshot. */
    public enum Kind {
        /** Mounted read-only; never a parent. */
        VIEW,
        /** Mounted for writing; never a parent. */
        ACTIVE,
        /** Never mounted itself; the only kind that is a parent. */
        COMMITTED
    }
}
