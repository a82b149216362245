package io.jdock.json;

/** A number as it was spelled, so that 64-bit values and exponents survive being passed on. */
public record JsonNumber(String digits) implements JsonValue {

    /** Whether the number is written without fraction and exponent. */
    public boolean isInteger() {
        return digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
    }

    /** The value as a whole number; a fraction is cut off. */
    public long asLong() {
        return isInteger() ? Long.parseLong(digits) : (long) asDouble();
    }

    /** The value as a floating-point number. */
    public double asDouble() {
        return Double.parseDouble(digits);
    }

    @Override
    public String asText() {
        return digits;
    }

    @Override
    public void write(StringBuilder out, boolean escapeHtml) {
        out.append(digits);
    }
}
