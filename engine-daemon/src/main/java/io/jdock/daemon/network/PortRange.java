package io.jdock.daemon.network;

import io.jdock.errdefs.InvalidArgumentException;

/** Ports from {@code first} to {@code last}, both included. */
public record PortRange(int first, int last) {

    /** Stands for "any free one". */
    public static final PortRange ANY = new PortRange(0, 0);

    private static final int MAX = 65_535;

    public PortRange {
        if (first < 0 || last > MAX || first > last) {
            throw new InvalidArgumentException("invalid port range: %d-%d".formatted(first, last));
        }
    }

    /** Reads {@code N}, {@code A-B}, or nothing or {@code 0} for any. */
    static PortRange parse(String text) {
        if (text.isEmpty()) {
            return ANY;
        }
        int dash = text.indexOf('-');
        int first = port(dash < 0 ? text : text.substring(0, dash), text);
        int last = dash < 0 ? first : port(text.substring(dash + 1), text);
        return new PortRange(first, last);
    }

    /** Reads one port number, 0 to 65535; {@code whole} is quoted if it is wrong. */
    static int port(String number, String whole) {
        boolean digits =
                !number.isEmpty() && number.length() <= 5 && number.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Integer.parseInt(number) > MAX) {
            throw new InvalidArgumentException("invalid port: \"%s\"".formatted(whole));
        }
        return Integer.parseInt(number);
    }

    boolean isAny() {
        return last == 0;
    }
}
