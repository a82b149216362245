package io.jdock.engine.api.json;

import java.util.Optional;

/** A version of the Engine API such as {@code 1.41}, ordered numerically: 1.9 is older than 1.24. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

    /** The oldest version served. */
    public static final ApiVersion OLDEST = new ApiVersion(1, 24);

    /** The newest version served, and what a request without a version in its path means. */
    public static final ApiVersion NEWEST = new ApiVersion(1, 56);

    private static final int MAX_DIGITS = 4;

    /** Reads {@code MAJOR.MINOR}; empty when the text has another form. */
    public static Optional<ApiVersion> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        int major = number(text.substring(0, dot));
        int minor = number(text.substring(dot + 1));
        return major < 0 || minor < 0 ? Optional.empty() : Optional.of(new ApiVersion(major, minor));
    }

    /** Whether this is version {@code 1.minor} or newer. */
    public boolean atLeast(int minor) {
        return compareTo(new ApiVersion(1, minor)) >= 0;
    }

    /** Whether this is older than version {@code 1.minor}. */
    public boolean below(int minor) {
        return !atLeast(minor);
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
