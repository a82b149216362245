package io.jdock.linux.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Conversions between names as bytes, as strings with one character per byte, and as text for people. */
public final class Names {

    private Names() {}

    /** The string that carries these bytes. */
    public static String ofBytes(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, ISO_8859_1);
    }

    /** The bytes of a name. */
    public static byte[] bytes(String name) {
        return name.getBytes(ISO_8859_1);
    }

    /** The string that carries the bytes of this text in UTF-8. */
    public static String ofText(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** A form that is safe to show: read as UTF-8, without control characters, at most 200 characters. */
    public static String display(String name) {
        String text = new String(bytes(name), UTF_8);
        String bounded = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        StringBuilder shown = new StringBuilder(bounded.length());
        bounded.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append("\\x%02x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
