package io.jdock.supervisor.images;

import io.jdock.oci.image.Descriptor;
import io.jdock.oci.image.Digest;
import java.util.Optional;

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
     * @param id the digest of its configuration, or of an artifact's manifest
     * @param unchanged whether it was recorded just so before
     */
    record Recorded(String reference, Digest target, Digest id, boolean unchanged) implements TransferEvent {}

    /**
     * A layer's upload went on.
     *
     * @param current bytes sent; may go back when a connection broke
     * @param from the repository it was taken from when it is mounted, else empty
     */
    record Upload(Digest digest, UploadStep step, long current, long total, String from) implements TransferEvent {

        static Upload preparing(Descriptor layer) {
            return new Upload(layer.digest(), UploadStep.PREPARING, 0, layer.size(), "");
        }
    }

    /**
     * The registry's tag is set.
     *
     * @param reference full, with that tag
     * @param target what it stands for now
     * @param insteadOf the index that the image is here as, when not all of it is, so that only a manifest was pushed
     */
    record Pushed(String reference, Descriptor target, Optional<Descriptor> insteadOf) implements TransferEvent {}

    /** Where a layer's upload stands. */
    enum UploadStep {
        PREPARING,
        WAITING,
        EXISTS,
        MOUNTED,
        RUNNING,
        COMPLETE
    }

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
