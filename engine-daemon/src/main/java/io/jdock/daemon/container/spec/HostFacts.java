package io.jdock.daemon.container.spec;

import java.util.List;
import java.util.Set;

/**
 * What a spec depends on that only the host knows; read once when the daemon starts.
 *
 * @param cpus processors online
 * @param hostname the host's own, for containers in its UTS namespace
 * @param cgroupV2 the unified hierarchy is in use
 * @param limitsSwap a limit of swap can be set
 * @param boundingCapabilities {@code CAP_} names the daemon could pass on at most
 */
public record HostFacts(
        int cpus, String hostname, boolean cgroupV2, boolean limitsSwap, Set<String> boundingCapabilities) {

    public HostFacts {
        boundingCapabilities = Set.copyOf(boundingCapabilities);
    }

    /** Every capability this version knows, in the order of their numbers. */
    public static List<String> capabilityNames() {
        return CapabilityNames.ALL;
    }
}
