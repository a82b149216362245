package io.jdock.cli.flags;

import java.math.BigDecimal;

/** Sizes as people write them: {@code 64m}, {@code 1.5g}, {@code 512 KiB}; every unit is a power of 1024. */
public final class ByteSize {

    private static final String UNITS = "bkmgtp";
    private static final long STEP = 1024;

    private ByteSize() {}

    /**
     * Returns the number of bytes, 0 or more.
     *
     * @throws InvalidValueException when there is no number or the unit is unknown
     */
    public static long parse(String text) {
        int end = text.length();
        while (end > 0 && !isNumeric(text.charAt(end - 1))) {
            end--;
        }
        BigDecimal number = number(text, text.substring(0, end));
        long factor = factor(text.substring(end).strip().toLowerCase(java.util.Locale.ROOT));
        return number.multiply(BigDecimal.valueOf(factor)).longValue();
    }

    private static BigDecimal number(String text, String digits) {
        try {
            BigDecimal number = new BigDecimal(digits);
            if (number.signum() >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidValueException("invalid size: '" + text + "'");
        }
        throw new InvalidValueException("invalid size: '" + text + "'");
    }

    private static long factor(String suffix) {
        if (suffix.isEmpty()) {
            return 1;
        }
        int power = UNITS.indexOf(suffix.charAt(0));
        String rest = suffix.substring(1);
        boolean spelledOut = rest.isEmpty() || power > 0 && (rest.equals("b") || rest.equals("ib"));
        if (power < 0 || !spelledOut) {
            throw new InvalidValueException("invalid suffix: '" + suffix + "'");
        }
        long factor = 1;
        for (int i = 0; i < power; i++) {
            factor *= STEP;
        }
        return factor;
    }

    private static boolean isNumeric(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }
}
