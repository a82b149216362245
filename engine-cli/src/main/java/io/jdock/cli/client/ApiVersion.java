package io.jdock.cli.client;

/** A version of the Engine API, {@code 1.41}. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

    /** The newest version this program was written for. */
    public static final ApiVersion OURS = new ApiVersion(1, 50);

    /**
     * Reads {@code 1.41}.
     *
     * @throws IllegalArgumentException when it is not two numbers with a dot between
     */
    public static ApiVersion parse(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0) {
            throw new IllegalArgumentException("invalid API version: \"" + text + "\"");
        }
        return new ApiVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
