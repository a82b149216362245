package io.jdock.oci.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of service of Intel's Resource Director Technology; see the kernel's {@code resctrl} documentation.
 *
 * @param closID its name, null for the container's
 * @param schemata lines of the schemata file; they replace the two below
 * @param l3CacheSchema {@code L3:0=fff;…}
 * @param memBwSchema {@code MB:0=70;…}
 * @param enableMonitoring whether the container gets a monitoring group
 * @param enableCMT what spec 1.2 had for cache occupancy in place of {@code enableMonitoring}
 * @param enableMBM what spec 1.2 had for memory bandwidth
 */
public record IntelRdt(
        @Nullable String closID,
        List<String> schemata,
        @Nullable String l3CacheSchema,
        @Nullable String memBwSchema,
        boolean enableMonitoring,
        boolean enableCMT,
        boolean enableMBM) {

    public IntelRdt {
        schemata = List.copyOf(schemata);
    }
}
