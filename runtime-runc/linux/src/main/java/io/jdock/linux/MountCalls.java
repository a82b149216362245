package io.jdock.linux;

import org.jspecify.annotations.Nullable;

/**
 * Mounting, by path and by descriptor, in the mount namespace of the calling thread.
 *
 * <p>Whoever builds a container uses the steps of the same names in {@code io.jdock.linux.batch} instead: nothing of a
 * container's file system is ever mounted from here.
 */
public final class MountCalls {

    private MountCalls() {}

    /** @param flags {@link MountFlags}; @param data the file system's own options */
    public static void mount(
            @Nullable String source, String target, @Nullable String type, long flags, @Nullable String data) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "mount %s on %s".formatted(type == null ? source : type, target),
                    Syscall.MOUNT,
                    scratch.text(source),
                    scratch.text(target),
                    scratch.text(type),
                    flags,
                    scratch.text(data));
        }
    }

    public static void unmount(String target, int flags) {
        try (var scratch = new Scratch()) {
            Syscalls.call("unmount " + target, Syscall.UMOUNT2, scratch.text(target), flags);
        }
    }

    /** A descriptor of the mount at a path, detached from the tree with {@link MountAttr#OPEN_TREE_CLONE}. */
    public static Fd openTree(int directory, String path, int flags) {
        try (var scratch = new Scratch()) {
            return Fd.owning(Syscalls.call(
                    "open the mount at " + path,
                    Syscall.OPEN_TREE,
                    directory,
                    scratch.text(path),
                    flags | MountAttr.OPEN_TREE_CLOEXEC));
        }
    }

    /** Attaches a detached mount to a path. */
    public static void moveMount(Fd mount, int directory, String path) {
        try (var scratch = new Scratch()) {
            int flags = MountAttr.MOVE_MOUNT_F_EMPTY_PATH | (path.isEmpty() ? MountAttr.MOVE_MOUNT_T_EMPTY_PATH : 0);
            Syscalls.call(
                    "attach a mount to " + path,
                    Syscall.MOVE_MOUNT,
                    mount.number(),
                    scratch.text(""),
                    directory,
                    scratch.text(path),
                    flags);
        }
    }

    /** The magic number of the file system at a path, as in statfs(2): what kind it is. */
    public static long fileSystemType(String path) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(120);
            Syscalls.call("statfs " + path, Syscall.STATFS, scratch.text(path), buffer);
            return Scratch.readLong(buffer);
        }
    }
}
