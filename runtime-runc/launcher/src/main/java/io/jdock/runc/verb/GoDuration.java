package io.jdock.runc.verb;

import io.jdock.runc.flags.Flag;
import io.jdock.runc.flags.UsageException;
import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go spells them: {@code 300ms}, {@code 1.5h}, {@code 2h45m}. */
final class GoDuration {

    private GoDuration() {}

    /** The flag's value. @throws UsageException if it is no duration */
    static Duration of(Flag flag, Duration otherwise) {
        if (!flag.given() || flag.text().equals("0")) {
            return flag.given() ? Duration.ZERO : otherwise;
        }
        String text = flag.text();
        BigDecimal nanos = BigDecimal.ZERO;
        int position = 0;
        do {
            int unit = span(text, position, true);
            int next = span(text, unit, false);
            if (unit == position || next == unit) {
                throw invalid(flag);
            }
            nanos = nanos.add(
                    number(flag, text.substring(position, unit)).multiply(unit(flag, text.substring(unit, next))));
            position = next;
        } while (position < text.length());
        return Duration.ofNanos(nanos.longValue());
    }

    private static int span(String text, int from, boolean numeric) {
        int i = from;
        while (i < text.length() && isNumeric(text.charAt(i)) == numeric) {
            i++;
        }
        return i;
    }

    private static boolean isNumeric(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static BigDecimal number(Flag flag, String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw invalid(flag);
        }
    }

    private static BigDecimal unit(Flag flag, String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ns" -> 1L;
                    case "us", "µs" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "h" -> 3_600_000_000_000L;
                    default -> throw invalid(flag);
                });
    }

    private static UsageException invalid(Flag flag) {
        return new UsageException("invalid value \"%s\" for flag -%s: parse error".formatted(flag.text(), flag.name()));
    }
}
