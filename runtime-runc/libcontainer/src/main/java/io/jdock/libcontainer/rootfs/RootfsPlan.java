package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.MountFlags;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Mount;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Spec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is to be done to a container's file system, decided before anything is touched.
 *
 * @param root the root file system on the host
 * @param readOnly whether it ends up read-only
 * @param shared if the host's mounts stay shared: where the mount is mounted that holds the root
 * @param propagation propagation of the host's tree as the container's mount namespace sees it, {@link MountFlags}
 * @param mounts in the order they are made
 * @param devices empty if the container brings its own {@code /dev}
 * @param deviceSource where they come from
 * @param masked paths that become unreadable, if they exist
 * @param readOnlyPaths paths that become read-only, if they exist
 */
public record RootfsPlan(
        Path root,
        boolean readOnly,
        Optional<Path> shared,
        long propagation,
        List<MountPlan> mounts,
        List<DeviceNode> devices,
        DeviceSource deviceSource,
        List<InnerPath> masked,
        List<InnerPath> readOnlyPaths) {

    private static final InnerPath PROC = InnerPath.parse("/proc");
    private static final InnerPath DEV = InnerPath.parse("/dev");

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

    public RootfsPlan {
        mounts = List.copyOf(mounts);
        devices = List.copyOf(devices);
        masked = List.copyOf(masked);
        readOnlyPaths = List.copyOf(readOnlyPaths);
    }

    /**
     * Plans the file system of a container.
     *
     * @param root the root file system on the host
     * @param cgroup the container's cgroup directories by mount name; one with an empty name means version 2
     * @param host what the plan depends on beside the spec
     * @throws InvalidArgumentException for mounts that make no sense or would deceive us
     */
    public static RootfsPlan of(Spec spec, Path root, Map<String, Path> cgroup, Host host) {
        Linux linux = spec.linux();
        if (linux == null) {
            throw new InvalidArgumentException("runtime spec: \"linux\" is missing");
        }
        String label = linux.mountLabel();
        if (label != null && !label.isEmpty()) {
            throw new NotImplementedException("linux.mountLabel: SELinux is not supported");
        }
        List<MountPlan> mounts = new ArrayList<>();
        for (Mount mount : spec.mounts()) {
            mounts.add(planMount(mount, cgroup, host));
        }
        boolean ownDev = mounts.stream()
                .anyMatch(mount -> mount.destination().equals(DEV) && mount.what() instanceof MountPlan.What.Bind);
        long propagation = propagation(linux.rootfsPropagation());
        boolean readOnly = spec.root() != null && spec.root().readonly();
        return new RootfsPlan(
                root,
                readOnly,
                (propagation & MountFlags.SHARED) != 0 ? Optional.of(host.mountPointOf(root)) : Optional.empty(),
                propagation,
                mounts,
                ownDev ? List.of() : DeviceNode.plan(linux.devices()),
                deviceSource(linux, host),
                linux.maskedPaths().stream().map(InnerPath::parse).toList(),
                linux.readonlyPaths().stream().map(InnerPath::parse).toList());
    }

    private static DeviceSource deviceSource(Linux linux, Host host) {
        if (!host.mayMakeDevices()) {
            return DeviceSource.HOST;
        }
        boolean userNamespace =
                linux.namespaces().stream().anyMatch(namespace -> namespace.type() == Namespace.Kind.USER);
        return userNamespace ? DeviceSource.STAGED : DeviceSource.MADE;
    }

    private static long propagation(@Nullable String word) {
        return switch (word == null ? "" : word) {
            // A slave sees the host's unmounts, so that nothing the host lets go of is kept busy here.
            case "", "rslave", "slave" -> MountFlags.SLAVE | MountFlags.REC;
            case "private", "rprivate" -> MountFlags.PRIVATE | MountFlags.REC;
            case "shared", "rshared" -> MountFlags.SHARED | MountFlags.REC;
            case "unbindable", "runbindable" -> MountFlags.PRIVATE | MountFlags.REC;
            default ->
                throw new InvalidArgumentException("linux.rootfsPropagation: unknown value \"%s\"".formatted(word));
        };
    }

    private static MountPlan planMount(Mount mount, Map<String, Path> cgroup, Host host) {
        InnerPath destination = InnerPath.parse(mount.destination());
        if (destination.isRoot()) {
            throw new InvalidArgumentException("mount on /: the root file system is given by \"root\"");
        }
        if (!mount.uidMappings().isEmpty() || !mount.gidMappings().isEmpty()) {
            throw new NotImplementedException("mount on %s: id-mapped mounts are not supported".formatted(destination));
        }
        MountOptions options = MountOptions.parse(mount.options());
        String type = mount.type() == null ? "" : mount.type();
        if (options.bind() || type.equals("bind")) {
            return new MountPlan(destination, bind(mount, destination, host), options);
        }
        requireNoProcBelow(destination, type);
        return switch (type) {
            case "cgroup", "cgroup2" -> new MountPlan(destination, cgroup(cgroup), options);
            case "" -> throw new InvalidArgumentException("mount on %s: type is missing".formatted(destination));
            default -> new MountPlan(destination, new MountPlan.What.FileSystem(type, mount.source()), options);
        };
    }

    private static MountPlan.What bind(Mount mount, InnerPath destination, Host host) {
        if (destination.equals(PROC) || destination.isBelow(PROC) && !MOUNTABLE_PROC_FILES.contains(destination)) {
            throw new InvalidArgumentException("bind mount on %s: only procfs may be there".formatted(destination));
        }
        if (mount.source() == null || !mount.source().startsWith("/")) {
            throw new InvalidArgumentException(
                    "bind mount on %s: source \"%s\" is not an absolute path".formatted(destination, mount.source()));
        }
        Path source = Path.of(mount.source());
        return new MountPlan.What.Bind(source, host.isDirectory(source));
    }

    private static void requireNoProcBelow(InnerPath destination, String type) {
        boolean procElsewhere = destination.equals(PROC) && !type.equals("proc");
        if (procElsewhere || destination.isBelow(PROC)) {
            throw new InvalidArgumentException("mount %s on %s: only procfs may be there".formatted(type, destination));
        }
    }

    private static MountPlan.What cgroup(Map<String, Path> directories) {
        return directories.containsKey("") ? new MountPlan.What.CgroupV2() : new MountPlan.What.CgroupV1(directories);
    }
}
