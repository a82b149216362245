package io.jdock.daemon.container.logs;

import io.jdock.daemon.container.stream.StreamKind;

/**
 * One line of a json-file log, taken apart in place: {@code {"log":"text\n","stream":"stdout","time":"…Z"}}.
 *
 * <p>Written by hand because a general JSON reader is an order of magnitude slower on lines this small. Reused from line to
 * line; not safe for concurrent use.
 */
final class LogLine {

    private static final int INITIAL = 16 << 10;

    private byte[] line = {};
    private int position;
    private int end;

    /** The line's message without escapes, from 0 to {@code textLength}. */
    byte[] text = new byte[INITIAL];

    int textLength;
    StreamKind stream = StreamKind.STDOUT;

    /** The bounds of the time's text in the buffer that was parsed. */
    int timeFrom;

    int timeTo;

    /** Reads the line that lies in {@code bytes} from {@code from} to {@code to}; false when it is torn or no log line. */
    boolean parse(byte[] bytes, int from, int to) {
        line = bytes;
        position = from;
        end = to;
        textLength = -1;
        timeTo = 0;
        if (!take('{')) {
            return false;
        }
        do {
            if (!member()) {
                return false;
            }
        } while (take(','));
        return take('}') && textLength >= 0 && timeTo > 0;
    }

    private boolean member() {
        int keyFrom = position + 1;
        if (!skipString()) {
            return false;
        }
        int keyLength = position - 1 - keyFrom;
        byte first = line[keyFrom];
        if (!take(':')) {
            return false;
        }
        if (keyLength == 3 && first == 'l') {
            return readText();
        }
        int valueFrom = position + 1;
        boolean plain = position < end && line[position] == '"';
        if (!(plain ? skipString() : skipObject())) {
            return false;
        }
        if (keyLength == 6 && first == 's') {
            stream = line[valueFrom + 3] == 'e' ? StreamKind.STDERR : StreamKind.STDOUT;
        } else if (keyLength == 4 && first == 't') {
            timeFrom = valueFrom;
            timeTo = position - 1;
        }
        return true;
    }

    private boolean take(char expected) {
        if (position < end && line[position] == expected) {
            position++;
            return true;
        }
        return false;
    }

    private boolean skipString() {
        if (!take('"')) {
            return false;
        }
        while (position < end) {
            byte b = line[position++];
            if (b == '"') {
                return true;
            }
            if (b == '\\') {
                position++;
            }
        }
        return false;
    }

    /** The attributes that a log can be configured to carry. */
    private boolean skipObject() {
        if (!take('{')) {
            return false;
        }
        while (position < end && line[position] != '}') {
            if (line[position] != '"') {
                position++;
            } else if (!skipString()) {
                return false;
            }
        }
        return take('}');
    }

    private boolean readText() {
        if (!take('"')) {
            return false;
        }
        // An escape is never shorter than what it stands for, so the line's length is always enough.
        if (text.length < end - position) {
            text = new byte[Math.max(end - position, text.length * 2)];
        }
        byte[] source = line;
        byte[] target = text;
        int length = 0;
        int at = position;
        while (at < end) {
            byte b = source[at++];
            if (b == '"') {
                position = at;
                textLength = length;
                return true;
            }
            if (b != '\\') {
                target[length++] = b;
            } else if (at < end && source[at] == 'u') {
                if (at + 5 > end) {
                    return false;
                }
                int code = hex(source, at + 1);
                at += 5;
                if (Character.isHighSurrogate((char) code) && at + 6 <= end && source[at + 1] == 'u') {
                    code = Character.toCodePoint((char) code, (char) hex(source, at + 2));
                    at += 6;
                }
                length = utf8(code, target, length);
            } else if (at < end) {
                target[length++] = unescaped(source[at++]);
            }
        }
        return false;
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> letter;
        };
    }

    private static int hex(byte[] source, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value << 4 | Math.max(Character.digit(source[i], 16), 0);
        }
        return value;
    }

    private static int utf8(int code, byte[] target, int offset) {
        int length = offset;
        if (code < 0x80) {
            target[length++] = (byte) code;
        } else if (code < 0x800) {
            target[length++] = (byte) (0xc0 | code >> 6);
            target[length++] = (byte) (0x80 | code & 0x3f);
        } else if (code < 0x10000) {
            target[length++] = (byte) (0xe0 | code >> 12);
            target[length++] = (byte) (0x80 | code >> 6 & 0x3f);
            target[length++] = (byte) (0x80 | code & 0x3f);
        } else {
            target[length++] = (byte) (0xf0 | code >> 18);
            target[length++] = (byte) (0x80 | code >> 12 & 0x3f);
            target[length++] = (byte) (0x80 | code >> 6 & 0x3f);
            target[length++] = (byte) (0x80 | code & 0x3f);
        }
        return length;
    }
}
