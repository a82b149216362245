package io.jdock.supervisor.stdio;

import io.jdock.linux.At;
import io.jdock.linux.ErrnoException;
import io.jdock.linux.Fd;
import io.jdock.linux.FileCalls;
import io.jdock.linux.OpenFlags;
import io.jdock.linux.StreamCalls;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes both streams of a process into one log in docker's json-file format.
 *
 * <p>Whoever is killed in the middle of it, no line is lost, doubled or torn: each piece is announced in a {@link LogIntent}, and
 * a successor begins with writing the announced piece again.
 */
final class JsonFileLog implements OutputLog {

    /** How much is formatted at once. Must hold a line piece; larger makes fewer writes. */
    private static final int BUFFER = 128 * 1024;

    private static final byte[] NOTHING = {};
    private static final Logger LOG = LoggerFactory.getLogger(JsonFileLog.class);

    private final Path path;
    private final Fd file;
    private final LogIntent.File intents;
    private LogIntent latest;
    private long end;
    private byte[] buffer = NOTHING;
    private JsonLines lines = new JsonLines();

    private JsonFileLog(Path path, Fd file, LogIntent.File intents) {
        this.path = path;
        this.file = file;
        this.intents = intents;
        this.end = FileCalls.stat(file).size();
        this.latest = new LogIntent(0, 0, 0, 0, 0, end);
    }

    /** Opens the log and finishes what a predecessor may have left half done. */
    static JsonFileLog open(Path log, Path intentFile, Map<OutputStreamKind, Spool> spools) {
        Fd file = FileCalls.open(At.FDCWD, log.toString(), OpenFlags.RDWR | OpenFlags.CREAT, 0640);
        var opened = new JsonFileLog(log, file, new LogIntent.File(intentFile));
        opened.intents.read().ifPresent(intent -> opened.repeat(intent, spools));
        return opened;
    }

    private void repeat(LogIntent intent, Map<OutputStreamKind, Spool> spools) {
        latest = intent;
        end = intent.offset();
        spools.forEach((stream, spool) -> {
            byte[] piece = new byte[(int) (intent.to(stream) - intent.from(stream))];
            int length = spool.read(intent.from(stream), piece, piece.length);
            lines.append(piece, length, stream, LogTime.format(intent.time()));
        });
        writeAtEnd();
        rest();
    }

    @Override
    public synchronized void advance(OutputStreamKind stream, Spool spool) {
        growBuffer(spool.length() - latest.to(stream));
        while (true) {
            int length = spool.read(latest.to(stream), buffer, buffer.length);
            boolean all = spool.hasEnded() && latest.to(stream) + length == spool.length();
            int ready = all ? length : JsonLines.completeLength(buffer, length);
            if (ready == 0) {
                return;
            }
            log(stream, ready);
        }
    }

    private void growBuffer(long wanted) {
        int size = (int) Math.min(BUFFER, wanted);
        if (buffer.length < size) {
            buffer = new byte[size];
        }
    }

    private void log(OutputStreamKind stream, int length) {
        latest = latest.next(stream, length, LogTime.now(), end);
        try {
            intents.write(latest);
            lines.clear();
            lines.append(buffer, length, stream, LogTime.format(latest.time()));
            writeAtEnd();
        } catch (ErrnoException e) {
            // The process matters more than its log: with a full disk lines are lost, and what was half written is
            // overwritten by the next line that fits.
            LOG.error("log {}: {} bytes of {} are lost", path, length, stream.label(), e);
        }
    }

    private void writeAtEnd() {
        StreamCalls.writeAt(file, end, lines.bytes(), lines.size());
        end += lines.size();
    }

    /** Most of a thousand containers are silent most of the time, so they keep no buffers. */
    @Override
    public synchronized void rest() {
        buffer = NOTHING;
        lines = new JsonLines();
    }

    /** The latest piece may have to be read again, so it is kept. */
    @Override
    public synchronized long doneUntil(OutputStreamKind stream, Spool spool) {
        return latest.from(stream);
    }

    @Override
    public synchronized void close() {
        intents.close();
        file.close();
    }
}
