package io.jdock.runc.state;

import java.time.Instant;

/** Points in time as Go writes them: RFC 3339 with as many digits after the second as there are. */
public final class Timestamp {

    private Timestamp() {}

    public static String format(Instant instant) {
        String text = instant.toString();
        int point = text.indexOf('.');
        if (point < 0) {
            return text;
        }
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end) + "Z";
    }
}
