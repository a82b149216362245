package io.jdock.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes, of an open file or of a path itself: a symbolic link at the end of a path is never followed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/xattr.7.html">xattr(7)</a>
 */
public final class XattrCalls {

    /** The kernel's limit on one value and on the list of names. */
    private static final int MAX = 65536;

    private XattrCalls() {}

    public static void set(Fd file, String name, byte[] value) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "set %s on descriptor %s".formatted(name, file),
                    Syscall.FSETXATTR,
                    file.number(),
                    scratch.text(name),
                    scratch.bytes(value),
                    value.length,
                    0);
        }
    }

    /** Sets an attribute of the path itself; a symbolic link at its end is not followed. */
    public static void set(String path, String name, byte[] value) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "set %s on %s".formatted(name, path),
                    Syscall.LSETXATTR,
                    scratch.text(path),
                    scratch.text(name),
                    scratch.bytes(value),
                    value.length,
                    0);
        }
    }

    /** The value, or nothing if the file has no such attribute or the file system none at all. */
    public static Optional<byte[]> get(Fd file, String name) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(MAX);
            return value(
                    "get %s of descriptor %s".formatted(name, file),
                    Syscalls.attempt(Syscall.FGETXATTR, file.number(), scratch.text(name), buffer, MAX),
                    buffer);
        }
    }

    /** Like {@link #get(Fd, String)}, for the path itself. */
    public static Optional<byte[]> get(String path, String name) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(MAX);
            return value(
                    "get %s of %s".formatted(name, path),
                    Syscalls.attempt(Syscall.LGETXATTR, scratch.text(path), scratch.text(name), buffer, MAX),
                    buffer);
        }
    }

    /** The names of the file's attributes. */
    public static List<String> list(Fd file) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(MAX);
            return names(
                    "list the attributes of descriptor " + file,
                    Syscalls.attempt(Syscall.FLISTXATTR, file.number(), buffer, MAX),
                    buffer);
        }
    }

    /** The names of the path's own attributes. */
    public static List<String> list(String path) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(MAX);
            return names(
                    "list the attributes of " + path,
                    Syscalls.attempt(Syscall.LLISTXATTR, scratch.text(path), buffer, MAX),
                    buffer);
        }
    }

    private static Optional<byte[]> value(String attempt, long result, long buffer) {
        if (result == -Errno.ENODATA.number() || result == -Errno.EOPNOTSUPP.number()) {
            return Optional.empty();
        }
        return Optional.of(Scratch.read(buffer, (int) Syscalls.require(attempt, result)));
    }

    private static List<String> names(String attempt, long result, long buffer) {
        if (result == -Errno.EOPNOTSUPP.number()) {
            return List.of();
        }
        byte[] bytes = Scratch.read(buffer, (int) Syscalls.require(attempt, result));
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                names.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return names;
    }
}
