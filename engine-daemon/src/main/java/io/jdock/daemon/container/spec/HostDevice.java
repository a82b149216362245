package io.jdock.daemon.container.spec;

/**
 * A device node of the host as a container is to see it.
 *
 * @param path in the container
 * @param type {@code c} or {@code b}
 * @param mode permission bits
 * @param access what the container may do with it: any of {@code rwm}
 */
public record HostDevice(
        String path, String type, long major, long minor, int mode, long uid, long gid, String access) {

    /** The same device under another path with other rights. */
    public HostDevice as(String newPath, String newAccess) {
        return new HostDevice(newPath, type, major, minor, mode, uid, gid, newAccess);
    }
}
