package io.jdock.time;

import io.jdock.errdefs.InvalidArgumentException;
import java.math.BigDecimal;

/** Durations as Go spells them: {@code 300ms}, {@code -1.5h}, {@code 2h45m}. */
public final class GoDuration {

    private GoDuration() {}

    /**
     * Returns the duration in nanoseconds.
     *
     * @throws InvalidArgumentException in Go's words, when a number or a unit is missing or unknown
     */
    public static long parseNanos(String text) {
        boolean negative = text.startsWith("-");
        int position = negative || text.startsWith("+") ? 1 : 0;
        if (text.substring(position).equals("0")) {
            return 0;
        }
        if (position == text.length()) {
            throw invalid(text);
        }
        long total = 0;
        while (position < text.length()) {
            int unitStart = spanNumber(text, position);
            int next = spanUnit(text, unitStart);
            total += nanos(text, text.substring(position, unitStart), text.substring(unitStart, next));
            position = next;
        }
        return negative ? -total : total;
    }

    private static int spanNumber(String text, int from) {
        int i = from;
        while (i < text.length() && isNumeric(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int spanUnit(String text, int from) {
        int i = from;
        while (i < text.length() && !isNumeric(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static long nanos(String text, String number, String unit) {
        if (unit.isEmpty()) {
            throw new InvalidArgumentException("time: missing unit in duration \"" + text + "\"");
        }
        try {
            return new BigDecimal(number)
                    .multiply(BigDecimal.valueOf(unitNanos(text, unit)))
                    .longValue();
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
    }

    private static long unitNanos(String text, String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default ->
                throw new InvalidArgumentException("time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
        };
    }

    private static boolean isNumeric(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static InvalidArgumentException invalid(String text) {
        return new InvalidArgumentException("time: invalid duration \"" + text + "\"");
    }
}
