package io.jdock.cli.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time in the local zone. Loads the time zone tables, so nothing that must start fast uses it. */
public final class Moments {

    private static final int RFC3339_SECONDS = "2006-01-02T15:04:05".length();

    private Moments() {}

    /** Seconds since 1970 as {@code 2026-11-23 22:31:30 +0000 UTC}. */
    public static String seconds(long epochSeconds) {
        return formatter("yyyy-MM-dd HH:mm:ss xx zzz").format(local(Instant.ofEpochSecond(epochSeconds)));
    }

    /** Seconds since 1970 as {@code 2026-11-23T22:31:29Z}. */
    public static String rfc3339(long epochSeconds) {
        return formatter("yyyy-MM-dd'T'HH:mm:ssXXX").format(local(Instant.ofEpochSecond(epochSeconds)));
    }

    /** Nanoseconds since 1970 as {@code 2026-11-23T22:31:29.578055261Z}. */
    public static String nanos(long epochNanos) {
        return formatter("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX").format(local(Instant.ofEpochSecond(0, epochNanos)));
    }

    /** A build time in RFC 3339 form as {@code Fri May 30 12:07:14 2025}; what is not such a time stays as it is. */
    public static String buildTime(String text) {
        if (text.length() < RFC3339_SECONDS || text.charAt(10) != 'T') {
            return text;
        }
        // By hand: version must start fast, and a formatter costs more than the rest of it.
        try {
            LocalDate date = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
            String day = Integer.toString(date.getDayOfMonth());
            return name(date.getDayOfWeek().name()) + " " + name(date.getMonth().name())
                    + (day.length() < 2 ? "  " : " ") + day + " " + text.substring(11, RFC3339_SECONDS) + " "
                    + date.getYear();
        } catch (NumberFormatException | DateTimeException e) {
            return text;
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** {@code THURSDAY} as {@code Thu}. */
    private static String name(String constant) {
        return constant.charAt(0) + constant.substring(1, 3).toLowerCase(Locale.ROOT);
    }

    private static ZonedDateTime local(Instant instant) {
        return instant.atZone(ZoneId.systemDefault());
    }
}
