package io.jdock.linux.batch;

import io.jdock.linux.At;
import io.jdock.linux.FcntlCommands;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.StreamCalls;
import io.jdock.linux.Syscall;
import java.nio.charset.StandardCharsets;

/** Steps on files and descriptors. A directory argument is a descriptor, a slot with one, or {@link #CWD}. */
public final class FileSteps {

    /** The working directory. */
    public static final Arg CWD = Arg.of(At.FDCWD);

    private static final int PROT_READ = 1;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_FIXED_NOREPLACE = 0x100000;

    private FileSteps() {}

    /** Opens a path that leads where it leads; only for paths of the host. */
    public static Step openat(Arg directory, String path, int flags, int mode) {
        return Step.of(
                "open " + path,
                Syscall.OPENAT,
                directory,
                Arg.text(path),
                Arg.of(flags | OpenFlags.CLOEXEC),
                Arg.of(mode));
    }

    /** Opens a path that must stay within limits. @param resolve {@link io.jdock.linux.Resolve} flags */
    public static Step openat2(Arg directory, String path, int flags, int mode, long resolve) {
        return Step.of(
                "open " + path,
                Syscall.OPENAT2,
                directory,
                Arg.text(path),
                Block.longs(flags | OpenFlags.CLOEXEC, mode, resolve),
                Arg.of(24));
    }

    /** Whether the process may use a path. @param mode as in access(2): 1 to execute */
    public static Step faccessat2(Arg directory, String path, int mode, int flags) {
        return Step.of(
                "check access to " + path, Syscall.FACCESSAT2, directory, Arg.text(path), Arg.of(mode), Arg.of(flags));
    }

    public static Step close(Arg descriptor) {
        return Step.of("close a descriptor", Syscall.CLOSE, descriptor);
    }

    /** Closes all descriptors from {@code first} to {@code last}. */
    public static Step closeRange(long first, long last) {
        return Step.of(
                "close descriptors " + first + " to " + last,
                Syscall.CLOSE_RANGE,
                Arg.of(first),
                Arg.of(last),
                Arg.NONE);
    }

    /** Makes {@code number} stand for the same open file; it stays open over execve. */
    public static Step dup3(Arg descriptor, int number) {
        return dup3(descriptor, number, 0);
    }

    /** @param flags {@link OpenFlags#CLOEXEC} or 0 */
    public static Step dup3(Arg descriptor, int number, int flags) {
        return Step.of("make descriptor " + number, Syscall.DUP3, descriptor, Arg.fd(number), Arg.of(flags));
    }

    public static Step setCloseOnExec(Arg descriptor) {
        return Step.of(
                "set close-on-exec",
                Syscall.FCNTL,
                descriptor,
                Arg.of(FcntlCommands.SETFD),
                Arg.of(FcntlCommands.FD_CLOEXEC));
    }

    public static Step mkdirat(Arg directory, String path, int mode) {
        return Step.of("mkdir " + path, Syscall.MKDIRAT, directory, Arg.text(path), Arg.of(mode));
    }

    /** @param device {@link io.jdock.linux.FileCalls#device} */
    public static Step mknodat(Arg directory, String path, int mode, long device) {
        return Step.of("mknod " + path, Syscall.MKNODAT, directory, Arg.text(path), Arg.of(mode), Arg.of(device));
    }

    public static Step symlinkat(String target, Arg directory, String path) {
        return Step.of("symlink " + path, Syscall.SYMLINKAT, Arg.text(target), directory, Arg.text(path));
    }

    /** @param flags {@link At#REMOVEDIR} for a directory */
    public static Step unlinkat(Arg directory, String path, int flags) {
        return Step.of("remove " + path, Syscall.UNLINKAT, directory, Arg.text(path), Arg.of(flags));
    }

    public static Step linkat(Arg fromDirectory, String from, Arg directory, String path, int flags) {
        return Step.of(
                "link " + path + " to " + from,
                Syscall.LINKAT,
                fromDirectory,
                Arg.text(from),
                directory,
                Arg.text(path),
                Arg.of(flags));
    }

    /** Stores where a symbolic link leads, without a NUL at the end; the result is the length. */
    public static Step readlinkat(Arg directory, String path, Arg buffer, int size) {
        return Step.of("readlink " + path, Syscall.READLINKAT, directory, Arg.text(path), buffer, Arg.of(size));
    }

    /** @param flags {@link At#SYMLINK_NOFOLLOW}, {@link At#EMPTY_PATH} */
    public static Step fchownat(Arg directory, String path, int uid, int gid, int flags) {
        return Step.of(
                "chown " + path,
                Syscall.FCHOWNAT,
                directory,
                Arg.text(path),
                Arg.of(uid & 0xffffffffL),
                Arg.of(gid & 0xffffffffL),
                Arg.of(flags));
    }

    public static Step fchmodat(Arg directory, String path, int mode) {
        return Step.of("chmod " + path, Syscall.FCHMODAT, directory, Arg.text(path), Arg.of(mode));
    }

    /**
     * Maps a whole file into memory, to be read.
     *
     * @param address where; nothing else may be there
     */
    public static Step map(Arg file, long address, long length) {
        return Step.of(
                "map a file into memory",
                Syscall.MMAP,
                Arg.of(address),
                Arg.of(length),
                Arg.of(PROT_READ),
                Arg.of(MAP_PRIVATE | MAP_FIXED_NOREPLACE),
                file,
                Arg.NONE);
    }

    public static Step umask(int mask) {
        return Step.of("set umask " + Integer.toOctalString(mask), Syscall.UMASK, Arg.of(mask));
    }

    public static Step chdir(String path) {
        return Step.of("chdir to " + path, Syscall.CHDIR, Arg.text(path));
    }

    public static Step fchdir(Arg directory, String name) {
        return Step.of("chdir to " + name, Syscall.FCHDIR, directory);
    }

    public static Step chroot(String path) {
        return Step.of("chroot to " + path, Syscall.CHROOT, Arg.text(path));
    }

    public static Step read(Arg descriptor, Arg buffer, Arg length) {
        return Step.of("read", Syscall.READ, descriptor, buffer, length);
    }

    public static Step write(Arg descriptor, Arg buffer, Arg length) {
        return Step.of("write", Syscall.WRITE, descriptor, buffer, length);
    }

    /** Moves the position of an open file; the result is the new position. */
    public static Step seek(Arg descriptor, Arg position) {
        return Step.of("seek", Syscall.LSEEK, descriptor, position, Arg.NONE);
    }

    public static Step truncate(Arg descriptor, long length) {
        return Step.of("truncate a file", Syscall.FTRUNCATE, descriptor, Arg.of(length));
    }

    public static Step pread(Arg descriptor, Arg buffer, int length, long offset) {
        return Step.of("read", Syscall.PREAD64, descriptor, buffer, Arg.of(length), Arg.of(offset));
    }

    /** A file in memory that can be sealed. */
    public static Step memfd(String name) {
        return Step.of(
                "make memory file " + name,
                Syscall.MEMFD_CREATE,
                Arg.text(name),
                Arg.of(StreamCalls.MFD_CLOEXEC | StreamCalls.MFD_ALLOW_SEALING));
    }

    /** Keeps a memory file from ever being changed. */
    public static Step sealAll(Arg memfd) {
        return Step.of(
                "seal a memory file",
                Syscall.FCNTL,
                memfd,
                Arg.of(FcntlCommands.ADD_SEALS),
                Arg.of(FcntlCommands.ALL_SEALS));
    }

    /** Makes sure that the first bytes of a file can be written later, however full the file system is by then. */
    public static Step reserve(Arg descriptor, long bytes) {
        return Step.of(
                "reserve space",
                Syscall.FALLOCATE,
                descriptor,
                Arg.of(StreamCalls.FALLOC_FL_KEEP_SIZE),
                Arg.NONE,
                Arg.of(bytes));
    }

    public static Step pwrite(Arg descriptor, Arg buffer, Arg length, long offset) {
        return Step.of("write", Syscall.PWRITE64, descriptor, buffer, length, Arg.of(offset));
    }

    /** Fills the 256 bytes of a {@code struct statx}. */
    public static Step statx(Arg directory, String path, int flags, Arg buffer) {
        return Step.of("stat " + path, Syscall.STATX, directory, Arg.text(path), Arg.of(flags), Arg.of(0x17ff), buffer);
    }

    /** Fills the 120 bytes of a {@code struct statfs}; its first number says what kind of file system it is. */
    public static Step fstatfs(Arg descriptor, String name, Arg buffer) {
        return Step.of("statfs " + name, Syscall.FSTATFS, descriptor, buffer);
    }

    /** Sets an extended attribute of an open file. */
    public static Step fsetxattr(Arg descriptor, String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return Step.of(
                "set " + name,
                Syscall.FSETXATTR,
                descriptor,
                Arg.text(name),
                Block.of(bytes),
                Arg.of(bytes.length),
                Arg.NONE);
    }
}
