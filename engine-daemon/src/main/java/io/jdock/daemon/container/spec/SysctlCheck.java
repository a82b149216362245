package io.jdock.daemon.container.spec;

import io.jdock.engine.api.container.HostConfig;
import io.jdock.engine.api.container.NamespaceConfig;
import io.jdock.errdefs.InvalidArgumentException;
import java.util.Set;

/** Lets through only kernel parameters that a namespace of the container keeps apart from the host's. */
final class SysctlCheck {

    private static final Set<String> IPC = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private SysctlCheck() {}

    static void check(HostConfig host) {
        NamespaceConfig namespaces = host.namespaces();
        for (String key : host.security().sysctls().keySet()) {
            boolean allowed = switch (namespaceOf(key)) {
                case NETWORK -> !namespaces.network().equals(NamespaceConfig.HOST);
                case IPC -> !namespaces.ipc().equals(NamespaceConfig.HOST);
                case UTS -> !namespaces.uts().equals(NamespaceConfig.HOST);
                case NONE -> false;
            };
            if (!allowed) {
                throw new InvalidArgumentException(
                        "sysctl '%s' is not allowed: it would change the host".formatted(key));
            }
        }
    }

    private static Owner namespaceOf(String key) {
        // A slash means the same as a dot to sysctl(8), but could climb out of /proc/sys as "..".
        if (key.contains("/") || key.contains("..")) {
            return Owner.NONE;
        }
        if (key.startsWith("net.")) {
            return Owner.NETWORK;
        }
        if (IPC.contains(key) || key.startsWith("fs.mqueue.")) {
            return Owner.IPC;
        }
        return key.equals("kernel.domainname") ? Owner.UTS : Owner.NONE;
    }

    private enum Owner {
        NETWORK,
        IPC,
        UTS,
        NONE
    }
}
