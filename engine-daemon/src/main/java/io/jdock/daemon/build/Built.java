package io.jdock.daemon.build;

import io.jdock.daemon.image.StoredImage;
import io.jdock.oci.image.ExecutionConfig;
import io.jdock.oci.image.ImageConfig;
import io.jdock.oci.image.Platform;
import io.jdock.oci.image.RootFs;
import java.util.List;
import java.util.Optional;

/**
 * How far a stage has come.
 *
 * @param id the image's; absent at the beginning of a stage that starts from nothing
 */
record Built(Optional<String> id, ImageConfig config) {

    /** As in Docker. */
    private static final List<String> ENV =
            List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    static Built of(StoredImage image) {
        return new Built(Optional.of(image.id()), image.config());
    }

    /** {@code FROM scratch}. */
    static Built nothing(Platform platform) {
        return new Built(
                Optional.empty(),
                new ImageConfig(
                        null,
                        null,
                        platform.architecture(),
                        platform.os(),
                        platform.osVersion(),
                        platform.variant(),
                        new ExecutionConfig(
                                null, null, ENV, null, null, null, null, null, null, null, false, null, null, null),
                        new RootFs(List.of()),
                        null,
                        null,
                        null,
                        null));
    }
}
