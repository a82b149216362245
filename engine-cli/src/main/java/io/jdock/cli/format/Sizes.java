package io.jdock.cli.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers of bytes as people read them. */
public final class Sizes {

    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};

    private Sizes() {}

    /** Powers of 1000, four digits: {@code 1.984MB}. */
    public static String decimal(double bytes) {
        return scaled(bytes, 1000, DECIMAL, 4);
    }

    /** Powers of 1000, three digits: {@code 1.98MB}. */
    public static String decimalShort(double bytes) {
        return scaled(bytes, 1000, DECIMAL, 3);
    }

    /** Powers of 1024, four digits: {@code 23.54GiB}. */
    public static String binary(double bytes) {
        return scaled(bytes, 1024, BINARY, 4);
    }

    private static String scaled(double bytes, double step, String[] units, int digits) {
        double size = bytes;
        int unit = 0;
        while (size >= step && unit < units.length - 1) {
            size /= step;
            unit++;
        }
        return significant(size, digits) + units[unit];
    }

    /**
     * Rounds to a number of significant digits, without trailing zeros. What would need more digits before the point gets an
     * exponent ({@code 1e+03}), as C's {@code %g} does, and Docker with it.
     */
    public static String significant(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        if (rounded.signum() == 0) {
            return "0";
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return rounded.toPlainString();
        }
        String sign = exponent < 0 ? "-" : "+";
        String power = Integer.toString(Math.abs(exponent));
        return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + sign
                + (power.length() < 2 ? "0" + power : power);
    }
}
