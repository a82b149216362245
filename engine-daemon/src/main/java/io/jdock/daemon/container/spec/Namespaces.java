package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.NamespaceConfig;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Namespace.Kind;
import java.util.ArrayList;
import java.util.List;

/** Which namespaces are made for a container: all of Docker's but those that the client wants to share with the host. */
final class Namespaces {

    private Namespaces() {}

    static List<Namespace> of(NamespaceConfig config, HostFacts facts) {
        List<Namespace> namespaces = new ArrayList<>();
        namespaces.add(Namespace.fresh(Kind.MOUNT));
        addUnlessHost(namespaces, Kind.NETWORK, config.network());
        addUnlessHost(namespaces, Kind.UTS, config.uts());
        addUnlessHost(namespaces, Kind.PID, config.pid());
        addUnlessHost(namespaces, Kind.IPC, config.ipc());
        if (privateCgroup(config, facts)) {
            namespaces.add(Namespace.fresh(Kind.CGROUP));
        }
        return List.copyOf(namespaces);
    }

    /** Docker's default differs: on v1 container software expects to find its cgroup's path in the host's tree. */
    private static boolean privateCgroup(NamespaceConfig config, HostFacts facts) {
        return config.cgroup().isEmpty() ? facts.cgroupV2() : !config.cgroup().equals(NamespaceConfig.HOST);
    }

    private static void addUnlessHost(List<Namespace> namespaces, Kind kind, String mode) {
        if (!mode.equals(NamespaceConfig.HOST)) {
            namespaces.add(Namespace.fresh(kind));
        }
    }
}
