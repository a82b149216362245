package io.jdock.daemon.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jdock.errdefs.InvalidArgumentException;
import java.io.ByteArrayOutputStream;

/** Decodes {@code %41}, RFC 3986 section 2.1. A zero byte is refused, as no name of ours may hold one. */
final class PercentEncoding {

    private PercentEncoding() {}

    static String decodePath(String text) {
        return decode(text, false);
    }

    /** In a query {@code +} means a blank. */
    static String decodeQuery(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean plusIsBlank) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(escaped(text, i));
                i += 2;
            } else if (c == '+' && plusIsBlank) {
                bytes.write(' ');
            } else {
                bytes.write(c); // A head is read as one byte per character.
            }
        }
        return bytes.toString(UTF_8);
    }

    private static int escaped(String text, int at) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0 || high + low == 0) {
            throw new InvalidArgumentException("invalid URL escape in \"%s\"".formatted(text));
        }
        return high * 16 + low;
    }
}
