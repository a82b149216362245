package io.jdock.libcontainer.namespaces;

import io.jdock.linux.At;
import io.jdock.linux.FileCalls;
import io.jdock.linux.Namespace;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells namespaces apart by the files that stand for them. */
public final class ForeignNamespaces {

    private ForeignNamespaces() {}

    /** The kinds of which a process has another namespace than we have. A kind that the kernel lacks is the same everywhere. */
    public static Set<Namespace> of(int pid) {
        Set<Namespace> foreign = EnumSet.noneOf(Namespace.class);
        for (Namespace kind : Namespace.values()) {
            if (!isOurs(kind, Path.of("/proc/%d/ns/%s".formatted(pid, kind.procName())))) {
                foreign.add(kind);
            }
        }
        return foreign;
    }

    /** Whether the file stands for the namespace that we are in. */
    static boolean isOurs(Namespace kind, Path file) {
        return identity(file).equals(identity(Path.of("/proc/self/ns/" + kind.procName())));
    }

    /** Device and inode, or nothing if there is no such file. */
    private static Optional<List<Long>> identity(Path file) {
        return FileCalls.stat(At.FDCWD, file.toString(), 0).map(status -> List.of(status.fileSystem(), status.inode()));
    }
}
