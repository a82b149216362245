package io.jdock.daemon.container.create;

import io.jdock.oci.image.Platform;
import java.util.List;

/** Docker's warning that a program will be emulated, or not run at all. */
public final class PlatformWarning {

    private PlatformWarning() {}

    /** None when the machine runs the image by itself. */
    public static List<String> of(Platform image, Platform machine) {
        // The configuration of an image often has no variant.
        boolean unsaid = image.variant().isEmpty()
                && machine.os().equals(image.normalized().os())
                && machine.architecture().equals(image.normalized().architecture());
        if (unsaid || machine.runnable().stream().anyMatch(image::same)) {
            return List.of();
        }
        return List.of(("The requested image's platform (%s) does not match the detected host platform (%s)"
                        + " and no specific platform was requested")
                .formatted(image, machine));
    }
}
