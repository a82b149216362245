package io.jdock.cli.command;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.time.GoDuration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** The value of {@code --since} and {@code --until}: a time, or how long ago. */
public final class TimeArgument {

    private static final long NANOS = 1_000_000_000L;

    private TimeArgument() {}

    /**
     * Turns the value into what the engine takes: seconds since 1970, with nanoseconds behind a point.
     *
     * @param text {@code 10m}, {@code 1700000000[.5]}, {@code 2026-01-02}, {@code 2026-01-02T15:04:05[Z]}; empty stays empty
     * @throws CommandException when it is none of these
     */
    public static String toEpoch(String text) {
        if (text.isEmpty() || isNumber(text)) {
            return text;
        }
        try {
            long ago = GoDuration.parseNanos(text);
            return Long.toString(Math.floorDiv(System.currentTimeMillis() * 1_000_000 - ago, NANOS));
        } catch (InvalidArgumentException e) {
            return epoch(text);
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static String epoch(String text) {
        try {
            Instant instant = instant(text);
            String nanos = Long.toString(NANOS + instant.getNano()).substring(1);
            return instant.getEpochSecond() + "." + nanos;
        } catch (DateTimeParseException e) {
            throw new CommandException("failed to parse value as time or duration: \"" + text + "\"");
        }
    }

    private static Instant instant(String text) {
        int clock = text.indexOf('T');
        if (clock < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
        String time = text.substring(clock);
        boolean zoned = time.endsWith("Z") || time.indexOf('+') >= 0 || time.indexOf('-') >= 0;
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }
}
