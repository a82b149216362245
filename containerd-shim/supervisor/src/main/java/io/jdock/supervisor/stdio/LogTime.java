package io.jdock.supervisor.stdio;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as docker's logs have them: RFC 3339 in UTC, with as many decimals as needed and no more. */
final class LogTime {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private LogTime() {}

    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    /** @param nanos since 1970 */
    static String format(long nanos) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, NANOS_PER_SECOND), (int) Math.floorMod(nanos, NANOS_PER_SECOND), ZoneOffset.UTC);
        var text = new StringBuilder(30);
        text.append(time.getYear());
        two(text.append('-'), time.getMonthValue());
        two(text.append('-'), time.getDayOfMonth());
        two(text.append('T'), time.getHour());
        two(text.append(':'), time.getMinute());
        two(text.append(':'), time.getSecond());
        decimals(text, time.getNano());
        return text.append('Z').toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void decimals(StringBuilder text, int nanos) {
        if (nanos == 0) {
            return;
        }
        text.append('.');
        String digits = Integer.toString(nanos);
        text.append("0".repeat(9 - digits.length()));
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        text.append(digits, 0, end);
    }
}
