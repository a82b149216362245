package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.libcontainer.namespaces.IdMap;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the mounts of a spec and decides what each of them is. */
final class MountPlanner {

    private static final InnerPath PROC = InnerPath.parse("/proc");
    private static final Path UNIFIED = Path.of("/sys/fs/cgroup");

    /** Files below /proc that others may be mounted on, as lxcfs does; everything else there would deceive the launcher. */
    private static final List<InnerPath> MOUNTABLE_PROC_FILES = List.of(
            InnerPath.parse("/proc/cpuinfo"),
            InnerPath.parse("/proc/diskstats"),
            InnerPath.parse("/proc/meminfo"),
            InnerPath.parse("/proc/stat"),
            InnerPath.parse("/proc/swaps"),
            InnerPath.parse("/proc/uptime"),
            InnerPath.parse("/proc/loadavg"),
            InnerPath.parse("/proc/slabinfo"),
            InnerPath.parse("/proc/net/dev"),
            InnerPath.parse("/proc/sys/kernel/ns_last_pid"),
            InnerPath.parse("/proc/sys/crypto/fips_enabled"));

    private final Linux linux;
    private final Map<String, Path> cgroup;
    private final Host host;

    /** @param cgroup the container's cgroup directories by mount name; one with an empty name means version 2 */
    MountPlanner(Linux linux, Map<String, Path> cgroup, Host host) {
        this.linux = linux;
        this.cgroup = cgroup;
        this.host = host;
    }

    MountPlan plan(Mount mount) {
        // The specification still has relative ones, from the root on.
        String path = mount.destination();
        InnerPath destination = InnerPath.parse(path.startsWith("/") || path.isEmpty() ? path : "/" + path);
        if (destination.isRoot()) {
            throw new InvalidArgumentException("mount on /: the root file system is given by \"root\"");
        }
        MountOptions options = MountOptions.parse(mount.options());
        String type = mount.type() == null ? "" : mount.type();
        MountPlan.What what = what(mount, destination, options, type);
        Optional<MountPlan.Ids> ids = ids(mount, destination, options, what);
        requireSense(destination, options, what);
        return new MountPlan(destination, what, options, ids);
    }

    private MountPlan.What what(Mount mount, InnerPath destination, MountOptions options, String type) {
        return switch (options.kind()) {
            case BIND, RECURSIVE_BIND -> bind(mount, destination);
            case REMOUNT, BIND_REMOUNT -> {
                requireNotBelowProc(destination, "remount");
                yield new MountPlan.What.Remount(options.kind() == MountOptions.Kind.REMOUNT);
            }
            case NEW, COPY_UP -> type.equals("bind") ? bind(mount, destination) : fileSystem(mount, destination, type);
        };
    }

    private MountPlan.What fileSystem(Mount mount, InnerPath destination, String type) {
        if (destination.equals(PROC) && !type.equals("proc")) {
            throw onlyProc("mount " + type, destination);
        }
        requireNotBelowProc(destination, "mount " + type);
        return switch (type) {
            case "cgroup", "cgroup2" -> cgroups();
            case "" -> throw new InvalidArgumentException("mount on %s: type is missing".formatted(destination));
            default -> new MountPlan.What.FileSystem(type, mount.source());
        };
    }

    private MountPlan.What cgroups() {
        if (!cgroup.containsKey("")) {
            return new MountPlan.What.CgroupV1(cgroup);
        }
        // The host's tree cannot be mounted by whoever has no rights in the host's cgroup namespace, only shown.
        boolean mountable = linux.namespace(Namespace.Kind.USER).isEmpty()
                || linux.namespace(Namespace.Kind.CGROUP).isPresent();
        return mountable ? new MountPlan.What.CgroupV2() : new MountPlan.What.Bind(UNIFIED, true);
    }

    /** On /proc itself only another procfs may be bound; whether it is one is seen when it is opened. */
    private MountPlan.What bind(Mount mount, InnerPath destination) {
        if (!MOUNTABLE_PROC_FILES.contains(destination)) {
            requireNotBelowProc(destination, "bind mount");
        }
        if (mount.source() == null || !mount.source().startsWith("/")) {
            throw new InvalidArgumentException(
                    "bind mount on %s: source \"%s\" is not an absolute path".formatted(destination, mount.source()));
        }
        Path source = Path.of(mount.source());
        return new MountPlan.What.Bind(source, host.isDirectory(source));
    }

    private static void requireNotBelowProc(InnerPath destination, String what) {
        if (destination.isBelow(PROC)) {
            throw onlyProc(what, destination);
        }
    }

    private static InvalidArgumentException onlyProc(String what, InnerPath destination) {
        return new InvalidArgumentException("%s on %s: only procfs may be there".formatted(what, destination));
    }

    private Optional<MountPlan.Ids> ids(Mount mount, InnerPath destination, MountOptions options, MountPlan.What what) {
        IdMap uids = IdMap.of("mount on " + destination + ": uidMappings", mount.uidMappings());
        IdMap gids = IdMap.of("mount on " + destination + ": gidMappings", mount.gidMappings());
        boolean mapped = !uids.isEmpty() || !gids.isEmpty();
        if (!mapped && options.idMap() == MountOptions.IdMapping.NONE) {
            return Optional.empty();
        }
        if (!(what instanceof MountPlan.What.Bind)) {
            throw new InvalidArgumentException("mount on %s: only bind mounts can be id-mapped".formatted(destination));
        }
        if (uids.isEmpty() != gids.isEmpty()) {
            throw new InvalidArgumentException(
                    "mount on %s: an id-mapped mount needs both uidMappings and gidMappings".formatted(destination));
        }
        return Optional.of(mapped ? new MountPlan.Ids.Mapped(uids, gids) : ofContainer(destination));
    }

    /** The container's own maps, for a mount that is to be mapped and does not say how. */
    private MountPlan.Ids ofContainer(InnerPath destination) {
        Namespace namespace = linux.namespace(Namespace.Kind.USER)
                .orElseThrow(() -> new InvalidArgumentException(
                        "mount on %s: \"idmap\" without mappings, and the container has no user namespace to take them from"
                                .formatted(destination)));
        String path = namespace.path();
        return path == null || path.isEmpty()
                ? new MountPlan.Ids.Mapped(
                        IdMap.of("linux.uidMappings", linux.uidMappings()),
                        IdMap.of("linux.gidMappings", linux.gidMappings()))
                : new MountPlan.Ids.OfNamespace(Path.of(path));
    }

    private static void requireSense(InnerPath destination, MountOptions options, MountPlan.What what) {
        boolean copyUp = options.kind() == MountOptions.Kind.COPY_UP;
        if (copyUp && !(what instanceof MountPlan.What.FileSystem(String type, String _) && type.equals("tmpfs"))) {
            throw new InvalidArgumentException(
                    "mount on %s: option \"tmpcopyup\" is only for a tmpfs".formatted(destination));
        }
        // The kernel would not even look at them.
        if (what instanceof MountPlan.What.Bind(Path source, boolean _)
                && !options.data().isEmpty()
                && !source.equals(UNIFIED)) {
            throw new InvalidArgumentException("bind mount on %s: option \"%s\" is for a file system of its own"
                    .formatted(destination, options.data().getFirst()));
        }
    }
}
