package io.jdock.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Reading, writing and moving bytes between descriptors, and making the descriptors that only do that. */
public final class StreamCalls {

    /** fallocate(2): the file's length stays as it is. */
    public static final int FALLOC_FL_KEEP_SIZE = 1;

    public static final int MFD_CLOEXEC = 1;
    public static final int MFD_ALLOW_SEALING = 2;

    private static final int FALLOC_FL_PUNCH_HOLE = 2;
    private static final int SPLICE_F_NONBLOCK = 2;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int EFD_CLOEXEC = OpenFlags.CLOEXEC;

    private StreamCalls() {}

    /** The two ends of a pipe, both close-on-exec. */
    public record Pipe(Fd read, Fd write) {}

    public static Pipe pipe() {
        try (var scratch = new Scratch()) {
            long ends = scratch.ints(0, 0);
            Syscalls.call("make a pipe", Syscall.PIPE2, ends, OpenFlags.CLOEXEC);
            return new Pipe(Fd.owning(Scratch.readInt(ends)), Fd.owning(Scratch.readInt(ends + 4)));
        }
    }

    /** A counter whose descriptor becomes readable once it is not zero. */
    public static Fd eventfd() {
        return Fd.owning(Syscalls.call("make an eventfd", Syscall.EVENTFD2, 0, EFD_CLOEXEC));
    }

    /** Adds 1 to an eventfd. */
    public static void notify(Fd event) {
        try (var scratch = new Scratch()) {
            Syscalls.call("notify eventfd " + event, Syscall.WRITE, event.number(), scratch.longs(1), 8);
        }
    }

    /** A file in memory that can be sealed. */
    public static Fd memfd(String name) {
        try (var scratch = new Scratch()) {
            return Fd.owning(Syscalls.call(
                    "make memory file " + name,
                    Syscall.MEMFD_CREATE,
                    scratch.text(name),
                    MFD_CLOEXEC | MFD_ALLOW_SEALING));
        }
    }

    /** Writes everything, waiting as long as it takes. */
    public static void write(Fd to, byte[] bytes, int from, int length) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(length);
            new Pointer(buffer).write(0, bytes, from, length);
            for (long done = 0; done < length; ) {
                done += Syscalls.callRestarting(
                        "write to descriptor " + to, Syscall.WRITE, to.number(), buffer + done, length - done);
            }
        }
    }

    /**
     * Writes what fits without waiting, to a non-blocking descriptor.
     *
     * @return how many bytes, or a negated errno: -EAGAIN if nothing fits, -EPIPE if nobody will read it
     */
    public static long writeSome(Fd to, byte[] bytes, int from, int length) {
        long buffer = Native.malloc(Math.max(length, 1));
        try {
            new Pointer(buffer).write(0, bytes, from, length);
            return Syscalls.attempt(Syscall.WRITE, to.number(), buffer, length);
        } finally {
            Native.free(buffer);
        }
    }

    /** Reads what is there, waiting for the first byte; an empty array means end of file. */
    public static byte[] read(Fd from, int most) {
        try (var scratch = new Scratch()) {
            long buffer = scratch.zeroed(most);
            long count =
                    Syscalls.callRestarting("read from descriptor " + from, Syscall.READ, from.number(), buffer, most);
            return Scratch.read(buffer, (int) count);
        }
    }

    /**
     * Moves bytes out of a pipe into a file without waiting, and without a moment in which they are in neither.
     *
     * @param offset where in the file they go
     * @return how many bytes, 0 at end of file, or a negated errno; -EAGAIN if the pipe is empty
     * @see <a href="https://man7.org/linux/man-pages/man2/splice.2.html">splice(2)</a>
     */
    public static long spliceIntoFile(Fd pipe, Fd file, long offset, int most) {
        try (var scratch = new Scratch()) {
            return Syscalls.attempt(
                    Syscall.SPLICE,
                    pipe.number(),
                    Scratch.NULL,
                    file.number(),
                    scratch.longs(offset),
                    most,
                    SPLICE_F_NONBLOCK);
        }
    }

    /**
     * Moves bytes from one stream into a pipe without waiting for the pipe; a source that is to wait for nothing either has to
     * be non-blocking itself.
     *
     * @return how many bytes, 0 at end of file, or a negated errno
     */
    public static long spliceIntoPipe(Fd source, Fd pipe, int most) {
        return Syscalls.attempt(
                Syscall.SPLICE, source.number(), Scratch.NULL, pipe.number(), Scratch.NULL, most, SPLICE_F_NONBLOCK);
    }

    /** Reads at an offset; fewer bytes than asked for only at the end of the file. */
    public static int readAt(Fd file, long offset, byte[] into, int most) {
        long buffer = Native.malloc(Math.max(most, 1));
        try {
            int done = 0;
            while (done < most) {
                long count = Syscalls.callRestarting(
                        "read from descriptor " + file,
                        Syscall.PREAD64,
                        file.number(),
                        buffer + done,
                        most - done,
                        offset + done);
                if (count == 0) {
                    break;
                }
                done += (int) count;
            }
            new Pointer(buffer).read(0, into, 0, done);
            return done;
        } finally {
            Native.free(buffer);
        }
    }

    /** Writes all of it at an offset. */
    public static void writeAt(Fd file, long offset, byte[] bytes, int length) {
        long buffer = Native.malloc(Math.max(length, 1));
        try {
            new Pointer(buffer).write(0, bytes, 0, length);
            for (int done = 0; done < length; ) {
                done += (int) Syscalls.callRestarting(
                        "write to descriptor " + file,
                        Syscall.PWRITE64,
                        file.number(),
                        buffer + done,
                        length - done,
                        offset + done);
            }
        } finally {
            Native.free(buffer);
        }
    }

    /** Frees a range of a file on disk; it reads as zeros from then on, and the file keeps its length. */
    public static void punchHole(Fd file, long offset, long length) {
        Syscalls.call(
                "punch a hole into descriptor " + file,
                Syscall.FALLOCATE,
                file.number(),
                FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                offset,
                length);
    }

    /** Locks a file for this open file alone; true if that worked at once. */
    public static boolean tryLock(Fd file) {
        long result = Syscalls.attempt(Syscall.FLOCK, file.number(), LOCK_EX | LOCK_NB);
        if (result == -Errno.EAGAIN.number()) {
            return false;
        }
        Syscalls.require("lock descriptor " + file, result);
        return true;
    }

    /** Locks a file for this open file alone, waiting for whoever has the lock. Holds the carrier of a virtual thread. */
    public static void lock(Fd file) {
        Syscalls.callRestarting("lock descriptor " + file, Syscall.FLOCK, file.number(), LOCK_EX);
    }

    /** Makes reads and writes fail with EAGAIN where they would wait. Acts on the open file, so on all its duplicates. */
    public static void setNonBlocking(Fd file) {
        long flags =
                Syscalls.call("get flags of descriptor " + file, Syscall.FCNTL, file.number(), FcntlCommands.GETFL);
        Syscalls.call(
                "set flags of descriptor " + file,
                Syscall.FCNTL,
                file.number(),
                FcntlCommands.SETFL,
                flags | OpenFlags.NONBLOCK);
    }

    public static void truncate(Fd file, long length) {
        Syscalls.call("truncate descriptor " + file, Syscall.FTRUNCATE, file.number(), length);
    }

    /** Waits until the file's bytes and length are on disk. */
    public static void syncData(Fd file) {
        Syscalls.call("sync descriptor " + file, Syscall.FDATASYNC, file.number());
    }
}
