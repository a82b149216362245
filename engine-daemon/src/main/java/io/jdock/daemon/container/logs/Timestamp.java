package io.jdock.daemon.container.logs;

/** RFC 3339 times in UTC, read and written as bytes: a log has millions of them. */
final class Timestamp {

    /** Length of {@code 2026-11-23T22:37:25.463676839Z}. */
    static final int FIXED_LENGTH = 30;

    private static final int SECONDS_LENGTH = 19;
    private static final int NANO_DIGITS = 9;
    private static final long NANOS = 1_000_000_000L;

    private Timestamp() {}

    /** Nanoseconds since 1970; {@link Long#MIN_VALUE} when the text is no such time. */
    static long parse(byte[] text, int from, int to) {
        if (to - from < SECONDS_LENGTH + 1 || text[to - 1] != 'Z') {
            return Long.MIN_VALUE;
        }
        long days = daysSince1970(number(text, from, 4), number(text, from + 5, 2), number(text, from + 8, 2));
        long seconds = days * 86_400
                + number(text, from + 11, 2) * 3600L
                + number(text, from + 14, 2) * 60L
                + number(text, from + 17, 2);
        return seconds * NANOS + nanos(text, from + SECONDS_LENGTH, to - 1);
    }

    /** Writes the time with nine digits after the point, as clients expect it, whatever the log has. */
    static void writeFixed(byte[] text, int from, int to, byte[] target, int offset) {
        int length = Math.min(to - from - 1, FIXED_LENGTH - 1);
        System.arraycopy(text, from, target, offset, length);
        if (length == SECONDS_LENGTH) {
            target[offset + length++] = '.';
        }
        while (length < FIXED_LENGTH - 1) {
            target[offset + length++] = '0';
        }
        target[offset + length] = 'Z';
    }

    private static int number(byte[] text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = value * 10 + text[i] - '0';
        }
        return value;
    }

    private static long nanos(byte[] text, int from, int to) {
        long nanos = 0;
        int digits = 0;
        for (int i = from + 1; i < to && digits < NANO_DIGITS; i++, digits++) {
            nanos = nanos * 10 + text[i] - '0';
        }
        for (; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** Civil date to day number, counting years from March so that the leap day comes last. */
    private static long daysSince1970(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
    }
}
