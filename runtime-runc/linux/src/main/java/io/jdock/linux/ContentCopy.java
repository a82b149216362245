package io.jdock.linux;

import java.util.List;

/**
 * Copies what files hold into other files, inside the kernel and with their holes. For one thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/copy_file_range.2.html">copy_file_range(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/lseek.2.html">lseek(2)</a> on holes
 */
public final class ContentCopy {

    /** Bytes for one call: between two the thread sees that it was interrupted. */
    private static final long PIECE = 1 << 24;

    private static final long BLOCK = 512;
    private static final int SEEK_SET = 0;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    /** copy_file_range(2) cannot do it, for these two files or at all. */
    private static final List<Errno> UNABLE =
            List.of(Errno.EXDEV, Errno.EINVAL, Errno.EOPNOTSUPP, Errno.ENOSYS, Errno.EPERM);

    /** Pairs of one tree are alike: what the first cannot do is not tried for the others. */
    private boolean ranges = true;

    /**
     * Copies everything into an empty file that was just opened. A file that gets shorter meanwhile ends in a hole.
     *
     * @param status of the file
     * @throws ErrnoException ENOSPC, EDQUOT, EIO; EINTR when the thread was interrupted
     */
    public void copy(Fd from, FileStatus status, Fd to) {
        long size = status.size();
        if (status.blocks() * BLOCK >= size) {
            copyRange(from, to, 0, size);
            return;
        }
        long end = 0;
        for (long start = seek(from, 0, SEEK_DATA, size); start < size; start = seek(from, end, SEEK_DATA, size)) {
            end = seek(from, start, SEEK_HOLE, size);
            copyRange(from, to, start, end);
        }
        if (end < size) {
            StreamCalls.truncate(to, size);
        }
    }

    /** Where the next data or hole begins, {@code size} when there is none. */
    private static long seek(Fd file, long offset, int what, long size) {
        long found = Syscalls.attempt(Syscall.LSEEK, file.number(), offset, what);
        return found == -Errno.ENXIO.number()
                ? size
                : Math.min(size, Syscalls.require("seek in descriptor " + file, found));
    }

    private void copyRange(Fd from, Fd to, long start, long end) {
        long done = ranges ? byRange(from, to, start, end) : start;
        if (done < end) {
            bySending(from, to, done, end);
        }
    }

    /** @return up to where it was copied: not to the end if the kernel cannot */
    private long byRange(Fd from, Fd to, long start, long end) {
        try (var scratch = new Scratch()) {
            long offsets = scratch.longs(start, start);
            long done = start;
            while (done < end) {
                checkInterrupt(to);
                long piece = Math.min(PIECE, end - done);
                long count = Syscalls.attempt(
                        Syscall.COPY_FILE_RANGE, from.number(), offsets, to.number(), offsets + 8, piece, 0);
                if (count < 0 && UNABLE.contains(Errno.of(-count))) {
                    ranges = false;
                    return done;
                }
                if (count == 0) {
                    return done;
                }
                done += Syscalls.require("write to descriptor " + to, count);
            }
            return done;
        }
    }

    private static void bySending(Fd from, Fd to, long start, long end) {
        if (start > 0) {
            Syscalls.call("seek in descriptor " + to, Syscall.LSEEK, to.number(), start, SEEK_SET);
        }
        try (var scratch = new Scratch()) {
            long offset = scratch.longs(start);
            for (long done = start; done < end; ) {
                checkInterrupt(to);
                long count = Syscalls.callRestarting(
                        "write to descriptor " + to,
                        Syscall.SENDFILE,
                        to.number(),
                        from.number(),
                        offset,
                        Math.min(PIECE, end - done));
                if (count == 0) {
                    StreamCalls.truncate(to, end);
                    return;
                }
                done += count;
            }
        }
    }

    private static void checkInterrupt(Fd to) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ErrnoException("write to descriptor " + to, Errno.EINTR);
        }
    }
}
