package io.jdock.daemon.image;

import io.jdock.oci.image.Descriptor;
import java.util.Optional;

/** Something that happened while an image is pushed. */
public sealed interface PushStep {

    /**
     * A layer came further.
     *
     * @param digest of its blob
     * @param current bytes so far, of {@code total}
     * @param from the repository that the registry took it from, else empty
     */
    record Layer(Stage stage, String digest, long current, long total, String from) implements PushStep {}

    /**
     * The tag is set.
     *
     * @param target what it stands for now
     * @param insteadOf the index that the image is here as, when only one of its manifests was pushed
     */
    record Pushed(Descriptor target, Optional<Descriptor> insteadOf) implements PushStep {}

    /** Where a layer stands. */
    enum Stage {
        PREPARING,
        WAITING,
        EXISTS,
        MOUNTED,
        RUNNING,
        COMPLETE
    }
}
