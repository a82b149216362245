package io.jdock.libcontainer.cgroups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user namespace that this process is in. */
final class OwnUserNamespace {

    /** What the first one of the machine maps: all to itself. */
    private static final String ALL = "0 0 4294967295";

    private OwnUserNamespace() {}

    /** Whether it is another one than the machine's, in which root may do little to the machine. */
    static boolean isNested() {
        return Own.NESTED;
    }

    /** Found once; a JVM does not change its user namespace, which threads could not follow. */
    private static final class Own {

        static final boolean NESTED = find();

        private static boolean find() {
            try {
                String map = Files.readString(Path.of("/proc/self/uid_map"));
                return !map.strip().replaceAll("\\s+", " ").equals(ALL);
            } catch (IOException e) {
                throw new UncheckedIOException("read /proc/self/uid_map", e);
            }
        }
    }
}
