package io.jdock.supervisor.images;

import io.jdock.oci.image.ImageReference;
import io.jdock.oci.image.Platform;
import java.util.List;

/**
 * One image that is to be written into an archive.
 *
 * @param record the name of its record
 * @param names what it is to be called in the archive; none for an image that is asked for by its ID
 * @param platforms to write alone; none for all that is here
 */
public record SaveOrder(String record, List<ImageReference> names, List<Platform> platforms) {

    public SaveOrder {
        names = List.copyOf(names);
        platforms = List.copyOf(platforms);
    }
}
