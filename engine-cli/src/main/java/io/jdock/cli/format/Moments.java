package io.jdock.cli.format;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time in the local zone. Loads the time zone tables, so nothing that must start fast uses it. */
public final class Moments {

    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx zzz", Locale.ROOT);
    private static final DateTimeFormatter NANOS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", Locale.ROOT);
    private static final DateTimeFormatter BUILD =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

    private Moments() {}

    /** Seconds since 1970 as {@code 2026-11-23 22:31:30 +0000 UTC}. */
    public static String seconds(long epochSeconds) {
        return LONG.format(local(Instant.ofEpochSecond(epochSeconds)));
    }

    /** Nanoseconds since 1970 as {@code 2026-11-23T22:31:29.578055261Z}. */
    public static String nanos(long epochNanos) {
        return NANOS.format(local(Instant.ofEpochSecond(0, epochNanos)));
    }

    /** A build time in RFC 3339 form as {@code Fri May 30 12:07:14 2025}; what is not such a time stays as it is. */
    public static String buildTime(String text) {
        try {
            return BUILD.format(ZonedDateTime.parse(text));
        } catch (java.time.format.DateTimeParseException e) {
            return text;
        }
    }

    private static ZonedDateTime local(Instant instant) {
        return instant.atZone(ZoneId.systemDefault());
    }
}
