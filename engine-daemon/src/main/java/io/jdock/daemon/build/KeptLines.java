package io.jdock.daemon.build;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the last lines that are written to it, each in one piece, for when somebody wants to see them after all. */
final class KeptLines extends OutputStream {

    private static final int MOST = 1 << 20;

    private final Deque<byte[]> lines = new ArrayDeque<>();
    private int size;

    boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        byte[] line = new byte[length];
        System.arraycopy(bytes, offset, line, 0, length);
        lines.add(line);
        size += length;
        while (size > MOST) {
            size -= lines.remove().length;
        }
    }

    /** Writes them, and forgets them. */
    void moveTo(OutputStream out) throws IOException {
        while (!lines.isEmpty()) {
            out.write(lines.remove());
        }
        size = 0;
    }
}
