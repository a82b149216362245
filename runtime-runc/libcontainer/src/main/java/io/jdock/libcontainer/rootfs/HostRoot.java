package io.jdock.libcontainer.rootfs;

import io.jdock.linux.MountCalls;
import io.jdock.linux.MountFlags;
import io.jdock.oci.runtime.Linux;
import io.jdock.oci.runtime.Namespace;
import io.jdock.oci.runtime.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The root of a container that has no mount namespace of its own: mounted over itself in ours, with all that belongs to the
 * container on it. It does not go by itself when the container does.
 */
public final class HostRoot {

    private HostRoot() {}

    /** Whether a container is made on such a root. */
    public static boolean isUsed(Spec spec) {
        Linux linux = spec.linux();
        return linux != null && isUsed(linux);
    }

    static boolean isUsed(Linux linux) {
        return linux.namespace(Namespace.Kind.MOUNT).isEmpty();
    }

    /** Unmounts a container's root with all that is on it. Does nothing if there is no such mount. */
    public static void release(Spec spec, Path root) {
        if (isUsed(spec)
                && coversItself(
                        Mounted.of(Math.toIntExact(ProcessHandle.current().pid())), root)) {
            MountCalls.unmount(root.toString(), MountFlags.MNT_DETACH | MountFlags.UMOUNT_NOFOLLOW);
        }
    }

    /**
     * Whether the topmost mount at a place shows just what is below it: nobody else's would.
     *
     * @param mounts those on top of others later
     */
    static boolean coversItself(List<Mounted> mounts, Path place) {
        Optional<Mounted> top = top(mounts, place);
        if (top.isEmpty()) {
            return false;
        }
        for (Mounted below : mounts) {
            if (below.id().equals(top.get().parent())) {
                return top.get().device().equals(below.device())
                        && top.get().root().equals(below.shownAt(place));
            }
        }
        return false;
    }

    private static Optional<Mounted> top(List<Mounted> mounts, Path place) {
        Optional<Mounted> top = Optional.empty();
        for (Mounted mount : mounts) {
            // Those on top of others come later.
            if (mount.point().equals(place)) {
                top = Optional.of(mount);
            }
        }
        return top;
    }
}
