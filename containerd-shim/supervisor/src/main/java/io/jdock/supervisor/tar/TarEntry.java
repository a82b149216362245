package io.jdock.supervisor.tar;

import java.util.List;
import java.util.Map;

/**
 * One entry of an archive without its content.
 *
 * @param name as in the archive, one character per byte
 * @param mode permission bits with setuid, setgid and sticky
 * @param size of the file once it is extracted, in bytes, holes included; 0 for everything but files
 * @param linkName target of a link, one character per byte, else empty
 * @param attributes extended attributes by name
 * @param runs where in the file the stored bytes belong, ascending; the rest of the file is a hole
 */
public record TarEntry(
        String name,
        Kind kind,
        int mode,
        long uid,
        long gid,
        long size,
        Time accessed,
        Time modified,
        String linkName,
        long deviceMajor,
        long deviceMinor,
        Map<String, byte[]> attributes,
        List<Run> runs) {

    /** What an entry stands for. */
    public enum Kind {
        FILE,
        HARD_LINK,
        SYMLINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        DIRECTORY,
        FIFO
    }

    /** A point in time since 1970; {@code nanos} are 0 to 999,999,999 also before then. */
    public record Time(long seconds, int nanos) {}

    /** A part of a file that has bytes. */
    public record Run(long offset, long length) {}
}
