package io.jdock.cli.format;

/** Spans of time as people tell them: {@code About an hour}. */
public final class Ages {

    private static final long HOURS_PER_DAY = 24;
    private static final long HOURS_PER_WEEK = 7 * HOURS_PER_DAY;
    private static final long HOURS_PER_MONTH = 30 * HOURS_PER_DAY;
    private static final long HOURS_PER_YEAR = 365 * HOURS_PER_DAY;

    private Ages() {}

    /** The time since a moment, both in seconds since 1970: {@code 5 minutes ago}. */
    public static String since(long then, long now) {
        return of(now - then) + " ago";
    }

    /** A span in seconds. */
    public static String of(long seconds) {
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds == 1) {
            return "1 second";
        }
        if (seconds < 60) {
            return seconds + " seconds";
        }
        long minutes = seconds / 60;
        if (minutes == 1) {
            return "About a minute";
        }
        return minutes < 60 ? minutes + " minutes" : ofHours(seconds);
    }

    private static String ofHours(long seconds) {
        long hours = (seconds + 1800) / 3600;
        if (hours == 1) {
            return "About an hour";
        }
        if (hours < 2 * HOURS_PER_DAY) {
            return hours + " hours";
        }
        if (hours < 2 * HOURS_PER_WEEK) {
            return hours / HOURS_PER_DAY + " days";
        }
        if (hours < 2 * HOURS_PER_MONTH) {
            return hours / HOURS_PER_WEEK + " weeks";
        }
        if (hours < 2 * HOURS_PER_YEAR) {
            return hours / HOURS_PER_MONTH + " months";
        }
        return seconds / 3600 / HOURS_PER_YEAR + " years";
    }
}
