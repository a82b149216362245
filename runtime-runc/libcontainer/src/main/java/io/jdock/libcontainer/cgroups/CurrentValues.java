package io.jdock.libcontainer.cgroups;

import java.nio.file.Path;
import java.util.Optional;

/** The values in force in a cgroup, which decide how and in which order new ones are written. */
interface CurrentValues {

    /**
     * Those of a cgroup that is still to be made. No lambda: for an interface that has more to it than one method, an AOT cache
     * cannot keep it linked, which costs a cold start several milliseconds.
     */
    CurrentValues NONE = new CurrentValues() {
        @Override
        public Optional<String> read(String file) {
            return Optional.empty();
        }
    };

    /** Those of a cgroup's directory. */
    static CurrentValues in(Path directory) {
        return new CurrentValues() {
            @Override
            public Optional<String> read(String file) {
                return ControlFile.read(directory.resolve(file));
            }
        };
    }

    /** The content of a file of the cgroup; absent if this kernel has no such file. */
    Optional<String> read(String file);

    /** A size in bytes; {@link Long#MAX_VALUE} if there is no such limit, which every kernel has its own number for. */
    default long bytes(String file) {
        return read(file)
                .filter(text -> !text.equals("max"))
                .map(Long::parseUnsignedLong)
                .filter(bytes -> Long.compareUnsigned(bytes, UNLIMITED_FROM) < 0)
                .orElse(Long.MAX_VALUE);
    }

    /** Version 1 rounds 2^63-1 down to whole pages, of whatever size; no machine has a millionth of it. */
    long UNLIMITED_FROM = 1L << 62;
}
