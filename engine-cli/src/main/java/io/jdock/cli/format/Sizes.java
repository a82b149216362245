package io.jdock.cli.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers of bytes as people read them. */
public final class Sizes {

    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};

    private static final long[] POWERS = {1, 10, 100, 1000, 10_000};
    private static final int MOST_QUICK_DIGITS = POWERS.length - 1;
    /** Much more than a product of doubles below ten thousand can be wrong by. */
    private static final double TIE = 1e-6;

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
        return value >= 1 && value < 1000 && digits <= MOST_QUICK_DIGITS ? quick(value, digits) : exact(value, digits);
    }

    /** What {@link #exact} gives: exact arithmetic, before anything is compiled, is most of the time that a long list takes. */
    private static String quick(double value, int digits) {
        int decimals = digits - (value >= 100 ? 3 : value >= 10 ? 2 : 1);
        if (decimals < 0) {
            return exact(value, digits);
        }
        long scale = POWERS[decimals];
        double scaled = value * scale;
        long rounded = (long) (scaled + 0.5);
        // Where the error of the product could decide, and where a digit more comes up.
        if (Math.abs(scaled - Math.floor(scaled) - 0.5) < TIE || rounded >= POWERS[digits]) {
            return exact(value, digits);
        }
        String whole = Long.toString(rounded / scale);
        long rest = rounded % scale;
        if (rest == 0) {
            return whole;
        }
        int places = decimals;
        while (rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        String fraction = Long.toString(rest);
        return whole + "." + "0".repeat(places - fraction.length()) + fraction;
    }

    static String exact(double value, int digits) {
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
