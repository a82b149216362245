package io.jdock.json;

import org.jspecify.annotations.Nullable;

/** Whole numbers of a document. Fractions and exponents are refused, also where their value is whole, as Go's readers do. */
final class JsonIntegers {

    private JsonIntegers() {}

    /** Reads a number from {@code min} to {@code max}. */
    static long signed(JsonValue value, JsonPath place, long min, long max) {
        Long found = value instanceof JsonNumber number && number.isInteger() ? parsed(number.digits(), false) : null;
        if (found == null || found < min || found > max) {
            throw place.wrong("a whole number from " + min + " to " + max, value);
        }
        return found;
    }

    /** Reads a number from 0 to 2^64-1, bit for bit. */
    static long unsigned(JsonValue value, JsonPath place) {
        Long found = value instanceof JsonNumber number && number.isInteger() ? parsed(number.digits(), true) : null;
        if (found == null) {
            throw place.wrong("a whole number from 0 to " + Long.toUnsignedString(-1), value);
        }
        return found;
    }

    private static @Nullable Long parsed(String digits, boolean unsigned) {
        try {
            return unsigned ? Long.parseUnsignedLong(digits) : Long.parseLong(digits);
        } catch (NumberFormatException tooLargeOrNegative) {
            return null;
        }
    }
}
