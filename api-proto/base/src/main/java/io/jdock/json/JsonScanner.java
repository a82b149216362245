package io.jdock.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Cuts JSON text into its parts. It works on bytes and not on characters, because a cold start interprets this code, where an
 * array costs a third of {@link String#charAt}.
 */
final class JsonScanner {

    private static final int MOST_SHOWN = 64;

    private static final JsonNumber[] ONE_DIGIT = new JsonNumber[10];

    static {
        for (int i = 0; i < ONE_DIGIT.length; i++) {
            ONE_DIGIT[i] = new JsonNumber(Integer.toString(i));
        }
    }

    private final byte[] bytes;
    private final StringBuilder unescaped = new StringBuilder();
    private int position;

    JsonScanner(byte[] utf8) {
        this.bytes = utf8;
    }

    boolean atEnd() {
        return position >= bytes.length;
    }

    void skipSpace() {
        while (position < bytes.length) {
            byte b = bytes[position];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
            position++;
        }
    }

    char peek() {
        if (position >= bytes.length) {
            throw error("unexpected end");
        }
        return (char) (bytes[position] & 0xff);
    }

    boolean accept(char wanted) {
        boolean there = position < bytes.length && bytes[position] == wanted;
        if (there) {
            position++;
        }
        return there;
    }

    void expect(char wanted) {
        if (!accept(wanted)) {
            throw error("expected '" + wanted + "'");
        }
    }

    void skipWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!accept(word.charAt(i))) {
                throw error("expected " + word);
            }
        }
    }

    JsonNumber number() {
        int start = position;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        if (position - start == 1) {
            return ONE_DIGIT[bytes[start] - '0'];
        }
        return new JsonNumber(new String(bytes, start, position - start, ISO_8859_1));
    }

    private void digits() {
        int start = position;
        while (position < bytes.length && bytes[position] >= '0' && bytes[position] <= '9') {
            position++;
        }
        if (position == start) {
            throw error("unexpected character");
        }
    }

    String string() {
        expect('"');
        byte[] text = bytes;
        int start = position;
        int all = 0;
        boolean escapes = false;
        int i = start;
        for (; i < text.length && text[i] != '"'; i++) {
            byte b = text[i];
            if (b >= 0 && b < ' ') {
                position = i;
                throw error("control character in a string");
            }
            if (b == '\\') {
                escapes = true;
                // Whatever follows, it does not end the string.
                i++;
            }
            all |= b;
        }
        if (i >= text.length) {
            throw error("string without end");
        }
        String raw = all >= 0 ? new String(text, start, i - start, ISO_8859_1) : decoded(start, i - start);
        String value = escapes ? unescaped(raw) : raw;
        position = i + 1;
        return value;
    }

    private String decoded(int start, int length) {
        try {
            // Unlike String's constructor, a new decoder refuses what is not UTF-8 instead of replacing it.
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw error("a string that is not UTF-8");
        }
    }

    private String unescaped(String raw) {
        unescaped.setLength(0);
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i++);
            if (c != '\\') {
                unescaped.append(c);
                continue;
            }
            char kind = raw.charAt(i++);
            if (kind != 'u') {
                unescaped.append(simpleEscape(kind));
                continue;
            }
            char unit = unicodeEscape(raw, i);
            i += 4;
            unescaped.append(unit);
            if (Character.isHighSurrogate(unit) && raw.startsWith("\\u", i)) {
                char low = unicodeEscape(raw, i + 2);
                i += 6;
                requirePair(Character.isLowSurrogate(low));
                unescaped.append(low);
            } else {
                requirePair(!Character.isSurrogate(unit));
            }
        }
        return unescaped.toString();
    }

    private void requirePair(boolean whole) {
        if (!whole) {
            throw error("half a surrogate pair in a string");
        }
    }

    private char simpleEscape(char kind) {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw error("unknown escape");
        };
    }

    private char unicodeEscape(String raw, int start) {
        int code = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = i < raw.length() && raw.charAt(i) < 0x80 ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                throw error("bad \\u escape");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    JsonSyntaxException error(String what) {
        return new JsonSyntaxException("invalid JSON at offset " + position + ": " + what);
    }

    /** The beginning of {@code text}, as much as belongs into a message. */
    static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}
