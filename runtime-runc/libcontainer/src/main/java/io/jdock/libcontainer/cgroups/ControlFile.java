package io.jdock.libcontainer.cgroups;

import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.StreamCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a cgroup: a write is a command, and its errno is the answer. */
final class ControlFile {

    private ControlFile() {}

    /** @throws ErrnoException with the text "write VALUE to FILE" */
    static void write(Path file, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        try (Fd fd = FileCalls.open(At.FDCWD, file.toString(), OpenFlags.WRONLY, 0)) {
            StreamCalls.write(fd, bytes, 0, bytes.length);
        } catch (ErrnoException e) {
            throw new ErrnoException("write \"%s\" to %s".formatted(value, file), e.errno());
        }
    }

    /** Writes unless the file does not exist; true if it did. */
    static boolean writeIfPresent(Path file, String value) {
        try {
            write(file, value);
            return true;
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                return false;
            }
            throw e;
        }
    }

    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // A cgroup that was removed between open and read answers ENODEV.
            if (Files.exists(file)) {
                throw new UncheckedIOException("read " + file, e);
            }
            return Optional.empty();
        }
    }

    /** The only number in the file, without sign; {@code max} is 2^64-1. */
    static long number(Path file) {
        return read(file).map(ControlFile::parse).orElse(0L);
    }

    /** {@code name value} per line. */
    static Map<String, Long> table(Path file) {
        return table(read(file).orElse(""));
    }

    /** The same of a file that was read. */
    static Map<String, Long> table(String text) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                values.put(line.substring(0, blank), parse(line.substring(blank + 1)));
            }
        }
        return values;
    }

    static List<String> lines(Path file) {
        return read(file).map(text -> text.lines().toList()).orElse(List.of());
    }

    private static long parse(String number) {
        return number.equals("max") ? -1 : Long.parseUnsignedLong(number.strip());
    }
}
