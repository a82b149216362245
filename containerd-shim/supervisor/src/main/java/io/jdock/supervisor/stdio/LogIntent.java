package io.jdock.supervisor.stdio;

import io.jdock.errdefs.DataLossException;
import io.jdock.linux.At;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.StreamCalls;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is about to be written to a log: which part of which spool, with which time, at which place. Written down first, so that
 * a successor writes the same bytes to the same place again, whether they were there already or not.
 *
 * @param stdoutFrom where the part of stdout begins; it is empty if the piece is of stderr
 * @param time nanoseconds since 1970
 * @param offset where in the log the lines go
 */
record LogIntent(long stdoutFrom, long stdoutTo, long stderrFrom, long stderrTo, long time, long offset) {

    private static final int SIZE = 6 * Long.BYTES;

    long from(OutputStreamKind stream) {
        return switch (stream) {
            case STDOUT -> stdoutFrom;
            case STDERR -> stderrFrom;
        };
    }

    long to(OutputStreamKind stream) {
        return switch (stream) {
            case STDOUT -> stdoutTo;
            case STDERR -> stderrTo;
        };
    }

    /** Everything up to here is logged; the next piece is this one, of one stream. */
    LogIntent next(OutputStreamKind stream, int length, long now, long at) {
        return switch (stream) {
            case STDOUT -> new LogIntent(stdoutTo, stdoutTo + length, stderrTo, stderrTo, now, at);
            case STDERR -> new LogIntent(stdoutTo, stdoutTo, stderrTo, stderrTo + length, now, at);
        };
    }

    /** The file with the one latest intent. */
    static final class File implements AutoCloseable {

        private final Path path;
        private final Fd file;

        File(Path path) {
            this.path = path;
            this.file = FileCalls.open(At.FDCWD, path.toString(), OpenFlags.RDWR | OpenFlags.CREAT, 0600);
        }

        Optional<LogIntent> read() {
            byte[] bytes = new byte[SIZE];
            int count = StreamCalls.readAt(file, 0, bytes, SIZE);
            if (count == 0) {
                return Optional.empty();
            }
            if (count != SIZE) {
                throw new DataLossException("read log intent %s: %d bytes".formatted(path, count));
            }
            ByteBuffer b = ByteBuffer.wrap(bytes);
            return Optional.of(
                    new LogIntent(b.getLong(), b.getLong(), b.getLong(), b.getLong(), b.getLong(), b.getLong()));
        }

        /** One small write into one page: a process can be killed before or after it, not in between. */
        void write(LogIntent intent) {
            ByteBuffer b = ByteBuffer.allocate(SIZE);
            b.putLong(intent.stdoutFrom).putLong(intent.stdoutTo);
            b.putLong(intent.stderrFrom).putLong(intent.stderrTo);
            b.putLong(intent.time).putLong(intent.offset);
            StreamCalls.writeAt(file, 0, b.array(), SIZE);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
