package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which NUMA nodes memory comes from; see set_mempolicy(2).
 *
 * @param mode {@code MPOL_…}
 * @param nodes a list like {@code 0-3,7}
 * @param flags {@code MPOL_F_…}
 */
public record MemoryPolicy(String mode, @Nullable String nodes, List<String> flags) {

    public MemoryPolicy {
        flags = List.copyOf(flags);
    }
}
