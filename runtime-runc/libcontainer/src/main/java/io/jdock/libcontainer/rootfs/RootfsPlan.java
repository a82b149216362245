package io.jdock.libcontainer.rootfs;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.errdefs.InvalidArgumentException;
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
 * @param propagation of the host's tree as the container's mount namespace sees it, or of the root in the end; a type of
 *     {@link MountFlags}
 * @param mounts in the order they are made
 * @param devices empty if the container brings its own {@code /dev}
 * @param deviceSource where they come from
 * @param masked paths that become unreadable, if they exist
 * @param readOnlyPaths paths that become read-only, if they exist
 * @param change how the root becomes the root
 * @param label SELinux context of file systems that are made for the container
 */
public record RootfsPlan(
        Path root,
        boolean readOnly,
        long propagation,
        List<MountPlan> mounts,
        List<DeviceNode> devices,
        DeviceSource deviceSource,
        List<InnerPath> masked,
        List<InnerPath> readOnlyPaths,
        RootChange change,
        Optional<String> label) {

    private static final InnerPath DEV = InnerPath.parse("/dev");
    private static final InnerPath PROC = InnerPath.parse("/proc");

    /** A launcher has registers for so many things at once. */
    private static final int MOST_PARTS = 400;

    public RootfsPlan {
        mounts = List.copyOf(mounts);
        devices = List.copyOf(devices);
        masked = List.copyOf(masked);
        readOnlyPaths = List.copyOf(readOnlyPaths);
    }

    /** Whether something is mounted on {@code /proc}, which can only be a procfs. */
    boolean mountsProc() {
        return mounts.stream().anyMatch(mount -> mount.destination().equals(PROC));
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
        MountPlanner planner = new MountPlanner(linux, cgroup, host);
        List<MountPlan> mounts = new ArrayList<>();
        for (Mount mount : spec.mounts()) {
            mounts.add(planner.plan(mount));
        }
        requireRoom(linux, mounts);
        boolean ownDev = mounts.stream()
                .anyMatch(mount -> mount.destination().equals(DEV) && mount.what() instanceof MountPlan.What.Bind);
        boolean readOnly = spec.root() != null && spec.root().readonly();
        return new RootfsPlan(
                root,
                readOnly,
                propagation(linux.rootfsPropagation()),
                mounts,
                ownDev ? List.of() : DeviceNode.plan(linux.devices()),
                deviceSource(linux, host),
                linux.maskedPaths().stream().map(InnerPath::parse).toList(),
                linux.readonlyPaths().stream().map(InnerPath::parse).toList(),
                change(linux),
                label(linux.mountLabel(), host));
    }

    /** The same without pivot_root(2), which the kernel refuses for a root on a ramdisk. */
    public RootfsPlan withoutPivot() {
        if (onHost()) {
            return this;
        }
        return new RootfsPlan(
                root,
                readOnly,
                propagation,
                mounts,
                devices,
                deviceSource,
                masked,
                readOnlyPaths,
                RootChange.MOVE,
                label);
    }

    private static RootChange change(Linux linux) {
        if (!HostRoot.isUsed(linux)) {
            return RootChange.PIVOT;
        }
        if (!linux.maskedPaths().isEmpty() || !linux.readonlyPaths().isEmpty()) {
            throw new InvalidArgumentException("unable to restrict sys entries without a private MNT namespace");
        }
        return RootChange.CHROOT;
    }

    /** Whether all is mounted in the host's own mount namespace. */
    boolean onHost() {
        return change == RootChange.CHROOT;
    }

    private static Optional<String> label(@Nullable String label, Host host) {
        if (label == null || label.isEmpty()) {
            return Optional.empty();
        }
        if (!host.hasSelinux()) {
            throw new FailedPreconditionException(
                    "linux.mountLabel \"%s\": SELinux is not enabled on this machine".formatted(label));
        }
        return Optional.of(label);
    }

    private static void requireRoom(Linux linux, List<MountPlan> mounts) {
        int parts = mounts.size()
                + linux.devices().size()
                + linux.maskedPaths().size()
                + linux.readonlyPaths().size();
        if (parts > MOST_PARTS) {
            throw new InvalidArgumentException(
                    "%d mounts, devices, masked and read-only paths: at most %d are supported"
                            .formatted(parts, MOST_PARTS));
        }
    }

    /** Whether mounts of the host may appear here, or ours there. */
    boolean shared() {
        return (propagation & MountFlags.SHARED) != 0;
    }

    /** What the host's tree is made first; if it is to be shared, nothing is done to it. */
    long propagationOfHost() {
        // Of an unbindable tree no part could be shown.
        return (propagation & MountFlags.UNBINDABLE) == 0
                ? propagation
                : MountFlags.PRIVATE | propagation & MountFlags.REC;
    }

    /** Whether every mount of the host that is seen here is cut off from it. */
    boolean cutOff() {
        return !onHost() && !shared() && (propagation & MountFlags.REC) != 0;
    }

    /** Whether the root still has to be made what it is to be once it is the root. */
    boolean propagatesInTheEnd() {
        return (propagation & (MountFlags.SHARED | MountFlags.UNBINDABLE)) != 0;
    }

    private static DeviceSource deviceSource(Linux linux, Host host) {
        if (!host.mayMakeDevices()) {
            return DeviceSource.HOST;
        }
        return linux.namespace(Namespace.Kind.USER).isPresent() ? DeviceSource.STAGED : DeviceSource.MADE;
    }

    private static long propagation(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            // A slave sees the host's unmounts, so that nothing the host lets go of is kept busy here.
            return MountFlags.SLAVE | MountFlags.REC;
        }
        long flags = MountOptionParser.propagation(word);
        if (flags == 0) {
            throw new InvalidArgumentException("linux.rootfsPropagation: unknown value \"%s\"".formatted(word));
        }
        return flags;
    }
}
