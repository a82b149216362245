package io.jdock.supervisor.copy;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.errdefs.NotFoundException;
import io.jdock.errdefs.NotImplementedException;
import io.jdock.linux.tree.Directory;

/** Reads a file of a tree whole. */
public final class SmallFile {

    private SmallFile() {}

    /**
     * The bytes of a regular file; links on the way are followed inside the tree.
     *
     * @param path below the root, as text
     * @param limit most bytes that it may have
     * @throws NotFoundException when there is nothing at the path
     * @throws InvalidArgumentException when it has more bytes, or is no regular file
     */
    public static byte[] read(Directory root, String path, int limit) {
        throw new NotImplementedException("read %d bytes of %s below %s".formatted(limit, path, root));
    }
}
