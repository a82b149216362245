package io.jdock.linux;

/**
 * Properties of a mount, for mount_setattr(2) and fsmount(2), and the flags of the calls that work on mount descriptors.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mount_setattr.2.html">mount_setattr(2)</a>
 */
public final class MountAttr {

    public static final long RDONLY = 0x01;
    public static final long NOSUID = 0x02;
    public static final long NODEV = 0x04;
    public static final long NOEXEC = 0x08;
    /** Mask of the access time modes below; to change the mode, clear this first. */
    public static final long ATIME = 0x70;

    public static final long RELATIME = 0x00;
    public static final long NOATIME = 0x10;
    public static final long STRICTATIME = 0x20;
    public static final long NODIRATIME = 0x80;
    public static final long IDMAP = 0x00100000;
    public static final long NOSYMFOLLOW = 0x00200000;

    /** All that can be set and cleared one by one, that is without the access time modes. */
    public static final long SINGLE = RDONLY | NOSUID | NODEV | NOEXEC | NOSYMFOLLOW;

    /** Size of {@code struct mount_attr}: attr_set, attr_clr, propagation, userns_fd. */
    public static final int SIZE = 32;

    /** open_tree(2): a detached copy of the mount, as a bind mount makes it. */
    public static final int OPEN_TREE_CLONE = 1;

    public static final int OPEN_TREE_CLOEXEC = OpenFlags.CLOEXEC;
    public static final int FSOPEN_CLOEXEC = 1;
    public static final int FSMOUNT_CLOEXEC = 1;
    public static final int FSPICK_CLOEXEC = 1;

    /** fspick(2): the file system of the descriptor itself. */
    public static final int FSPICK_EMPTY_PATH = 8;

    /** move_mount(2): the source is the descriptor itself. */
    public static final int MOVE_MOUNT_F_EMPTY_PATH = 0x04;

    public static final int MOVE_MOUNT_T_SYMLINKS = 0x10;

    /** move_mount(2): the target is the descriptor itself. */
    public static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;

    private MountAttr() {}
}
