package io.jdock.libcontainer.process;

import io.jdock.libcontainer.namespaces.IdMap;
import io.jdock.libcontainer.namespaces.Succession;
import io.jdock.libcontainer.users.Identity;
import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.MountCalls;
import java.util.List;
import java.util.OptionalLong;

/**
 * Gives the pipes of a process in a user namespace to its user. The process cannot do that itself: they belong to root of the
 * host, who is nobody there.
 */
final class StreamOwner {

    /** PIPEFS_MAGIC of statfs(2). Files and terminals of the host stay whose they are. */
    private static final long PIPES = 0x50495045;

    private StreamOwner() {}

    static void give(int pid, List<Integer> streams, Identity identity) {
        IdMap uids = Succession.mapOf(pid, "uid_map");
        OptionalLong owner = uids.outside(Integer.toUnsignedLong(identity.uid()));
        if (uids.isIdentity() || owner.isEmpty()) {
            return;
        }
        for (int stream : streams) {
            String path = "/proc/%d/fd/%d".formatted(pid, stream);
            if (MountCalls.fileSystemType(path) == PIPES) {
                FileCalls.fchownat(At.FDCWD, path, (int) owner.getAsLong(), -1, 0);
            }
        }
    }
}
