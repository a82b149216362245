package io.jdock.libcontainer.namespaces;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.Namespace;
import io.jdock.oci.runtime.Linux;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The namespaces of a container; those of neither set are the host's.
 *
 * @param fresh made for it
 * @param joined taken from these files
 */
public record NamespacePlan(Set<Namespace> fresh, Map<Namespace, Path> joined) {

    public NamespacePlan {
        fresh = Set.copyOf(fresh);
        joined = Map.copyOf(joined);
    }

    /** @throws InvalidArgumentException for a kind given twice, or a container without a mount namespace of its own */
    public static NamespacePlan of(Linux linux) {
        Set<Namespace> fresh = EnumSet.noneOf(Namespace.class);
        Map<Namespace, Path> joined = new EnumMap<>(Namespace.class);
        for (io.jdock.oci.runtime.Namespace wanted : linux.namespaces()) {
            Namespace kind = kindOf(wanted.type());
            if (fresh.contains(kind) || joined.containsKey(kind)) {
                throw new InvalidArgumentException("linux.namespaces: %s is given twice".formatted(wanted.type()));
            }
            String path = wanted.path();
            if (path == null || path.isEmpty()) {
                fresh.add(kind);
            } else {
                joined.put(kind, absolute(path));
            }
        }
        if (!fresh.contains(Namespace.MOUNT)) {
            throw new InvalidArgumentException("linux.namespaces: a container needs a new mount namespace");
        }
        if (fresh.contains(Namespace.USER)
                || joined.containsKey(Namespace.USER)
                || !linux.uidMappings().isEmpty()) {
            throw new NotImplementedException("linux.namespaces: user namespaces are not supported");
        }
        if (fresh.contains(Namespace.TIME) || joined.containsKey(Namespace.TIME)) {
            throw new NotImplementedException("linux.namespaces: time namespaces are not supported");
        }
        return new NamespacePlan(fresh, joined);
    }

    /** Whether the process is PID 1 of its own pid namespace. */
    public boolean newPid() {
        return fresh.contains(Namespace.PID);
    }

    /** The pid namespace to share, if it is neither new nor the host's. */
    public Optional<Path> sharedPid() {
        return Optional.ofNullable(joined.get(Namespace.PID));
    }

    public boolean isNew(Namespace kind) {
        return fresh.contains(kind);
    }

    /** Whether the container does not see the host's. */
    public boolean isOwn(Namespace kind) {
        return fresh.contains(kind) || joined.containsKey(kind);
    }

    private static Path absolute(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0 || path.length() > 4095) {
            throw new InvalidArgumentException("linux.namespaces: path is not absolute or too long");
        }
        return Path.of(path);
    }

    private static Namespace kindOf(io.jdock.oci.runtime.Namespace.Kind kind) {
        return switch (kind) {
            case PID -> Namespace.PID;
            case NETWORK -> Namespace.NETWORK;
            case MOUNT -> Namespace.MOUNT;
            case IPC -> Namespace.IPC;
            case UTS -> Namespace.UTS;
            case USER -> Namespace.USER;
            case CGROUP -> Namespace.CGROUP;
            case TIME -> Namespace.TIME;
        };
    }
}
