package io.jdock.supervisor.stdio;

import io.jdock.errdefs.FailedPreconditionException;
import io.jdock.linux.At;
import io.jdock.linux.Errno;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.StreamCalls;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The file that one output stream is moved into, byte by byte as the process wrote it.
 *
 * <p>Its length is the only record of how much was taken out of the pipe: splice(2) takes bytes and makes the file longer in one
 * call, so whoever is killed at whatever moment, no byte is lost or doubled. What every reader has passed is freed again, so the
 * file takes little space however long it gets.
 *
 * <p>Guarded by the lock of its {@link Progress}, except that only its one pump appends.
 */
final class Spool {

    /** How far the slowest attached client may be behind before the process is held back. */
    static final long WINDOW = 1 << 20;

    private static final int MOST_AT_ONCE = 1 << 20;
    private static final long PUNCH_STEP = 1 << 20;

    private final Progress progress;
    private final Fd file;
    private final Set<Cursor> cursors = new HashSet<>(2);
    private long length;
    private long punched;
    private boolean ended;
    private boolean flowing = true;
    private int users = 1;

    private Spool(Progress progress, Fd file, long length) {
        this.progress = progress;
        this.file = file;
        this.length = length;
    }

    /** Opens or makes the spool, where a predecessor left it. */
    static Spool open(Progress progress, Path path) {
        // Not O_APPEND: splice(2) refuses that.
        Fd file = FileCalls.open(At.FDCWD, path.toString(), OpenFlags.RDWR | OpenFlags.CREAT, 0600);
        if (!StreamCalls.tryLock(file)) {
            file.close();
            throw new FailedPreconditionException("open spool %s: another process pumps into it".formatted(path));
        }
        return new Spool(progress, file, FileCalls.stat(file).size());
    }

    /** What {@link #takeFrom} found. */
    enum Taken {
        SOME,
        NOTHING_YET,
        END
    }

    /** Moves what is in the pipe to the end of the spool, without waiting. Only for the pump. */
    Taken takeFrom(Fd pipe) {
        long count = StreamCalls.spliceIntoFile(pipe, file, length(), MOST_AT_ONCE);
        if (count == -Errno.EAGAIN.number()) {
            return Taken.NOTHING_YET;
        }
        if (count < 0) {
            throw new ErrnoException("move output into the spool", Errno.of(-count));
        }
        if (count == 0) {
            return Taken.END;
        }
        synchronized (progress) {
            length += count;
            progress.changed();
        }
        return Taken.SOME;
    }

    long length() {
        synchronized (progress) {
            return length;
        }
    }

    /** True once no more will come. */
    boolean hasEnded() {
        synchronized (progress) {
            return ended;
        }
    }

    void end() {
        synchronized (progress) {
            ended = true;
            progress.changed();
        }
    }

    /** Waits until no attached client is too far behind, or until {@link #stopHoldingBack}. */
    void awaitRoom() {
        synchronized (progress) {
            while (flowing && length - slowest(length) >= WINDOW) {
                progress.await();
            }
        }
    }

    /** From now on slow clients do not matter: the process has ended and what it wrote is to be taken. */
    void stopHoldingBack() {
        synchronized (progress) {
            flowing = false;
            progress.changed();
        }
    }

    /** Reads at a place without moving anything; fewer bytes than asked for only at the end. */
    int read(long position, byte[] buffer, int most) {
        return StreamCalls.readAt(file, position, buffer, most);
    }

    /** Frees what lies before {@code position} and before every cursor. */
    void discardBefore(long position) {
        long until;
        synchronized (progress) {
            until = Math.min(position, slowest(position));
        }
        if (until - punched >= PUNCH_STEP) {
            StreamCalls.punchHole(file, punched, until - punched);
            punched = until;
        }
    }

    private long slowest(long most) {
        long slowest = most;
        for (Cursor cursor : cursors) {
            slowest = Math.min(slowest, cursor.position);
        }
        return slowest;
    }

    /** A reader's place; as long as it is open, nothing behind it is freed. */
    Cursor cursorAt(long position) {
        synchronized (progress) {
            Cursor cursor = new Cursor(position);
            cursors.add(cursor);
            users++;
            return cursor;
        }
    }

    Cursor cursorAtEnd() {
        synchronized (progress) {
            return cursorAt(length);
        }
    }

    /** Lets go of the file; it is closed when the last cursor is closed too. */
    void release() {
        synchronized (progress) {
            users--;
            if (users == 0) {
                file.close();
            }
        }
    }

    /** Where one reader is. Guarded like the spool. */
    final class Cursor implements AutoCloseable {

        private long position;
        private boolean closed;

        private Cursor(long position) {
            this.position = position;
        }

        boolean hasMore() {
            return position < length;
        }

        boolean isAtEnd() {
            return ended && position >= length;
        }

        /** Reads on; at most what is there, nothing once closed. */
        int read(byte[] buffer) {
            synchronized (progress) {
                if (closed) {
                    return 0;
                }
                int most = (int) Math.min(buffer.length, length - position);
                int count = Spool.this.read(position, buffer, most);
                position += count;
                progress.changed();
                return count;
            }
        }

        @Override
        public void close() {
            synchronized (progress) {
                if (!closed) {
                    closed = true;
                    cursors.remove(this);
                    progress.changed();
                    release();
                }
            }
        }
    }
}
