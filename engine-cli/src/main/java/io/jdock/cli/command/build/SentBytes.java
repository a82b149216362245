package io.jdock.cli.command.build;

import io.jdock.cli.command.Output;
import io.jdock.cli.format.Sizes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is sent: on a terminal while it is sent, elsewhere once at the end. */
final class SentBytes extends FilterInputStream {

    private static final String TITLE = "Sending build context to Docker daemon ";
    private static final int WIDTH = 8;
    private static final long INTERVAL_NANOS = 100_000_000;

    private final Output out;
    private final boolean terminal;
    private long count;
    private long shown = System.nanoTime();
    private boolean ended;

    SentBytes(InputStream source, Output out, boolean terminal) {
        super(source);
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read >= 0) {
            count += read;
            if (terminal && System.nanoTime() - shown > INTERVAL_NANOS) {
                shown = System.nanoTime();
                show("\r");
            }
        } else if (!ended) {
            ended = true;
            show("\r\r\n");
        }
        return read;
    }

    private void show(String end) {
        String size = Sizes.decimal(count);
        out.print(TITLE + " ".repeat(Math.max(0, WIDTH - size.length())) + size + end);
        out.flush();
    }
}
