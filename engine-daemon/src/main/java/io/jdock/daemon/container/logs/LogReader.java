package io.jdock.daemon.container.logs;

import io.jdock.daemon.container.stream.StreamKind;
import io.jdock.daemon.container.stream.StreamWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Reads one container's log, once, from the place a query names to the end. Belongs to one thread. */
final class LogReader implements Closeable {

    private static final int INITIAL = 256 << 10;

    private final FileChannel file;
    private final LogQuery query;
    private final StreamWriter writer;
    private final LogLine line = new LogLine();
    private byte[] stamped = new byte[INITIAL];

    /** Bytes {@code start} to {@code end} of the buffer are read but not yet shown; they begin with a line. */
    private byte[] buffer = new byte[INITIAL];

    private int start;
    private int end;

    LogReader(Path path, LogQuery query, StreamWriter writer) throws IOException {
        this.query = query;
        this.writer = writer;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            file.position(query.tail() == LogQuery.ALL ? 0 : LogTail.start(file, query.tail()));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Shows every complete line up to the file's present end, and flushes. */
    void readToEnd() throws IOException {
        while (fill()) {
            int newline;
            while ((newline = indexOfNewline()) >= 0) {
                if (line.parse(buffer, start, newline) && wanted()) {
                    show();
                }
                start = newline + 1;
            }
        }
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = file.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
        end += Math.max(count, 0);
        return count > 0;
    }

    private int indexOfNewline() {
        byte[] bytes = buffer;
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean wanted() {
        boolean chosen = line.stream == StreamKind.STDERR ? query.stderr() : query.stdout();
        if (!chosen || !query.hasTimes()) {
            return chosen;
        }
        long time = Timestamp.parse(buffer, line.timeFrom, line.timeTo);
        return time >= query.since() && time <= query.until();
    }

    private void show() throws IOException {
        if (!query.timestamps()) {
            writer.write(line.stream, line.text, 0, line.textLength);
            return;
        }
        int length = Timestamp.FIXED_LENGTH + 1 + line.textLength;
        if (stamped.length < length) {
            stamped = new byte[length * 2];
        }
        Timestamp.writeFixed(buffer, line.timeFrom, line.timeTo, stamped, 0);
        stamped[Timestamp.FIXED_LENGTH] = ' ';
        System.arraycopy(line.text, 0, stamped, Timestamp.FIXED_LENGTH + 1, line.textLength);
        writer.write(line.stream, stamped, 0, length);
    }
}
