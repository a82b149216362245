package io.jdock.oci.runtime;

import java.util.List;

/**
 * The execution domain of a container's processes; see personality(2).
 *
 * @param domain {@code LINUX} or {@code LINUX32}
 * @param flags none are defined yet
 */
public record Personality(String domain, List<String> flags) {

    public Personality {
        flags = List.copyOf(flags);
    }
}
