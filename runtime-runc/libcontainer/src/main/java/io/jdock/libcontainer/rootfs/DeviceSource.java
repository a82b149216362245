package io.jdock.libcontainer.rootfs;

/** Where the device nodes of a container come from. */
enum DeviceSource {

    /** They are made in the container. */
    MADE,

    /**
     * The container's user namespace may not make any, but we may: they are made on a file system of their own, and each is bind
     * mounted from there.
     */
    STAGED,

    /** Nobody here may make any: the host's nodes of the same path are bind mounted, with the owner and mode that they have. */
    HOST
}
