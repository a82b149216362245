package io.jdock.daemon.container.spec;

import java.util.List;
import java.util.Set;

/**
 * What a spec depends on that only the host knows; read once when the daemon starts.
 *
 * @param cpus processors online
 * @param hostname the host's own, for containers in its UTS namespace
 * @param cgroupV2 the unified hierarchy is in use
 * @param boundingCapabilities {@code CAP_} names the daemon could pass on at most
 * @param devices everything below {@code /dev}, for privileged containers
 */
public record HostFacts(
        int cpus, String hostname, boolean cgroupV2, Set<String> boundingCapabilities, List<HostDevice> devices) {

    public HostFacts {
        boundingCapabilities = Set.copyOf(boundingCapabilities);
        devices = List.copyOf(devices);
    }
}
