package io.jdock.runc.verb;

import io.jdock.errdefs.InvalidArgumentException;
import java.math.BigDecimal;
import java.util.Locale;

/** Sizes as people write them: {@code 64m}, {@code 1.5g}, {@code 512 KiB}; every unit is a power of 1024. */
final class MemorySize {

    private static final String UNITS = "bkmgtp";
    private static final int STEP_BITS = 10;
    private static final String UNLIMITED = "-1";

    private MemorySize() {}

    /** @return bytes, or -1 for no limit */
    static long parse(String text) {
        if (text.equals(UNLIMITED)) {
            return -1;
        }
        int end = text.length();
        while (end > 0 && !isNumeric(text.charAt(end - 1))) {
            end--;
        }
        String suffix = text.substring(end).strip().toLowerCase(Locale.ROOT);
        int unit = suffix.isEmpty() ? 0 : UNITS.indexOf(suffix.charAt(0));
        String rest = suffix.isEmpty() ? "" : suffix.substring(1);
        if (unit < 0 || !(rest.isEmpty() || rest.equals("b") || rest.equals("ib"))) {
            throw invalid(text);
        }
        try {
            BigDecimal number = new BigDecimal(text.substring(0, end));
            if (number.signum() >= 0) {
                return number.multiply(BigDecimal.valueOf(1L << STEP_BITS * unit))
                        .longValue();
            }
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static boolean isNumeric(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static InvalidArgumentException invalid(String text) {
        return new InvalidArgumentException("invalid size: '%s'".formatted(text));
    }
}
