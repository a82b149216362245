package io.jdock.libcontainer.rootfs;

/** How a container's root becomes the root of its launcher. */
enum RootChange {
    /** By pivot_root(2): nothing of the host's tree is left. */
    PIVOT,
    /** Moved over the host's root, which stays below it: for a root that is the kernel's first one, a ramdisk. */
    MOVE,
    /** By chroot(2) alone, for a container that has the host's mount namespace. */
    CHROOT
}
