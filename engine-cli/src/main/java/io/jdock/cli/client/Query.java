package io.jdock.cli.client;

import java.nio.charset.StandardCharsets;

/** The query of a request target, percent-encoded. */
public final class Query {

    private static final String HEX = "0123456789ABCDEF";

    private final StringBuilder out = new StringBuilder();

    public Query add(String name, String value) {
        out.append(out.isEmpty() ? '?' : '&').append(name).append('=').append(encode(value));
        return this;
    }

    public Query add(String name, boolean value) {
        return add(name, value ? "1" : "0");
    }

    /** Leaves an empty value out. */
    public Query addUnlessEmpty(String name, String value) {
        return value.isEmpty() ? this : add(name, value);
    }

    /** Leaves false out. */
    public Query addIfTrue(String name, boolean value) {
        return value ? add(name, "1") : this;
    }

    /** The query with its question mark; empty when nothing was added. */
    @Override
    public String toString() {
        return out.toString();
    }

    /** Percent-encodes everything but the unreserved characters of RFC 3986; also fit for one segment of a path. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
