package io.jdock.libcontainer.users;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.Resolve;
import io.jdock.linux.StreamCalls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Reads a colon-separated file of a container line by line, within limits: it may be made to be too much, so that no more than a
 * line of it is ever kept.
 */
final class AccountFile {

    static final int MOST_BYTES = 16 * 1024 * 1024;
    static final int LONGEST_LINE = 1024 * 1024;
    private static final int CHUNK = 64 * 1024;

    private AccountFile() {}

    /**
     * Goes through the lines; there are none if the file does not exist.
     *
     * @param root the container's root directory
     * @param path relative to it
     * @param more takes the fields of a line and says whether it wants the next one
     * @throws InvalidArgumentException if it is no regular file, or too big
     */
    static void scan(Fd root, String path, Predicate<String[]> more) {
        try (Fd found =
                FileCalls.openat2(root.number(), path, OpenFlags.PATH, 0, Resolve.IN_ROOT | Resolve.NO_MAGICLINKS)) {
            // Not opened before it is known to be a file: for some devices that is an order.
            if (!FileCalls.stat(found).isRegularFile()) {
                throw new InvalidArgumentException("read /%s of the container: not a regular file".formatted(path));
            }
            try (Fd file = FileCalls.open(At.FDCWD, found.procPath(), OpenFlags.RDONLY, 0)) {
                scanLines(file, path, more);
            }
        } catch (ErrnoException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                throw new InvalidArgumentException(
                        "read /%s of the container: %s"
                                .formatted(path, e.errno().text()),
                        e);
            }
        }
    }

    private static void scanLines(Fd file, String path, Predicate<String[]> more) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int all = 0;
        for (byte[] part = StreamCalls.read(file, CHUNK); part.length > 0; part = StreamCalls.read(file, CHUNK)) {
            all += part.length;
            require(path, "larger", all, MOST_BYTES);
            int start = 0;
            for (int i = 0; i < part.length; i++) {
                if (part[i] == '\n') {
                    line.write(part, start, i - start);
                    start = i + 1;
                    if (!more.test(fields(line))) {
                        return;
                    }
                }
            }
            line.write(part, start, part.length - start);
            require(path, "in a line longer", line.size(), LONGEST_LINE);
        }
        // After the last line there is nothing to go on with, whatever the answer.
        boolean _ = more.test(fields(line));
    }

    private static void require(String path, String what, int found, int most) {
        if (found > most) {
            throw new InvalidArgumentException(
                    "read /%s of the container: %s than %d bytes".formatted(path, what, most));
        }
    }

    /** Empties the line. */
    private static String[] fields(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        return text.strip().split(":", -1);
    }
}
