package io.jdock.libcontainer.users;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.StreamCalls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Reads a colon-separated file of a container within limits. */
final class AccountFile {

    static final int MOST_BYTES = 16 * 1024 * 1024;
    static final int LONGEST_LINE = 1024 * 1024;
    private static final int CHUNK = 64 * 1024;

    private AccountFile() {}

    /**
     * The fields of each line; empty if the file does not exist.
     *
     * @param root the container's root directory
     * @param path relative to it
     * @throws InvalidArgumentException if it is no regular file, or too big
     */
    static List<String[]> read(Fd root, String path) {
        // O_NONBLOCK: opening a FIFO must not wait for a writer that never comes.
        int flags = OpenFlags.RDONLY | OpenFlags.NONBLOCK | OpenFlags.NOCTTY;
        try (Fd file = FileCalls.openat2(root.number(), path, flags, 0, Resolve.IN_ROOT | Resolve.NO_MAGICLINKS)) {
            if (!FileCalls.stat(file).isRegularFile()) {
                throw new InvalidArgumentException("read /%s of the container: not a regular file".formatted(path));
            }
            return parse(path, readAll(file, path)).toList();
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return List.of();
            }
            throw new InvalidArgumentException(
                    "read /%s of the container: %s".formatted(path, e.errno().text()), e);
        }
    }

    private static byte[] readAll(Fd file, String path) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(CHUNK);
        for (byte[] part = StreamCalls.read(file, CHUNK); part.length > 0; part = StreamCalls.read(file, CHUNK)) {
            all.writeBytes(part);
            if (all.size() > MOST_BYTES) {
                throw new InvalidArgumentException(
                        "read /%s of the container: larger than %d bytes".formatted(path, MOST_BYTES));
            }
        }
        return all.toByteArray();
    }

    private static Stream<String[]> parse(String path, byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lines().map(line -> {
            if (line.length() > LONGEST_LINE) {
                throw new InvalidArgumentException(
                        "read /%s of the container: a line is longer than %d bytes".formatted(path, LONGEST_LINE));
            }
            return line.strip().split(":", -1);
        });
    }
}
