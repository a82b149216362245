package io.jdock.daemon.http;

import io.jdock.errdefs.InvalidArgumentException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as clients write them in parameters and filters. */
public final class Timestamps {

    private static final Pattern UNIX = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|us|ns|m|s)");

    private Timestamps() {}

    /**
     * Reads UNIX seconds with a fraction, RFC 3339, or a duration like {@code 1h30m} that lies back from {@code now}.
     *
     * @throws InvalidArgumentException when it is none of them
     */
    public static Instant parse(String text, Instant now) {
        try {
            if (UNIX.matcher(text).matches()) {
                BigDecimal seconds = new BigDecimal(text);
                long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
                long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                        .movePointRight(9)
                        .longValue();
                return Instant.ofEpochSecond(whole, nanos);
            }
            return text.contains("T") ? OffsetDateTime.parse(text).toInstant() : now.minus(duration(text));
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidArgumentException("invalid time \"%s\"".formatted(text), e);
        }
    }

    /**
     * Reads a duration like {@code 1h30m}.
     *
     * @throws InvalidArgumentException when it is none
     */
    public static Duration duration(String text) {
        Matcher part = DURATION.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            BigDecimal nanos = new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanosOf(part.group(2))));
            sum = sum.plusNanos(nanos.longValue());
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw new InvalidArgumentException("invalid time \"%s\"".formatted(text));
        }
        return sum;
    }

    private static long nanosOf(String unit) {
        return switch (unit) {
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "us" -> 1_000L;
            default -> 1L;
        };
    }
}
