package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mount inside a container.
 *
 * @param destination absolute path inside the container
 * @param type file system type; {@code bind} or null for a bind mount
 * @param source device or host path
 * @param options mount options as mount(8) and the runtime spec name them
 * @param uidMappings for an id-mapped mount
 * @param gidMappings for an id-mapped mount
 */
public record Mount(
        String destination,
        @Nullable String type,
        @Nullable String source,
        List<String> options,
        List<IdMapping> uidMappings,
        List<IdMapping> gidMappings) {

    public Mount {
        options = List.copyOf(options);
        uidMappings = List.copyOf(uidMappings);
        gidMappings = List.copyOf(gidMappings);
    }

    /** A mount without id mapping. */
    public Mount(String destination, @Nullable String type, @Nullable String source, List<String> options) {
        this(destination, type, source, options, List.of(), List.of());
    }

    /** A recursive bind mount of a host path. */
    public static Mount bind(String source, String destination, List<String> options) {
        return new Mount(destination, "bind", source, options);
    }
}
