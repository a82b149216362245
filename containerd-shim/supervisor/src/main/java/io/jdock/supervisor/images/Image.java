package io.jdock.supervisor.images;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.oci.image.Descriptor;
import java.time.Instant;
import java.util.Map;

/**
 * The record of an image.
 *
 * @param name what it is known under within its namespace
 * @param target the index or manifest that the name stands for
 */
public record Image(String name, Map<String, String> labels, Descriptor target, Instant createdAt, Instant updatedAt) {

    public Image {
        if (name.isEmpty()) {
            throw new InvalidArgumentException("image has no name");
        }
        labels = Map.copyOf(labels);
    }
}
