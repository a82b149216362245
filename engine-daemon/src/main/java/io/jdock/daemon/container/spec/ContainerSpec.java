package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.ContainerConfig;
import io.jdock.engine.api.container.HostConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What one container's spec is built from.
 *
 * @param config merged with the image's
 * @param host checked by {@link HostConfigCheck}
 * @param mounts the parsed binds and mounts
 * @param devices the host devices it gets: those the client named, or all when it is privileged
 * @param directory where the container's {@code hosts}, {@code hostname} and {@code resolv.conf} are
 * @param cgroupsPath what names the container's cgroup, see {@link CgroupParent}
 */
public record ContainerSpec(
        String id,
        ContainerConfig config,
        HostConfig host,
        List<UserMount> mounts,
        List<HostDevice> devices,
        Path directory,
        String cgroupsPath) {

    private static final int SHORT_ID = 12;

    public ContainerSpec {
        mounts = List.copyOf(mounts);
        devices = List.copyOf(devices);
    }

    /** The host name the container sees; that of the host when it shares its UTS namespace. */
    String hostname(HostFacts facts) {
        if (!config.hostname().isEmpty()) {
            return config.hostname();
        }
        boolean hostNetwork = host.namespaces().network().equals("host");
        return sharesUts() || hostNetwork ? facts.hostname() : id.substring(0, SHORT_ID);
    }

    boolean sharesUts() {
        return host.namespaces().uts().equals("host");
    }
}
