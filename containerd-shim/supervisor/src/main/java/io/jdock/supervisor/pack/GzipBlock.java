package io.jdock.supervisor.pack;

import java.util.Arrays;
import java.util.zip.Deflater;

/** A piece of what is compressed, with room for what comes of it; used again for later pieces. For one thread at a time. */
final class GzipBlock {

    static final int SIZE = 1 << 17;

    /** How far back deflate looks. */
    private static final int WINDOW = 1 << 15;

    /** What can be compressed to nothing becomes a little longer. */
    private static final int SLACK = 1 << 10;

    /** These grow as they are needed: most layers are small. */
    private byte[] input = new byte[SLACK];

    private byte[] before = {};
    private byte[] output = {};
    private int length;
    private int lengthOut;

    /** Takes in bytes, as many as there is room for; returns how many. */
    int add(byte[] bytes, int offset, int count) {
        int taken = Math.min(count, SIZE - length);
        if (length + taken > input.length) {
            input = Arrays.copyOf(input, Math.min(Math.max(input.length * 2, length + taken), SIZE));
        }
        System.arraycopy(bytes, offset, input, length, taken);
        length += taken;
        return taken;
    }

    boolean isFull() {
        return length == SIZE;
    }

    byte[] output() {
        return output;
    }

    int lengthOut() {
        return lengthOut;
    }

    /** Begins anew, after a block that is full. */
    void restartAfter(GzipBlock previous) {
        length = 0;
        before = before.length == 0 ? new byte[WINDOW] : before;
        System.arraycopy(previous.input, SIZE - WINDOW, before, 0, WINDOW);
    }

    /**
     * Compresses as a stretch of a raw stream that ends on a byte's border, or ends the stream.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
     */
    void compress(int level, boolean last) {
        Deflater deflater = new Deflater(level, true);
        try {
            if (before.length > 0) {
                deflater.setDictionary(before);
            }
            deflater.setInput(input, 0, length);
            if (last) {
                deflater.finish();
            }
            lengthOut = 0;
            output = output.length >= length + SLACK ? output : new byte[length + SLACK];
            int made = deflate(deflater);
            while (lengthOut + made == output.length) {
                lengthOut += made;
                output = Arrays.copyOf(output, output.length * 2);
                made = deflate(deflater);
            }
            lengthOut += made;
        } finally {
            deflater.end();
        }
    }

    private int deflate(Deflater deflater) {
        return deflater.deflate(output, lengthOut, output.length - lengthOut, Deflater.SYNC_FLUSH);
    }
}
