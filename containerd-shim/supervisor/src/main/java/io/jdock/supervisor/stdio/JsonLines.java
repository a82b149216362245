package io.jdock.supervisor.stdio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Turns output into lines of docker's json-file format: {@code {"log":"text\n","stream":"stdout","time":"…"}}.
 *
 * <p>What comes out depends on nothing but the arguments, so the same piece can be written again after a crash, to the same
 * bytes. For one thread at a time.
 */
final class JsonLines {

    /** A longer line is cut into pieces of this size; all but the last of them lack the {@code \n}. */
    static final int LONGEST_PIECE = 16 * 1024;

    private static final byte[] PREFIX = "{\"log\":\"".getBytes(US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] REPLACEMENT = "\\ufffd".getBytes(US_ASCII);
    private static final byte[] NEW_LINE = "\\n".getBytes(US_ASCII);

    /** True for the bytes that stand for themselves: ASCII, but no controls, quotes, backslashes, and no &lt; &gt; &amp;. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = 0x20; b < 0x80; b++) {
            PLAIN[b] = "\"\\<>&".indexOf(b) < 0;
        }
    }

    private byte[] out = {};
    private int size;

    /**
     * How much of the output is ready to be logged: all complete lines, and pieces of a line that is longer than a piece.
     *
     * @param length how many bytes the buffer holds
     */
    static int completeLength(byte[] buffer, int length) {
        int lineStart = length;
        while (lineStart > 0 && buffer[lineStart - 1] != '\n') {
            lineStart--;
        }
        return lineStart + (length - lineStart) / LONGEST_PIECE * LONGEST_PIECE;
    }

    /** Adds lines for the first {@code length} bytes of the buffer; they begin at the start of a line or piece. */
    void append(byte[] buffer, int length, OutputStreamKind stream, String time) {
        byte[] suffix = "\",\"stream\":\"%s\",\"time\":\"%s\"}\n"
                .formatted(stream.label(), time)
                .getBytes(US_ASCII);
        int start = 0;
        while (start < length) {
            int longest = Math.min(length, start + LONGEST_PIECE);
            put(PREFIX);
            int end = putUntilNewLine(buffer, start, longest);
            if (end < length && buffer[end] == '\n') {
                put(NEW_LINE);
                end++;
            }
            put(suffix);
            start = end;
        }
    }

    byte[] bytes() {
        return out;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Copies text in runs of bytes that need no escape; returns where the line or the limit ended it. */
    private int putUntilNewLine(byte[] buffer, int start, int limit) {
        int at = start;
        while (at < limit) {
            int run = at;
            while (at < limit && PLAIN[buffer[at] & 0xff]) {
                at++;
            }
            put(buffer, run, at - run);
            if (at == limit || buffer[at] == '\n') {
                return at;
            }
            at += putSpecial(buffer, at, limit);
        }
        return at;
    }

    /** Puts one character that is not plain; returns how many bytes it took. */
    private int putSpecial(byte[] buffer, int at, int limit) {
        int b = buffer[at] & 0xff;
        if (b < 0x80) {
            putEscaped(b);
            return 1;
        }
        int length = Utf8.sequenceLength(buffer, at, limit);
        if (length == 0) {
            put(REPLACEMENT);
            return 1;
        }
        if (Utf8.isLineOrParagraphSeparator(buffer, at, length)) {
            putUnicode(0x20, buffer[at + 2] & 0xff ^ 0x80);
        } else {
            put(buffer, at, length);
        }
        return length;
    }

    private void putEscaped(int b) {
        switch (b) {
            case '"', '\\' -> putTwo('\\', b);
            case '\r' -> putTwo('\\', 'r');
            default -> putUnicode(0, b);
        }
    }

    private void putUnicode(int high, int low) {
        putTwo('\\', 'u');
        putTwo(HEX[high >> 4], HEX[high & 0xf]);
        putTwo(HEX[low >> 4], HEX[low & 0xf]);
    }

    private void putTwo(int first, int second) {
        reserve(2);
        out[size++] = (byte) first;
        out[size++] = (byte) second;
    }

    private void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int from, int length) {
        reserve(length);
        System.arraycopy(bytes, from, out, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, Math.max(Math.max(size + more, 512), 2 * out.length));
        }
    }
}
