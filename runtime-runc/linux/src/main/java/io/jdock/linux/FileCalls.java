package io.jdock.linux;

import java.util.Optional;

/**
 * System calls on paths below a directory descriptor. A {@code directory} argument is a descriptor or {@link At#FDCWD}.
 *
 * <p>Errors name the path as the caller gave it.
 */
public final class FileCalls {

    /** utimensat(2): leave this time as it is. */
    public static final long UTIME_OMIT = (1L << 30) - 2;

    private FileCalls() {}

    /** Opens a path without limits on where it leads; for paths of our own making. */
    public static Fd open(int directory, String path, int flags, int mode) {
        try (var scratch = new Scratch()) {
            return Fd.owning(Syscalls.callRestarting(
                    "open " + path, Syscall.OPENAT, directory, scratch.text(path), flags | OpenFlags.CLOEXEC, mode));
        }
    }

    /**
     * Opens a path and keeps the walk within limits.
     *
     * @param resolve {@link Resolve} flags
     * @throws ErrnoException EXDEV or ELOOP when the path breaks the limits; EAGAIN is retried here, as openat2(2) asks
     */
    public static Fd openat2(int directory, String path, int flags, int mode, long resolve) {
        try (var scratch = new Scratch()) {
            long how = scratch.longs(flags | OpenFlags.CLOEXEC, mode, resolve);
            long name = scratch.text(path);
            long result;
            do {
                result = Syscalls.attempt(Syscall.OPENAT2, directory, name, how, 24);
            } while (result == -Errno.EAGAIN.number() || result == -Errno.EINTR.number());
            return Fd.owning(Syscalls.require("open " + path, result));
        }
    }

    public static void mkdirat(int directory, String path, int mode) {
        onPath("mkdir " + path, Syscall.MKDIRAT, directory, path, mode, 0);
    }

    /** @param device {@link #device} for a device node, otherwise 0 */
    public static void mknodat(int directory, String path, int mode, long device) {
        onPath("mknod " + path, Syscall.MKNODAT, directory, path, mode, device);
    }

    /** Removes a file, or with {@link At#REMOVEDIR} an empty directory. */
    public static void unlinkat(int directory, String path, int flags) {
        onPath("remove " + path, Syscall.UNLINKAT, directory, path, flags, 0);
    }

    public static void symlinkat(String target, int directory, String path) {
        try (var scratch = new Scratch()) {
            Syscalls.call("symlink " + path, Syscall.SYMLINKAT, scratch.text(target), directory, scratch.text(path));
        }
    }

    public static void linkat(int fromDirectory, String from, int directory, String path, int flags) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "link %s to %s".formatted(path, from),
                    Syscall.LINKAT,
                    fromDirectory,
                    scratch.text(from),
                    directory,
                    scratch.text(path),
                    flags);
        }
    }

    public static void renameat(int fromDirectory, String from, int directory, String path) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "rename %s to %s".formatted(from, path),
                    Syscall.RENAMEAT2,
                    fromDirectory,
                    scratch.text(from),
                    directory,
                    scratch.text(path),
                    0);
        }
    }

    /** The target of a symbolic link; with an empty path that of the link the descriptor stands for. */
    public static String readlinkat(int directory, String path) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(4096);
            long length =
                    Syscalls.call("readlink " + path, Syscall.READLINKAT, directory, scratch.text(path), buffer, 4096);
            return new String(Scratch.read(buffer, (int) length), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** @param flags {@link At#SYMLINK_NOFOLLOW} for lchown, {@link At#EMPTY_PATH} for the descriptor itself */
    public static void fchownat(int directory, String path, int uid, int gid, int flags) {
        try (var scratch = new Scratch()) {
            Syscalls.call(
                    "chown %s to %d:%d".formatted(path, uid, gid),
                    Syscall.FCHOWNAT,
                    directory,
                    scratch.text(path),
                    uid & 0xffffffffL,
                    gid & 0xffffffffL,
                    flags);
        }
    }

    /** Changes the mode of an open file (not one opened with {@link OpenFlags#PATH}). */
    public static void fchmod(Fd file, int mode) {
        Syscalls.call("chmod descriptor " + file, Syscall.FCHMOD, file.number(), mode);
    }

    /** Changes the mode of a path; follows a symbolic link at the end, so the caller must know that there is none. */
    public static void fchmodat(int directory, String path, int mode) {
        onPath("chmod " + path, Syscall.FCHMODAT, directory, path, mode, 0);
    }

    /** A time for {@link #utimensat}: seconds since 1970 and nanoseconds, or {@link #UTIME_OMIT} as the nanoseconds. */
    public record Time(long seconds, long nanos) {
        public static final Time OMIT = new Time(0, UTIME_OMIT);
    }

    /** @param flags {@link At#SYMLINK_NOFOLLOW}, {@link At#EMPTY_PATH} */
    public static void utimensat(int directory, String path, Time access, Time modification, int flags) {
        try (var scratch = new Scratch()) {
            long times = scratch.longs(access.seconds, access.nanos, modification.seconds, modification.nanos);
            Syscalls.call("set the times of " + path, Syscall.UTIMENSAT, directory, scratch.text(path), times, flags);
        }
    }

    /** What is at this path, or nothing if nothing is. @param flags {@link At#SYMLINK_NOFOLLOW}, {@link At#EMPTY_PATH} */
    public static Optional<FileStatus> stat(int directory, String path, int flags) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(FileStatus.SIZE);
            long result = Syscalls.attempt(
                    Syscall.STATX, directory, scratch.text(path), flags, FileStatus.BASIC_MASK, buffer);
            if (result == -Errno.ENOENT.number() || result == -Errno.ENOTDIR.number()) {
                return Optional.empty();
            }
            Syscalls.require("stat " + path, result);
            return Optional.of(FileStatus.parse(Scratch.read(buffer, FileStatus.SIZE)));
        }
    }

    /** What the descriptor stands for. */
    public static FileStatus stat(Fd file) {
        return stat(file.number(), "", At.EMPTY_PATH)
                .orElseThrow(() -> new ErrnoException("stat descriptor " + file, Errno.ENOENT));
    }

    /** The kernel's number for a device, as mknod(2) wants it. */
    public static long device(long major, long minor) {
        return (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
    }

    private static void onPath(String attempt, Syscall call, int directory, String path, long third, long fourth) {
        try (var scratch = new Scratch()) {
            Syscalls.call(attempt, call, directory, scratch.text(path), third, fourth);
        }
    }
}
