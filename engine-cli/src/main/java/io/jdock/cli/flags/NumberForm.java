package io.jdock.cli.flags;

import io.jdock.errdefs.InvalidArgumentException;
import io.jdock.time.GoDuration;
import java.math.BigDecimal;

/** How a number is written on the command line and in which unit it is kept. */
public enum NumberForm {
    /** A whole number. */
    INT("int"),
    /** A whole number from 0 to 65535. */
    UINT16("uint16"),
    /** A size with an optional unit, kept in bytes; {@code 1k} is 1024. */
    BYTES("bytes"),
    /** As {@link #BYTES}, where {@code -1} stands for no limit. */
    BYTES_OR_UNLIMITED("bytes"),
    /** A number of CPUs with up to nine decimal places, kept in billionths. */
    CPUS("decimal"),
    /** A duration such as {@code 1m30s}, kept in nanoseconds. */
    DURATION("duration");

    private static final long UINT16_MAX = 65_535;
    private static final int NANO_DIGITS = 9;

    private final String type;

    NumberForm(String type) {
        this.type = type;
    }

    String type() {
        return type;
    }

    long parse(String text) {
        return switch (this) {
            case INT -> integer(text, "ParseInt");
            case UINT16 -> uint16(text);
            case BYTES -> ByteSize.parse(text);
            case BYTES_OR_UNLIMITED -> text.equals("-1") ? -1 : ByteSize.parse(text);
            case CPUS -> cpus(text);
            case DURATION -> duration(text);
        };
    }

    private static long integer(String text, String function) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw new InvalidValueException("strconv." + function + ": parsing \"" + text + "\": invalid syntax");
        }
    }

    private static long uint16(String text) {
        long value = integer(text, "ParseUint");
        if (value < 0) {
            throw new InvalidValueException("strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
        }
        if (value > UINT16_MAX) {
            throw new InvalidValueException("strconv.ParseUint: parsing \"" + text + "\": value out of range");
        }
        return value;
    }

    private static long duration(String text) {
        try {
            return GoDuration.parseNanos(text);
        } catch (InvalidArgumentException e) {
            throw new InvalidValueException(e.text());
        }
    }

    private static long cpus(String text) {
        try {
            return new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact();
        } catch (NumberFormatException e) {
            throw new InvalidValueException("failed to parse " + text + " as a rational number");
        } catch (ArithmeticException e) {
            throw new InvalidValueException("value is too precise");
        }
    }
}
