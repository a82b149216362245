package io.jdock.supervisor.images;

import io.jdock.oci.image.Digest;

/** What a transfer tells of while it runs. Numbers are bytes. */
public sealed interface TransferEvent {

    /** Who is told. Called by several threads at once; must not block. */
    @FunctionalInterface
    interface Listener {
        void report(TransferEvent event);
    }

    /** The reference was resolved to this manifest or index. */
    record Resolved(Digest digest) implements TransferEvent {}

    /** A layer's state changed, or its transfer went on. */
    record Layer(Digest digest, Step step, long current, long total) implements TransferEvent {}

    /**
     * An image is recorded.
     *
     * @param reference its name, empty when it has only an ID
     * @param target of its record
     * @param id the digest of its configuration
     * @param unchanged whether it was recorded just so before
     */
    record Recorded(String reference, Digest target, Digest id, boolean unchanged) implements TransferEvent {}

    /** Where a layer stands. */
    enum Step {
        WAITING,
        EXISTS,
        DOWNLOADING,
        VERIFYING,
        DOWNLOADED,
        EXTRACTING,
        COMPLETE
    }
}
