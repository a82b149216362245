package io.jdock.linux.batch;

import io.jdock.linux.At;
import io.jdock.linux.MountAttr;
import io.jdock.linux.Syscall;
import org.jspecify.annotations.Nullable;

/**
 * Steps that mount. Those on descriptors are for whatever lies inside a container's root: no path that the container's content
 * can redirect is ever followed.
 */
public final class MountSteps {

    private static final int FSCONFIG_SET_FLAG = 0;
    private static final int FSCONFIG_SET_STRING = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;
    private static final int FSCONFIG_CMD_RECONFIGURE = 7;

    private MountSteps() {}

    /** mount(2) by path. @param flags {@link io.jdock.linux.MountFlags} */
    public static Step mount(
            @Nullable String source, String target, @Nullable String type, long flags, @Nullable String data) {
        return Step.of(
                "mount " + (type == null ? source : type) + " on " + target,
                Syscall.MOUNT,
                Arg.text(source),
                Arg.text(target),
                Arg.text(type),
                Arg.of(flags),
                Arg.text(data));
    }

    /** Changes how mounts and unmounts below {@code target} propagate. */
    public static Step setPropagation(String target, long flags) {
        return mount("none", target, null, flags, null).named("set the propagation of " + target);
    }

    public static Step unmount(String target, int flags) {
        return Step.of("unmount " + target, Syscall.UMOUNT2, Arg.text(target), Arg.of(flags));
    }

    public static Step pivotRoot(String newRoot, String putOld) {
        return Step.of("pivot the root to " + newRoot, Syscall.PIVOT_ROOT, Arg.text(newRoot), Arg.text(putOld));
    }

    /** A descriptor of the mount at a path. @param flags {@link MountAttr#OPEN_TREE_CLONE}, {@link At} flags */
    public static Step openTree(Arg directory, String path, int flags) {
        return Step.of(
                "open the mount at " + path,
                Syscall.OPEN_TREE,
                directory,
                Arg.text(path),
                Arg.of(flags | MountAttr.OPEN_TREE_CLOEXEC));
    }

    /** Attaches a detached mount onto the file or directory behind a descriptor. */
    public static Step moveMount(Arg mount, Arg target, String targetName) {
        return Step.of(
                "attach a mount to " + targetName,
                Syscall.MOVE_MOUNT,
                mount,
                Arg.text(""),
                target,
                Arg.text(""),
                Arg.of(MountAttr.MOVE_MOUNT_F_EMPTY_PATH | MountAttr.MOVE_MOUNT_T_EMPTY_PATH));
    }

    /** A new, still unconfigured file system of this type. */
    public static Step fsopen(String type) {
        return Step.of("open a " + type, Syscall.FSOPEN, Arg.text(type), Arg.of(MountAttr.FSOPEN_CLOEXEC));
    }

    public static Step fsconfigString(Arg fileSystem, String key, String value) {
        return Step.of(
                "set " + key + "=" + value,
                Syscall.FSCONFIG,
                fileSystem,
                Arg.of(FSCONFIG_SET_STRING),
                Arg.text(key),
                Arg.text(value),
                Arg.NONE);
    }

    public static Step fsconfigFlag(Arg fileSystem, String key) {
        return Step.of(
                "set " + key,
                Syscall.FSCONFIG,
                fileSystem,
                Arg.of(FSCONFIG_SET_FLAG),
                Arg.text(key),
                Arg.NONE,
                Arg.NONE);
    }

    /** Makes the configured file system real. */
    public static Step fsconfigCreate(Arg fileSystem, String type) {
        return Step.of(
                "create " + type,
                Syscall.FSCONFIG,
                fileSystem,
                Arg.of(FSCONFIG_CMD_CREATE),
                Arg.NONE,
                Arg.NONE,
                Arg.NONE);
    }

    /** The configured changes of an existing file system come into force. */
    public static Step fsconfigReconfigure(Arg fileSystem) {
        return Step.of(
                "reconfigure a file system",
                Syscall.FSCONFIG,
                fileSystem,
                Arg.of(FSCONFIG_CMD_RECONFIGURE),
                Arg.NONE,
                Arg.NONE,
                Arg.NONE);
    }

    /** The file system of the mount behind a descriptor, to be configured anew. */
    public static Step fspick(Arg mount) {
        return Step.of(
                "pick a file system",
                Syscall.FSPICK,
                mount,
                Arg.text(""),
                Arg.of(MountAttr.FSPICK_CLOEXEC | MountAttr.FSPICK_EMPTY_PATH));
    }

    /** A detached mount of a created file system. @param attributes {@link MountAttr} */
    public static Step fsmount(Arg fileSystem, String type, long attributes) {
        return Step.of(
                "mount " + type, Syscall.FSMOUNT, fileSystem, Arg.of(MountAttr.FSMOUNT_CLOEXEC), Arg.of(attributes));
    }

    /**
     * Changes the attributes of the mount behind a descriptor.
     *
     * @param set {@link MountAttr} flags to set, {@code clear} those to clear
     * @param propagation a {@link io.jdock.linux.MountFlags} propagation type or 0
     * @param flags {@link At#RECURSIVE} or 0
     */
    public static Step mountSetattr(Arg mount, String name, long set, long clear, long propagation, int flags) {
        return Step.of(
                "set the attributes of the mount at " + name,
                Syscall.MOUNT_SETATTR,
                mount,
                Arg.text(""),
                Arg.of(At.EMPTY_PATH | flags),
                Block.longs(set, clear, propagation, 0),
                Arg.of(MountAttr.SIZE));
    }

    /**
     * Has a detached mount show other owners than its file system has.
     *
     * @param userNamespace the number of a descriptor of the user namespace whose maps apply
     * @param flags {@link At#RECURSIVE} or 0
     */
    public static Step mapIds(Arg mount, String name, int userNamespace, int flags) {
        return Step.of(
                "map the ids of the mount at " + name,
                Syscall.MOUNT_SETATTR,
                mount,
                Arg.text(""),
                Arg.of(At.EMPTY_PATH | flags),
                Block.longs(MountAttr.IDMAP, 0, 0, userNamespace),
                Arg.of(MountAttr.SIZE));
    }
}
