package io.jdock.libcontainer.namespaces;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.procfs.FreshProc;
import io.jdock.linux.Namespace;
import io.jdock.linux.batch.Batch;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Kernel parameters of a container. Only those that belong to a namespace which is the container's own; any other would change
 * the host.
 *
 * @param values by dotted name
 */
public record Sysctls(Map<String, String> values) {

    /** Without a group that repeats: that would go as deep into the stack as a name has parts. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+\\.[a-zA-Z0-9_.-]*[a-zA-Z0-9_-]");

    private static final Set<String> IPC = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    public Sysctls {
        values = Map.copyOf(values);
    }

    /** @throws InvalidArgumentException for a parameter that is not the container's own */
    public static Sysctls of(Map<String, String> wanted, NamespacePlan namespaces) {
        wanted.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()
                    || name.contains("..")
                    || value.indexOf('\n') >= 0
                    || value.indexOf('\0') >= 0) {
                throw new InvalidArgumentException("sysctl \"%s\": not a plain name and value".formatted(name));
            }
            if (!namespaces.isOwn(namespaceOf(name))) {
                throw new InvalidArgumentException(
                        "sysctl \"%s\" is not allowed: the container shares that namespace with the host"
                                .formatted(name));
            }
        });
        return new Sysctls(wanted);
    }

    private static Namespace namespaceOf(String name) {
        if (IPC.contains(name) || name.startsWith("fs.mqueue.")) {
            return Namespace.IPC;
        }
        if (name.startsWith("net.")) {
            return Namespace.NETWORK;
        }
        if (name.equals("kernel.domainname")) {
            return Namespace.UTS;
        }
        throw new InvalidArgumentException("sysctl \"%s\" is not in a separate kernel namespace".formatted(name));
    }

    /** Writes them through a procfs that nobody but us has seen, so that nothing can stand in for a file of it. */
    public void addTo(Batch batch, FreshProc proc) {
        if (values.isEmpty()) {
            return;
        }
        proc.open(batch);
        new TreeMap<>(values)
                .forEach((name, value) -> proc.write(
                        batch, "sys/" + name.replace('.', '/'), value, "set sysctl %s to %s".formatted(name, value)));
    }
}
