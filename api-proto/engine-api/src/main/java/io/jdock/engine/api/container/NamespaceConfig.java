package io.jdock.engine.api.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which namespaces a container has of its own. Empty means the default of each.
 *
 * @param network {@code default}, {@code bridge}, {@code host}, {@code none} or a network's name
 * @param ipc {@code none}, {@code private}, {@code shareable}, {@code host} or {@code container:X}
 * @param pid empty, {@code host} or {@code container:X}
 * @param uts empty or {@code host}
 * @param user empty or {@code host}
 * @param cgroup empty, {@code private} or {@code host}
 */
public record NamespaceConfig(
        @JsonProperty("NetworkMode") String network,
        @JsonProperty("IpcMode") String ipc,
        @JsonProperty("PidMode") String pid,
        @JsonProperty("UTSMode") String uts,
        @JsonProperty("UsernsMode") String user,
        @JsonProperty("CgroupnsMode") String cgroup) {

    /** The value that shares the host's namespace. */
    public static final String HOST = "host";

    static final NamespaceConfig DEFAULT = new NamespaceConfig("", "", "", "", "", "");

    public NamespaceConfig {
        network = Absent.orEmpty(network);
        ipc = Absent.orEmpty(ipc);
        pid = Absent.orEmpty(pid);
        uts = Absent.orEmpty(uts);
        user = Absent.orEmpty(user);
        cgroup = Absent.orEmpty(cgroup);
    }
}
