package io.jdock.libcontainer.namespaces;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Namespace;
import io.jdock.oci.runtime.Linux;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The namespaces of a container; those of neither set are the host's.
 *
 * @param fresh made for it
 * @param joined taken from these files
 * @param uids of the user namespace: the map of a new one, what that of a joined one is to be, or nothing
 * @param gids the same for groups
 * @param clocks of a new time namespace
 */
public record NamespacePlan(
        Set<Namespace> fresh, Map<Namespace, Path> joined, IdMap uids, IdMap gids, ClockOffsets clocks) {

    public NamespacePlan {
        fresh = Set.copyOf(fresh);
        joined = Map.copyOf(joined);
    }

    /** @throws InvalidArgumentException for kinds, maps and offsets that do not go together */
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
        NamespacePlan plan = new NamespacePlan(
                fresh,
                joined,
                IdMap.of("linux.uidMappings", linux.uidMappings()),
                IdMap.of("linux.gidMappings", linux.gidMappings()),
                ClockOffsets.of(linux.timeOffsets()));
        plan.requireSense();
        return plan;
    }

    private void requireSense() {
        if (!isOwn(Namespace.MOUNT) && isOwn(Namespace.USER)) {
            throw new InvalidArgumentException(
                    "linux.namespaces: a container in a user namespace needs a mount namespace of its own");
        }
        requireMapSense();
        if (!clocks.isEmpty() && !isNew(Namespace.TIME)) {
            throw new InvalidArgumentException("linux.timeOffsets: only a new time namespace can have offsets");
        }
    }

    private void requireMapSense() {
        if (!isOwn(Namespace.USER) && !(uids.isEmpty() && gids.isEmpty())) {
            throw new InvalidArgumentException(
                    "linux.uidMappings, linux.gidMappings: the container has the host's user namespace");
        }
        if (uids.isEmpty() != gids.isEmpty() || isNew(Namespace.USER) && uids.isEmpty()) {
            throw new InvalidArgumentException(
                    "linux.namespaces: a user namespace needs both linux.uidMappings and linux.gidMappings");
        }
        // Whoever sets a container up does so as its root.
        if (isNew(Namespace.USER)
                && (uids.outside(0).isEmpty() || gids.outside(0).isEmpty())) {
            throw new InvalidArgumentException(
                    "linux.uidMappings, linux.gidMappings: they have to map the container's root, id 0");
        }
    }

    /** Whether the process is PID 1 of its own pid namespace. */
    public boolean newPid() {
        return fresh.contains(Namespace.PID);
    }

    public boolean isNew(Namespace kind) {
        return fresh.contains(kind);
    }

    /** Whether the container does not see the host's. */
    public boolean isOwn(Namespace kind) {
        return fresh.contains(kind) || joined.containsKey(kind);
    }

    /** Whether the launcher has to leave a child in its place, see {@link Succession}. */
    public boolean succession() {
        return isOwn(Namespace.USER) || isNew(Namespace.TIME) || joined.containsKey(Namespace.PID);
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
