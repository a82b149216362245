package io.jdock.supervisor.stdio;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One client's view of the output, from the moment it attached. For one thread, which may wait; {@link #close} may come from
 * another one and ends the wait.
 *
 * <p>Nothing is copied for a client until it asks: it reads the spool at its own place. A client that does not read holds the
 * process back once it is {@link Spool#WINDOW} behind; one that closes does not.
 */
public final class Attachment implements AutoCloseable {

    private static final int MOST_AT_ONCE = 32 * 1024;

    private final Progress progress;
    private final Map<OutputStreamKind, Spool.Cursor> cursors;
    private boolean closed;

    Attachment(Progress progress, Map<OutputStreamKind, Spool.Cursor> cursors) {
        this.progress = progress;
        this.cursors = new EnumMap<>(OutputStreamKind.class);
        this.cursors.putAll(cursors);
    }

    /** Some output of one stream. */
    public record Output(OutputStreamKind stream, byte[] data) {}

    /** Waits for output; nothing once all streams have ended or the attachment was closed. */
    public Optional<Output> next() {
        synchronized (progress) {
            while (!closed) {
                for (var entry : cursors.entrySet()) {
                    if (entry.getValue().hasMore()) {
                        return Optional.of(read(entry.getKey(), entry.getValue()));
                    }
                }
                if (allEnded()) {
                    return Optional.empty();
                }
                progress.await();
            }
            return Optional.empty();
        }
    }

    private boolean allEnded() {
        return cursors.values().stream().allMatch(Spool.Cursor::isAtEnd);
    }

    private static Output read(OutputStreamKind stream, Spool.Cursor cursor) {
        byte[] buffer = new byte[MOST_AT_ONCE];
        int count = cursor.read(buffer);
        return new Output(stream, Arrays.copyOf(buffer, count));
    }

    @Override
    public void close() {
        synchronized (progress) {
            closed = true;
            cursors.values().forEach(Spool.Cursor::close);
            progress.changed();
        }
    }
}
